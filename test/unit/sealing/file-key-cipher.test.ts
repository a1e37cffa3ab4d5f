import { expect, test } from 'vitest'
import { unwrapFileKey, wrapFileKey, wrappedLength } from '../../../src/sealing/file-key-cipher.ts'

const key = new Uint8Array(32).fill(1)
const fileKey = new Uint8Array(16).fill(7)
const wrapped = wrapFileKey(fileKey, key)

test('a file key is wrapped with its whole tag, and comes back whole', () => {
  expect(wrapped).toHaveLength(wrappedLength)
  expect(unwrapFileKey(wrapped, key)).toEqual(fileKey)
})

test.each([16, 20, 28, 31])('with a tag cut off at %i bytes it is none', (length) => {
  expect(() => unwrapFileKey(wrapped.subarray(0, length), key)).toThrow('Invalid authentication tag')
})

test.each([0, 15, 16, 31])('with byte %i changed it is none', (at) => {
  expect(
    unwrapFileKey(
      wrapped.map((byte, index) => (index === at ? byte ^ 1 : byte)),
      key,
    ),
  ).toBeUndefined()
})
