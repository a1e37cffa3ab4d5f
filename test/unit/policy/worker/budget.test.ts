import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from '../../../../src/policy/worker/budget.ts'

const budget = { cpuMs: 100, wallMs: 5_000 }
const endless = { cpuMs: Number.POSITIVE_INFINITY, wallMs: 5_000 }

test.each([
  ['nothing yet: no look before it could be over', budget, { cpuMs: 0, wallMs: 0 }, { lookAfter: 100 }],
  ['much of the clock, little CPU', budget, { cpuMs: 1, wallMs: 4_999 }, { lookAfter: 99 }],
  ['half of the CPU time', budget, { cpuMs: 50, wallMs: 250 }, { lookAfter: 50 }],
  ['nearly all of it: not looked at all the time', budget, { cpuMs: 99.9, wallMs: 250 }, { lookAfter: 5 }],
  ['all of it', budget, { cpuMs: 100, wallMs: 0 }, { over: 'cpuMs' }],
  ['more than all of it', budget, { cpuMs: 250, wallMs: 250 }, { over: 'cpuMs' }],
  ['the whole clock and no CPU', budget, { cpuMs: 0, wallMs: 5_000 }, { over: 'wallMs' }],
  ['both', budget, { cpuMs: 100, wallMs: 5_000 }, { over: 'cpuMs' }],
  ['a reading below zero', budget, { cpuMs: -1, wallMs: 0 }, { lookAfter: 101 }],
  ['a large budget of CPU time', { ...budget, cpuMs: 2_000 }, { cpuMs: 0, wallMs: 0 }, { lookAfter: 250 }],
  ['no end of CPU time', endless, { cpuMs: 1e9, wallMs: 0 }, { lookAfter: 250 }],
  ['no end of CPU time, the whole clock', endless, { cpuMs: 1e9, wallMs: 5_000 }, { over: 'wallMs' }],
  ['no budget at all', { cpuMs: 0, wallMs: 0 }, { cpuMs: 0, wallMs: 0 }, { over: 'cpuMs' }],
] as const)('%s', (_what, given, taken, verdict) => {
  expect(judge(given, taken)).toEqual(verdict)
})

test('a job is over exactly when a part of its budget is used up, and any other is looked at soon', () => {
  const some = fc.record({ cpuMs: fc.integer({ min: 0, max: 1e5 }), wallMs: fc.integer({ min: 0, max: 1e5 }) })
  fc.assert(
    fc.property(some, some, (given, taken) => {
      const verdict = judge(given, taken)
      expect('over' in verdict).toBe(taken.cpuMs >= given.cpuMs || taken.wallMs >= given.wallMs)
      if ('over' in verdict) expect(taken[verdict.over]).toBeGreaterThanOrEqual(given[verdict.over])
      else expect(Math.abs(verdict.lookAfter - 127.5)).toBeLessThanOrEqual(122.5)
    }),
  )
})
