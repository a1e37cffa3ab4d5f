import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readJobCredential, secretText } from '../../../../src/core/lending/job-credential.ts'
import type { Credential } from '../../../../src/generated/sealed-payload.ts'
import { payloadFor } from '../../sealing/delivery.ts'

const { credential: _, ...payload } = payloadFor('ed25519')

describe('what stands in a secret', () => {
  const renewal = {
    type: 'refresh_token' as const,
    token_endpoint: `${payload.issuer}/oauth/token`,
    refresh_token: `dpr_${'x'.repeat(43)}`,
  }

  test('what gets tokens is one word, and is read again as it was', () => {
    const text = secretText(payload, renewal) ?? ''
    expect(text).toMatch(/^dpc1_[\w-]+$/)
    const { issuer, grant, request, resource, ends } = payload
    const { type: _type, ...words } = renewal
    expect(readJobCredential(`${text}\n`)).toEqual({ issuer, grant, request, resource, ends, ...words })
  })

  it.each([
    ['a login of postgres', { type: 'postgres', uri: 'postgres://u:p@db/orders' }, 'postgres://u:p@db/orders'],
    ['a login of redis', { type: 'redis', uri: 'rediss://u:p@db' }, 'rediss://u:p@db'],
    ['one value', { type: 'webhook', values: { KEY: 'v' } }, 'v'],
    ['two values', { type: 'webhook', values: { KEY: 'v', MORE: 'w' } }, undefined],
  ])('%s', (_name, credential, text) => {
    expect(secretText(payload, credential as unknown as Credential)).toBe(text)
  })
})

describe('reading DAYPASS_CREDENTIAL', () => {
  it.each([
    '',
    'dpc1_',
    'dpc1_!!!',
    `dpc1_${btoa('{}')}`,
    `dpc1_${btoa('null')}`,
    `dpc1_${btoa('[1]')}`,
    `dpc1_${btoa(JSON.stringify({ issuer: 1 }))}`,
    'postgres://u:p@db/orders',
    `dpc1_${'A'.repeat(20_000)}`,
  ])('refuses %s', (text) => {
    expect(readJobCredential(text)).toBeUndefined()
  })

  test('whatever stands there, it throws nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => void readJobCredential(`dpc1_${text}`)))
    fc.assert(
      fc.property(fc.json(), (text) => void readJobCredential(`dpc1_${Buffer.from(text).toString('base64url')}`)),
    )
  })
})
