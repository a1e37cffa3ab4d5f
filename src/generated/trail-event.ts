// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * One event of a request's trail: who, what, when, and what was known; or one of no request, in the chain of each repository that it concerns. Names, numbers of people and their reasons are not in it (an operator's reason for a lockdown is): a person is a keyed hash whose key can be forgotten. Version 2 is what is written; version 1, of before there were more kinds and facts, stays readable.
 */
export type TrailEvent = {
  version: 1 | 2
  repository: number
  /**
   * Without gaps, per access repository.
   */
  seq: number
  /**
   * Hash of the entry before; of the first: 64 zeros.
   */
  previous: string
  /**
   * The request; 0: of none, as `locked`, `lifted`, `governed`, `judged`, `keys`, `started`, `forgot`, `placed` and `drilled`.
   */
  issue: number
  /**
   * Without gaps, per request: what tells from the issue alone that nothing was left out.
   */
  step: number
  /**
   * When it was noted (RFC 3339, UTC); never before the entry before it
   */
  at: string
  kind:
    | 'submitted'
    | 'invalid'
    | 'decided'
    | 'undecided'
    | 'proposed'
    | 'voided'
    | 'approved'
    | 'rejected'
    | 'granted'
    | 'break-glass'
    | 'debt-overdue'
    | 'debt-paid'
    | 'secret-cleared'
    | 'extended'
    | 'delivered'
    | 'end-begun'
    | 'ended'
    | 'failed'
    | 'closed'
    | 'locked'
    | 'lifted'
    | 'governed'
    | 'judged'
    | 'keys'
    | 'started'
    | 'forgot'
    | 'placed'
    | 'drilled'
  actor: {
    kind: 'person' | 'daypass' | 'time' | 'operator'
    ref?: Ref
  }
  /**
   * The request digest
   */
  digest?: string
  /**
   * What belongs to this kind of event: decision, policy digest, grant, end, proof.
   */
  facts: {
    by?: People
    asked?: People
    voters?: People
    /**
     * Of the receipt of the decision that is told (decision-receipt.schema.json); entries of before there were receipts have none.
     */
    receipt?: string
    [k: string]: string | number | boolean | null | (string | number)[] | People | undefined
  }
}
/**
 * The first 128 bits of HMAC-SHA256(key of the person, "daypass-person-v1\n<tenant>\n<numeric id>")
 */
export type Ref = string
/**
 * People, as keyed hashes
 */
export type People = Ref | Ref[]
