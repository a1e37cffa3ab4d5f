import { isDaypassError } from '../../core/error.ts'
import { object } from '../../core/payload.ts'
import { isBlanked, liftInput } from '../../core/policy/lift-input.ts'
import {
  type AskedAgain,
  findingOf,
  isRefuting,
  type ReplayFinding,
  type ReplayReport,
  type ReplayRow,
} from '../../core/policy/replay-rows.ts'
import { type PolicyReads, possibleInputs, readsBlanked } from '../../core/policy/unread-facts.ts'
import type { Decision } from '../../core/record.ts'
import { documentDigest, saidBy } from '../../core/trail/receipt-of-decision.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import { isPolicyOutput } from '../../generated/validators.js'
import type { KeptDecision } from '../../ports/decision-archive.ts'
import type { CompiledPolicy, PolicyFiles } from '../../ports/policy-engine.ts'
import type { OldQuestion, PolicyReplay } from '../../ports/policy-replay.ts'
import type { Recorded } from './recorded.ts'

/** So many decisions are read before they are asked about. */
const atOnce = 2_048

export type ReplayWhich = {
  last?: number | undefined
  repository?: number | undefined
  /** Another policy to ask; absent: the texts that decided. */
  other?: PolicyFiles | undefined
}

type Parts = { replay: PolicyReplay; recorded: Recorded; progress: (done: number, all: number | undefined) => void }

/** What is asked now: another policy with what it reads. */
type Other = { policy: CompiledPolicy; reads: PolicyReads }

type Question = OldQuestion & { kept: KeptDecision; asked: AskedAgain }

/** The texts of a decision as they compile now; or what to say of a decision of which they do not, and that was answered so. */
type Texts = { policy: CompiledPolicy } | { policy?: never; findingFor: (recorded: PolicyOutput) => ReplayFinding }

/**
 * Asks recorded decisions again and compares the answers byte for byte. Throws what compiling the other policy throws, OPA_*, USAGE and
 * STORE_*.
 */
export async function replayDecisions(parts: Parts, { other: files, ...which }: ReplayWhich): Promise<ReplayReport> {
  const { replay, recorded, progress } = parts
  const policy = files && (await replay.compile(files))
  const other = policy && { policy, reads: await replay.reads(policy) }
  const rows: ReplayRow[] = []
  let asked = 0
  let waiting: KeptDecision[] = []
  const askWaiting = async () => {
    rows.push(...(await askSome(parts, waiting, other)))
    waiting = []
    progress(asked, which.last)
  }
  for await (const kept of recorded.decisions(which)) {
    asked += 1
    waiting.push(kept)
    if (waiting.length === atOnce) await askWaiting()
  }
  await askWaiting()
  rows.sort((a, b) => b.id - a.id)
  return { asked, equal: asked - rows.length, rows }
}

/** Exit code 0: no decision is a no. */
export const isBorneOut = ({ rows }: ReplayReport): boolean => !rows.some(isRefuting)

/** Those that the same texts made are asked together. */
async function askSome(parts: Parts, some: readonly KeptDecision[], other: Other | undefined): Promise<ReplayRow[]> {
  const rows: ReplayRow[] = []
  for (const [digest, same] of Map.groupBy(some, ({ policy }) => policy)) {
    const texts = digest === null ? notKept : await textsOf(parts, digest)
    const before = texts.policy
    const now = other?.policy ?? before
    const questions: Question[] = []
    for (const kept of same) {
      const read = questionOf(kept, other?.reads)
      if ('is' in read) rows.push(rowOf(kept, read))
      else if (other || texts.policy) questions.push(read)
      else rows.push(rowOf(kept, texts.findingFor(read.asked.recorded)))
    }
    if (now === undefined || questions.length === 0) continue
    for (const { index, ...answer } of await parts.replay.ask(questions, now, other && before)) {
      const question = questions[index]
      const finding = question && findingOf(question.asked, answer)
      if (finding) rows.push(rowOf(question.kept, finding))
    }
  }
  return rows
}

const rowOf = ({ id, key, at, why }: KeptDecision, finding: ReplayFinding): ReplayRow => ({
  ...finding,
  id,
  key,
  at,
  why,
})

const notKept: Texts = { findingFor: () => ({ is: 'not-kept' }) }

async function textsOf({ recorded, replay }: Parts, digest: string): Promise<Texts> {
  const files = await recorded.texts(digest)
  if (!files) return { findingFor: () => ({ is: 'texts-missing' }) }
  try {
    const policy = await replay.compile(files)
    return policy.digest === digest ? { policy } : { findingFor: () => ({ is: 'altered', part: 'policy' }) }
  } catch (error) {
    if (!isDaypassError(error) || !error.code.startsWith('POLICY_')) throw error
    const { code, message } = error
    return { findingFor: (said) => ({ is: 'different', recorded: said, now: { code, message } }) }
  }
}

/** What can be asked of a decision, or why nothing can. `reads`: of the other policy. */
function questionOf(kept: KeptDecision, reads: PolicyReads | undefined): Question | ReplayFinding {
  const said = saidBy(object(kept.decision) as unknown as Decision)
  if (!isPolicyOutput(said)) return { is: 'unreadable', flaw: 'the answer has not the shape of one' }
  if (kept.receipt && kept.receipt.output !== documentDigest(said)) return { is: 'altered', part: 'output' }
  const lifted = liftInput(kept.input)
  if (!lifted.ok) return { is: 'unreadable', flaw: `the input ${lifted.why}` }
  const { input } = lifted
  const blanked = isBlanked(input)
  const asked = { recorded: said, isBlanked: blanked, unread: [], isOther: reads !== undefined }
  if (!reads) return { kept, input, expected: said, asked }
  if (blanked && readsBlanked(reads)) return { is: 'forgotten' }
  const { facts, inputs } = possibleInputs(input, reads)
  if (!inputs) return { is: 'not-known-then', facts }
  const possible = facts.length > 0 ? { possible: inputs } : {}
  return { kept, input, expected: said, asked: { ...asked, unread: facts }, ...possible }
}
