import { describe, expect, it } from 'vitest'
import { addSeconds } from '../../../../src/core/instant.ts'
import { decideDeposit, depositLook } from '../../../../src/core/lifecycle/decide-deposit.ts'
import type { SeenDeposit } from '../../../../src/core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'

const now = new Date('2026-11-21T12:00:00.000Z')
const deposit = { github: 'lending', repository: 71, secret: 'DB_URL', name: 'acme/shop' }
const record = (more: object = {}, asked = now) =>
  ({
    key: { repository: 1, issue: 2 },
    state: 'ended',
    deposit,
    grant: { id: 'g'.repeat(22) },
    end: { cause: 'time', asked, attempts: 1 },
    ...more,
  }) as unknown as RequestRecord
const over = { at: now, how: 'removed' as const }

/** What is kept of the secret, and the events of it. */
function decided(of: RequestRecord, seen: SeenDeposit | undefined, at = now) {
  const [step] = decideDeposit(of, at, seen)
  if (step?.do !== 'save') return undefined
  return { kept: step.change.set?.deposit, events: (step.change.events ?? []).map(({ kind }) => kind) }
}

describe('what became of a secret', () => {
  const late = addSeconds(now, 60)
  it.each([
    ['is cleared', record(), { over }, now, { kept: { ...deposit, over }, events: ['secret-cleared'] }],
    [
      'is cleared while the end is not proved',
      record({ state: 'ending' }),
      { over },
      now,
      { kept: { ...deposit, over }, events: ['secret-cleared'] },
    ],
    [
      'was never taken',
      record(),
      'none' as const,
      now,
      { kept: { ...deposit, over: { at: now, how: 'unput' } }, events: [] },
    ],
    ['is not taken while the grant ends', record({ state: 'ending' }), 'none' as const, now, undefined],
    ['is not cleared yet', record(), {}, addSeconds(now, 59), undefined],
    [
      'is not cleared for a minute',
      record(),
      { why: 'away' },
      late,
      { kept: { ...deposit, overdue: true, why: 'away' }, events: [] },
    ],
    [
      'is not cleared, as was said',
      record({ deposit: { ...deposit, overdue: true, why: 'away' } }),
      { why: 'away' },
      late,
      undefined,
    ],
    [
      'is not cleared for another reason',
      record({ deposit: { ...deposit, overdue: true, why: 'away' } }),
      { why: 'shut out' },
      late,
      { kept: { ...deposit, overdue: true, why: 'shut out' }, events: [] },
    ],
    [
      'is cleared at last',
      record({ deposit: { ...deposit, overdue: true, why: 'away' } }),
      { over },
      late,
      { kept: { ...deposit, over }, events: ['secret-cleared'] },
    ],
    ['is over already', record({ deposit: { ...deposit, over } }), { over }, late, undefined],
    ['is of what lives', record({ end: undefined, state: 'active' }), { over }, late, undefined],
    ['there is none', record({ deposit: undefined }), { over }, late, undefined],
  ])('%s', (_, of, seen, at, wanted) => {
    expect(decided(of, seen, at)).toEqual(wanted)
  })
})

describe('the next look', () => {
  it.each([
    ['a minute after the end was asked for', record(), now, addSeconds(now, 60)],
    ['later, where that has passed', record({}, addSeconds(now, -100)), now, addSeconds(now, 60)],
    ['now and then, once it was said', record({ deposit: { ...deposit, overdue: true } }), now, addSeconds(now, 900)],
    ['none, once it is over', record({ deposit: { ...deposit, over } }), now, null],
    ['none while it lives', record({ end: undefined }), now, null],
  ])('%s', (_, of, at, wanted) => {
    expect(depositLook(of, at)).toEqual(wanted)
  })
})
