// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The parsed, validated, frozen form of a request. SHA-256 over its RFC 8785 JSON is the request digest.
 */
export interface CanonicalRequest {
  version: 1
  /**
   * Numeric id of the access repository.
   */
  repository: number
  issue: number
  /**
   * Numeric id of the person who asks.
   */
  requester: number
  resource: string
  /**
   * Sorted.
   *
   * @minItems 1
   * @maxItems 50
   */
  actions: string[]
  /**
   * Seconds.
   */
  duration: number
  reason: string
  ticket?: string
}
