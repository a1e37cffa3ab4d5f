import { expect, test } from 'vitest'
import type { Marked } from '../../../src/ports/connector.ts'
import { type OrphanParts, sweepOrphans } from '../../../src/reconcile/sweep-orphans.ts'
import { createFakeGrants } from '../../fakes/grant-store.ts'
import { begins, granted } from '../core/record-samples.ts'

const store = 'o'.repeat(22)

/** Sweeps targets that show this; what was ended, woken and warned of. */
async function swept(targets: Record<string, Marked[] | Error | undefined>, fails: readonly string[] = []) {
  const grants = createFakeGrants()
  const { grant, key } = granted('active')
  if (!grant) throw new Error('the sample has a grant')
  await grants.open(key, { ...grant, id: 'lives' })
  for (const [issue, id] of ['ended', 'stuck'].entries()) {
    await grants.open({ ...key, issue: issue + 100 }, { ...grant, id, digest: id })
    await grants.keepLease(id, { of: id })
    await grants.end(id, begins)
  }
  const [ended, woken, warned, asked]: [unknown[], number[], object[], string[]] = [[], [], [], []]
  const proved: string[] = []
  const connectors = Object.entries(targets).map(([name, shows]): OrphanParts['connectors'][number] => ({
    name,
    ...(shows === undefined
      ? {}
      : {
          async *listOurs() {
            if (shows instanceof Error) throw shows
            yield* shows
          },
        }),
    end: async ({ id }, lease) => {
      if (fails.includes(id)) throw new Error('the target is down')
      ended.push([name, id, lease])
      return { effective: begins }
    },
    probe: async ({ id }) => {
      proved.push(id)
      return { proved: true, proof: { how: 'absent', at: begins.toISOString(), words: 'gone' } }
    },
  }))
  const log = { info: () => undefined, warn: (facts: object) => void warned.push(facts), error: () => undefined }
  const identity = async () => {
    asked.push('store')
    return store
  }
  await sweepOrphans({
    connectors,
    grants,
    store: identity,
    wake: async ({ issue }) => void woken.push(issue),
    now: () => begins,
    log,
  })
  return { ended, proved, woken, warned, asked }
}

const of = (grant: string, by = store): Marked => ({ grant, store: by })

test('ends what is ours and does not live, with what was noted of it, and has its request looked at', async () => {
  const { ended, proved, woken, warned } = await swept({ vault: [of('lives'), of('ended'), of('unknown')] })
  // Asking for the proof is what clears a target up.
  expect(proved).toEqual(['ended', 'unknown'])
  expect(ended).toEqual([
    ['vault', 'ended', { of: 'ended' }],
    ['vault', 'unknown', null],
  ])
  expect(woken).toEqual([100])
  expect(warned).toHaveLength(2)
})

test.each([
  ['another store', 's'.repeat(22)],
  ['nobody', ''],
  ['a store with a longer name', `${store}o`],
])('leaves alone what is marked by %s, whether or not it lives', async (_, by) => {
  const { ended, woken, warned } = await swept({ vault: [of('lives', by), of('ended', by), of('unknown', by)] })
  expect({ ended, woken, warned }).toEqual({ ended: [], woken: [], warned: [] })
})

test('one lease that does not end, and one target that is not there, stop no other', async () => {
  const targets = { away: new Error('no route'), vault: [of('stuck'), of('ended')], safe: [of('unknown')] }
  const { ended, woken, warned } = await swept(targets, ['stuck'])
  expect(ended).toEqual([
    ['vault', 'ended', { of: 'ended' }],
    ['safe', 'unknown', null],
  ])
  expect(woken).toEqual([100])
  expect(warned).toMatchObject([{ connector: 'away' }, { grant: 'stuck' }, { grant: 'ended' }, { grant: 'unknown' }])
})

test('asks nothing where no kind has a target of its own', async () => {
  expect((await swept({ api: undefined })).asked).toEqual([])
})
