// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The body of what a connector of type webhook says to its target, signed as Standard Webhooks. The same words have the same webhook-id, however often they are said.
 */
export type WebhookMessage = GrantStands | GrantEnds | GrantAsked | GrantsAsked

/**
 * This grant shall be in effect until it ends.
 */
export interface GrantStands {
  type: 'grant.begin' | 'grant.extend'
  data: {
    grant: string
    connector: string
    /**
     * Which Daypass this is: kept beside the grant, and said in listings.
     */
    store: string
    resource: string
    /**
     * Absent where nobody's access is tried, in a drill.
     */
    actions?: string[]
    scopes: string[]
    requester: {
      /**
       * Numeric id on GitHub; 0 in a drill.
       */
      id: number
    }
    /**
     * URL of the issue.
     */
    request: string
    /**
     * The commit or the workflow run that the access is for. Absent where the resource asks for none.
     */
    operation?:
      | {
          /**
           * Where it was when it was approved. Names are for display.
           */
          url: string
          commit: {
            /**
             * Numeric id of its repository.
             */
            repository: number
            sha: string
          }
        }
      | {
          /**
           * Where it was when it was approved. Names are for display.
           */
          url: string
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
    begins: string
    ends: string
  }
}
/**
 * This grant shall not be in effect, whatever is said later.
 */
export interface GrantEnds {
  type: 'grant.end'
  data: {
    grant: string
    connector: string
    /**
     * Which Daypass this is: kept beside the grant, and said in listings.
     */
    store: string
  }
}
/**
 * Is this grant in effect?
 */
export interface GrantAsked {
  type: 'grant.probe'
  data: {
    grant: string
    connector: string
    /**
     * Which Daypass this is: kept beside the grant, and said in listings.
     */
    store: string
    /**
     * The answer has to have it, too.
     */
    nonce: string
  }
}
/**
 * Which grants are in effect?
 */
export interface GrantsAsked {
  type: 'grant.list'
  data: {
    connector: string
    store: string
    /**
     * The answer has to have it, too.
     */
    nonce: string
    /**
     * `next` of the part before; absent: from the beginning.
     */
    after?: string
  }
}
