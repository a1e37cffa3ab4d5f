import { describe, expect, test } from 'vitest'
import { decide } from '../../../../src/core/lifecycle/decide.ts'
import type { Seen, Step } from '../../../../src/core/lifecycle/plan.ts'
import { nextLook } from '../../../../src/core/lifecycle/timing/next-look.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'

const now = new Date('2026-11-21T19:14:00Z')
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const store = 's'.repeat(22)
const grant = { id: 'g'.repeat(22), scope: 'x', begins: at(-60), ends: at(600) } as NonNullable<RequestRecord['grant']>
const fresh: RequestRecord = {
  key: { repository: 1, issue: 42 },
  state: 'submitted',
  findings: [],
  comments: { count: 0, last: 0 },
  tries: 0,
  wakeAt: now,
}
const seen = (set: Partial<Extract<Seen, { kind: 'foreign' }>> = {}): Seen => ({
  kind: 'foreign',
  store,
  adopted: false,
  open: true,
  url: 'https://github.example/acme/access/issues/42',
  labels: ['daypass:active'],
  comments: { count: 1, last: 9 },
  ...set,
})
const plan = (record: RequestRecord, what: Seen, when = now) => decide({ now: when, record, seen: what, freshId: '' })

/** The record as the steps leave it. */
function leftBy(record: RequestRecord, steps: readonly Step[]): RequestRecord {
  const left = { ...record }
  for (const step of steps) {
    if (step.do !== 'save' && step.do !== 'comment') continue
    Object.assign(left, step.change.set)
    for (const name of step.change.clear ?? []) delete (left as Partial<RequestRecord>)[name]
  }
  return left
}

describe('a request that another store looks after (people.U1)', () => {
  test.each<[string, Seen, RequestRecord['foreign'], Date | null]>([
    ['lives: nothing is said, and it is looked at again', seen(), { store }, at(60)],
    ['whose store nobody can tell', { ...seen(), store: undefined } as unknown as Seen, {}, at(60)],
    ['is closed: it hinders nothing, and rests', seen({ open: false }), { closed: true }, null],
  ])('%s', (_, what, foreign, next) => {
    const steps = plan(fresh, what)
    expect(steps.map((step) => step.do)).toEqual(['save'])
    const record = leftBy(fresh, steps)
    expect(record).toEqual({ ...fresh, foreign })
    expect(nextLook(record, now)).toEqual(next)
  })

  test('that is closed is noted once', () => {
    expect(plan({ ...fresh, foreign: { closed: true } }, seen({ open: false }))).toEqual([])
  })

  test('is ended once that store is adopted, when no token of it can work any more, and never called refused', () => {
    const begun = plan({ ...fresh, foreign: { store } }, seen({ adopted: true }))
    expect(begun.map((step) => step.do)).toEqual(['comment', 'publish'])
    const ending = leftBy({ ...fresh, foreign: { store } }, begun)
    expect(ending).toMatchObject({ state: 'ending', adopted: { store, until: at(300) }, end: { cause: 'adopted' } })
    expect(ending).not.toHaveProperty('foreign')
    expect(nextLook(ending, now)).toEqual(at(300))
    expect(plan(ending, { kind: 'nothing' }, at(299))).toEqual([])
    const ended = leftBy(ending, plan(ending, { kind: 'nothing' }, at(300)))
    expect(ended).toMatchObject({ state: 'ended', outcome: 'void', end: { proof: { how: 'declared' } } })
    expect(nextLook(ended, at(300))).toBeNull()
  })

  test.each<[string, RequestRecord['state'], Partial<RequestRecord>, Seen]>([
    ['whose issue is gone', 'cancelled', {}, { kind: 'gone' }],
    ['that has begun here, and is handed in', 'ending', { state: 'active', grant }, { kind: 'handed-in' }],
  ])('%s hinders nothing: nobody looks for that store there any more', (_, state, set, what) => {
    const record = { ...fresh, foreign: { store }, ...set } as RequestRecord
    const left = leftBy(record, plan(record, what))
    expect(left).toMatchObject({ state })
    expect(left).not.toHaveProperty('foreign')
  })

  test('whose status is gone is read like any other', () => {
    const { kind: _, ...rest } = seen() as Extract<Seen, { kind: 'foreign' }>
    const issue = {
      ...rest,
      kind: 'issue',
      author: { id: 7, login: 'rita' },
      closedBy: undefined,
      body: 'b1',
      writtenBy: 7,
      createdAt: now,
      changedAt: now.toISOString(),
      commands: [],
      entitled: [],
      saidGone: 0,
    } as unknown as Seen
    expect(leftBy({ ...fresh, foreign: { store } }, plan({ ...fresh, foreign: { store } }, issue))).not.toHaveProperty(
      'foreign',
    )
  })
})
