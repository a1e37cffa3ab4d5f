import type { DecisionReceipt } from '../../generated/decision-receipt.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import type { Decision } from '../../generated/stored-request.ts'
import { canonicalJson } from '../canonical-json.ts'
import { sha256 } from '../digest.ts'

/** What a policy's texts became, and what made that of them. Texts and engine determine it. */
export type PolicyBuild = Pick<DecisionReceipt, 'wasm' | 'data' | 'engine'>

/** A receipt as whoever decides knows it: the input's digest is bare and the requester a number, so it must not get out like this. */
export type ReceiptDraft = Omit<DecisionReceipt, 'requester'> & { requester: number }

/** Hides who asked, and by what input, with the requester's own secret. */
export type ReceiptSecret = { person: (id: number) => string; input: (digest: string) => string }

/** What a decision was made of; `built` is absent where nobody noted it. */
export type MadeBy = {
  input: PolicyInput
  decision: Decision
  texts: { digest: string; commit?: string; built?: PolicyBuild }
  why: DecisionReceipt['why']
}

/** Inputs without a version are of the first. */
const versionOf = ({ version = 1 }: { version?: number }): number => version

/** Digest of an input or of an answer. Throws TypeError for what no JSON can hold. */
export const documentDigest = (document: unknown): string => sha256(canonicalJson(document))

/** What the policy itself answered: more may be asked for than that. */
export const saidBy = ({ said, output }: Pick<Decision, 'said' | 'output'>): Decision['output'] => said ?? output

/** The receipt of a decision, not sealed yet; undefined where it is not known what the texts became. */
export function receiptDraft({ input, decision, texts, why }: MadeBy): ReceiptDraft | undefined {
  if (!texts.built) return undefined
  return {
    version: 1,
    at: decision.at,
    why,
    requester: input.facts.requester.id,
    input: documentDigest(input),
    input_version: versionOf(input),
    governance: { digest: decision.policy, commit: texts.commit ?? null },
    policy: texts.digest,
    ...texts.built,
    output: documentDigest(saidBy(decision)),
  }
}

/** The receipt as it is kept: it says nothing of its requester once their secret is gone. */
export function sealedReceipt(draft: ReceiptDraft, { person, input }: ReceiptSecret): DecisionReceipt {
  return { ...draft, requester: person(draft.requester), input: input(draft.input) }
}

/** What the trail holds of a receipt. */
export function receiptDigest(receipt: DecisionReceipt): string {
  return sha256(`daypass-receipt-v1\n${canonicalJson(receipt)}`)
}

/**
 * `same`; `other`: it is not what the receipt says; `forgotten`: the requester was forgotten, and with their secret went what could tell;
 * `unknown`: there is nothing to compare with here.
 */
export type ReceiptVerdict = 'same' | 'other' | 'forgotten' | 'unknown'

/** What is there now of what a receipt is about; each part may be absent. */
export type ReceiptEvidence = {
  /** The digest that the trail holds. */
  trail?: string | undefined
  /** The input under the secret that its requester has now, and the hash that stands for them; `forgotten`: they have none. */
  input?: { requester: string; input: string } | 'forgotten' | undefined
  /** The policy's answer as it was kept. */
  output?: unknown
  /** Digest of the texts that are kept. */
  policy?: string | undefined
  /** What the texts become here and now. */
  built?: PolicyBuild | undefined
  /** The answer to the same input, given here and now. */
  again?: unknown
}

/** The parts of a receipt that something else can bear out. */
export type ReceiptPart = 'trail' | 'input' | 'output' | 'policy' | 'wasm' | 'data' | 'engine' | 'again'

/**
 * Compares a receipt, part by part, with what is there. `again`: whether the decision, made again, has the same bytes. Another opa or runtime
 * than that of the time is no fault, and what it makes of the texts shows nothing.
 */
export function compareReceipt(
  receipt: DecisionReceipt,
  evidence: ReceiptEvidence,
): Record<ReceiptPart, ReceiptVerdict> {
  const { trail, input, output, policy, built, again } = evidence
  const engine = verdict(canonicalJson(receipt.engine), built && canonicalJson(built.engine))
  const comparable = engine === 'same' ? built : undefined
  return {
    trail: verdict(receiptDigest(receipt), trail),
    input: inputVerdict(receipt, input),
    output: verdict(receipt.output, output === undefined ? undefined : documentDigest(output)),
    policy: verdict(receipt.policy, policy),
    wasm: verdict(receipt.wasm, comparable?.wasm),
    data: verdict(receipt.data, comparable?.data),
    engine,
    again: verdict(receipt.output, again === undefined ? undefined : documentDigest(again)),
  }
}

function verdict(said: string, found: string | undefined): ReceiptVerdict {
  if (found === undefined) return 'unknown'
  return said === found ? 'same' : 'other'
}

/** Whether something that is there contradicts the receipt. */
export function isContradicted({ engine: _noFault, ...verdicts }: Record<ReceiptPart, ReceiptVerdict>): boolean {
  return Object.values(verdicts).includes('other')
}

/** Another secret than that of the time is no proof of anything: its person was forgotten, and has come back. */
function inputVerdict(receipt: DecisionReceipt, found: ReceiptEvidence['input']): ReceiptVerdict {
  if (found === undefined) return 'unknown'
  if (found === 'forgotten' || found.requester !== receipt.requester) return 'forgotten'
  return verdict(receipt.input, found.input)
}
