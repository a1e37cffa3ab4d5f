import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roleName } from '../../../../src/connectors/role-name.ts'
import { readTrace } from '../../../../src/core/whose/trace.ts'

const grant = 'FCl-4_ZMZqGdyp01uGb7qw'
const key = `SHA256:${'Ab9+/'.repeat(8)}abc`
const tokenOf = (claims: object) =>
  `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

describe('what a trace says', () => {
  test.each<[string, string, object]>([
    ['the name of a role', roleName(grant), { grant }],
    [
      'a line of a log',
      `2026-11-28 14:50:00 UTC [311] user=${roleName(grant)},db=orders LOG: connection authorized`,
      { grant },
    ],
    ['the id of a grant', grant, { grant }],
    ['a token', tokenOf({ grant_id: grant, jti: 'other' }), { grant }],
    ['a header with one', `Authorization: Bearer ${tokenOf({ grant_id: grant })}`, { grant }],
    ['a fingerprint', key, { fingerprint: key }],
    ['a line of ssh-keygen', `256 ${key} rita@laptop (ED25519)`, { fingerprint: key }],
    ['blanks around', `  ${grant}\n`, { grant }],
  ])('%s', (_, text, trace) => {
    expect(readTrace(text)).toEqual(trace)
  })

  test.each([
    ['nothing', ''],
    ['a word', 'postgres'],
    ['a role of somebody else', 'jit_abc'],
    ['a role with a letter more', `${roleName(grant)}a`],
    ['a role with something before it', `my${roleName(grant)}`],
    ['a name that no grant has, by its last bits', `${roleName(grant).slice(0, -1)}b`],
    ['an id within a text', `grant ${grant}`],
    ['an id that is too long', `${grant}a`],
    ['a fingerprint with a letter more', `${key}x`],
    ['a token of another issuer', tokenOf({ sub: 'x' })],
    ['a token whose grant is none', tokenOf({ grant_id: { $ne: null } })],
    ['three words', 'a.b.c'],
    ['an address', 'https://github.com/acme/access/issues/42'],
  ])('%s says nothing', (_, text) => {
    expect(readTrace(text)).toBeUndefined()
  })

  test('the role of each grant leads back to it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const id = Buffer.from(bytes).toString('base64url')
        expect(readTrace(roleName(id))).toEqual({ grant: id })
      }),
    )
  })
})
