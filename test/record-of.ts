import type { Extension, RequestRecord, RequestState } from '../src/core/record.ts'

/** What a record may have in any state. */
export type RecordMembers = { [Member in keyof RequestRecord]?: RequestRecord[Member] }

/** A record for a test that needs no more of it than these members, fitting its state or not. */
export function recordOf(members: RecordMembers): RequestRecord {
  return members as RequestRecord
}

const asked = {
  request: { reason: 'incident 4711' },
  digest: 'd'.repeat(64),
  resource: { title: 'Orders', kind: 'api', sensitivity: 'low', scopes: {} },
  decision: { at: '2026-11-21T12:00:00.000Z', policy: 'p'.repeat(64), output: {} },
} as unknown as RecordMembers

const pull = { url: '', head: 'h', base: 'b', asked: [], widened: 0, voidedUpTo: 0, disturbances: 0 }

const grant = {
  ...{
    id: 'fitted',
    connector: 'orders-postgres',
    connectorType: 'postgres',
    resource: 'orders-db',
    audience: 'orders',
  },
  ...{ scope: 'orders:read', requester: 5, digest: asked.digest ?? '', policy: 'p'.repeat(64), requestUrl: '' },
  begins: new Date('2026-11-21T12:00:00.000Z'),
  ends: new Date('2036-11-21T12:00:00.000Z'),
}

/** These members with what else their state needs, so that the store takes them. */
export function fitting(members: RecordMembers): RecordMembers {
  const at = new Date('2026-11-21T12:00:00.000Z')
  const proof = { how: 'refused', at: at.toISOString(), words: 'refused' } as const
  const begun = { cause: 'time', asked: at, attempts: 0 } as const
  const needed: Partial<Record<RequestState, RecordMembers>> = {
    pending: asked,
    granting: asked,
    active: { ...asked, grant },
    ending: { end: begun },
    ended: { end: { ...begun, effective: at, proof }, outcome: 'expired' },
    denied: { outcome: 'denied' },
    rejected: { outcome: 'denied' },
    cancelled: { outcome: 'cancelled' },
    lapsed: { outcome: 'lapsed' },
    failed: { outcome: 'void' },
  }
  const whole = { ...needed[members.state ?? 'submitted'], ...members }
  const opened = (one: RecordMembers['pull']) => (one ? { pull: { ...pull, ...{ opened: at }, ...one } } : {})
  const { resource: _none, ...extendable } = asked
  const extension = members.extension && {
    ...{ ...extendable, ...{ findings: [], lapsesAt: at }, ...members.extension },
    ...opened(members.extension.pull),
  }
  const ended = whole.end ? { end: { ...needed[whole.state ?? 'submitted']?.end, ...whole.end } } : {}
  const granted = whole.grant ? { grant: { ...grant, ...whole.grant } } : {}
  return {
    ...whole,
    ...granted,
    ...ended,
    ...opened(members.pull),
    ...(extension ? { extension: extension as Extension } : {}),
  }
}
