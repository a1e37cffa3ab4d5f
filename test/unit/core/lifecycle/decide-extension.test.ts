import { describe, expect, test } from 'vitest'
import { requestDigest } from '../../../../src/core/digest.ts'
import { decide } from '../../../../src/core/lifecycle/decide.ts'
import { extendedRequest } from '../../../../src/core/lifecycle/decide-extension.ts'
import type { CaseFile, Plan, Reading, Seen } from '../../../../src/core/lifecycle/plan.ts'
import type { Extension, RequestRecord } from '../../../../src/core/record.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import { recordOf } from '../../../record-of.ts'
import {
  later,
  lease,
  now,
  otto,
  output,
  pending,
  pull,
  request,
  review,
  rita,
  sam,
  seenPull,
  slots,
} from './approval-samples.ts'
import { grant } from './extension-samples.ts'

const { pull: _none, ...begun } = pending
const active: RequestRecord = recordOf({
  ...begun,
  state: 'active',
  grant,
  sealed: { armored: 'a', keys: [{ fingerprint: 'f', type: 'ssh-ed25519' }] },
})
const longer = { ...request, duration: 10_800, reason: 'still broken' }
const waiting: Extension = {
  request: longer,
  digest: requestDigest(longer),
  decision: { at: now.toISOString(), policy: 'p'.repeat(64), output },
  findings: [],
  lapsesAt: grant.ends,
  pull,
}

function reading(decided: PolicyOutput, set: object = {}): Reading {
  return {
    kind: 'decided',
    request: longer,
    digest: requestDigest(longer),
    resource: pending.resource ?? ({} as never),
    input: {} as never,
    texts: { digest: 'e'.repeat(64), files: new Map() },
    decision: { at: now.toISOString(), policy: 'p'.repeat(64), output: decided },
    forbidden: [],
    memberOf: [],
    escalateTo: [],
    lease,
    key: { ok: true, keys: [{ line: 'l', fingerprint: 'f', type: 'ssh-ed25519' }] },
    lapseAfter: 86_400,
    ...set,
  }
}

type Given = { record?: Partial<RequestRecord>; seen?: Partial<Extract<Seen, { kind: 'issue' }>>; now?: Date }
const order = [{ name: 'extend', by: rita.id, rest: '1h still broken' }]

function plan({ record = {}, seen = {}, now: at = now }: Given): Plan {
  const issue: Seen = {
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
    comments: { count: 1, last: 0 },
    labels: [],
    ...seen,
  }
  const file: CaseFile = { now: at, record: recordOf({ ...active, ...record }), seen: issue, freshId: 'f'.repeat(22) }
  return decide(file)
}

const lineOf = (steps: Plan): string =>
  steps
    .map((step) => {
      const on = 'on' in step && step.on ? `${step.do}@${step.on}` : step.do
      return step.do === 'save'
        ? step.change.set?.extension
          ? step.change.set.extension.approved
            ? 'approved'
            : 'noted'
          : ''
        : on
    })
    .filter((word) => word !== '')
    .join(' ')

/** The catalog names another connector by now, whose floors and kind say nothing about this grant. */
const elsewhere = (connector: string, connectorType: string) => ({
  lease: { ...lease, connector, connectorType },
})
const allow: PolicyOutput = { outcome: 'allow', reasons: ['fine'], max_duration: '8h' }
const both = [review(1, otto), review(2, sam)]

describe('more time', () => {
  const table: [string, Given, string][] = [
    [
      'allowed: intent first, then the ledger',
      { seen: { commands: order, reading: reading(allow) } },
      'approved extend publish',
    ],
    [
      'needs reviewers: its own pull request',
      { seen: { commands: order, reading: reading(output), voting: { slots } } },
      'noted openPull@extension publish',
    ],
    [
      'denied: the old end stands',
      { seen: { commands: order, reading: reading({ outcome: 'deny', reasons: ['too long'] }) } },
      'comment publish',
    ],
    [
      'forbidden by the deployment',
      { seen: { commands: order, reading: reading(allow, { forbidden: [{ code: 'FLOOR_FORBIDS', message: 'x' }] }) } },
      'comment publish',
    ],
    [
      'allowed for another connector than the one that gave it',
      { seen: { commands: order, reading: reading(allow, elsewhere('db-2', 'postgres')) } },
      'comment publish',
    ],
    [
      'allowed for another kind of connector',
      { seen: { commands: order, reading: reading(allow, elsewhere('db', 'token')) } },
      'comment publish',
    ],
    [
      'needs reviewers, and would be by another connector: nobody is asked',
      { seen: { commands: order, reading: reading(output, elsewhere('db-2', 'postgres')), voting: { slots } } },
      'comment publish',
    ],
    [
      'both said yes, and it would be by another connector',
      {
        record: { extension: waiting },
        seen: {
          voting: { slots, pull: seenPull(both) },
          reading: reading(output, elsewhere('db-2', 'postgres')),
        },
      },
      'comment closePull@extension publish',
    ],
    [
      'an order that cannot be read',
      { seen: { commands: [{ name: 'extend', by: rita.id, rest: 'soon' }] } },
      'comment publish',
    ],
    ['somebody else asks', { seen: { commands: [{ name: 'extend', by: otto.id, rest: '1h' }] } }, 'comment publish'],
    [
      'asked for and taken back in one breath: it ends',
      { seen: { commands: [...order, { name: 'done', by: rita.id, rest: '' }], reading: reading(allow) } },
      'end probe publish',
    ],
    [
      'a crash between intent and ledger',
      { record: { extension: { ...waiting, approved: true } } },
      'extend publish closePull',
    ],
    [
      'waits, one of two',
      { record: { extension: waiting }, seen: { voting: { slots, pull: seenPull([review(1, otto)]) } } },
      'noted publish',
    ],
    [
      'both said yes',
      { record: { extension: waiting }, seen: { voting: { slots, pull: seenPull(both) }, reading: reading(output) } },
      'noted merge@extension approved extend publish closePull',
    ],
    [
      'declined by an owner',
      {
        record: { extension: waiting },
        seen: { voting: { slots, pull: seenPull([], { open: false, closedBy: otto.id }) } },
      },
      'comment closePull@extension publish',
    ],
    [
      'tampered with',
      { record: { extension: waiting }, seen: { voting: { slots, pull: seenPull(both, { head: 'e'.repeat(40) }) } } },
      'comment closePull@extension publish',
    ],
    [
      'the old end comes first, however many said yes',
      {
        record: { extension: waiting },
        now: grant.ends,
        seen: { voting: { slots, pull: seenPull(both) }, reading: reading(output) },
      },
      'end probe publish closePull@extension',
    ],
    [
      'a second order while one waits is answered, and changes nothing',
      { record: { extension: waiting }, seen: { commands: order, voting: { slots, pull: seenPull([]) } } },
      'comment noted publish',
    ],
  ]
  test.each(table)('%s', (_name, given, expected) => {
    expect(lineOf(plan(given))).toBe(expected)
  })

  test('the pull request of an extension that came too late is closed with the grant', () => {
    const over: RequestRecord = recordOf({ ...active, state: 'ended', extension: waiting })
    const steps = decide({ now: later(9000), record: over, seen: { kind: 'nothing' }, freshId: '' })
    expect(lineOf(steps)).toBe('closePull@extension publish')
  })
})

const told = (steps: Plan) =>
  steps.flatMap((step) => {
    if (step.do !== 'save' && step.do !== 'comment') return []
    const { events = [], decision } = step.change
    return [...events.map(({ kind, facts }) => [kind, facts.outcome]), ...(decision ? [['kept', decision.why]] : [])]
  })

const deny: PolicyOutput = { outcome: 'deny', reasons: ['no'] }
test.each<[what: string, given: Given, expected: unknown[]]>([
  [
    'allowed',
    { seen: { commands: order, reading: reading(allow) } },
    [
      ['decided', 'allow'],
      ['kept', 'extend'],
    ],
  ],
  [
    'refused by policy',
    { seen: { commands: order, reading: reading(deny) } },
    [
      ['decided', 'deny'],
      ['kept', 'extend'],
    ],
  ],
  [
    'refused by a limit',
    { seen: { commands: order, reading: reading(allow, { forbidden: [{ code: 'REQUEST_TOO_MANY', message: 'm' }] }) } },
    [
      ['decided', 'deny'],
      ['kept', 'extend'],
    ],
  ],
  [
    'approved',
    { record: { extension: waiting }, seen: { reading: reading(output), voting: { slots, pull: seenPull(both) } } },
    [
      ['approved', undefined],
      ['kept', 'extend'],
    ],
  ],
  [
    'approved, and refused by policy by now',
    { record: { extension: waiting }, seen: { reading: reading(deny), voting: { slots, pull: seenPull(both) } } },
    [
      ['decided', 'deny'],
      ['kept', 'extend'],
    ],
  ],
])('the trail says what was decided about more time, and the store keeps it: %s', (_what, given, expected) => {
  expect(told(plan(given))).toEqual(expected)
})

test('time is counted from the first start, so that a chain of extensions meets the same limit', () => {
  const once = extendedRequest(request, grant, { duration: '1h', why: 'still broken' })
  expect(once).toEqual(longer)
  if ('flaw' in once) throw new Error(once.flaw)
  const twice = extendedRequest(once, { ...grant, ends: later(once.duration) }, { duration: '1h', why: 'and again' })
  expect(twice).toEqual({ ...longer, duration: 14_400, reason: 'and again' })
})

test.each([
  ['', '', 'For how long, and why? Write it as `/extend 1h why`.'],
  ['90 minutes', '', 'There is no reason. Say in a few words what it is for. Write it as `/extend 90m why`.'],
  ['soon', 'still broken', 'Write it as `/extend 1h why`.'],
  ['1h', '', 'There is no reason.'],
  ['1h', 'a\u0000b', 'U+0'],
  ['1h', 'a\u202eb', 'U+202E'],
  ['1h', '<!-- b -->', 'HTML'],
  ['1h', 'x'.repeat(4097), 'at most 4096'],
  ['360d', 'for ever', 'Ask for less'],
])('an order that no form would take (%s, %.20s) is answered (security.R8, field.D9)', (duration, why, words) => {
  const year = { ...grant, ends: later(360 * 86_400) }
  expect(extendedRequest(request, duration === '360d' ? year : grant, { duration, why })).toEqual({
    flaw: expect.stringContaining(words),
  })
})

describe('what policy lets last until an instant', () => {
  const until = (seconds: number, of: PolicyOutput = allow): PolicyOutput => ({
    ...of,
    until: later(seconds).toISOString(),
  })
  const asks = (decided: PolicyOutput) => plan({ seen: { commands: order, reading: reading(decided) } })
  const endOf = (steps: Plan) => steps.find((step) => step.do === 'extend')?.ends

  test('is not extended beyond it', () => {
    expect(endOf(asks(until(9_000)))).toEqual(later(9_000))
    expect(endOf(asks(until(20_000)))).toEqual(later(10_800))
  })

  test.each([7_200, 3_600])('is not extended at all where it ends then or later already (%i)', (seconds) => {
    const steps = asks(until(seconds))
    expect(lineOf(steps)).toBe('comment publish')
    expect(steps[0]).toMatchObject({ body: expect.stringContaining('Policy lets this last until') })
  })

  test('the answer that counts is the one of when everybody had said yes', () => {
    const voting = { slots, pull: seenPull(both) }
    const voted = (decided: PolicyOutput, extension = waiting) =>
      plan({ record: { extension }, seen: { voting, reading: reading(decided) } })
    expect(endOf(voted(until(9_000, output)))).toEqual(later(9_000))
    expect(lineOf(voted(until(7_200, output)))).not.toContain('extend ')
    const early = { ...waiting, decision: { ...waiting.decision, output: until(9_000, output) } }
    expect(endOf(voted(output, early))).toEqual(later(10_800))
  })

  test('what was approved, and not done before a crash, ends then too', () => {
    const approved = { ...waiting, approved: true, decision: { ...waiting.decision, output: until(9_000, output) } }
    expect(endOf(plan({ record: { extension: approved } }))).toEqual(later(9_000))
  })
})

describe('what was given in an emergency', () => {
  const debt = { since: now, due: later(86_400), tell: ['@acme/security'], pull: { ...pull, number: 45 } }
  test('is not extended before it is reviewed, and then as everything is', () => {
    const asks = (record: Partial<RequestRecord>) =>
      plan({ record, seen: { commands: order, reading: reading(allow) } })
    const [answer] = asks({ debt })
    expect(answer).toMatchObject({
      do: 'comment',
      body: expect.stringContaining('a code owner reviews it first. See #45.'),
    })
    expect(lineOf(asks({ debt }))).toBe('comment publish')
    const paid = { ...debt, pull: { ...debt.pull, closed: true }, paid: { at: now, by: [otto] } }
    expect(lineOf(asks({ debt: paid }))).toBe('approved extend publish')
  })

  test('asks for more time without urgency', () => {
    const urgent = { ...request, version: 2 as const, urgency: 'emergency' as const }
    expect(extendedRequest(urgent, grant, { duration: '1h', why: 'still broken' })).toEqual(longer)
  })
})
