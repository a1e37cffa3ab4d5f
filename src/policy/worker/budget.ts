/** What a job may take, in milliseconds: CPU time of its thread, and time on the clock, which ends a job that takes no CPU. */
export type Budget = { cpuMs: number; wallMs: number }

/** What a job was seen to take so far, in milliseconds. */
export type Taken = { cpuMs: number; wallMs: number }

/** The part of the budget that is used up, or the milliseconds after which a look at the CPU time may show that it is. */
export type Verdict = { over: keyof Budget } | { lookAfter: number }

/** Looks closer together than this would cost more than they save. */
const SHORTEST = 5
const LONGEST = 250

/** Judges a job that has not answered. A thread takes no more CPU time than passes on the clock, so an earlier look shows nothing. */
export function judge(budget: Budget, taken: Taken): Verdict {
  if (taken.cpuMs >= budget.cpuMs) return { over: 'cpuMs' }
  if (taken.wallMs >= budget.wallMs) return { over: 'wallMs' }
  return { lookAfter: Math.min(Math.max(budget.cpuMs - taken.cpuMs, SHORTEST), LONGEST) }
}
