import { expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { addSeconds } from '../../../../src/core/instant.ts'
import type { Connector, ProbeResult } from '../../../../src/ports/connector.ts'
import { reconcile } from '../../../../src/reconcile/request/reconcile.ts'
import { createWorld, type World } from './world.ts'

type Target = Partial<Pick<Connector, 'end' | 'probe'>>

const failed = () => Promise.reject(new DaypassError('CONNECTOR_FAILED', 'The target does not answer.'))
const inAYear = (w: World): ProbeResult => ({ proved: false, why: 'it still works', again: addSeconds(w.now(), 3e7) })

/** A grant that was ended by `/done`, at a target that does this. */
async function ending(target: (w: World) => Target): Promise<{ w: World; mend: () => void }> {
  const w = createWorld()
  await w.ask('allow')
  await w.settle()
  const { connectorOf } = w.ports
  w.ports.connectorOf = (grant) => ({ ...connectorOf(grant), ...target(w) })
  await w.say('/done')
  const mend = () => {
    w.ports.connectorOf = connectorOf
  }
  return { w, mend }
}

const targets: [string, (w: World) => Target, string][] = [
  ['ends nothing', () => ({ end: failed }), 'The target does not answer'],
  ['answers no probe', () => ({ probe: failed }), 'The target does not answer'],
  [
    'still lets the lease in, and wants to be asked in a year',
    (w) => ({ probe: async () => inAYear(w) }),
    'still works',
  ],
]

test.each(targets)(
  'an end at a target that %s is tried at least once a minute for a week, and proved when it can be',
  async (_, target) => {
    const { w, mend } = await ending(target)
    const week = addSeconds(w.now(), 7 * 86_400)
    let looks = 0
    let longest = 0
    while (w.now() < week) {
      await reconcile(w.ports, w.key)
      looks++
      const { state, wakeAt } = w.record()
      expect(state).toBe('ending')
      const pause = ((wakeAt?.getTime() ?? Number.NaN) - w.now().getTime()) / 1000
      expect(pause).toBeGreaterThan(0)
      longest = Math.max(longest, pause)
      w.clock.advance(pause)
    }
    expect([longest, looks >= 7 * 24 * 60]).toEqual([60, true])
    mend()
    await w.settle()
    // What stood in the way is not told of what has ended.
    expect(w.record()).toMatchObject({ state: 'ended', end: { proof: { how: 'ran-out' } } })
    expect(Object.keys(w.record().end ?? {})).not.toEqual(expect.arrayContaining(['overdue']))
  },
)

test.each(targets)(
  'an end at a target that %s needs somebody after a minute, and not before',
  async (_, target, why) => {
    const { w, mend } = await ending(target)
    const shown = () => {
      const said = w.issues.said.get(w.key.issue) ?? []
      return { labels: w.issues.issue.labels, status: said.find(({ body }) => body.includes(':status '))?.body ?? '' }
    }
    await w.wait(55)
    expect(shown().labels).toContain('daypass:active')
    expect(shown().status).not.toContain('more than a minute')
    await w.wait(15)
    expect(shown().labels).toContain('daypass:attention')
    expect(shown().status).toContain('not proved for more than a minute')
    expect(shown().status).toContain(why)
    mend()
    await w.wait(70)
    expect(shown().labels).toContain('daypass:ended')
    expect(shown().labels).not.toContain('daypass:attention')
  },
)

test('an end that is proved within a minute needs nobody', async () => {
  const { w } = await ending(() => ({}))
  const seen = new Set<string>()
  for (let times = 0; times < 40; times++) {
    await w.wait(5)
    for (const label of w.issues.issue.labels) seen.add(label)
  }
  expect([...seen]).toContain('daypass:ended')
  expect([...seen]).not.toContain('daypass:attention')
})
