import { isDaypassError } from '../../core/error.ts'
import { object } from '../../core/payload.ts'
import { liftInput } from '../../core/policy/lift-input.ts'
import { isAnswer, type PolicyReply } from '../../core/policy/replay-rows.ts'
import { possibleInputs } from '../../core/policy/unread-facts.ts'
import type { Decision } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { TrailEntry } from '../../core/trail/entry.ts'
import {
  compareReceipt,
  documentDigest,
  isContradicted,
  type ReceiptPart,
  type ReceiptVerdict,
  receiptDigest,
  saidBy,
} from '../../core/trail/receipt-of-decision.ts'
import type { DecisionReceipt } from '../../generated/decision-receipt.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import { isPolicyOutput } from '../../generated/validators.js'
import type { KeptDecision } from '../../ports/decision-archive.ts'
import type { CompiledPolicy, PolicyFiles } from '../../ports/policy-engine.ts'
import type { PolicyReplay } from '../../ports/policy-replay.ts'
import { type Instead, insteadOf } from './explain-instead.ts'
import type { Recorded } from './recorded.ts'

/** A decision with all that can be said of it here. */
export type ExplainedDecision = {
  at: Date | null
  why: string | null
  /** The policy's own answer; undefined: what is kept is none. */
  recorded: PolicyOutput | undefined
  /** What it was acted on as, where more was asked for than the policy does. */
  actedOn?: PolicyOutput
  /** Digest of its texts. */
  policy: string | null
  receipt: DecisionReceipt | null
  /** Whether what is there bears the receipt out, part by part; undefined: there is none. */
  verdicts?: Record<ReceiptPart, ReceiptVerdict>
  /** What its own texts answer here and now; undefined: they are not kept, or the input cannot be asked. */
  again?: PolicyReply
  /** Whether these are the same bytes as then. */
  isSame?: boolean
}

/** What another policy says to what was asked then; `varies`: it depends on facts that nobody had read. */
export type ByOtherPolicy = {
  policy: string
  /** Whether it is the very policy that decided. */
  isThat: boolean
  reply?: PolicyReply
  varies?: readonly string[]
}

export type Explained = {
  key: RequestKey
  /** The newest first; the first is the one that counts. */
  decisions: ExplainedDecision[]
  /** How many decisions the trail tells of that are not kept, or not any more. */
  gone: number
  /** What it would have taken for another answer to the one that counts; undefined: that cannot be asked, or it was allowed. */
  instead?: Instead
  /** The newest policy that is known of the repository, or the one that was given; undefined: none is. */
  today?: ByOtherPolicy
}

type Parts = { replay: PolicyReplay; recorded: Recorded }

/**
 * Explains the decisions of a request: what was answered, by what, whether that is borne out, and what another policy (`other`, or the newest that
 * is kept of its repository) would answer. Throws what compiling `other` throws, OPA_*, STORE_*, USAGE.
 */
export async function explainDecisions(
  parts: Parts,
  key: RequestKey,
  other: PolicyFiles | undefined,
): Promise<Explained> {
  const { decisions: kept, entries } = await parts.recorded.of(key)
  const decisions: ExplainedDecision[] = []
  for (const one of kept.toReversed()) decisions.push(await explain(parts, one, entries))
  const known = new Set(decisions.flatMap(({ receipt }) => (receipt ? [receiptDigest(receipt)] : [])))
  const gone = receiptsIn(entries).filter((digest) => !known.has(digest)).length
  const newest = kept.at(-1)
  const today = newest && (await todayOf(parts, newest, other))
  const instead = newest && (await insteadOfNewest(parts, newest))
  return { key, decisions, gone, ...(instead && { instead }), ...(today && { today }) }
}

/** Asked of the texts that decided. Where the requester's keys ask for review, and not the policy, no words would change it. */
async function insteadOfNewest(parts: Parts, { input, decision, policy }: KeptDecision): Promise<Instead | undefined> {
  const made = object(decision) as unknown as Decision
  const lifted = liftInput(input)
  const texts = policy === null ? undefined : (await compiled(parts, policy))?.policy
  if (!texts || !lifted.ok || made.said || !isPolicyOutput(made.output)) return undefined
  return insteadOf(texts, lifted.input, made.output, (asked) => answerOf(parts.replay, texts, asked))
}

/** Exit code 0: nothing contradicts what was recorded. */
export function isBorneOut({ decisions }: Explained): boolean {
  return decisions.every(
    ({ recorded, policy, again, verdicts, isSame }) =>
      recorded !== undefined &&
      // Texts that were kept are there, and can be asked.
      (policy === null || again !== undefined) &&
      isSame !== false &&
      !(verdicts && isContradicted(verdicts)),
  )
}

const receiptsIn = (entries: readonly TrailEntry[]): string[] =>
  entries.flatMap(({ event: { facts } }) => (typeof facts.receipt === 'string' ? [facts.receipt] : []))

async function explain(parts: Parts, kept: KeptDecision, entries: readonly TrailEntry[]): Promise<ExplainedDecision> {
  const { key, input, receipt, at, why, policy } = kept
  const decision = object(kept.decision) as unknown as Decision
  const said = saidBy(decision)
  const recorded = isPolicyOutput(said) ? said : undefined
  const found = policy === null ? undefined : await compiled(parts, policy)
  const texts = found?.policy
  const lifted = liftInput(input)
  const again = texts && lifted.ok ? await answerOf(parts.replay, texts, lifted.input) : found?.refused
  const base = { at, why, recorded, policy, receipt, ...(decision.said ? { actedOn: decision.output } : {}) }
  // Who was forgotten left gaps in the input: another answer to what is left is no contradiction.
  const keyed = receipt ? await parts.recorded.keyedInput(key, documentDigest(input)) : undefined
  const verdicts =
    receipt &&
    compareReceipt(receipt, {
      trail: inTrail(receipt, entries),
      input: keyed,
      output: recorded ?? null,
      policy: texts?.digest,
      built: texts?.built,
      again: again && ('output' in again ? again.output : again),
    })
  const hasGaps = verdicts?.input === 'forgotten'
  const isSame = again && recorded && isAnswer(again, recorded)
  return {
    ...base,
    ...(verdicts && {
      verdicts: hasGaps && verdicts.again === 'other' ? { ...verdicts, again: 'forgotten' } : verdicts,
    }),
    ...(again && { again }),
    ...(isSame === undefined || (hasGaps && !isSame) ? {} : { isSame }),
  }
}

/** The digest that an entry of the request holds of this receipt; another where none does; undefined: there are no entries here. */
function inTrail(receipt: DecisionReceipt, entries: readonly TrailEntry[]): string | undefined {
  if (entries.length === 0) return undefined
  const digest = receiptDigest(receipt)
  return receiptsIn(entries).includes(digest) ? digest : 'none'
}

type Texts = { policy: CompiledPolicy; refused?: never } | { policy?: never; refused: PolicyReply }

/** The texts as they compile now, or why they do not any more; undefined: they are not kept. */
async function compiled({ recorded, replay }: Parts, digest: string): Promise<Texts | undefined> {
  const files = await recorded.texts(digest)
  try {
    return files && { policy: await replay.compile(files) }
  } catch (error) {
    if (!isDaypassError(error) || !error.code.startsWith('POLICY_')) throw error
    return { refused: { code: error.code, message: error.message } }
  }
}

async function todayOf(
  parts: Parts,
  newest: KeptDecision,
  other: PolicyFiles | undefined,
): Promise<ByOtherPolicy | undefined> {
  const policy = other ? await parts.replay.compile(other) : await newestPolicy(parts, newest.key.repository)
  if (!policy) return undefined
  const isThat = policy.digest === newest.policy
  const lifted = liftInput(newest.input)
  if (isThat || !lifted.ok) return { policy: policy.digest, isThat }
  const { facts, inputs } = possibleInputs(lifted.input, await parts.replay.reads(policy))
  const [first, ...others] = inputs ? await answersOf(parts.replay, policy, inputs) : []
  const isOne = first && others.every((one) => JSON.stringify(one) === JSON.stringify(first))
  return { policy: policy.digest, isThat, ...(isOne ? { reply: first } : { varies: facts }) }
}

async function newestPolicy(parts: Parts, repository: number): Promise<CompiledPolicy | undefined> {
  for await (const { policy } of parts.recorded.decisions({ last: 1, repository }))
    return policy === null ? undefined : (await compiled(parts, policy))?.policy
  return undefined
}

/** What a policy answers to each of these inputs. */
export async function answersOf(
  replay: PolicyReplay,
  policy: CompiledPolicy,
  inputs: readonly PolicyInput[],
): Promise<PolicyReply[]> {
  // No policy answers null, so every answer comes back.
  const asked = await replay.ask(
    inputs.map((input) => ({ input, expected: null })),
    policy,
  )
  return asked.flatMap(({ now }) => (now === 'varies' ? [] : [now]))
}

async function answerOf(replay: PolicyReplay, policy: CompiledPolicy, input: PolicyInput) {
  return (await answersOf(replay, policy, [input]))[0]
}
