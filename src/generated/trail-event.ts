// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * One event of a request's trail: who, what, when, and what was known. Names and reasons are not in it; people are numeric ids.
 */
export interface TrailEvent {
  version: 1
  repository: number
  /**
   * Without gaps, per access repository.
   */
  seq: number
  /**
   * Hash of the entry before; of the first: 64 zeros.
   */
  previous: string
  issue: number
  /**
   * When it happened (RFC 3339, UTC)
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
    | 'delivered'
    | 'end-begun'
    | 'ended'
    | 'failed'
    | 'closed'
  actor: {
    kind: 'person' | 'daypass' | 'time'
    id?: number
  }
  /**
   * The request digest
   */
  digest?: string
  /**
   * What belongs to this kind of event: decision, policy digest, grant, end, proof.
   */
  facts: {
    [k: string]: string | number | boolean | null | (string | number)[] | undefined
  }
}
