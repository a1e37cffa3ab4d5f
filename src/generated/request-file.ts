// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * One request as a file below requests/ on the requests branch. Daypass writes resource, actions, duration, requester, issue and digest, where the resource has one the operation, in an emergency urgency and after; a person who asks by pull request writes resource, actions, duration, reason and perhaps a ticket, urgency and operation.
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
   * Absent where it was not asked for.
   */
  urgency?: 'emergency'
  /**
   * The commit or the workflow run that the access is for. Daypass writes it by numbers.
   */
  operation?:
    | string
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
   * Daypass writes it where the access was given in an emergency, and is reviewed after that.
   */
  after?: true
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
