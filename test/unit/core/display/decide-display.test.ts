import { expect, test } from 'vitest'
import { decideDisplay } from '../../../../src/core/display/decide-display.ts'
import { type DisplayRecord, nothingShown } from '../../../../src/core/display/display-record.ts'
import type { RequestRecord, RequestState } from '../../../../src/core/record.ts'
import { decided, granted } from '../record-samples.ts'

const pull = { ...decided('pending', 'review').pull, merge: { intended: true, commit: 'c'.repeat(40) } }
const reviewed = (state: RequestState) => ({ ...granted(state as 'active'), pull }) as RequestRecord
const posted: DisplayRecord = { ...nothingShown, delivery: { intended: true, comment: 12 } }
const deleted: DisplayRecord = { ...nothingShown, delivery: { intended: false, lost: true } }

test.each<[what: string, RequestState, DisplayRecord, live: boolean, written: boolean]>([
  ['while its access lives', 'active', nothingShown, true, true],
  ['again where somebody deleted it', 'active', deleted, true, true],
  ['as it was where somebody edited it', 'active', posted, true, true],
  ['not when its access is over and the record does not say so yet', 'active', nothingShown, false, false],
  ['not while its access ends', 'ending', nothingShown, false, false],
  ['not after its end', 'ended', nothingShown, false, false],
  ['not again after its end', 'ended', deleted, false, false],
  ['as it was after its end, where somebody edited it', 'ended', posted, false, true],
])('a credential is written %s', (_what, state, display, live, written) => {
  const file = { record: reviewed(state), entries: [], display, words: [], live, cli: 'daypass' }
  const steps = decideDisplay({ ...file, orders: { compare: 0, reopen: 0 } })
  expect(steps.some((step) => step.do === 'write' && step.part === 'delivery')).toBe(written)
})
