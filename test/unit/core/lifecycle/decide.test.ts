import { describe, expect, test } from 'vitest'
import type { Way } from '../../../../src/core/effect/moves.ts'
import { decide, needsNothing, needsReading } from '../../../../src/core/lifecycle/decide.ts'
import type { CaseFile, Plan, Reading, Seen } from '../../../../src/core/lifecycle/plan.ts'
import { backOff, refusedBackOff } from '../../../../src/core/lifecycle/timing/back-off.ts'
import { nextLook } from '../../../../src/core/lifecycle/timing/next-look.ts'
import type { Grant, RequestRecord, RequestState } from '../../../../src/core/record.ts'
import { recordOf } from '../../../record-of.ts'

const now = new Date('2026-11-21T19:14:00Z')
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const rita = { id: 7, login: 'rita' }
const key = { repository: 1, issue: 42 }
const grant: Grant = {
  id: 'g'.repeat(22),
  connector: 'api',
  connectorType: 'vault',
  resource: 'orders-api',
  audience: 'https://api.example',
  scope: 'orders:read',
  requester: rita.id,
  digest: 'd'.repeat(64),
  policy: 'p'.repeat(64),
  requestUrl: 'https://github.example/acme/access/issues/42',
  begins: now,
  ends: later(7200),
}

function record(set: Partial<RequestRecord> = {}): RequestRecord {
  return recordOf({
    key,
    state: 'submitted',
    findings: [],
    comments: { count: 0, last: 0 },
    tries: 0,
    wakeAt: now,
    ...set,
  })
}

const retry = { name: 'retry', by: rita.id, rest: '' }
const refused = record({
  state: 'invalid',
  body: 'b1',
  findings: [{ code: 'REQUEST_CHANGED_BY_OTHER', message: 'x' }],
})

function issue(set: Partial<Extract<Seen, { kind: 'issue' }>> = {}): Seen {
  return {
    kind: 'issue',
    url: grant.requestUrl,
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
    labels: [],
    comments: { count: 0, last: 0 },
    ...set,
  }
}

function decided(
  outcome: 'allow' | 'review' | 'deny',
  set: Partial<Extract<Reading, { kind: 'decided' }>> = {},
): Reading {
  return {
    kind: 'decided',
    request: {
      version: 1,
      repository: 1,
      issue: 42,
      requester: rita.id,
      resource: 'orders-api',
      actions: ['read'],
      duration: 7200,
      reason: 'because',
    },
    digest: 'd'.repeat(64),
    resource: { title: 'Orders API', kind: 'api', sensitivity: 'low', scopes: { read: 'orders:read' } },
    input: {} as never,
    texts: { digest: 'e'.repeat(64), files: new Map() },
    decision: { at: now.toISOString(), policy: 'p'.repeat(64), output: { outcome, reasons: ['said so'] } },
    forbidden: [],
    memberOf: [],
    escalateTo: [],
    lease: {
      connector: 'api',
      connectorType: 'vault',
      audience: 'https://api.example',
      scope: 'orders:read',
      howItEnds: 'at once',
    },
    key: { ok: true, keys: [{ line: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:x', type: 'ssh-ed25519' }] },
    lapseAfter: 86_400,
    ...set,
  }
}

const file = (set: Partial<CaseFile>): CaseFile => ({
  now,
  record: record(),
  seen: issue(),
  freshId: 'f'.repeat(22),
  ...set,
})

/** The plan in a line: `save:state` for changes of state, the step's name else. */
function lineOf(plan: Plan): string {
  return plan
    .map((step) => (step.do === 'save' ? (step.change.set?.state ? `save:${step.change.set.state}` : 'save') : step.do))
    .filter((word) => word !== 'save')
    .join(' ')
}

const noKey = { ok: false, finding: { code: 'KEY_NONE', message: 'no key' } } as const
const active = record({
  state: 'active',
  grant,
  sealed: { armored: 'a', keys: [{ fingerprint: 'f', type: 'ssh-ed25519' }] },
  requester: rita,
  digest: 'd'.repeat(64),
})
const asked = { cause: 'time', asked: now, attempts: 0 } as const
const done = [{ name: 'done', by: rita.id, rest: '' }]

describe('what happens next', () => {
  const table: [string, Partial<CaseFile>, string][] = [
    [
      'allowed with a key: intent, then lease and credential, then GitHub',
      { seen: issue({ reading: decided('allow') }) },
      'save:granting deliver publish',
    ],
    [
      'allowed without a key waits and begins nothing',
      { seen: issue({ reading: decided('allow', { key: noKey }) }) },
      'save:granting publish',
    ],
    ['review: reviewers are asked', { seen: issue({ reading: decided('review') }) }, 'save:pending openPull publish'],
    ['denied', { seen: issue({ reading: decided('deny') }) }, 'save:denied publish'],
    [
      'allowed by policy but forbidden by the deployment is denied',
      { seen: issue({ reading: decided('allow', { forbidden: [{ code: 'FLOOR_FORBIDS', message: 'no' }] }) }) },
      'save:denied publish',
    ],
    [
      'review that the deployment forbids anyway asks nobody',
      { seen: issue({ reading: decided('review', { forbidden: [{ code: 'FLOOR_FORBIDS', message: 'no' }] }) }) },
      'save:denied publish',
    ],
    [
      'wrongly written',
      { seen: issue({ reading: { kind: 'invalid', findings: [{ code: 'REQUEST_FIELD_EMPTY', message: 'x' }] } }) },
      'save:invalid publish',
    ],
    [
      'could not be evaluated',
      { seen: issue({ reading: { kind: 'undecided', findings: [{ code: 'POLICY_TIMEOUT', message: 'x' }] } }) },
      'save:undecided publish',
    ],
    [
      'a body by somebody else never acts, however good it is',
      { seen: issue({ writtenBy: 8, reading: decided('allow') }) },
      'save:invalid publish',
    ],
    [
      'a body by an unknown writer never acts',
      { seen: issue({ writtenBy: undefined, reading: decided('allow') }) },
      'save:invalid publish',
    ],
    [
      'the requester may adopt it with /retry',
      { record: refused, seen: issue({ writtenBy: 8, reading: decided('allow'), commands: [retry] }) },
      'save:granting deliver publish',
    ],
    [
      'one by an unknown writer, too',
      { record: refused, seen: issue({ writtenBy: undefined, reading: decided('allow'), commands: [retry] }) },
      'save:granting deliver publish',
    ],
    [
      'but not what came after it was refused, perhaps after the word',
      { record: refused, seen: issue({ body: 'b2', writtenBy: 8, reading: decided('allow'), commands: [retry] }) },
      'save:invalid publish',
    ],
    [
      'nor what was never refused',
      { seen: issue({ writtenBy: undefined, reading: decided('allow'), commands: [retry] }) },
      'save:invalid publish',
    ],
    [
      'nobody else may',
      { seen: issue({ writtenBy: 8, reading: decided('allow'), commands: [{ name: 'retry', by: 8, rest: '' }] }) },
      'comment save:invalid publish',
    ],
    ['active and nothing new', { record: active }, 'publish'],
    [
      'active at the very end',
      { record: active, now: grant.ends, seen: { kind: 'nothing' } },
      'save:ending end probe publish',
    ],
    ['active a millisecond before', { record: active, now: new Date(grant.ends.getTime() - 1) }, 'publish'],
    ['/done by the requester', { record: active, seen: issue({ commands: done }) }, 'save:ending end probe publish'],
    [
      '/done by somebody else',
      { record: active, seen: issue({ commands: [{ name: 'done', by: 8, rest: '' }] }) },
      'comment publish',
    ],
    [
      'closed by the requester',
      { record: active, seen: issue({ open: false, closedBy: rita.id }) },
      'save:ending end probe publish',
    ],
    [
      'closed by somebody else: shown again as open',
      { record: active, seen: issue({ open: false, closedBy: 8 }) },
      'comment publish',
    ],
    [
      'closed and nobody can say by whom',
      { record: active, seen: issue({ open: false }) },
      'save:ending end probe publish',
    ],
    [
      'its text turns out to be by somebody else (security.R3b)',
      { record: active, seen: issue({ contradicted: true }) },
      'save:ending end probe publish',
    ],
    ['the issue is gone', { record: active, seen: { kind: 'gone' } }, 'save:ending end probe publish'],
    ['the issue is gone before anything began', { seen: { kind: 'gone' } }, 'save:cancelled'],
    [
      '/done before anything began',
      { record: record({ state: 'pending', requester: rita }), seen: issue({ commands: done }) },
      'save:cancelled publish',
    ],
    [
      'ending, not ended in the target yet',
      { record: recordOf({ ...active, state: 'ending', end: asked }) },
      'end probe publish',
    ],
    [
      'ending, ended in the target, not proved',
      { record: recordOf({ ...active, state: 'ending', end: { ...asked, effective: now } }) },
      'probe publish',
    ],
    [
      'ending, not proved for a minute: that is said before anything that may fail',
      { record: recordOf({ ...active, state: 'ending', end: { ...asked, asked: later(-60) } }) },
      'publish end probe publish',
    ],
    [
      'ending, not proved for nearly a minute',
      { record: recordOf({ ...active, state: 'ending', end: { ...asked, asked: later(-59.9) } }) },
      'end probe publish',
    ],
    [
      'ending, not proved for long, which is said',
      { record: recordOf({ ...active, state: 'ending', end: { ...asked, asked: later(-9999), overdue: true } }) },
      'end probe publish',
    ],
    [
      'a crash between intent and delivery',
      {
        record: recordOf({ ...active, state: 'granting', sealed: undefined as never }),
        seen: issue({
          key:
            decided('allow').kind === 'decided'
              ? { ok: true, keys: [{ line: 'l', fingerprint: 'f', type: 'ssh-ed25519' }] }
              : noKey,
        }),
      },
      'deliver publish',
    ],
    [
      'a crash between intent and delivery, time over meanwhile',
      {
        record: recordOf({ ...active, state: 'granting', sealed: undefined as never }),
        now: later(7200),
        seen: { kind: 'nothing' },
      },
      'save:ending end probe publish',
    ],
    ['pending too long', { record: record({ state: 'pending', lapsesAt: now }), seen: issue() }, 'save:lapsed publish'],
    ['pending, not too long', { record: record({ state: 'pending', lapsesAt: later(1) }), seen: issue() }, 'publish'],
  ]
  test.each(table)('%s', (_name, given, expected) => {
    expect(lineOf(decide(file(given)))).toBe(expected)
  })

  const over: RequestState[] = ['denied', 'ended', 'rejected', 'cancelled', 'lapsed', 'failed']
  test.each(over)('%s accepts nothing more', (state) => {
    for (const seen of [
      issue({ reading: decided('allow'), commands: done }),
      { kind: 'gone' } as const,
      issue({ open: false }),
    ]) {
      expect(lineOf(decide(file({ record: recordOf({ ...active, state }), seen })))).toBe('publish')
    }
  })
})

test('a grant ends when the asked duration after now is over, never later', () => {
  const plan = decide(file({ seen: issue({ reading: decided('allow') }) }))
  const begun = plan.flatMap((step) => (step.do === 'save' && step.change.set?.grant ? [step.change.set.grant] : []))
  expect(begun).toEqual([
    expect.objectContaining({
      begins: now,
      ends: later(7200),
      id: 'f'.repeat(22),
      requester: rita.id,
      scope: 'orders:read',
      connector: 'api',
      connectorType: 'vault',
    }),
  ])
})

test.each<[string, object, { issue: number }[] | undefined, number[] | undefined]>([
  ['nothing', { break_glass: { review_within: '24h', tell: [] } }, [], []],
  ['something, and allowed it', { break_glass: { review_within: '24h', tell: [] } }, [{ issue: 3 }], [3]],
  [
    'nobody knows what, since it did not ask',
    { break_glass: { review_within: '24h', tell: [] } },
    undefined,
    undefined,
  ],
  ['something, where nothing new is owed', {}, [{ issue: 3 }], undefined],
])('a debt is taken on by what the policy knew to be owed: %s', (_name, more, debts, owing) => {
  const input = { facts: { requester: debts ? { debts } : {} } } as never
  const output = { outcome: 'allow' as const, reasons: ['said so'], ...more }
  const decision = { at: now.toISOString(), policy: 'p'.repeat(64), output }
  const [first] = decide(file({ seen: issue({ reading: decided('allow', { input, decision }) }) }))
  expect(first?.do === 'save' ? [first.change.set?.state, first.change.owing] : first).toEqual(['granting', owing])
})

test('what it would have taken is kept with a denial, and with nothing else', () => {
  const ways: Way[] = [{ moves: [{ about: 'ticket' }], access: 'reviewed' }]
  const kept = (reading: Reading) =>
    decide(file({ seen: issue({ reading }) })).flatMap((step) =>
      step.do === 'save' ? (step.change.set?.ways ?? []) : [],
    )
  expect(kept(decided('deny', { ways }))).toEqual(ways)
  expect(kept(decided('allow', { ways, forbidden: [{ code: 'FLOOR_FORBIDS', message: 'too long' }] }))).toEqual(ways)
  expect(kept(decided('deny'))).toEqual([])
  expect(kept(decided('allow', { ways }))).toEqual([])
})

test('the decision is kept with its whole input once, not at every look', () => {
  const first = decide(file({ seen: issue({ reading: decided('allow', { key: noKey }) }) }))
  const kept = first.flatMap((step) => (step.do === 'save' && step.change.decision ? [step.change.set] : []))
  expect(kept).toHaveLength(1)
  const waiting = record(recordOf({ ...kept[0], state: 'granting', body: 'b1' }))
  const second = decide(file({ record: waiting, seen: issue({ reading: decided('allow', { key: noKey }) }) }))
  expect(
    second.flatMap((step) =>
      step.do === 'save' ? [...(step.change.events ?? []), ...(step.change.decision ? ['kept'] : [])] : [],
    ),
  ).toEqual([])
})

test('ends never wait for GitHub', () => {
  expect(needsNothing(active, now)).toBe(false)
  expect(needsNothing(active, grant.ends)).toBe(true)
  expect(needsNothing(recordOf({ ...active, state: 'ending' }), now)).toBe(true)
  expect(needsNothing(recordOf({ ...active, state: 'ended' }), now)).toBe(true)
})

test('what has begun is frozen; what waits is read again when its body changed or its requester says so', () => {
  const reads = (of: RequestRecord, body: string, set: { retry?: boolean; own?: boolean } = {}) =>
    needsReading(of, body, { retry: false, own: false, ...set })
  const foreign = record({
    state: 'invalid',
    body: 'b1',
    findings: [{ code: 'REQUEST_CHANGED_BY_OTHER', message: 'x' }],
  })
  expect(reads(record({ state: 'pending', body: 'b1' }), 'b1')).toBe(false)
  expect(reads(record({ state: 'pending', body: 'b1' }), 'b1', { own: true })).toBe(false)
  expect(reads(record({ state: 'pending', body: 'b1' }), 'b2')).toBe(true)
  expect(reads(record({ state: 'invalid', body: 'b1' }), 'b1', { retry: true })).toBe(true)
  expect(reads(record({ state: 'undecided', body: 'b1' }), 'b1')).toBe(true)
  expect(reads(active, 'b2', { retry: true, own: true })).toBe(false)
  // The delivery that says whose text it is may come after the first look.
  expect(reads(foreign, 'b1')).toBe(false)
  expect(reads(foreign, 'b1', { own: true })).toBe(true)
})

test('with a text by somebody else, the comments that were there before it was refused are kept in mind', () => {
  const comments = { count: 3, last: 8, waiting: [7, 9] }
  const steps = decide({
    now,
    record: record({ state: 'pending', body: 'b0' }),
    seen: issue({ writtenBy: 8, comments, reading: decided('allow') }),
    freshId: 'g'.repeat(22),
  })
  expect(steps).toContainEqual({
    do: 'save',
    change: expect.objectContaining({ set: expect.objectContaining({ state: 'invalid', refusedUpTo: 9 }) }),
  })
})

test('whether the requester still belongs here is looked at every quarter of an hour, whatever webhooks say', () => {
  expect(nextLook(active, now)).toEqual(later(900))
  const looked = { ...active, membership: { at: later(900).toISOString(), notices: 3 } }
  expect(nextLook(looked, later(901))).toEqual(later(1800))
  expect(nextLook({ ...looked, membership: { at: later(7000).toISOString(), notices: 3 } }, later(7001))).toEqual(
    grant.ends,
  )
})

test('what was due and could not be done is not tried without a pause', () => {
  const unseen = { of: 'member', since: later(950), reads: 1 } as const
  expect(nextLook({ ...active, doubt: unseen }, later(950))).toEqual(later(951))
  expect(nextLook(active, later(950))).toEqual(later(1010))
  const waits = record({ state: 'granting', lapsesAt: now })
  expect(nextLook(waits, now)).toEqual(later(60))
  // An end is never put off.
  expect(nextLook(recordOf({ ...active, grant: { ...grant, ends: later(-1) } }), now)).toEqual(later(-1))
})

test('the next look: an end exactly, a wait at its lapse, an unproved end at least once a minute', () => {
  expect(nextLook(recordOf({ ...active, grant: { ...grant, ends: later(899) } }), now)).toEqual(later(899))
  expect(nextLook(record({ state: 'pending', lapsesAt: later(60) }), now)).toEqual(later(60))
  expect(nextLook(recordOf({ ...active, state: 'ending' }), now)).toEqual(later(1))
  // It waits for its requester alone, who may never come, and what it once waited for as a valid one is over.
  const findings = [{ code: 'REQUEST_FIELD_INVALID' as const, message: 'x' }]
  expect(nextLook(record({ state: 'invalid', findings, lapsesAt: later(-60) }), now)).toBeNull()
  expect(nextLook(record({ state: 'invalid', findings, tries: 3 }), now)).toBeNull()
  expect(nextLook(recordOf({ ...active, state: 'ending', tries: 50 }), now)).toEqual(later(60))
  // Whatever its connector says.
  const ending = { ...active, state: 'ending' as const, probeAgain: later(3e7) }
  expect(nextLook(recordOf(ending), now)).toEqual(later(60))
  expect(nextLook(recordOf({ ...ending, probeAgain: later(2) }), now)).toEqual(later(2))
  // That nobody has proved it is said in time.
  const begun = { cause: 'done', asked: later(-35), attempts: 1 } as const
  expect(nextLook(recordOf({ ...ending, end: begun }), now)).toEqual(later(25))
  expect(nextLook(recordOf({ ...ending, end: { ...begun, overdue: true } }), now)).toEqual(later(60))
  expect(nextLook(recordOf({ ...active, state: 'ended' }), now)).toBeNull()
  expect([0, 1, 2, 3, 6, 60].map(backOff)).toEqual([1, 2, 4, 8, 60, 60])
  expect([1, 6, 7, 11, 12, 60].map(refusedBackOff)).toEqual([2, 64, 128, 2048, 3600, 3600])
})

describe('until when policy gives it', () => {
  const given = (until: string) => {
    const output = { outcome: 'allow' as const, reasons: ['said so'], max_duration: '8h', until }
    const reading = decided('allow', { decision: { at: now.toISOString(), policy: 'p'.repeat(64), output } })
    const steps = decide(file({ seen: issue({ reading }) }))
    return steps.find((step) => step.do === 'save' && step.change.set?.grant)
  }
  test.each([
    ['before the end that was asked for', later(600).toISOString(), later(600)],
    ['after it', later(90_000).toISOString(), later(7200)],
  ])('%s', (_name, until, ends) => expect(given(until)).toMatchObject({ change: { set: { grant: { ends } } } }))

  test('the rules in force are asked again then, and as they say no such instant no more', () => {
    const at = (seen: Partial<Extract<Seen, { kind: 'issue' }>>, more: Partial<RequestRecord> = {}) =>
      decide(file({ record: record({ ...active, ...more } as RequestRecord), seen: issue(seen) }))[0]
    expect(at({ askAgain: later(600) })).toMatchObject({ change: { set: { askAgain: later(600) } } })
    expect(at({ askAgain: null }, { askAgain: later(600) })).toMatchObject({ change: { clear: ['askAgain'] } })
    // They could not be asked.
    expect(at({}, { askAgain: later(600) })).toMatchObject({ change: { clear: [] } })
    expect(nextLook(record({ ...active, askAgain: later(600) }), now)).toEqual(later(600))
  })
})
