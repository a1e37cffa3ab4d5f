import type { RequestKey } from '../core/request-key.ts'
import type { DecisionReceipt } from '../generated/decision-receipt.ts'

/**
 * A decision as it was made. `policy`: the digest of the texts that made it; null, as `at`, `why` and `receipt`, where an older version
 * did not keep it. `id` only ever grows.
 */
export type KeptDecision = {
  id: number
  key: RequestKey
  input: unknown
  decision: unknown
  at: Date | null
  why: string | null
  policy: string | null
  receipt: DecisionReceipt | null
}

/** Decisions with all that they were made of. Nothing here decides about access. Every method throws STORE_UNAVAILABLE. */
export interface DecisionArchive {
  /** The decisions of a request, oldest first. */
  decisions(key: RequestKey): Promise<KeptDecision[]>
  /** The newest decisions before the one with this `id`, or of all; of one repository, or of all. Newest first. */
  decisionsBefore(id: number | undefined, limit: number, repository?: number): Promise<KeptDecision[]>
  /** The texts of a policy that decided, as [path, text] in the order of the paths; undefined: none of that digest has, or they are not kept any more. */
  policyTexts(digest: string): Promise<[path: string, text: string][] | undefined>
  /**
   * The digest of an input of this request under the secret that its requester has now, and the hash that stands for them in the trail;
   * undefined: they were forgotten.
   */
  keyedInput(key: RequestKey, digest: string): Promise<{ requester: string; input: string } | undefined>
}
