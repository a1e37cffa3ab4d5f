import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '../../../src/core/secret.ts'

const value = 'canary-3f9a'
const secret = new Secret(value)

test('gives its value only to whoever asks for it', () => {
  expect(secret.reveal()).toBe(value)
})

test.each<[string, () => string]>([
  ['String()', () => String(secret)],
  ['a template', () => `${secret}`],
  ['concatenation', () => `a${secret}`],
  ['JSON', () => JSON.stringify({ secret })],
  ['inspect', () => inspect({ secret }, { depth: 9, showHidden: true })],
  ['its keys', () => JSON.stringify({ ...secret })],
  ['a structured clone', () => inspect(structuredClone(secret), { showHidden: true })],
  ['an error message', () => new Error('bad', { cause: secret }).stack ?? ''],
])('shows nothing through %s', (_, print) => {
  expect(print()).not.toContain(value)
})
