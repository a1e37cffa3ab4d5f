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
   * No grant lasts beyond this instant (RFC 3339), however long it was asked for. It has to come after the one that is asked about.
   */
  until?: string
  /**
   * Given in an emergency, before anybody has said yes: a code owner has to review it afterwards.
   */
  break_glass?: {
    review_within: string
    /**
     * @minItems 1
     * @maxItems 10
     */
    tell: string[]
  }
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
    /**
     * Who cannot fill it, although `from` names them too. While one of these names cannot be told apart into people, nobody can.
     *
     * @maxItems 20
     */
    except?: string[]
    count: number
  }[]
}
