import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createStatements,
  extendStatement,
  type RoleWanted,
  replaceStatements,
} from '../../../../src/connectors/postgres/begin-role.ts'
import { markerText, readMarker } from '../../../../src/connectors/postgres/role-marker.ts'
import { scramVerifier } from '../../../../src/connectors/postgres/scram-verifier.ts'
import { roleName, roleNames } from '../../../../src/connectors/role-name.ts'

const marker = { issuer: 'https://daypass.test', connector: 'orders', store: 's'.repeat(22), grant: 'g'.repeat(22) }

describe('the name of a role', () => {
  test.each([
    ['A'.repeat(22), `jit_${'a'.repeat(26)}`],
    [`${'_'.repeat(21)}w`, `jit_${'7'.repeat(25)}4`],
    // The vector «foobar» of RFC 4648, section 10, with nothing behind it.
    [Buffer.from('foobar\0\0\0\0\0\0\0\0\0\0').toString('base64url'), 'jit_mzxw6ytboiaaaaaaaaaaaaaaaa'],
  ])('of %s', (grant, name) => {
    expect(roleName(grant)).toBe(name)
  })

  test('is of 30 characters that need no quoting, and another one for each grant', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((each) => Buffer.from(each).toString('base64url'))
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(roleName(one)).toMatch(roleNames)
        expect(roleName(one) === roleName(other)).toBe(one === other)
      }),
    )
  })

  test.each(['', 'short', 'A'.repeat(23)])('there is none of %j', (grant) => {
    expect(() => roleName(grant)).toThrow(TypeError)
  })
})

describe('the verifier of a password', () => {
  // RFC 7677, section 3.
  const exchange =
    'n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'
  const signature = '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='

  test('has the key by which the server of RFC 7677 signs', async () => {
    const found = await scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'))
    const [, stored, server] = /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$([^:]+):(.+)$/.exec(found) ?? []
    expect(stored).toHaveLength(44)
    const signed = createHmac('sha256', Buffer.from(server ?? '', 'base64'))
      .update(exchange)
      .digest('base64')
    expect(signed).toBe(signature)
  })

  test.each(['', 'pass word', 'pässword', 'line\n'])(
    'is made of no password that would have to be prepared: %j',
    async (password) => {
      await expect(scramVerifier(password, new Uint8Array(16))).rejects.toThrow(TypeError)
    },
  )
})

describe('the marker of a role', () => {
  test('comes back as it was', () => {
    expect(readMarker(markerText(marker))).toEqual(marker)
  })

  test.each([
    null,
    '',
    'daypass:v1',
    'daypass:v2 https://daypass.test orders s g',
    'daypass:v1 https://daypass.test orders s',
    'daypass:v1 https://daypass.test orders s g more',
    ' daypass:v1 https://daypass.test orders s g',
  ])('is not %j', (comment) => {
    expect(readMarker(comment)).toBeUndefined()
  })
})

describe('the statements', () => {
  const wanted: RoleWanted = {
    ...{ name: 'jit_a', verifier: 'SCRAM', ends: new Date('2026-11-21T12:00:00Z'), connections: 5 },
    ...{ groups: [{ group: `re"ad'; DROP`, mode: 'use' as const }], marker },
  }

  test('quote what a deployment names', () => {
    expect(createStatements(wanted, 180_000)).toBe(
      [
        `CREATE ROLE "jit_a" LOGIN INHERIT PASSWORD 'SCRAM' VALID UNTIL '2026-11-21T12:00:00.000Z' CONNECTION LIMIT 5`,
        `GRANT "re""ad'; DROP" TO "jit_a" WITH INHERIT TRUE, SET FALSE`,
        'GRANT "daypass_grants" TO "jit_a" WITH INHERIT FALSE, SET FALSE',
        `COMMENT ON ROLE "jit_a" IS '${markerText(marker)}'`,
      ].join('; '),
    )
    expect(extendStatement('jit_a', new Date(0))).toBe(`ALTER ROLE "jit_a" VALID UNTIL '1970-01-01T00:00:00.000Z'`)
  })

  test('let a role that owns act as its group from the beginning', () => {
    const own = { ...wanted, groups: [{ group: `own'er`, mode: 'own' as const }] }
    expect(createStatements(own, 180_000)).toContain(
      `GRANT "own'er" TO "jit_a" WITH INHERIT FALSE, SET TRUE; ALTER ROLE "jit_a" SET role = 'own''er'`,
    )
    expect(createStatements(own, 150_008)).toMatch(/LOGIN NOINHERIT .*GRANT "own'er" TO "jit_a"; ALTER/)
  })

  test.each([
    ['somebody else', { marked: true, marker: undefined }],
    ['another grant', { marked: true, marker: { ...marker, grant: 'o'.repeat(22) } }],
    ['another deployment', { marked: true, marker: { ...marker, issuer: 'https://other.test' } }],
    ['who can write a comment alone', { marked: false, marker }],
  ])('take over no role of %s', (_, found) => {
    const role = { oid: 1, name: 'jit_a', canLogIn: true, groups: [], ...found }
    expect(() => replaceStatements(wanted, 180_000, role)).toThrow(/did not make for this grant/)
  })
})
