import { expect, test } from 'vitest'
import { endAll } from '../../../src/connectors/kill-switch.ts'
import { createFakeLockdowns } from '../../fakes/lockdowns.ts'

const everything = { of: 'everything' } as const

function ending(fail?: Error, noting?: Error) {
  const lockdowns = createFakeLockdowns()
  if (fail) lockdowns.fail = fail
  const told = lockdowns.told
  const grants = {
    openIds: async () => {
      told.push('asks what is open')
      return ['a', 'b']
    },
  }
  const log = { warn: () => undefined, error: () => told.push('an error') }
  const revoke = () =>
    endAll(
      grants,
      lockdowns,
      async (ids) => void told.push(`ends ${ids.join(' and ')}`),
      async ({ id }) => {
        told.push(`notes ${id}`)
        if (noting) throw noting
      },
      log,
    )
  return { told, revoke }
}

test('everything is locked down before it is asked what is to be ended, so that nothing begins in between', async () => {
  const { told, revoke } = ending()
  const answer = await revoke()
  expect(told).toEqual([['lock', everything, 'revoke-all'], 'asks what is open', 'ends a and b', 'notes 1'])
  expect(answer).toMatchObject({ revoked: 2, lockdown: { id: 1, scope: everything } })
  expect(await revoke()).toMatchObject({ revoked: 2, lockdown: { id: 1 } })
})

test('where locking down fails, what lives is ended all the same', async () => {
  const { told, revoke } = ending(new Error('no signature'))
  expect(await revoke()).toEqual({ revoked: 2, lockdown: undefined })
  expect(told.slice(1)).toEqual(['an error', 'asks what is open', 'ends a and b'])
})

test('that people cannot be told is no failure of the switch', async () => {
  const { told, revoke } = ending(undefined, new Error('no store'))
  expect(await revoke()).toMatchObject({ revoked: 2, lockdown: { id: 1 } })
  expect(told.slice(2)).toEqual(['ends a and b', 'notes 1', 'an error'])
})
