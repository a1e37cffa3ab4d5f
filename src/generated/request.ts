// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The commit or the workflow run that the access is for. Absent where the resource asks for none.
 */
export type Operation =
  | {
      commit: {
        /**
         * Numeric id of its repository.
         */
        repository: number
        sha: string
      }
    }
  | {
      run: {
        /**
         * Numeric id of its repository.
         */
        repository: number
        id: number
        /**
         * Which run of it: it may be run again.
         */
        attempt: number
      }
    }

/**
 * The parsed, validated, frozen form of a request. SHA-256 over its RFC 8785 JSON is the request digest.
 */
export interface CanonicalRequest {
  /**
   * 2 where something is asked that version 1 does not know, so that what asks for nothing of that keeps its digest.
   */
  version: 1 | 2
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
  /**
   * Absent where it was not asked for.
   */
  urgency?: 'emergency'
  operation?: Operation
}
