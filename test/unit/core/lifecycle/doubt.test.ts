import { describe, expect, test } from 'vitest'
import { changedRecord } from '../../../../src/core/lifecycle/change.ts'
import { decide } from '../../../../src/core/lifecycle/decide.ts'
import type { Seen } from '../../../../src/core/lifecycle/plan.ts'
import { doubted, doubtLook, found, isGone } from '../../../../src/core/lifecycle/timing/doubt.ts'
import { nextLook } from '../../../../src/core/lifecycle/timing/next-look.ts'
import type { Doubt, Grant, RequestRecord } from '../../../../src/core/record.ts'
import { recordOf } from '../../../record-of.ts'
import { decided } from '../record-samples.ts'

const now = new Date('2026-11-21T19:14:00Z')
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const grant = { id: 'g', begins: now, ends: at(7200) } as Grant
const active: RequestRecord = recordOf({ ...decided('active', 'allow'), grant })

/** Reads at these instants, none of which finds it. */
function afterReads(of: Doubt['of'], ...seconds: number[]): { doubt: Doubt; gone: boolean } {
  let doubt: Doubt | undefined
  for (const second of seconds) doubt = doubted(doubt, of, at(second))
  if (!doubt) throw new Error('nothing was read')
  return { doubt, gone: isGone(doubt, at(seconds.at(-1) ?? 0)) }
}

describe('not seen is not gone (github.F1)', () => {
  test.each<[Doubt['of'], number[], boolean]>([
    ['issue', [0], false],
    ['issue', [0, 1, 4, 14, 44], false],
    ['issue', [0, 60], false],
    ['issue', [0, 1, 60], true],
    ['issue', [0, 1, 59.999], false],
    ['access', [0, 1, 60], false],
    ['access', [0, 1, 299], false],
    ['access', [0, 1, 300], true],
    ['member', [0, 1, 60], true],
  ])('%s, looked for after %j s: gone %s', (of, seconds, gone) => {
    expect(afterReads(of, ...seconds).gone).toBe(gone)
  })

  test('what was in doubt for another reason begins anew', () => {
    const { doubt } = afterReads('member', 0, 30)
    expect(doubted(doubt, 'issue', at(60))).toEqual({ of: 'issue', since: at(60), reads: 1 })
    expect(doubted(afterReads('issue', 0).doubt, 'member', at(60))).toEqual({ of: 'member', since: at(60), reads: 1 })
    expect(doubted({ of: 'issue', since: now, reads: 0 }, 'access', at(9)).since).toEqual(at(9))
  })

  test('where GitHub now finds nothing and now refuses, it is looked for less and less often, with the longer patience', () => {
    let record: RequestRecord = { ...active }
    const looks: number[] = []
    for (let second = 0; second < 400 && !(record.doubt && isGone(record.doubt, at(second))); ) {
      record = { ...record, doubt: doubted(record.doubt, looks.length % 2 === 0 ? 'issue' : 'access', at(second)) }
      looks.push(second)
      second = ((doubtLook(record, at(second)) ?? now).getTime() - now.getTime()) / 1000
    }
    expect(record.doubt).toMatchObject({ of: 'access', since: now })
    expect(looks.slice(0, 6)).toEqual([0, 1, 4, 14, 44, 74])
    expect(looks.at(-1)).toBe(284)
  })

  test('it is looked for soon, then less often, and at the instant that settles it', () => {
    let record: RequestRecord = { ...active }
    const looks: number[] = []
    for (let second = 0; !record.doubt || !isGone(record.doubt, at(second)); ) {
      record = { ...record, doubt: doubted(record.doubt, 'issue', at(second)) }
      second = ((doubtLook(record, at(second)) ?? now).getTime() - now.getTime()) / 1000
      looks.push(second)
      if (looks.length > 10) break
      if (record.doubt && isGone({ ...record.doubt, reads: record.doubt.reads + 1 }, at(second))) break
    }
    expect(looks).toEqual([1, 4, 14, 44, 60])
  })

  test('an event that says it is gone is refuted only when it is still found a minute later', () => {
    const first = found({}, 1, now)
    expect(first).toEqual({ doubt: { of: 'issue', since: now, reads: 0 } })
    expect(found({ ...first }, 1, at(59))).toEqual(first)
    expect(found({ ...first }, 1, at(60))).toEqual({ refuted: 1 })
    expect(found({ refuted: 1 }, 1, at(61))).toEqual({})
  })
})

describe('what is over, and was not found for a while, is looked at no more for that', () => {
  const doubt: Doubt = { of: 'access', since: now, reads: 2 }
  const over: Seen = { kind: 'over', labels: [], commands: [], requester: 5, comments: { count: 0, last: 0 } }

  test.each<[string, Seen]>([
    ['when it is found', over],
    ['when it is certain that it is gone', { kind: 'gone' }],
  ])('%s (simulation, seed 130)', (_what, seen) => {
    const record = recordOf({ ...decided('cancelled', 'review'), doubt, outcome: 'cancelled' })
    expect(nextLook(record, now)).not.toBeNull()
    let after: RequestRecord = record
    for (const step of decide({ now, record, seen, freshId: '' }))
      if (step.do === 'save') after = changedRecord(after, step.change)
    expect(nextLook(after, now)).toBeNull()
    // And that is told once: the next look saves nothing more.
    expect(decide({ now, record: after, seen, freshId: '' }).map((step) => step.do)).not.toContain('save')
  })
})

describe('what is not found is not behind (simulation)', () => {
  const unseen: Seen = { kind: 'unseen', what: 'issue', told: true }
  const behind = 1

  test.each<[string, object, Seen]>([
    ['it has just turned out to be gone', { doubt: { of: 'access', since: now, reads: 2 }, behind }, unseen],
    ['it was gone before', { gone: true, behind }, unseen],
    ['GitHub says so', { behind }, { kind: 'gone' }],
  ])('what is over and gone is looked at no more: %s', (_what, left, seen) => {
    let after: RequestRecord = recordOf({ ...decided('cancelled', 'review'), outcome: 'cancelled', ...left })
    expect(nextLook(after, now)).not.toBeNull()
    for (const step of decide({ now, record: after, seen, freshId: '' }))
      if (step.do === 'save') after = changedRecord(after, step.change)
    expect(nextLook(after, now)).toBeNull()
  })

  test('what lives is looked for at the pace of its doubt', () => {
    let record: RequestRecord = { ...active, behind, doubt: { of: 'issue', since: now, reads: 2 } }
    for (const step of decide({ now: at(4), record, seen: { ...unseen, told: false }, freshId: '' }))
      if (step.do === 'save') record = changedRecord(record, step.change)
    expect(nextLook(record, at(4))).toEqual(at(14))
  })
})

describe('what is over is looked at again where a read was behind what a webhook told', () => {
  const behind: Seen = {
    kind: 'over',
    labels: [],
    commands: [],
    requester: 5,
    comments: { count: 0, last: 0 },
    behind: true,
  }
  const looked = (record: RequestRecord, seen: Seen): RequestRecord => {
    let saved = record
    for (const step of decide({ now, record, seen, freshId: '' }))
      if (step.do === 'save') saved = changedRecord(saved, step.change)
    return saved
  }

  test('soon, a few times, and then no more (simulation, seed 54)', () => {
    let record = recordOf({ ...decided('cancelled', 'review'), outcome: 'cancelled' })
    expect(nextLook(record, now)).toBeNull()
    let looks = 0
    for (record = looked(record, behind); nextLook(record, now); record = looked(record, behind)) looks += 1
    expect(looks).toBe(5)
  })

  test('until it is not', () => {
    const record = looked(recordOf({ ...decided('cancelled', 'review'), outcome: 'cancelled' }), behind)
    const { behind: _not, ...found } = behind
    expect(nextLook(record, now)).not.toBeNull()
    expect(nextLook(looked(record, found), now)).toBeNull()
    expect(
      decide({ now, record: looked(record, found), seen: found, freshId: '' }).map((step) => step.do),
    ).not.toContain('save')
  })
})

describe('what is decided on', () => {
  const unseen = (what: 'issue' | 'access', told = false): Seen => ({ kind: 'unseen', what, told })
  const plan = (record: RequestRecord, seen: Seen, when = now) =>
    decide({ now: when, record, seen, freshId: '' }).flatMap((step) =>
      step.do === 'save' ? [step.change.set?.state ?? Object.keys(step.change.set ?? {}).join()] : [step.do],
    )
  const doubtful = (reads: number, of: Doubt['of'] = 'issue') => ({ ...active, doubt: { of, since: now, reads } })

  test.each<[string, RequestRecord, Seen, Date, string[]]>([
    ['one 404 of a grant that lives', active, unseen('issue'), now, ['doubt']],
    ['one refused token of a grant that lives', active, unseen('access'), now, ['doubt']],
    ['a 404 after an event', active, unseen('issue', true), now, ['ending', 'end', 'probe', 'publish']],
    ['a refused token after an event', active, unseen('access', true), now, ['ending', 'end', 'probe', 'publish']],
    ['the third 404 after a minute', doubtful(2), unseen('issue'), at(60), ['ending', 'end', 'probe', 'publish']],
    ['the third 404 too soon', doubtful(2), unseen('issue'), at(59), ['doubt']],
    ['a refused token after four minutes', doubtful(9, 'access'), unseen('access'), at(240), ['doubt']],
    [
      'a 404 of a request that is new',
      { ...active, state: 'submitted', grant: undefined } as never,
      unseen('issue'),
      now,
      ['doubt'],
    ],
  ])('%s', (_, record, seen, when, steps) => {
    expect(plan(record, seen, when)).toEqual(steps)
  })

  test('the end of a grant in doubt comes on time', () => {
    const ends = active.grant?.ends ?? now
    expect(plan(doubtful(1), { kind: 'nothing' }, ends)).toEqual(['ending', 'end', 'probe', 'publish'])
  })
})

describe('a request that was cancelled out of sight', () => {
  const never = decided('cancelled', 'allow')
  const cancelled: RequestRecord = recordOf({ ...never, state: 'cancelled', outcome: 'void', gone: true })
  const over = (by: number, name = 'retry'): Seen => ({
    kind: 'over',
    labels: [],
    commands: [{ name, by, rest: '' }],
    requester: 7,
    comments: { count: 3, last: 9 },
  })
  const revived = (record: RequestRecord, seen: Seen) =>
    decide({ now, record, seen, freshId: '' }).some(
      (step) => step.do === 'save' && step.change.set?.state === 'submitted',
    )

  test('comes back on its requester’s word, without anything that was decided or voted (github.F1)', () => {
    expect(revived(cancelled, over(7))).toBe(true)
    const [step] = decide({ now, record: cancelled, seen: over(7), freshId: '' })
    expect(step?.do === 'save' && step.change.clear).toEqual(
      expect.arrayContaining(['digest', 'decision', 'pull', 'tally', 'eligibleThen', 'outcome', 'gone']),
    )
  })

  test.each<[string, RequestRecord, Seen]>([
    ['on somebody else’s word', cancelled, over(8)],
    ['by another command', cancelled, over(7, 'done')],
    ['when it was taken back, and went out of sight later', recordOf({ ...cancelled, outcome: 'cancelled' }), over(7)],
    ['when it was cancelled in sight', { ...cancelled, gone: false }, over(7)],
    ['when it was denied', recordOf({ ...cancelled, state: 'denied' }), over(7)],
    ['when it was a grant: an ended one never revives', recordOf({ ...active, state: 'ended', gone: true }), over(7)],
  ])('does not come back %s', (_, record, seen) => {
    expect(revived(record, seen)).toBe(false)
  })
})
