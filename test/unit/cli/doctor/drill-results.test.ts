import { describe, expect, it } from 'vitest'
import type { DrillLook } from '../../../../src/cli/doctor/inspection.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { Secret } from '../../../../src/core/secret.ts'
import type { Deployment } from '../../../../src/generated/deployment.ts'
import { createAdmin } from '../../../../src/http/admin.ts'
import { noLevels } from '../../../fakes/levels.ts'
import { createFakeLockdowns } from '../../../fakes/lockdowns.ts'
import { createHealth, examine } from './inspection-samples.ts'

type Setting = 'hourly' | 'daily' | 'off'
const passed = { passed: true, used: 0.24, proved: 12.4, age: 720 }
const failed = { passed: false, used: null, proved: 305, age: 7_200 }

const locked = async () => {
  throw new DaypassError('STORE_LOCKED', 'another Daypass uses this data directory')
}

/** The metrics of a server that has these drills. */
async function metricsOf(drills: readonly DrillLook[]): Promise<string> {
  const { open } = createAdmin(
    async () => ({ ...noLevels, drills }),
    async () => ({ revoked: 0, lockdown: undefined }),
    createFakeLockdowns(),
    new Secret('-'),
  )
  return (await open.request('/metrics')).text()
}

/** What the doctor says of drills: once from a store that it can open, once from the metrics of a server that has it open. */
async function said(setting: Setting | undefined, drills: readonly DrillLook[]) {
  const health = createHealth()
  const configuration = health.looks.configuration()
  const orders = { ...configuration.deployment.connectors.orders, ...(setting ? { drill: setting } : {}) }
  const deployment = { connectors: { orders } } as Deployment
  health.looks.configuration = () => ({ ...configuration, deployment })
  const store = await health.looks.store()
  const found = async () => (await examine(health)).filter(({ name }) => name === 'drills')
  health.looks.store = async () => store && { ...store, drills }
  const opened = await found()
  health.looks.store = locked
  const metrics = await metricsOf(drills)
  health.looks.metrics = async () => metrics
  return { opened, running: await found() }
}

describe('what daypass doctor says of fire drills', () => {
  const orders = (over: Partial<DrillLook>): DrillLook[] => [{ connector: 'orders', ...over }]
  it.each<[string, Setting | undefined, DrillLook[], [state: string, message: string][]]>([
    [
      'passed',
      undefined,
      orders({ last: passed }),
      [['well', 'of orders passed 12 min ago: used after 0.2 s, its end proved after 12 s.']],
    ],
    ['not seen for long', 'hourly', orders({ last: { ...passed, age: 7_201 } }), [['note', 'passed 2 h ago']]],
    [
      'passed long ago, where they are seldom',
      'daily',
      orders({ last: { ...passed, age: 172_800 } }),
      [['well', '2 d ago']],
    ],
    ['failed', undefined, orders({ last: failed }), [['wrong', 'of orders failed 2 h ago']]],
    ['none yet', undefined, [], [['note', 'No fire drill of orders has come to its end yet.']]],
    [
      'of another connector',
      undefined,
      [{ connector: 'billing', last: failed }],
      [['note', 'has come to its end yet']],
    ],
    ['off, whatever one found', 'off', orders({ last: failed }), [['note', 'Fire drills of orders are off']]],
    ['locked down before the first', undefined, orders({ held: 'LOCKDOWN' }), [['note', 'a lockdown is in force']]],
    [
      'locked down since one failed',
      undefined,
      orders({ held: 'LOCKDOWN', last: failed }),
      [
        ['wrong', 'of orders failed'],
        ['note', 'a lockdown is in force'],
      ],
    ],
    ['kept by another store', undefined, orders({ held: 'STORE_FOREIGN' }), [['note', 'another store']]],
    ['kept by what it does not know', undefined, orders({ held: 'SOMETHING' }), [['note', 'begins now: SOMETHING']]],
  ])('%s', async (_, setting, drills, expected) => {
    const { opened, running } = await said(setting, drills)
    for (const found of [opened, running]) {
      expect(found.map(({ state }) => state)).toEqual(expected.map(([state]) => state))
      for (const [index, [, message]] of expected.entries()) expect(found[index]?.message).toContain(message)
    }
  })

  it('why one failed, where the store can be opened; the log says it otherwise', async () => {
    const why = 'api.acme.example answered 403 when a live token was shown to it'
    const { opened, running } = await said(undefined, orders({ last: { ...failed, why } }))
    expect(opened).toMatchObject([{ code: 'DRILL_FAILED', where: 'connectors.orders' }])
    expect(opened[0]?.message).toContain(`failed 2 h ago: ${why}`)
    expect(running[0]?.message).toContain('the log says why')
  })

  it('nothing of a store that an older version has left, and that it cannot tell where nobody does', async () => {
    const health = createHealth()
    const store = await health.looks.store()
    const { drills: _none, ...older } = store ?? { drills: undefined }
    health.looks.store = async () => older as NonNullable<typeof store>
    const found = async () => (await examine(health)).filter(({ name }) => name === 'drills')
    expect(await found()).toEqual([])
    health.looks.store = locked
    expect(await found()).toMatchObject([{ state: 'note', message: expect.stringContaining('cannot be read here') }])
  })
})

it('says how many ends are not proved after a minute', async () => {
  const health = createHealth()
  const store = await health.looks.store()
  const found = async () =>
    (await examine(health)).flatMap(({ name, message }) =>
      name === 'store' && message.includes('end') ? [message] : [],
    )
  health.looks.store = async () => store && { ...store, counts: { ending: 3 }, overdue: 2 }
  expect(await found()).toEqual([expect.stringMatching(/^3 requests whose end.*Of these, 2 for more than a minute\.$/)])
  health.looks.store = async () => store && { ...store, counts: { ending: 3 }, overdue: 0 }
  expect(await found()).toEqual([expect.not.stringContaining('minute')])
  health.looks.store = locked
  health.looks.metrics = async () => 'daypass_grants_ending 3\ndaypass_ends_overdue 1\n'
  expect(await found()).toContainEqual(expect.stringContaining('Of these, 1 for more than a minute.'))
})
