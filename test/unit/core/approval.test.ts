import { describe, expect, test } from 'vitest'
import { requestDigest } from '../../../src/core/digest.ts'
import { decide, nextLook } from '../../../src/core/lifecycle.ts'
import type { CaseFile, Plan, Reading, Seen, SeenPull, Voting } from '../../../src/core/plan.ts'
import type { GrantPull, RequestRecord } from '../../../src/core/record.ts'
import type { Review } from '../../../src/core/votes.ts'
import type { PolicyOutput } from '../../../src/generated/policy-output.ts'
import type { CanonicalRequest } from '../../../src/generated/request.ts'

const now = new Date('2026-11-21T19:14:00Z')
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const rita = { id: 7, login: 'rita' }
const otto = { id: 8, login: 'otto' }
const sam = { id: 9, login: 'sam' }
const nora = { id: 10, login: 'nora' }
const head = 'h'.repeat(40)
const request: CanonicalRequest = {
  version: 1,
  repository: 1,
  issue: 42,
  requester: rita.id,
  resource: 'orders-db',
  actions: ['read'],
  duration: 7200,
  reason: 'because',
}
const output: PolicyOutput = {
  outcome: 'review',
  reasons: ['orders-db is critical'],
  max_duration: '8h',
  approvals: [
    { name: 'owners', from: ['code-owners'], count: 1 },
    { name: 'security', from: ['@acme/security'], count: 1 },
  ],
}
const pull: GrantPull = {
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
const slots: Voting['slots'] = [
  { name: 'owners', from: ['code-owners'], eligible: [rita, otto, sam] },
  { name: 'security', from: ['@acme/security'], eligible: [sam] },
]
const resource = {
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'critical' as const,
  scopes: { read: 'orders:read' },
}
const pending: RequestRecord = {
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

const review = (id: number, person: { id: number; login: string }, set: Partial<Review> = {}): Review => ({
  id,
  person: { ...person, type: 'User' },
  state: 'APPROVED',
  commit: head,
  submittedAt: later(id),
  ...set,
})
const seenPull = (reviews: Review[], set: Partial<SeenPull> = {}): SeenPull => ({
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
const both = [review(1, otto), review(2, sam)]

function reading(set: Partial<Extract<Reading, { kind: 'decided' }>> = {}, decided: PolicyOutput = output): Reading {
  return {
    kind: 'decided',
    request,
    digest: requestDigest(request),
    resource,
    input: {} as never,
    decision: { at: now.toISOString(), policy: 'p'.repeat(64), output: decided },
    forbidden: [],
    memberOf: [],
    lease: { connector: 'db', audience: 'https://db.example', scope: 'orders:read', howItEnds: 'at once' },
    key: { ok: true, line: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:x', type: 'ssh-ed25519' },
    lapseAfter: 86_400,
    ...set,
  }
}

type Given = {
  record?: Partial<RequestRecord>
  voting?: Voting
  reading?: Reading
  seen?: Partial<Extract<Seen, { kind: 'issue' }>>
  now?: Date
}

function plan({ record = {}, voting, reading: read, seen = {}, now: at = now }: Given): Plan {
  const issue: Seen = {
    kind: 'issue',
    url: 'https://github.example/acme/access/issues/42',
    author: rita,
    open: true,
    closedBy: undefined,
    body: 'b1',
    hand: rita.id,
    createdAt: now,
    commands: [],
    entitled: [],
    comments: { count: 1, last: 0 },
    labels: [],
    ...(voting ? { voting } : {}),
    ...(read ? { reading: read } : {}),
    ...seen,
  }
  const file: CaseFile = { now: at, record: { ...pending, ...record }, seen: issue, freshId: 'f'.repeat(22) }
  return decide(file)
}

function lineOf(steps: Plan): string {
  const words = steps.map((step) => {
    if (step.do !== 'note') return step.do
    const { set, clear } = step.change
    if (set?.state) return `note:${set.state}`
    const finding = set?.findings?.[0]?.code
    return finding ? `note:${finding}` : clear?.includes('tally') ? 'note:void' : ''
  })
  return words.filter((word) => word !== '').join(' ')
}

const table: [string, Given, string][] = [
  ['nobody has voted', { voting: { slots, pull: seenPull([]) } }, 'show'],
  ['one of two', { voting: { slots, pull: seenPull([review(1, otto)]) } }, 'show'],
  [
    'both: merged, granted, delivered',
    { voting: { slots, pull: seenPull(both) }, reading: reading() },
    'merge note:granting deliver show withdraw show',
  ],
  ['one person in both teams fills one slot only', { voting: { slots, pull: seenPull([review(1, sam)]) } }, 'show'],
  ['the requester does not count', { voting: { slots, pull: seenPull([review(1, rita), review(2, sam)]) } }, 'show'],
  ['nobody else does', { voting: { slots, pull: seenPull([review(1, nora), review(2, sam)]) } }, 'show'],
  [
    'a bot does not',
    { voting: { slots, pull: seenPull([review(1, otto, { person: { ...otto, type: 'Bot' } }), review(2, sam)]) } },
    'show',
  ],
  [
    'a vote on another commit does not',
    { voting: { slots, pull: seenPull([review(1, otto, { commit: 'x'.repeat(40) }), review(2, sam)]) } },
    'show',
  ],
  [
    'one who asks for changes blocks',
    { voting: { slots, pull: seenPull([...both, review(3, otto, { state: 'CHANGES_REQUESTED' })]) } },
    'show',
  ],
  [
    'and may say yes again',
    {
      voting: {
        slots,
        pull: seenPull([review(1, otto, { state: 'CHANGES_REQUESTED' }), review(2, sam), review(3, otto)]),
      },
      reading: reading(),
    },
    'merge note:granting deliver show withdraw show',
  ],
  [
    'who became eligible after the vote was seen',
    { record: { eligibleThen: { '1': [] } }, voting: { slots, pull: seenPull(both) } },
    'show',
  ],
  [
    'who is not eligible any more',
    {
      record: { eligibleThen: { '1': ['owners'] } },
      voting: { slots: [{ ...slots[0], eligible: [sam] } as never, slots[1] as never], pull: seenPull(both) },
    },
    'show',
  ],
  ['no slots at all are nobody', { voting: { slots: [], pull: seenPull(both) } }, 'show'],
  [
    'no key: waits, merges nothing',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({ key: { ok: false, finding: { code: 'KEY_NONE', message: 'x' } } }),
    },
    'note:KEY_NONE show',
  ],
  [
    'policy denies by now',
    { voting: { slots, pull: seenPull(both) }, reading: reading({}, { outcome: 'deny', reasons: ['no more'] }) },
    'withdraw note:denied show',
  ],
  [
    'the deployment forbids by now',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({ forbidden: [{ code: 'FLOOR_FORBIDS', message: 'x' }] }),
    },
    'withdraw note:denied show',
  ],
  [
    'policy wants more by now: nothing is granted',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({}, { ...output, approvals: [{ name: 'owners', from: ['code-owners'], count: 2 }] }),
    },
    'show',
  ],
  [
    'policy cannot be evaluated now',
    {
      voting: { slots, pull: seenPull(both) },
      reading: { kind: 'undecided', findings: [{ code: 'POLICY_TIMEOUT', message: 'x' }] },
    },
    'note:POLICY_TIMEOUT show',
  ],
  [
    'a push to the branch',
    { voting: { slots, pull: seenPull(both, { head: 'e'.repeat(40) }) } },
    'withdraw note:PULL_TAMPERED show',
  ],
  [
    'another base',
    { voting: { slots, pull: seenPull(both, { baseRef: 'main' }) } },
    'withdraw note:PULL_TAMPERED show',
  ],
  [
    'merged by hand',
    { voting: { slots, pull: seenPull(both, { open: false, merged: true }) } },
    'withdraw note:PULL_TAMPERED show',
  ],
  [
    'merged by us without having meant to',
    { voting: { slots, pull: seenPull(both, { open: false, merged: true, mergedByUs: true }) } },
    'withdraw note:PULL_TAMPERED show',
  ],
  [
    'merged by us, crashed before the grant',
    {
      record: { pull: { ...pull, merge: { intended: true, commit: 'c' } } },
      voting: { slots, pull: seenPull(both, { open: false, merged: true, mergedByUs: true }) },
      reading: reading(),
    },
    'note:granting deliver show withdraw show',
  ],
  [
    'text changed: written again, votes so far void',
    { voting: { slots, pull: seenPull(both, { textIntact: false }) } },
    'rewrite tell show',
  ],
  [
    'text changed and changed back',
    { voting: { slots, pull: seenPull(both, { disturbances: 1 }) } },
    'rewrite tell show',
  ],
  [
    'votes from before that do not count',
    {
      record: { pull: { ...pull, voidedUpTo: 2, disturbances: 1 } },
      voting: { slots, pull: seenPull(both, { disturbances: 1 }) },
    },
    'show',
  ],
  [
    'votes from after that do',
    {
      record: { pull: { ...pull, voidedUpTo: 2, disturbances: 1 } },
      voting: { slots, pull: seenPull([...both, review(3, otto), review(4, sam)], { disturbances: 1 }) },
      reading: reading(),
    },
    'merge note:granting deliver show withdraw show',
  ],
  [
    'closed by an owner',
    { voting: { slots, pull: seenPull([], { open: false, closedBy: otto.id }) } },
    'withdraw note:rejected show',
  ],
  [
    'closed by the requester',
    { voting: { slots, pull: seenPull([], { open: false, closedBy: rita.id }) } },
    'withdraw note:cancelled show',
  ],
  [
    'closed by somebody else',
    { voting: { slots, pull: seenPull(both, { open: false, closedBy: nora.id }) } },
    'withdraw note:PULL_TAMPERED show',
  ],
  [
    'tampered with: nothing by itself',
    {
      record: { pull: { ...pull, closed: true }, findings: [{ code: 'PULL_TAMPERED', message: 'x' }] },
      voting: { slots },
    },
    'show',
  ],
  [
    'tampered with, and the requester wants a new one',
    {
      record: { pull: { ...pull, closed: true }, findings: [{ code: 'PULL_TAMPERED', message: 'x' }] },
      voting: { slots },
      reading: reading(),
      seen: { commands: [{ name: 'retry', by: rita.id, rest: '' }] },
    },
    'note:pending propose show',
  ],
  [
    'could not be merged, and the requester wants a new one',
    {
      record: { findings: [{ code: 'PULL_NOT_MERGEABLE', message: 'x' }] },
      voting: { slots },
      reading: reading(),
      seen: { commands: [{ name: 'retry', by: rita.id, rest: '' }] },
    },
    'withdraw note:pending propose show',
  ],
  [
    'nothing is wrong, and the requester wants a new one all the same',
    { voting: { slots }, reading: reading(), seen: { commands: [{ name: 'retry', by: rita.id, rest: '' }] } },
    'note:pending show',
  ],
  [
    'edited by the requester: a new digest, a new pull request',
    { voting: { slots }, reading: reading({ digest: 'e'.repeat(64) }), seen: { body: 'b2' } },
    'withdraw note:pending propose show',
  ],
  [
    'edited by somebody else',
    { reading: reading({ digest: 'e'.repeat(64) }), seen: { body: 'b2', hand: otto.id } },
    'withdraw note:invalid show',
  ],
  [
    'edited into something wrong',
    { reading: { kind: 'invalid', findings: [{ code: 'REQUEST_FIELD_EMPTY', message: 'x' }] }, seen: { body: 'b2' } },
    'withdraw note:invalid show',
  ],
  [
    'edited into something that needs nobody',
    {
      reading: reading({ digest: 'e'.repeat(64) }, { outcome: 'allow', reasons: ['x'], max_duration: '8h' }),
      seen: { body: 'b2' },
    },
    'withdraw note:granting deliver show',
  ],
  [
    'lapsed, however many said yes too late',
    { now: later(86_400), voting: { slots, pull: seenPull(both) }, reading: reading() },
    'withdraw note:lapsed show',
  ],
  [
    'taken back',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading(),
      seen: { commands: [{ name: 'cancel', by: rita.id, rest: '' }] },
    },
    'withdraw note:cancelled show',
  ],
  [
    'quiet for four hours: two more are asked',
    {
      now: later(4 * 3600),
      voting: { slots: [{ ...slots[0], eligible: [otto, sam, nora] } as never, slots[1] as never], pull: seenPull([]) },
    },
    'tell show',
  ],
]

describe('a request that waits for its reviewers', () => {
  test.each(table)('%s', (_name, given, expected) => {
    expect(lineOf(plan(given))).toBe(expected)
  })
})

test('the trail names who approved, in which slot, by which review', () => {
  const events = plan({ voting: { slots, pull: seenPull(both) }, reading: reading() }).flatMap((step) =>
    step.do === 'note' ? (step.change.events ?? []) : [],
  )
  expect(events.map(({ kind, facts }) => ({ kind, facts }))).toEqual([
    {
      kind: 'approved',
      facts: { by: [otto.id, sam.id], slots: ['owners', 'security'], reviews: [1, 2], policy: 'p'.repeat(64) },
    },
  ])
})

const changesOf = (steps: Plan) =>
  steps.flatMap((step) => (step.do === 'note' || step.do === 'tell' ? [step.change.set ?? {}] : []))

test('where the text was changed, the void votes are not shown any more', () => {
  const record: Partial<RequestRecord> = {
    tally: { filled: [{ slot: 'owners', person: otto, review: 1 }], open: [], blockedBy: [] },
  }
  const sets = changesOf(plan({ record, voting: { slots, pull: seenPull([review(1, otto)], { textIntact: false }) } }))
  expect(sets.findLast((set) => set.tally)?.tally?.filled).toEqual([])
})

test('what cannot be evaluated once all have said yes is tried again soon', () => {
  const findings = [{ code: 'POLICY_TIMEOUT' as const, message: 'x' }]
  const voting = { slots, pull: seenPull(both) }
  const sets = changesOf(plan({ voting, reading: { kind: 'undecided', findings } }))
  const after = { ...pending, ...Object.assign({}, ...sets) } as RequestRecord
  expect(after).toMatchObject({ state: 'pending', findings, tries: 1 })
  expect(nextLook(after, now)).toEqual(later(2))
  // What waits for people is looked at less often, whatever failed before.
  const key = reading({ key: { ok: false, finding: { code: 'KEY_NONE', message: 'x' } } })
  const waits = changesOf(plan({ record: { tries: 3 }, voting, reading: key }))
  expect(nextLook({ ...pending, ...Object.assign({}, ...waits) }, now)).toEqual(later(60))
})

test('the next look: more people to ask, then the reminder, then the lapse', () => {
  expect(nextLook(pending, now)).toEqual(later(4 * 3600))
  expect(nextLook({ ...pending, pull: { ...pull, widened: 1 } }, now)).toEqual(later(43_200))
  expect(nextLook({ ...pending, pull: { ...pull, widened: 1, reminded: now } }, now)).toEqual(later(86_400))
})
