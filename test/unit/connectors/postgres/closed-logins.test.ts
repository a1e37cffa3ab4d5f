import { expect, test } from 'vitest'
import { createClosedLogins } from '../../../../src/connectors/postgres/closed-logins.ts'

test('a password is known once, to who closed the login', () => {
  const logins = createClosedLogins()
  logins.keep({ oid: 1 }, 'one')
  logins.keep({ oid: 2 }, 'two')
  logins.keep({ oid: 1 }, 'newer')
  expect([logins.take({ oid: 1 }), logins.take({ oid: 1 }), logins.take({ oid: 3 })]).toEqual([
    'newer',
    undefined,
    undefined,
  ])
  expect(logins.take({ oid: 2 })).toBe('two')
})

test('the oldest are forgotten first, so that ends that nobody proves here fill no memory', () => {
  const logins = createClosedLogins()
  for (let oid = 0; oid <= 5_000; oid++) logins.keep({ oid }, String(oid))
  expect([logins.take({ oid: 0 }), logins.take({ oid: 1 }), logins.take({ oid: 5_000 })]).toEqual([
    undefined,
    '1',
    '5000',
  ])
})
