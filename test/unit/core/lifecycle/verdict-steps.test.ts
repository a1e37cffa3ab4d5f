import { describe, expect, test } from 'vitest'
import { decideApproval, type Verdict } from '../../../../src/core/lifecycle/decide-approval.ts'
import { stepsForExtension } from '../../../../src/core/lifecycle/decide-extension.ts'
import { stepsForRequest } from '../../../../src/core/lifecycle/decide-votes.ts'
import { eventOf } from '../../../../src/core/lifecycle/decided-event.ts'
import type { CaseFile, Plan, Voting } from '../../../../src/core/lifecycle/plan.ts'
import type { Decided, SeenIssue } from '../../../../src/core/lifecycle/steps.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { approvalOf, type VotedOn } from '../../../../src/core/review/approval.ts'
import { recordOf } from '../../../record-of.ts'
import {
  both,
  later,
  nora,
  now,
  otto,
  output,
  pending,
  pull,
  reading,
  review,
  rita,
  seenPull,
  slots,
} from './approval-samples.ts'
import { extended, waits } from './extension-samples.ts'

const event = eventOf(pending, now, 'voided', { why: 'x' })
const anew = reading() as Decided
const key = { ok: true, keys: [] } as const
const call = { pull: { ...pull, reminded: now }, people: [otto], escalateTo: [] }
const voting: Voting = { slots, pull: seenPull([]) }

/** A step by its name and whom it is for; of what it stores, whatever tells one change from another. */
function lineOf(steps: Plan): string {
  const words = steps.map((step) => {
    const on = 'on' in step && step.on ? `${step.do}@${step.on}` : step.do
    const { set = {}, clear = [], decision } = 'change' in step ? step.change : {}
    const { state, findings = [], extension } = set
    const told = [
      state,
      extension?.approved === false ? 'dropped' : extension?.approved ? 'approved' : extension && 'kept',
      ...[...findings, ...(extension?.findings ?? [])].map(({ code }) => code),
      ...clear.map((name) => `-${name}`),
      decision?.why,
    ].filter((word) => word !== undefined)
    return told.length > 0 ? `${on}(${told.join(' ')})` : on
  })
  return words.join(', ')
}

type Row = [verdict: Verdict, request: string, extension: string]
const changed = { pull }
const none = { code: 'KEY_NONE', message: 'x' } as const

const unlisted = { code: 'REQUEST_RESOURCE_UNKNOWN', message: 'x' } as const

/** Every verdict: the compiler asks for a row of each. */
const table: { [Is in Verdict['is']]: Record<string, Row> } = {
  unasked: { '': [{ is: 'unasked' }, 'openPull', 'openPull@extension'] },
  spoilt: {
    ', still open': [{ is: 'spoilt', isOpen: true }, 'closePull', 'closePull@extension'],
    ', and closed': [{ is: 'spoilt', isOpen: false }, '', ''],
  },
  waiting: {
    '': [{ is: 'waiting', changed }, 'save', 'save(kept)'],
    ' for a key': [{ is: 'waiting', changed: { findings: [none] } }, 'save(KEY_NONE)', 'save(kept KEY_NONE)'],
    ' and calling': [
      { is: 'waiting', changed, call },
      'save, commentOnPull',
      'save(kept), commentOnPull@extension(kept)',
    ],
    ' with nobody to call': [
      { is: 'waiting', changed, call: { ...call, people: [] } },
      'save, save',
      'save(kept), save(kept)',
    ],
  },
  startAgain: {
    ', votes lost': [
      { is: 'startAgain', because: 'text', changed, isLost: true, event },
      'save, rewrite, commentOnPull',
      // What is told stores nothing: between both, a vote that came late has been made void.
      'save(kept), rewrite@extension, commentOnPull@extension',
    ],
    ', none lost': [
      { is: 'startAgain', because: 'text', changed, isLost: false, event },
      'save, rewrite',
      'save(kept), rewrite@extension',
    ],
    ' by another policy': [
      { is: 'startAgain', because: 'policy', changed, isLost: true, event, reading: anew },
      'save(grant), rewrite, commentOnPull',
      'save(kept extend), rewrite@extension, commentOnPull@extension',
    ],
  },
  approved: {
    '': [
      { is: 'approved', changed, event, reading: anew, key },
      'save, merge, save(granting grant), deliver, publish, closePull',
      'save(kept), merge@extension, save(approved extend), extend',
    ],
  },
  declined: {
    '': [
      { is: 'declined', event },
      'save(rejected), closePull',
      'comment(dropped), closePull@extension, save(-extension)',
    ],
  },
  takenBack: {
    '': [
      { is: 'takenBack', event },
      'save(cancelled), closePull',
      'comment(dropped), closePull@extension, save(-extension)',
    ],
  },
  denied: {
    '': [
      { is: 'denied', event, reading: anew },
      'save(denied grant), closePull',
      'comment(dropped extend), closePull@extension, save(-extension)',
    ],
  },
  keyless: {
    // Nothing is sealed for more time: it is given by its votes or not at all.
    '': [
      { is: 'keyless', reading: anew, finding: none },
      'closePull, save(granting KEY_NONE -tally)',
      'save(kept KEY_NONE)',
    ],
  },
  unfit: {
    '': [
      { is: 'unfit', findings: [unlisted] },
      'closePull, save(invalid REQUEST_RESOURCE_UNKNOWN -request -digest -decision -resource -keys -pull -tally -eligibleThen -teams)',
      'comment(dropped), closePull@extension, save(-extension)',
    ],
  },
  void: {
    '': [
      { is: 'void', why: 'x', event },
      'save(PULL_TAMPERED -tally -eligibleThen), closePull',
      'comment(dropped), closePull@extension, save(-extension)',
    ],
  },
}
const rows = Object.entries(table).flatMap(([is, each]) =>
  Object.entries(each).map(([how, row]) => [`${is}${how}`, ...row] as const),
)

const fileOf = (record: RequestRecord): CaseFile => ({ now, record, seen: { kind: 'nothing' }, freshId: 'f' })

describe('what a verdict means', () => {
  test.each(rows)('%s: for a request', (_, verdict, expected) => {
    expect(lineOf(stepsForRequest(fileOf(pending), voting, verdict))).toBe(expected)
  })

  test.each(rows)('%s: for more time', (_, verdict, _request, expected) => {
    expect(lineOf(stepsForExtension(fileOf(extended), voting, verdict))).toBe(expected)
  })

  test('the reviews are read again where an earlier look has merged', () => {
    const merged = { ...pull, merge: { intended: true, commit: 'c' } }
    const verdict: Verdict = { is: 'approved', changed, event, reading: anew, key }
    const request = stepsForRequest(fileOf({ ...pending, pull: merged }), voting, verdict)
    const extension = stepsForExtension(
      fileOf(recordOf({ ...extended, extension: { ...waits, pull: merged } })),
      voting,
      verdict,
    )
    expect([request[1], extension[1]]).toEqual([{ do: 'recount' }, { do: 'recount', on: 'extension' }])
  })

  test('a denial keeps what it would have taken', () => {
    const ways = [{ moves: [{ about: 'ticket' as const }], access: 'reviewed' as const }]
    const [saved] = stepsForRequest(fileOf(pending), voting, { is: 'denied', event, reading: { ...anew, ways } })
    expect(saved).toMatchObject({ do: 'save', change: { set: { state: 'denied', ways } } })
  })

  test('of a declined extension nothing but itself is forgotten: the grant goes on', () => {
    const steps = stepsForExtension(fileOf(extended), voting, { is: 'declined', event })
    const changes = steps.flatMap((step) => ('change' in step ? [step.change] : []))
    const dropped = { ...extended.extension, approved: false }
    expect(changes).toEqual([{ set: { extension: dropped }, events: [event] }, { clear: ['extension'] }])
  })
})

describe('the same vote comes to the same verdict, for a request and for more time', () => {
  const cases: [
    string,
    { voting: Voting; reading?: Decided; at?: Date; findings?: RequestRecord['findings'] },
    string,
  ][] = [
    ['nobody has voted', { voting }, 'waiting'],
    ['nothing is open', { voting: { slots } }, 'unasked'],
    ['one of two', { voting: { slots, pull: seenPull([review(1, otto)]) } }, 'waiting'],
    ['nobody has voted for long', { voting, at: later(4000) }, 'waiting call'],
    ['both', { voting: { slots, pull: seenPull(both) }, reading: anew }, 'approved'],
    [
      'both, for another digest',
      { voting: { slots, pull: seenPull(both) }, reading: { ...anew, digest: 'e' } },
      'void',
    ],
    [
      'both, for an older head',
      { voting: { slots, pull: seenPull(both.map((one) => ({ ...one, commit: 'x'.repeat(40) }))) } },
      'waiting',
    ],
    ['a push', { voting: { slots, pull: seenPull(both, { head: 'e'.repeat(40) }) } }, 'void'],
    ['another text', { voting: { slots, pull: seenPull(both, { textIntact: false }) } }, 'startAgain'],
    [
      'closed by the requester',
      { voting: { slots, pull: seenPull([], { open: false, closedBy: rita.id }) } },
      'takenBack',
    ],
    ['closed by an owner', { voting: { slots, pull: seenPull([], { open: false, closedBy: otto.id }) } }, 'declined'],
    ['closed by a stranger', { voting: { slots, pull: seenPull([], { open: false, closedBy: nora.id }) } }, 'void'],
    ['void already', { voting, findings: [{ code: 'PULL_TAMPERED', message: 'x' }] }, 'spoilt'],
    [
      'denied by now',
      { voting, reading: { ...anew, decision: { ...anew.decision, output: { outcome: 'deny', reasons: ['no'] } } } },
      'denied',
    ],
    [
      'other approvals by now',
      {
        voting,
        reading: {
          ...anew,
          decision: {
            ...anew.decision,
            output: { ...output, approvals: [{ name: 'other', from: ['@zoe'], count: 1 }] },
          },
        },
      },
      'startAgain',
    ],
    [
      'no more approvals than before by now: those that were given count on',
      {
        voting,
        reading: { ...anew, decision: { ...anew.decision, output: { ...output, approvals: [] } } },
      },
      'waiting',
    ],
  ]
  test.each(cases)('%s', (_, { voting: votes, reading: read, at = now, findings = [] }, expected) => {
    const verdictOn = (record: RequestRecord, on?: VotedOn) => {
      const approval = approvalOf(record, on)
      const digest = read?.digest === anew.digest ? approval.digest : read?.digest
      const seen = { ...(read ? { reading: { ...read, digest } } : {}) } as SeenIssue
      const verdict = decideApproval(approval, seen, votes, at)
      return verdict.is === 'waiting' && verdict.call ? 'waiting call' : verdict.is
    }
    const until = { findings, lapsesAt: later(7200) }
    expect(verdictOn({ ...pending, ...until })).toBe(expected)
    expect(verdictOn(recordOf({ ...extended, extension: { ...waits, ...until } }), 'extension')).toBe(expected)
  })
})
