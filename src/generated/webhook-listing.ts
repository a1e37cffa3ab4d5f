// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * What a target answers to grant.list: every grant that is in effect.
 */
export interface WebhookListing {
  nonce: string
  /**
   * @maxItems 1000
   */
  grants: {
    grant: string
    store: string
  }[]
  /**
   * There are more: what to ask with as `after`.
   */
  next?: string
}
