import type { PolicyOutput } from '../../generated/policy-output.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { ErrorCode } from '../error-codes.ts'
import type { RequestKey } from '../request-key.ts'

/** What a policy answers, or the code and the words with which it does not. */
export type PolicyReply = { output: PolicyOutput } | { code: ErrorCode; message: string }

/**
 * What became of a recorded decision that was asked again, where it was not answered with the same bytes. What `isRefuting` names is a no;
 * the rest cannot be compared, by nobody's fault.
 */
export type ReplayFinding =
  /** It is answered otherwise. `again`: what the texts of then answer now, where that is not what was recorded either. */
  | { is: 'different'; recorded: PolicyOutput; now: PolicyReply; again?: PolicyReply }
  /** The other policy answers as it was recorded, and the texts of then do not. */
  | { is: 'not-reproduced'; recorded: PolicyOutput; again: PolicyReply }
  /** What is kept of it is not what its receipt says. */
  | { is: 'altered'; part: 'output' | 'policy' }
  /** Its texts were kept, and are gone. */
  | { is: 'texts-missing' }
  /** The policy reads facts that nobody had read then, and the answer depends on them. */
  | { is: 'not-known-then'; facts: readonly string[] }
  /** What is kept cannot be asked. */
  | { is: 'unreadable'; flaw: string }
  /** An older version kept no texts. */
  | { is: 'not-kept' }
  /** The answer may depend on what was blanked when its requester was forgotten. */
  | { is: 'forgotten' }

export type ReplayRow = ReplayFinding & {
  id: number
  key: RequestKey
  at: Date | null
  why: string | null
}

export type ReplayReport = {
  /** How many were asked about, and how many were answered with the same bytes. */
  asked: number
  equal: number
  /** The newest first. */
  rows: readonly ReplayRow[]
}

/** Whether a finding makes the whole a no. */
export function isRefuting({ is }: ReplayFinding): boolean {
  return is !== 'forgotten' && is !== 'not-kept'
}

/** Whether a policy answers with these bytes. */
export function isAnswer(reply: PolicyReply, expected: unknown): boolean {
  return 'output' in reply && canonicalJson(reply.output) === canonicalJson(expected)
}

/** A decision that was asked about again. */
export type AskedAgain = {
  recorded: PolicyOutput
  /** The requester was forgotten, and their input has gaps since. */
  isBlanked: boolean
  /** The facts that nobody had read. */
  unread: readonly string[]
  /** Whether another policy was asked, and not the texts of then alone. */
  isOther: boolean
}

/**
 * What it means that a question was not answered as it was recorded; undefined: nothing, since the gaps explain it. `before`: what the
 * texts of then answer, beside another policy, which reads nothing that was blanked.
 */
export function findingOf(
  { recorded, isBlanked, unread, isOther }: AskedAgain,
  { now, before }: { now: PolicyReply | 'varies'; before?: PolicyReply },
): ReplayFinding | undefined {
  if (now === 'varies') return { is: 'not-known-then', facts: unread }
  if (isBlanked && !isOther) return { is: 'forgotten' }
  const again = isBlanked || before === undefined || isAnswer(before, recorded) ? undefined : before
  if (!isAnswer(now, recorded)) return { is: 'different', recorded, now, ...(again && { again }) }
  return again && { is: 'not-reproduced', recorded, again }
}
