import { describe, expect, it } from 'vitest'
import { checkChain } from '../../../../src/core/trail/check-chain.ts'
import { checkEntry } from '../../../../src/core/trail/check-entry.ts'
import { beginning } from '../../../../src/core/trail/entry.ts'
import type { TrailEvent } from '../../../../src/generated/trail-event.ts'
import { isTrailEvent } from '../../../../src/generated/validators.js'
import { chainOf, entryOf, forged, ref, sealed } from './trail-samples.ts'

const hex = (digit: string): string => digit.repeat(64)
type Kind = TrailEvent['kind']
type Facts = TrailEvent['facts']

const ofRequests: Kind[] = [
  'submitted',
  'invalid',
  'decided',
  'undecided',
  'proposed',
  'voided',
  'approved',
  'rejected',
  'granted',
  'extended',
  'delivered',
  'end-begun',
  'ended',
  'failed',
  'closed',
]
const governed = { verdict: 'in-force', from: null, to: hex('a'), commit: null, pull: null, approvers: [] }
const drilled = { connector: 'orders', type: 'token', outcome: 'passed', control: 'let-in', seconds_to_use: 0.2 }
/** What each kind of event of no request says; the first two are as old as version 1. */
const ofNone: [kind: Kind, facts: Facts][] = [
  ['locked', { lockdown: 1, scope: 'all access', why: 'a drill' }],
  ['lifted', { lockdown: 1, scope: 'all access', why: 'over' }],
  ['governed', governed],
  ['judged', { verdict: 'success' }],
  ['keys', { token: ['a'], status: ['b'], trail: ['c', 'old'], delivery: ['d'], bundle: ['e'] }],
  ['started', { version: '0.1.0', configuration: hex('c') }],
  ['forgot', { requests: 3 }],
  ['placed', { place: 'branch', entry: 12 }],
  ['drilled', drilled],
]

const event = (version: number, kind: string, issue: number, facts: Facts = {}): unknown => ({
  version,
  repository: 71,
  seq: 1,
  previous: beginning,
  issue,
  step: 1,
  at: '2026-11-29T12:00:00.000Z',
  kind,
  actor: { kind: 'daypass' },
  facts,
})

type Case = [what: string, value: unknown, is: boolean]
const cases: Case[] = [
  ...ofRequests.flatMap((kind): Case[] => [
    [`1 ${kind} of a request`, event(1, kind, 4), true],
    [`2 ${kind} of a request`, event(2, kind, 4), true],
    // Version 1 did not say of which requests its kinds are, and what it took stays an entry.
    [`1 ${kind} of none`, event(1, kind, 0), true],
    [`2 ${kind} of none`, event(2, kind, 0), false],
  ]),
  ...ofNone.flatMap(([kind, facts]): Case[] => {
    const isOld = kind === 'locked' || kind === 'lifted'
    return [
      [`1 ${kind} of none`, event(1, kind, 0, facts), isOld],
      [`2 ${kind} of none`, event(2, kind, 0, facts), true],
      [`2 ${kind} of a request`, event(2, kind, 4, facts), false],
    ]
  }),
  ['1 of a kind that nobody knows', event(1, 'renamed', 4), false],
  ['2 of a kind that nobody knows', event(2, 'renamed', 4), false],
  ['0', event(0, 'decided', 4), false],
  ['3', event(3, 'decided', 4), false],
  ['2 as a text', { ...(event(2, 'decided', 4) as object), version: '2' }, false],
  ['none', { ...(event(2, 'decided', 4) as object), version: undefined }, false],
]

describe('an event of version', () => {
  it.each(cases)('%s is one: %#', (_what, value, is) => {
    expect(isTrailEvent(value)).toBe(is)
  })

  it.each<[what: string, kind: Kind, facts: Facts, is: boolean]>([
    [
      'a pull request, approvers and a commit',
      'governed',
      { ...governed, pull: 7, approvers: [ref('b')], commit: 'c'.repeat(40) },
      true,
    ],
    ['a change that was refused', 'governed', { ...governed, verdict: 'refused', from: hex('b') }, true],
    ['a change that waits', 'governed', { ...governed, verdict: 'held', from: hex('b') }, true],
    ['a verdict that nobody knows', 'governed', { ...governed, verdict: 'ok' }, false],
    ['no verdict', 'governed', { from: null, to: hex('a'), commit: null, pull: null, approvers: [] }, false],
    ['nothing that came', 'governed', { ...governed, to: null }, false],
    ['an approver by number', 'governed', { ...governed, approvers: [5] }, false],
    ['an approver by name', 'governed', { ...governed, approvers: ['otto'] }, false],
    ['a start without its configuration', 'started', { version: '0.1.0' }, false],
    ['a configuration that is no digest', 'started', { version: '0.1.0', configuration: 'connectors: {}' }, false],
    ['somebody who was forgotten', 'forgot', { requests: 1, person: [ref('b')] }, false],
    ['fewer than none', 'forgot', { requests: -1 }, false],
    [
      'a drill that failed where nothing was asked',
      'drilled',
      { ...drilled, outcome: 'failed', control: 'none' },
      true,
    ],
    ['a drill that came out otherwise', 'drilled', { ...drilled, outcome: 'ok' }, false],
    ['a drill of which the control is not known', 'drilled', { ...drilled, control: 'unknown' }, false],
    ['a drill without its control', 'drilled', { connector: 'orders', type: 'token', outcome: 'passed' }, false],
    ['a drill of nothing', 'drilled', { ...drilled, connector: '' }, false],
  ])('2 with %s', (_what, kind, facts, is) => {
    expect(isTrailEvent(event(2, kind, 0, facts))).toBe(is)
  })
})

describe('checking', () => {
  it('goes from one version to the other within a chain', () => {
    const both = chainOf(9, { version: (seq) => (seq < 5 ? 1 : 2) })
    expect(both.map((entry) => entry.event.version)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 2])
    expect(checkChain(both, { verify: sealed })).toMatchObject({ ok: true, entries: 9 })
  })

  it('takes no kind that came later for one of version 1', () => {
    const started = {
      kind: 'started' as const,
      issue: 0,
      step: 1,
      facts: { version: '0.1.0', configuration: hex('c') },
    }
    const [first] = chainOf(1)
    expect(checkEntry(forged(first, { ...started, version: 2 }), 1, sealed)).toHaveProperty('entry')
    expect(checkEntry(forged(first, { ...started, version: 1 }), 1, sealed)).toMatchObject({
      code: 'TRAIL_SHAPE',
      at: 1,
    })
  })

  it('says of a version that is newer than the program what to do', () => {
    const newer = entryOf(event(3, 'decided', 4) as TrailEvent)
    expect(checkEntry(newer, 9, sealed)).toEqual({
      ok: false,
      code: 'TRAIL_SHAPE',
      at: 9,
      message:
        'What stands where entry 9 belongs is of version 3, and this Daypass reads versions up to 2. Check it with a newer one.',
    })
  })
})
