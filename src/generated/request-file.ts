// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * One request as a file below requests/ on the requests branch. Daypass writes resource, actions, duration, requester, issue and digest; a person who asks by pull request writes resource, actions, duration, reason and perhaps a ticket.
 */
export interface RequestFile {
  resource: string
  /**
   * In a request by pull request also one text, as in `read, dump`.
   *
   * @minItems 1
   * @maxItems 50
   */
  actions: string[]
  /**
   * A whole number and one of s, m, h, d.
   */
  duration: string
  /**
   * Only in a request by pull request: what Daypass writes never holds it, since git never forgets.
   */
  reason?: string
  ticket?: string
  /**
   * Numeric id of the person who asks.
   */
  requester?: number
  issue?: number
  /**
   * The request digest.
   */
  digest?: string
}
