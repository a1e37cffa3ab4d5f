import { expect, test } from 'vitest'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Connector } from '../../../../../src/ports/connector.ts'
import type { Claim } from '../../../../../src/ports/request-store.ts'
import { apply } from '../../../../../src/reconcile/request/apply/apply.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { createFakeGrants } from '../../../../fakes/grant-store.ts'
import { granted } from '../../../core/record-samples.ts'

const at = new Date('2026-11-21T20:00:00.000Z')
const use = { count: 2, first: new Date('2026-11-21T19:20:00Z'), last: at, scopes: ['orders:read'] }
const facts = { uses: 2, first_use: use.first.toISOString(), last_use: at.toISOString(), used_scopes: ['orders:read'] }

/** The end of a grant whose connector answers so; what was warned of. */
async function ended(connector: Partial<Connector>) {
  const record = {
    ...granted('ending'),
    end: { cause: 'time', asked: at, effective: at, attempts: 0 },
  } as RequestRecord
  const warned: string[] = []
  const proof = { how: 'refused', at: at.toISOString(), words: 'refused' }
  const ports = {
    grants: createFakeGrants(),
    connectorOf: () => ({ probe: async () => ({ proved: true, proof }), ...connector }),
    requests: {
      save: async (claim: Claim, { set, events }: { set: object; events: [{ facts: object }] }) => ({
        ...claim,
        record: { ...claim.record, ...set, told: events[0].facts },
      }),
    },
    log: { warn: (_facts: object, words: string) => void warned.push(words) },
    now: () => at,
  } as unknown as Ports
  const claim: Claim = { key: record.key, fence: 1, record }
  const saved = await apply(ports, claim, { do: 'probe' }, { kind: 'nothing' })
  return { state: saved.record.state, told: saved.record.told as unknown as Record<string, unknown>, warned }
}

test.each<[what: string, connector: Partial<Connector>, told: object, warned: number]>([
  ['what its connector knows', { useOf: async () => use }, facts, 0],
  [
    'that there was none',
    { useOf: async () => ({ count: 0, first: undefined, last: undefined, scopes: [] }) },
    { uses: 0, first_use: undefined, last_use: undefined, used_scopes: [] },
    0,
  ],
])('the end of a grant says of its use %s', async (_what, connector, told, warned) => {
  const end = await ended(connector)
  expect(end).toMatchObject({ state: 'ended', told })
  expect(end.warned).toHaveLength(warned)
})

test.each<[what: string, connector: Partial<Connector>, warned: number]>([
  ['counts nothing', {}, 0],
  ['did not count from the beginning', { useOf: async () => undefined }, 0],
  ['cannot be asked', { useOf: () => Promise.reject(new Error('the target is down')) }, 1],
])(
  'the end of a grant is proved, and says nothing of its use, where its connector %s',
  async (_what, connector, warned) => {
    const end = await ended(connector)
    expect(end.state).toBe('ended')
    expect(Object.keys(end.told)).not.toContain('uses')
    expect(end.warned).toHaveLength(warned)
  },
)
