// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The body of a notice as a place of type webhook is sent it, signed as Standard Webhooks. It is sent at least once; the same notice has the same webhook-id and the same data.id.
 */
export interface NoticeMessage {
  type:
    | 'alert.end-unproved'
    | 'alert.rules-not-in-force'
    | 'alert.rules-unjudged'
    | 'alert.unguarded'
    | 'alert.young-key'
    | 'alert.tampering'
    | 'alert.lockdown'
    | 'alert.kill-switch'
    | 'alert.break-glass'
    | 'alert.first-at-high'
    | 'alert.burst'
    | 'alert.denied-then-allowed'
    | 'alert.drill-failed'
    | 'alert.trail-behind'
    | 'alert.deliveries-failing'
    | 'alert.store-foreign'
    | 'test'
  /**
   * When it was noted (RFC 3339, UTC).
   */
  timestamp: string
  data: {
    id: string
    kind:
      | 'end-unproved'
      | 'rules-not-in-force'
      | 'rules-unjudged'
      | 'unguarded'
      | 'young-key'
      | 'tampering'
      | 'lockdown'
      | 'kill-switch'
      | 'break-glass'
      | 'first-at-high'
      | 'burst'
      | 'denied-then-allowed'
      | 'drill-failed'
      | 'trail-behind'
      | 'deliveries-failing'
      | 'store-foreign'
      | 'test'
    gravity: 'grave' | 'common'
    title: string
    /**
     * What happened.
     */
    what: string
    /**
     * What to do now.
     */
    action: string
    /**
     * Numeric id of the access repository; 0 in a test.
     */
    repository: number
    resource?: string
    sensitivity?: 'low' | 'medium' | 'high' | 'critical'
    /**
     * Login of the requester.
     */
    who?: string
    /**
     * A connector, a scope, a digest.
     */
    about?: string
    /**
     * The request.
     */
    url?: string
  }
}
