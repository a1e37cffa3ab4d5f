import { expect, test } from 'vitest'
import { createEngine, type EngineParts } from '../../../src/compose/engine.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { Marked } from '../../../src/ports/connector.ts'
import type { StoredGrant } from '../../../src/ports/grants.ts'
import { createFakeGrants } from '../../fakes/grant-store.ts'
import { begins, granted } from '../core/record-samples.ts'

const store = 'o'.repeat(22)

/** An engine over a ledger with two grants that live; GitHub and the rest of the store are away. */
async function createWorld() {
  const { grant, key } = granted('active')
  if (!grant) throw new Error('the sample has a grant')
  const grants = createFakeGrants()
  for (const id of ['a', 'b'])
    await grants.open({ ...key, issue: id.charCodeAt(0) }, { ...grant, id, digest: id.repeat(64) })
  const world = {
    grants,
    shown: [] as Marked[],
    ended: [] as string[],
    told: [] as string[],
    woken: [] as number[],
    awoken: [] as (number[] | 'all')[],
    wakes: true,
    hears: true,
    forgotten: [] as Date[],
    forget: async (): Promise<number> => 0,
  }
  const connector = {
    name: 'orders',
    async *listOurs() {
      yield* world.shown
    },
    end: async ({ id }: { id: string }) => {
      world.ended.push(id)
      return { effective: begins }
    },
    probe: async () => ({ proved: true, proof: { how: 'absent', at: '', words: '' } }),
    endedInLedger: async (ended: readonly StoredGrant[]) => {
      if (!world.hears) throw new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
      world.told.push(...ended.map(({ id }) => id))
    },
  }
  const away = () => Promise.reject(new DaypassError('GITHUB_UNAVAILABLE', 'GitHub does not answer.'))
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const parts = {
    ports: { grants, connectorOf: () => connector, requests: { repository: async () => ({}) }, now: () => begins, log },
    store: {
      id: async () => store,
      recordSelfStatement: away,
      forgetDeliveries: async () => world.forget(),
      forgetDecisions: async (before: Date) => {
        world.forgotten.push(before)
        return world.forget()
      },
      enqueue: async ({ key }: { key: { issue: number } }) => void world.woken.push(key.issue),
      wakeEnded: async (keys?: { issue: number }[]) => {
        if (!world.wakes) throw new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
        world.awoken.push(keys?.map(({ issue }) => issue) ?? 'all')
        return 0
      },
    },
    github: { learnOwnName: away },
    deployment: { all: [connector], keepDecisionsFor: 3_600 },
    metrics: {},
  } as unknown as EngineParts
  return { world, engine: createEngine(parts) }
}

test('the sweep ends what lies in a target and must not, before anything that could be away', async () => {
  const { world, engine } = await createWorld()
  await world.grants.end('a', begins)
  world.shown = ['a', 'b', 'c'].map((grant) => ({ grant, store }))
  await expect(engine.sweep()).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  expect(world.ended).toEqual(['a', 'c'])
  expect(world.woken).toEqual(['a'.charCodeAt(0)])
  expect(world.awoken).toEqual(['all'])
})

test('the sweep forgets decisions whose time has come, and goes on where it cannot', async () => {
  const { world, engine } = await createWorld()
  await expect(engine.sweep()).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  expect(world.forgotten).toEqual([new Date(begins.getTime() - 3_600_000)])
  const { world: other, engine: failing } = await createWorld()
  let calls = 0
  other.forget = async () => {
    calls += 1
    // Deliveries are forgotten first.
    if (calls === 2) throw new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
    return 0
  }
  await expect(failing.sweep()).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
})

test('the kill switch ends all in the ledger, tells whose target that is, and has each looked at', async () => {
  const { world, engine } = await createWorld()
  await engine.endGrants(['a', 'b'])
  expect(await world.grants.openIds()).toEqual([])
  expect(world.told).toEqual(['a', 'b'])
  expect(world.awoken).toEqual([['a', 'b'].map((id) => id.charCodeAt(0))])
})

test('the kill switch goes on where a connector does not hear of it', async () => {
  const { world, engine } = await createWorld()
  world.hears = false
  await engine.endGrants(['a', 'b'])
  expect(await world.grants.openIds()).toEqual([])
  expect(world.awoken.flat()).toHaveLength(2)
})

test('the kill switch has done what was ordered where no request can be woken: the sweep wakes them, whatever else fails', async () => {
  const { world, engine } = await createWorld()
  world.wakes = false
  await engine.endGrants(['a', 'b'])
  expect(await world.grants.openIds()).toEqual([])
  expect(world.awoken).toEqual([])
  world.wakes = true
  await expect(engine.sweep()).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  expect(world.awoken).toEqual(['all'])
})

test('the kill switch says that it failed where the ledger does not end', async () => {
  const { world, engine } = await createWorld()
  world.grants.down = true
  await expect(engine.endGrants(['a'])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  expect(world.awoken).toEqual([])
})

test('a sweep goes on where what has ended cannot be searched for', async () => {
  const { world, engine } = await createWorld()
  await world.grants.end('a', begins)
  world.shown = [{ grant: 'a', store }]
  world.wakes = false
  await expect(engine.sweep()).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  expect(world.ended).toEqual(['a'])
})
