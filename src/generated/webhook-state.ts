// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * What a target answers to grant.begin, grant.extend, grant.end and grant.probe: how the grant is now.
 */
export interface WebhookState {
  grant: string
  /**
   * Whether access by this grant works now.
   */
  active: boolean
  /**
   * To grant.probe: that of the question.
   */
  nonce?: string
  /**
   * To grant.begin, where the connector names `values`: each of them.
   */
  values?: {
    [k: string]: string | undefined
  }
}
