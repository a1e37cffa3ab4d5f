import { expect, test } from 'vitest'
import { createPoolerCheck } from '../../../../src/connectors/postgres/ask-pooler.ts'
import type { PostgresServer, Use } from '../../../../src/connectors/postgres/postgres-server.ts'
import { addSeconds } from '../../../../src/core/instant.ts'

const login = { user: 'jit_x', password: 'p' }

/** A pooler that gives these answers, one after the other, and a clock. */
function pooler(...answers: Use[]) {
  let now = new Date('2026-12-01T12:00:00Z')
  let asked = 0
  const server = { place: 'pool:6432', tryUse: async () => answers[asked++] ?? 'refused' }
  const check = createPoolerCheck(server as unknown as PostgresServer, () => now)
  const later = (seconds: number) => {
    now = addSeconds(now, seconds)
  }
  return { check: () => check(login), later, asked: () => asked }
}

test.each<[Use, boolean]>([
  ['answered', false],
  ['refused', true],
  ['silent', true],
])('a pooler that %s the role', async (use, refused) => {
  expect(await pooler(use).check()).toMatchObject({ refused })
})

test('one that was silent is asked again after a minute, and until then nobody waits for it', async () => {
  const { check, later, asked } = pooler('silent', 'answered')
  await check()
  later(59)
  expect(await check()).toEqual({ refused: true, words: 'no answer from pool:6432' })
  expect(asked()).toBe(1)
  later(1)
  expect(await check()).toMatchObject({ refused: false })
})
