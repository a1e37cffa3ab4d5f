import { requestDigest } from '../../../../src/core/digest.ts'
import { decide } from '../../../../src/core/lifecycle/decide.ts'
import type { CaseFile, Plan, Reading, Seen, SeenPull, Voting } from '../../../../src/core/lifecycle/plan.ts'
import type { GrantPull, RequestRecord } from '../../../../src/core/record.ts'
import type { Review } from '../../../../src/core/review/votes.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import type { CanonicalRequest } from '../../../../src/generated/request.ts'
import { recordOf } from '../../../record-of.ts'

export const now = new Date('2026-11-21T19:14:00Z')
export const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
export const rita = { id: 7, login: 'rita' }
export const otto = { id: 8, login: 'otto' }
export const sam = { id: 9, login: 'sam' }
export const nora = { id: 10, login: 'nora' }
export const head = 'h'.repeat(40)
export const request: CanonicalRequest = {
  version: 1,
  repository: 1,
  issue: 42,
  requester: rita.id,
  resource: 'orders-db',
  actions: ['read'],
  duration: 7200,
  reason: 'because',
}
export const output: PolicyOutput = {
  outcome: 'review',
  reasons: ['orders-db is critical'],
  max_duration: '8h',
  approvals: [
    { name: 'owners', from: ['code-owners'], count: 1 },
    { name: 'security', from: ['@acme/security'], count: 1 },
  ],
}
export const pull: GrantPull = {
  number: 43,
  url: 'https://github.example/acme/access/pull/43',
  head,
  base: 'b'.repeat(40),
  opened: now,
  asked: [otto, sam],
  widened: 0,
  voidedUpTo: 0,
  disturbances: 0,
}
export const slots: Voting['slots'] = [
  {
    name: 'owners',
    from: ['code-owners'],
    eligible: [rita, otto, sam].map((one) => ({ ...one, from: 'code-owners' })),
  },
  { name: 'security', from: ['@acme/security'], eligible: [{ ...sam, from: '@acme/security' }] },
]
export const resource = {
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'critical' as const,
  scopes: { read: 'orders:read' },
}
export const pending: RequestRecord = {
  key: { repository: 1, issue: 42 },
  state: 'pending',
  body: 'b1',
  requester: rita,
  submittedAt: now,
  request,
  digest: requestDigest(request),
  resource,
  decision: { at: now.toISOString(), policy: 'p'.repeat(64), output },
  findings: [],
  lapsesAt: later(86_400),
  url: 'https://github.example/acme/access/issues/42',
  pull,
  comments: { count: 1, last: 0 },
  tries: 0,
  wakeAt: null,
}

export const review = (id: number, person: { id: number; login: string }, set: Partial<Review> = {}): Review => ({
  id,
  person: { ...person, type: 'User' },
  state: 'APPROVED',
  commit: head,
  submittedAt: later(id),
  ...set,
})
export const seenPull = (reviews: Review[], set: Partial<SeenPull> = {}): SeenPull => ({
  open: true,
  merged: false,
  mergedByUs: false,
  closedBy: undefined,
  head,
  baseRef: 'requests',
  textIntact: true,
  reviews,
  disturbances: 0,
  ...set,
})
export const both = [review(1, otto), review(2, sam)]

export const lease = {
  connector: 'db',
  connectorType: 'postgres',
  audience: 'https://db.example',
  scope: 'orders:read',
  howItEnds: 'at once',
}

export function reading(
  set: Partial<Extract<Reading, { kind: 'decided' }>> = {},
  decided: PolicyOutput = output,
): Reading {
  return {
    kind: 'decided',
    request,
    digest: requestDigest(request),
    resource,
    input: {} as never,
    texts: { digest: 'e'.repeat(64), files: new Map() },
    decision: { at: now.toISOString(), policy: 'p'.repeat(64), output: decided },
    forbidden: [],
    memberOf: [],
    escalateTo: [],
    lease,
    key: { ok: true, keys: [{ line: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:x', type: 'ssh-ed25519' }] },
    lapseAfter: 86_400,
    ...set,
  }
}

export type Given = {
  record?: Partial<RequestRecord>
  voting?: Voting
  reading?: Reading
  seen?: Partial<Extract<Seen, { kind: 'issue' }>>
  now?: Date
}

export function plan({ record = {}, voting, reading: read, seen = {}, now: at = now }: Given): Plan {
  const issue: Seen = {
    kind: 'issue',
    url: 'https://github.example/acme/access/issues/42',
    author: rita,
    open: true,
    closedBy: undefined,
    body: 'b1',
    writtenBy: rita.id,
    saidGone: 0,
    createdAt: now,
    changedAt: now.toISOString(),
    commands: [],
    entitled: [],
    comments: { count: 1, last: 0 },
    labels: [],
    ...(voting ? { voting } : {}),
    ...(read ? { reading: read } : {}),
    ...seen,
  }
  const file: CaseFile = { now: at, record: recordOf({ ...pending, ...record }), seen: issue, freshId: 'f'.repeat(22) }
  return decide(file)
}

export function lineOf(steps: Plan): string {
  const words = steps.map((step) => {
    if (step.do !== 'save') return step.do
    const { set, clear } = step.change
    if (set?.state) return `save:${set.state}`
    const finding = set?.findings?.[0]?.code
    return finding ? `save:${finding}` : clear?.includes('tally') ? 'save:void' : ''
  })
  return words.filter((word) => word !== '').join(' ')
}
