// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The only shape of answer that counts. Anything else, undefined included, is an error, and an error is never an approval.
 */
export type PolicyOutput = {
  outcome: 'allow' | 'review' | 'deny'
  /**
   * @minItems 1
   * @maxItems 20
   */
  reasons: string[]
  /**
   * The longest grant that the policy accepts.
   */
  max_duration?: string
  /**
   * @maxItems 10
   */
  approvals?: {
    name: string
    /**
     * @minItems 1
     * @maxItems 20
     */
    from: string[]
    count: number
  }[]
}
