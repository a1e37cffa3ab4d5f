import { describe, expect, test } from 'vitest'
import { requestDigest } from '../../../../src/core/digest.ts'
import { needsReading } from '../../../../src/core/lifecycle/decide.ts'
import type { Plan, Reading } from '../../../../src/core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { recordOf } from '../../../record-of.ts'
import {
  both,
  type Given,
  head,
  lineOf,
  nora,
  otto,
  pending,
  plan,
  pull,
  reading,
  request,
  review,
  rita,
  sam,
  seenPull,
  slots,
} from './approval-samples.ts'

const file = { head, path: 'requests/orders-db/4711.yml', digest: 'f'.repeat(64) }
const own: Partial<RequestRecord> = { ownPull: { file, voidedUpTo: 0 }, pull: { ...pull, number: pending.key.issue } }
const asking = { own: { mergedByOther: false } }
const { pull: _none, ...unproposed } = pending
const newHead = 'n'.repeat(40)
const edited = { ...request, duration: 3600 }
const readAgain: Reading = reading({ file: { ...file, head: newHead }, request: edited, digest: requestDigest(edited) })
const voting = (reviews = both, set = {}) => ({ slots, pull: seenPull(reviews, set) })
const closedBy = (id: number | undefined) => ({
  seen: { ...asking, open: false, closedBy: id },
  voting: voting(both, { open: false, closedBy: id }),
})

/** As `plan`, of a request that is asked for by pull request. */
function ownPlan(given: Given): Plan {
  return plan({ ...given, record: recordOf({ ...own, ...given.record }), seen: { ...asking, ...given.seen } })
}

/** What it is once a head was refused of which nobody had told whose hand pushed it. */
const refusedHead: Partial<RequestRecord> = {
  state: 'invalid',
  body: 'b2',
  pull: { ...pull, number: pending.key.issue },
  findings: [{ code: 'REQUEST_CHANGED_BY_OTHER', message: 'x' }],
}

describe('a request by pull request', () => {
  test.each<[string, Given, string]>([
    ['waits for votes', { voting: voting([]) }, 'publish'],
    [
      'that is approved is merged, granted, delivered',
      { voting: voting(), reading: reading({ file }) },
      'merge save:granting deliver publish closePull publish',
    ],
    [
      'whose text its requester words as they like loses no vote',
      { voting: voting([], { textIntact: true }) },
      'publish',
    ],
    [
      'that Daypass has merged is granted, although its requester says `/retry`',
      {
        record: { pull: { ...pull, number: 42, merge: { intended: true } } },
        seen: {
          own: { mergedByOther: false, mergedByUs: true },
          commands: [{ name: 'retry', by: rita.id, rest: '' }],
        },
        voting: voting(both, { open: false, merged: true, mergedByUs: true }),
        reading: reading({ file }),
      },
      'merge save:granting deliver publish closePull publish',
    ],
    [
      'pointed at another branch: void, closed',
      { voting: voting(both, { baseRef: 'main' }) },
      'save:PULL_TAMPERED closePull publish',
    ],
    ['merged by somebody else has failed', { seen: { own: { mergedByOther: true } } }, 'save:failed publish'],
    [
      'merged by somebody else has failed, whatever was commanded',
      { seen: { own: { mergedByOther: true }, commands: [{ name: 'retry', by: rita.id, rest: '' }] } },
      'save:failed publish',
    ],
    ['closed by its requester is taken back', closedBy(rita.id), 'save:cancelled publish publish'],
    ['closed by an eligible owner is declined', closedBy(otto.id), 'save:rejected publish'],
    ['closed by somebody without a say is void', closedBy(nora.id), 'save:PULL_TAMPERED closePull publish'],
    ['closed by nobody knows whom is taken back, which is safe', closedBy(undefined), 'save:cancelled publish publish'],
    [
      'closed where nothing can go on stops, whoever has closed it (simulation)',
      { ...closedBy(nora.id), seen: { ...closedBy(nora.id).seen, ineligible: 'archived' } },
      'save:cancelled publish',
    ],
    [
      'closed by its requester after the issue was read: what was read last counts',
      { ...closedBy(nora.id), voting: voting(both, { open: false, closedBy: rita.id }) },
      'save:cancelled publish',
    ],
    [
      'closed by an owner of the organisation is taken back',
      { ...closedBy(nora.id), seen: { ...closedBy(nora.id).seen, entitled: [nora.id] } },
      'save:cancelled publish publish',
    ],
    [
      'closed while its votes are void already stays as it is',
      {
        record: { pull: { ...pull, number: 42, closed: true }, findings: [{ code: 'PULL_TAMPERED', message: 'x' }] },
        seen: { open: false, closedBy: nora.id },
        voting: { slots },
      },
      'publish',
    ],
    [
      'with a new head by its requester is asked anew, and not closed',
      { seen: { body: 'b2' }, reading: readAgain, voting: { slots } },
      'save:pending openPull publish',
    ],
    [
      'with a new head by somebody else is closed',
      { seen: { body: 'b2', writtenBy: nora.id }, reading: readAgain },
      'closePull save:invalid publish',
    ],
    [
      'with a new head by an unknown writer stays open',
      { seen: { body: 'b2', writtenBy: undefined }, reading: readAgain },
      'save:invalid publish',
    ],
    [
      'whose head by an unknown writer turns out to be somebody else’s is closed after all',
      { record: refusedHead, seen: { body: 'b2', writtenBy: nora.id } },
      'closePull publish',
    ],
    [
      'whose head by an unknown writer is still unknown stays open',
      { record: refusedHead, seen: { body: 'b2', writtenBy: undefined } },
      'publish',
    ],
    [
      'whose head by an unknown writer was closed already is not closed again',
      {
        record: { ...refusedHead, pull: { ...pull, number: 42, closed: true } },
        seen: { body: 'b2', writtenBy: nora.id },
      },
      'publish',
    ],
    [
      'that its requester spoilt stays open, to be mended',
      { seen: { body: 'b2' }, reading: { kind: 'invalid', findings: [{ code: 'REQUEST_PULL_SHAPE', message: 'x' }] } },
      'save:invalid publish',
    ],
    ['that lapses is closed by showing it', { now: new Date('2026-12-01T00:00:00Z') }, 'save:lapsed publish'],
  ])('%s', (_, given, expected) => {
    expect(lineOf(ownPlan(given))).toBe(expected)
  })

  test('keeps its pull request in mind while nobody has told whose hand pushed its head', () => {
    const cleared = (hand: number | undefined) =>
      ownPlan({ seen: { body: 'b2', writtenBy: hand }, reading: readAgain }).flatMap((step) =>
        step.do === 'save' ? (step.change.clear ?? []) : [],
      )
    expect(cleared(undefined)).not.toContain('pull')
    expect(cleared(undefined)).toContain('digest')
    expect(cleared(nora.id)).toContain('pull')
  })

  test('is not what an issue is, whose closing by an owner takes it back', () => {
    const record = { key: { repository: 1, issue: 41 } }
    const given = {
      record,
      seen: { open: false, closedBy: otto.id, entitled: [otto.id] },
      voting: closedBy(otto.id).voting,
    }
    expect(lineOf(plan(given))).toBe('save:cancelled closePull publish')
  })

  test('is cancelled where an issue would be reopened by nobody: a stranger’s closing of a living grant says nothing', () => {
    const steps = ownPlan({
      record: recordOf({ ...unproposed, state: 'undecided' }),
      seen: { open: false, closedBy: nora.id },
    })
    expect(lineOf(steps)).toBe('publish')
  })
})

/** The first change of this part of the record. */
function set<K extends Exclude<keyof RequestRecord, 'key'>>(steps: Plan, name: K): RequestRecord[K] | undefined {
  const notes = steps.flatMap((step) => (step.do === 'save' && step.change.set?.[name] ? [step.change.set] : []))
  return notes[0]?.[name] as RequestRecord[K] | undefined
}

describe('votes that were declared void', () => {
  const tampered = { ...pull, number: 42, closed: true }
  const findings = [{ code: 'PULL_TAMPERED' as const, message: 'x' }]
  const retry = { commands: [{ name: 'retry', by: rita.id, rest: '' }] }

  test('are remembered by the last review', () => {
    const steps = ownPlan({ voting: voting([review(7, otto), review(9, sam)], { baseRef: 'main' }) })
    expect(set(steps, 'ownPull')).toEqual({ file, voidedUpTo: 9 })
  })

  test('stay void when the same commit is proposed again', () => {
    const record = { ownPull: { file, voidedUpTo: 9 }, pull: tampered, findings }
    const steps = ownPlan({ record, seen: retry, reading: reading({ file }), voting: { slots } })
    expect(lineOf(steps)).toBe('save:pending openPull publish')
    expect(set(steps, 'ownPull')).toEqual({ file, voidedUpTo: 9 })
  })

  test('stay void when the pull request could not be closed before `/retry`', () => {
    const record = { ownPull: { file, voidedUpTo: 9 }, findings }
    const steps = ownPlan({ record, seen: retry, reading: reading({ file }), voting: { slots } })
    expect(lineOf(steps)).toBe('save:pending openPull publish')
    expect(set(steps, 'ownPull')).toEqual({ file, voidedUpTo: 9 })
  })

  test('are counted on where only the merge was refused', () => {
    const record = { findings: [{ code: 'PULL_NOT_MERGEABLE' as const, message: 'x' }] }
    const steps = ownPlan({ record, seen: retry, reading: reading({ file }), voting: { slots } })
    expect(lineOf(steps)).toBe('save:pending publish')
    // The merge goes on being tried.
    expect(set(steps, 'findings')).toEqual(record.findings)
  })

  test('of another commit that asks for the same are not counted on', () => {
    const seen = { body: 'b2' }
    const steps = ownPlan({ seen, reading: reading({ file: { ...file, head: newHead } }), voting: { slots } })
    expect(lineOf(steps)).toBe('save:pending openPull publish')
    expect(set(steps, 'ownPull')?.file?.head).toBe(newHead)
  })
})

describe('a no', () => {
  const again = reading({ file: { ...file, head: newHead } })

  test('to the same text in an earlier commit is kept', () => {
    const steps = ownPlan({ seen: { body: 'b2' }, reading: again, voting: { slots } })
    expect(set(steps, 'ownPull')?.before).toEqual([head])
    const record = { ownPull: { file: { ...file, head: newHead }, voidedUpTo: 0, before: [head] } }
    const moved = { ...pull, number: 42, head: newHead }
    const said = [review(1, otto, { state: 'CHANGES_REQUESTED' }), review(2, sam, { commit: newHead })]
    const seen = voting(said, { head: newHead })
    const tally = set(ownPlan({ record: { ...record, pull: moved }, voting: seen }), 'tally')
    expect(tally?.blockedBy).toEqual([otto])
  })

  test('to another text is not', () => {
    const record = { ownPull: { file, voidedUpTo: 0, before: ['p'.repeat(40)] } }
    const steps = ownPlan({ record, seen: { body: 'b2' }, reading: readAgain, voting: { slots } })
    expect(set(steps, 'ownPull')).not.toHaveProperty('before')
  })

  test('to a text that comes back to an earlier head is not doubled, and the head itself is none before it', () => {
    const record = { ownPull: { file: { ...file, head: newHead }, voidedUpTo: 0, before: [head] } }
    const back = reading({ file })
    const steps = ownPlan({ record, seen: { body: 'b3' }, reading: back, voting: { slots } })
    expect(set(steps, 'ownPull')?.before).toEqual([newHead])
  })
})

describe('an unfit pull request is read again', () => {
  const unfit: RequestRecord = recordOf({
    ...unproposed,
    state: 'invalid',
    findings: [{ code: 'REQUEST_PULL_UNFIT', message: 'x' }],
  })
  test('although it says the same', () => {
    expect(needsReading(unfit, 'b1', { retry: false, own: true })).toBe(true)
  })
  test('and one that cannot be read is not', () => {
    const invalid = { ...unfit, findings: [{ code: 'REQUEST_PULL_SHAPE' as const, message: 'x' }] }
    expect(needsReading(invalid, 'b1', { retry: false, own: true })).toBe(false)
  })
})
