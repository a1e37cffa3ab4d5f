import { expect, test } from 'vitest'
import { createWakeKnown } from '../../../../src/reconcile/request/wake-affected.ts'

const now = new Date('2026-11-21T12:00:00Z')
const key = { repository: 71, issue: 4 }
const repository = { id: 71, owner: 'acme', name: 'access', installation: 9 }

function known(broken = false) {
  const done: unknown[] = []
  const it = createWakeKnown({
    requests: { repository: async () => repository },
    enqueue: async (wake) => void done.push(['wake', wake.key, wake.notice]),
    wakeWaiting: async (id) => void done.push(['waiting', id]),
    roster: {
      moved: async (move, at) => {
        if (broken) throw new Error('no store')
        done.push(['moved', move, at])
      },
    },
    open: async () => [key],
    openOf: async (person) => (person === 5 ? [key] : []),
    refresh: async (id) => void done.push(['refresh', id]),
    now: () => now,
  })
  return { it, done }
}

test('a push to governed files wakes what waits, and nothing else (field.D21)', async () => {
  const { it, done } = known()
  await it.repositoryChanged(71, 'push', false)
  expect(done).toEqual([['waiting', 71]])
})

test('whatever else happens to a repository wakes all that can still change', async () => {
  const { it, done } = known()
  await it.repositoryChanged(71, 'repository', false)
  expect(done).toEqual([
    ['refresh', 71],
    ['wake', key, undefined],
  ])
})

test.each<[string, boolean, string | undefined]>([
  ['left a team is noted, and then their requests are looked at, and their membership', false, 'person'],
  ['came into a team is noted, and nobody says that they left (simulation, seed 3469)', true, undefined],
])('a person who %s', async (_, joined, notice) => {
  const { it, done } = known()
  await it.personChanged(5, { installation: 9, team: 77, joined })
  expect(done).toEqual([
    ['moved', { installation: 9, team: 77, joined, person: 5 }, now],
    ['wake', key, notice],
  ])
})

test('a change that is no move is only looked at', async () => {
  const { it, done } = known()
  await it.personChanged(5)
  await it.personChanged(6)
  expect(done).toEqual([['wake', key, 'person']])
})

test('a move that could not be noted fails its delivery, so that it is worked on again', async () => {
  const { it, done } = known(true)
  await expect(it.personChanged(5, { installation: 9, joined: false })).rejects.toThrow('no store')
  expect(done).toEqual([])
})
