import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopback, readAddress } from '../../../src/core/address.ts'

describe('readAddress', () => {
  it('is idempotent, ends without a slash and never carries a user, query or fragment', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const read = readAddress(text)
        if ('refused' in read) return
        expect(read.address).not.toMatch(/[?#]|\/$/)
        expect(new URL(read.address)).toMatchObject({ username: '', password: '' })
        expect(readAddress(read.address)).toEqual(read)
      }),
    )
  })

  it('throws for nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => void readAddress(text)))
    fc.assert(fc.property(fc.string(), (text) => void readAddress(`https://${text}`)))
  })

  const hosts: [string, boolean][] = [
    ['http://localhost:1', true],
    ['http://app.localhost', true],
    ['http://127.0.0.1', true],
    ['http://127.255.0.9:80', true],
    ['http://0x7f.1', true],
    ['http://[::1]:3000', true],
    ['http://localhost.example', false],
    ['http://127.0.0.1.example', false],
    ['http://[::2]', false],
    ['http://0.0.0.0', false],
    ['http://10.0.0.1', false],
  ]
  it.each(hosts)('%s over http: %s', (text, accepted) => {
    expect('address' in readAddress(text)).toBe(accepted)
    expect(isLoopback(new URL(text).hostname)).toBe(accepted)
  })
})
