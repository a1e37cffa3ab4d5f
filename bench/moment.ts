import { openSync, readSync } from 'node:fs'

/** An instant by a clock that all threads share, and for how long the main thread had waited for a core by then. Milliseconds. */
export type Moment = { at: number; waited: number }

export function moment(): Moment {
  return { at: Number(process.hrtime.bigint()) / 1e6, waited: waitedForCore() }
}

/**
 * Milliseconds from one moment to another, less those for which the main thread of this process was ready and other processes had
 * the core. Without this a percentile of ours says how busy the machine is, beside a median, which hardly does.
 */
export function between(begin: Moment, end: Moment): number {
  // A wait that is under way is noted when it ends, so that one which began before counts whole.
  return Math.max(0, end.at - begin.at - (end.waited - begin.waited))
}

const account = openAccount()
const bytes = Buffer.alloc(64)

/** Linux keeps account of it (the second number of three, in nanoseconds); elsewhere nothing is taken off. */
function waitedForCore(): number {
  if (account === undefined) return 0
  const length = readSync(account, bytes, 0, bytes.length, 0)
  return Number(bytes.toString('latin1', 0, length).split(' ')[1]) / 1e6
}

/** Kept open: reading it takes two microseconds, opening it each time would take eight. */
function openAccount(): number | undefined {
  try {
    // The main thread has the number of its process.
    return openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
  } catch {
    return undefined
  }
}
