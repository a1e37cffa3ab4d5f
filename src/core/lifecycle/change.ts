import type { PolicyInput } from '../../generated/policy-input.ts'
import { membersOf } from '../../generated/stored-request-shape.ts'
import type { Word } from '../display/display-record.ts'
import type { Decision, RequestRecord } from '../record.ts'
import type { NewEvent } from '../trail/entry.ts'
import type { PolicyBuild, ReceiptDraft } from '../trail/receipt-of-decision.ts'

/** What one step changes in the store: committed together, or not at all. */
export type Change = {
  set?: Partial<Omit<RequestRecord, 'key'>>
  /** Members of the record to forget. */
  clear?: (keyof RequestRecord)[]
  /** Appended to the repository's chain, in this order. */
  events?: NewEvent[]
  /** What the request's display is to say, in this order: each once. */
  say?: Word[]
  /** Its display is to compare what GitHub shows with what was written there. */
  compare?: true
  /**
   * It takes on a debt that was allowed by those that the requester has for these issues: where they have another one by now, nothing is
   * changed. Absent where the policy did not ask of debts.
   */
  owing?: readonly number[]
  /** The decision with its whole input and the texts that made it, kept so that it can be replayed; and its receipt. */
  decision?: { input: PolicyInput; decision: Decision; texts: PolicyTexts; why: DecisionWhy; receipt?: ReceiptDraft }
}

/**
 * The record with a change made to it. What exists only in other states goes when the state changes. Throws TypeError where that would be
 * the grant: what was granted has to be ended. Whether all members fit the state, the store checks.
 */
export function changedRecord(record: RequestRecord, { set, clear = [] }: Change): RequestRecord {
  const next = { ...record, ...set, key: record.key }
  for (const member of clear) delete next[member]
  if (next.state !== record.state) {
    const known = [...(membersOf[next.state] ?? []), 'key', 'wakeAt']
    if (next.grant && !known.includes('grant')) throw new TypeError(`a grant does not become ${next.state}: it ends`)
    for (const member of Object.keys(record) as (keyof RequestRecord)[])
      if (!known.includes(member) && !Object.hasOwn(set ?? {}, member)) delete next[member]
  }
  return next as RequestRecord
}

/**
 * What was decided: a request as it was asked; once more, before what was approved begins or because its requester wants it looked at
 * again; or more time for what lives.
 */
export type DecisionWhy = 'request' | 'grant' | 'extend'

/**
 * The texts of a policy, path below policies/ → text, sorted by path, as they were compiled. `digest`: SHA-256 over them; `commit`: one at
 * which the governed files stood, where that is known; `built`: what they became.
 */
export type PolicyTexts = { digest: string; files: ReadonlyMap<string, string>; commit?: string; built?: PolicyBuild }
