import type { ErrorCode } from '../error-codes.ts'

/**
 * What may be wrong with a trail. SHAPE: not an entry. ALTERED: its hash is another. SIGNATURE: not signed by a key that counts.
 * FOREIGN: of another repository or request. GAP: an entry is missing. ORDER: one stands too early. DOUBLED: one stands there twice.
 * FORK: two histories. TRUNCATED: the end was seen further on. BACKDATED: time runs backwards. MISSING: there is no trail at all.
 * END_NOT_SHOWN is no contradiction: a grant's time is over, and how it ended is not to be seen.
 */
export type TrailCode = Extract<ErrorCode, `TRAIL_${string}` | 'END_NOT_SHOWN'>

/** The first thing that does not fit; `at` is the sequence number there. */
export type TrailFault = { ok: false; code: TrailCode; at: number; message: string }

export function fault(code: TrailCode, at: number, message: string): TrailFault {
  return { ok: false, code, at, message }
}
