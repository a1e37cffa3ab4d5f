import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopback, readAddress } from '../../../src/core/address.ts'
import { runs } from '../../runs.ts'

describe('readAddress', () => {
  it('is idempotent, ends without a slash and never carries a user, query or fragment', () => {
    // fast-check's own web addresses take a second to be set up, and are tamer.
    const usual = (text: string, ...odd: string[]) =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(text) }, fc.constantFrom(...odd))
    const address = fc
      .tuple(
        usual('https://', 'http://', 'HTTPS://', 'https:/', 'https:', 'ftp://', ''),
        usual('', 'user@', 'user:word@', '@', ':@'),
        usual('example.com', 'localhost', '127.0.0.1', '[::1]', 'EXAMPLE.com.', 'xn--n3h.example', 'ä.example', ''),
        usual('', ':443', ':8080', ':0', ':99999', ':'),
        fc.array(
          fc.oneof(
            usual('/', '//', '/.', '/..', '?', '#c', '?a=b', '%2f', '%', '\\', '@', ' ', '\t', 'é', '\u202e'),
            fc.string(),
          ),
          { maxLength: 4 },
        ),
      )
      .map((parts) => parts.flat().join(''))
    let accepted = 0
    fc.assert(
      fc.property(address, (text) => {
        const read = readAddress(text)
        if ('refused' in read) return
        accepted++
        expect(read.address).not.toMatch(/[?#]|\/$/)
        expect(new URL(read.address)).toMatchObject({ username: '', password: '' })
        expect(readAddress(read.address)).toEqual(read)
      }),
      { numRuns: runs(1_000) },
    )
    // The control: not all of them are refused.
    expect(accepted).toBeGreaterThan(100)
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
