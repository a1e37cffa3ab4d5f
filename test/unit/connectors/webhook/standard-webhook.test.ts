import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signMessage } from '../../../../src/connectors/webhook/standard-webhook.ts'

const at = new Date('2026-11-21T12:00:00.900Z')
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: at }))
afterEach(() => vi.useRealTimers())

const newSecret = (bytes = 32) => `whsec_${randomBytes(bytes).toString('base64')}`
const verify = (secret: string, { headers, body }: ReturnType<typeof signMessage>) =>
  new Webhook(secret).verify(body, headers)

// The library is nobody's of ours.
test.each(['{"a":1}', '{"reason":"ordrés ‮ \\u0000"}', `"${'x'.repeat(10_000)}"`])(
  'a foreign verifier takes %j',
  (body) => {
    for (const bytes of [24, 32, 64]) {
      const secret = newSecret(bytes)
      expect(verify(secret, signMessage([secret], 'g.begin.1', at, body))).toEqual(JSON.parse(body))
    }
  },
)

test('signs with every secret: whoever knows one verifies', () => {
  const [before, after] = [newSecret(), newSecret()]
  const signed = signMessage([after, before], 'g.begin.1', at, '{}')
  for (const one of [before, after]) expect(verify(one, signed)).toEqual({})
  expect(() => verify(newSecret(), signed)).toThrow('No matching signature')
})

test.each<[string, (signed: ReturnType<typeof signMessage>) => ReturnType<typeof signMessage>]>([
  ['its body', (signed) => ({ ...signed, body: '{"a":2}' })],
  ['its id', ({ body, headers }) => ({ body, headers: { ...headers, 'webhook-id': 'g.begin.2' } })],
  ['its time', ({ body, headers }) => ({ body, headers: { ...headers, 'webhook-timestamp': '1795262401' } })],
])('does not verify with %s changed', (_, change) => {
  const secret = newSecret()
  expect(() => verify(secret, change(signMessage([secret], 'g.begin.1', at, '{"a":1}')))).toThrow()
})

test('says when it is sent, in whole seconds', () => {
  expect(signMessage([newSecret()], 'g.begin.1', at, '{}').headers).toMatchObject({
    'webhook-id': 'g.begin.1',
    'webhook-timestamp': '1795262400',
  })
})

test.each([
  '',
  'whsec_',
  'whsec_c2hvcnQ=',
  `${'a'.repeat(32)}`,
  `whsec_${'-'.repeat(43)}=`,
  newSecret(23),
  newSecret(65),
])('signs nothing with %s', (secret) => {
  expect(signMessage([secret], 'g.begin.1', at, '{}').headers['webhook-signature']).toBe('')
})
