import { describe, expect, test } from 'vitest'
import { addSeconds } from '../../../../src/core/instant.ts'
import {
  type Canary,
  canaryGrant,
  type Drill,
  type DrillWanted,
  drillEvery,
  drillFacts,
  drillResult,
  flawOf,
  isDrillOverdue,
  nextDrill,
  planDrill,
} from '../../../../src/core/lifecycle/fire-drill.ts'
import type { Proof } from '../../../../src/core/record.ts'

const now = new Date('2026-11-29T12:00:00.000Z')
const later = (seconds: number) => addSeconds(now, seconds)
const wanted: DrillWanted = {
  connector: 'orders',
  connectorType: 'token',
  target: 'https://orders.test',
  every: 86_400,
}
const passed = { at: later(-600), passed: true, used: 1, proved: 2, why: null }
const failed = { ...passed, passed: false, why: 'no' }
const canary: Canary = {
  ...{ grant: 'g'.repeat(22), repository: 71, resource: 'orders-db', begun: now },
  ...{ used: later(1.5), asked: later(2), why: null, cut: false, told: false },
}
const row = (over: Partial<Drill> = {}): Drill => ({
  ...wanted,
  ...{ wakeAt: later(85_800), held: null, canary: null, control: null, last: passed },
  ...over,
})

describe('what is planned', () => {
  const anew = { ...wanted, wakeAt: now, held: null, control: null, last: null }
  test.each<[string, Drill | undefined, DrillWanted | undefined, boolean, Partial<Drill> | undefined]>([
    ['nothing known, nothing wanted', undefined, undefined, true, undefined],
    ['wanted for the first time', undefined, wanted, false, anew],
    ['as it was', row(), wanted, false, undefined],
    ['as it was, at the start', row(), wanted, true, undefined],
    ['failed last, meanwhile', row({ last: failed }), wanted, false, undefined],
    ['failed last, at the start', row({ last: failed }), wanted, true, { ...wanted, wakeAt: now }],
    ['failed last and is due', row({ last: failed, wakeAt: later(-1) }), wanted, true, undefined],
    [
      'never drilled, held at the start',
      row({ last: null, wakeAt: later(60) }),
      wanted,
      true,
      { ...wanted, wakeAt: now },
    ],
    ['never drilled, held', row({ last: null, wakeAt: later(60) }), wanted, false, undefined],
    ['another target', row({ target: 'https://before.test' }), wanted, false, anew],
    ['another kind', row({ connectorType: 'vault' }), wanted, false, anew],
    ['more often', row(), { ...wanted, every: 3_600 }, false, { ...wanted, every: 3_600, wakeAt: later(3_000) }],
    ['wanted no more', row(), undefined, false, { every: null, wakeAt: null, held: null }],
    ['wanted no more, as before', row({ every: null, wakeAt: null }), undefined, true, undefined],
    // Two servers with different files do not drill in turn.
    ['wanted again', row({ every: null, wakeAt: null }), wanted, false, { ...wanted, wakeAt: later(85_800) }],
    ['wanted no more, with a canary', row({ canary }), undefined, false, { every: null }],
    ['another target, with a canary', row({ canary, target: 'https://before.test' }), wanted, true, undefined],
  ])('%s', (_, known, wants, isStart, expected) => {
    expect(planDrill(known, wants, now, isStart)).toEqual(expected)
  })
})

test.each([
  ['hourly', 3_600],
  ['daily', 86_400],
  [undefined, 86_400],
  ['off', undefined],
] as const)('the setting %s: every %s s', (setting, seconds) => expect(drillEvery(setting)).toBe(seconds))

test.each([
  ['passed, daily', passed, 86_400, 85_800],
  ['passed, hourly', passed, 3_600, 3_000],
  ['failed, daily', failed, 86_400, 3_000],
  ['failed, hourly', failed, 3_600, 3_000],
])('the next one after %s', (_, last, every, seconds) => expect(nextDrill(last, every)).toEqual(later(seconds)))

test('a canary is nobody’s, lets nobody do anything, is always the same, and ends by itself', () => {
  const of = { audience: 'https://orders.test', issuer: 'https://daypass.test' }
  const grant = canaryGrant(wanted, canary, of)
  expect(grant).toEqual(canaryGrant(wanted, structuredClone(canary), of))
  expect(grant).toMatchObject({ id: canary.grant, requester: 0, scope: 'daypass:probe', ends: later(120) })
  // The ledger takes one grant of a digest.
  expect(canaryGrant(wanted, { ...canary, grant: 'other' }, of).digest).not.toBe(grant.digest)
})

const proof = (how: Proof['how']): Proof => ({ how, at: later(5).toISOString(), words: 'so it was' })

test.each<[Proof['how'], Proof['how'], boolean]>([
  ['refused', 'refused', false],
  ['refused', 'ran-out', true],
  ['refused', 'declared', true],
  ['absent', 'absent', false],
  ['absent', 'ran-out', true],
  ['ran-out', 'ran-out', false],
  ['ran-out', 'refused', false],
  ['declared', 'declared', false],
])('declared %s, found %s: a flaw: %s', (declared, how, isFlaw) => {
  expect(flawOf(proof(how), declared)).toEqual(isFlaw ? 'the target did not show the end: so it was' : undefined)
})

test.each([
  ['while it is used', { asked: null }, 9_999, false],
  ['within what is declared', {}, 2 + 300 + 60, false],
  ['beyond it', {}, 2 + 300 + 60.1, true],
])('an end that is to be proved, %s', (_, over, seconds, expected) => {
  expect(isDrillOverdue({ ...canary, ...over }, 300, later(seconds))).toBe(expected)
})

describe('what came of it', () => {
  test('passed, with the seconds until it was used and until it was refused', () => {
    const result = drillResult(canary, later(6), proof('refused'))
    expect(result).toEqual({ at: later(6), passed: true, used: 1.5, proved: 3, why: null })
    expect(drillFacts(row({ control: { is: 'let-in', at: now } }), canary, result, proof('refused'))).toEqual({
      ...{ connector: 'orders', type: 'token', grant: canary.grant, outcome: 'passed', control: 'let-in' },
      ...{ seconds_to_use: 1.5, seconds_to_proof: 3, proof: 'refused' },
    })
  })

  test.each([
    ['what failed', { why: 'it stayed shut', used: null }, proof('refused'), { used: null, proved: 3 }],
    ['no proof', { why: 'not proved' }, undefined, { used: 1.5, proved: null }],
  ])('failed, with %s', (_, over, found, times) => {
    const result = drillResult({ ...canary, ...over }, later(6), found)
    expect(result).toEqual({ at: later(6), passed: false, why: over.why, ...times })
    const facts = drillFacts(row(), canary, result, found)
    expect(facts).toMatchObject({ outcome: 'failed', control: 'none', why: over.why })
  })

  test('nothing passes without a proof', () => expect(drillResult(canary, later(6)).passed).toBe(false))
})
