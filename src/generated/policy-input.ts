// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * What a policy is asked: `request` is what a person wrote (validated, not trusted), `facts` is what Daypass read itself. Facts are only ever added, and what is added is optional: absent means that it was not read. None is renamed, narrowed or taken away, so that every policy goes on working and every recorded input can be asked again.
 */
export interface PolicyInput {
  /**
   * Of this shape; absent: 1. It rises when facts are added, and tells who looks at a recorded input which facts could be in it. 2: affiliation, grants, granted_seconds_last_day and open_grants_total of the requester, live_on_resource, guests of the resource, members of teams that a policy names, and of an emergency debts and break_glass_last_30d. 3: operation of the request, of the resource and among the facts. 4: history.
   */
  version?: number
  request: {
    resource: string
    /**
     * @minItems 1
     */
    actions: string[]
    /**
     * Seconds.
     */
    duration: number
    reason: string
    ticket?: string
    /**
     * The requester says that it cannot wait. Absent where they do not.
     */
    emergency?: true
    issue: number
    /**
     * The commit or the workflow run that it names, by numbers. Absent where the resource asks for none.
     */
    operation?:
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
  }
  facts: {
    /**
     * The instant of the decision, nanoseconds since 1970. Decisions can be replayed because of it.
     */
    now_ns: number
    repository: {
      id: number
      full_name: string
      private: boolean
    }
    requester: {
      id: number
      /**
       * For display only.
       */
      login: string
      type: 'User' | 'Bot' | 'Organization'
      organisation_member: boolean
      /**
       * Of the team of the resource and those teams that the policy or its data name in full, those of which the requester is an active member, as @organisation/team.
       */
      teams: string[]
      /**
       * On the access repository.
       */
      permission?: 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin'
      /**
       * The SSH keys that a credential would be sealed to; absent for connectors that give no credential.
       */
      keys?: {
        /**
         * How many.
         */
        usable: number
        /**
         * Age of the oldest in seconds; absent where none is known.
         */
        oldest_age?: number
      }
      /**
       * How a person belongs to the organisation: outside collaborators have access to the access repository and are no members. Where a policy names it; absent for who is no person.
       */
      affiliation?: 'member' | 'outside-collaborator' | 'none'
      /**
       * What else the requester has now, by other requests in this access repository, what ends first first. Where a policy names it.
       */
      grants?: {
        resource: string
        scopes: string[]
        /**
         * As the catalog says it now.
         */
        environment?: string
        ends_ns: number
      }[]
      /**
       * How long the requester had access by other requests in the last 24 hours, and will have by what lives; what lay side by side counts twice. Where a policy names it.
       */
      granted_seconds_last_day?: number
      /**
       * Reviews that the requester owes for access that was given in an emergency, in this access repository, the oldest first. Of an emergency, where a policy names it.
       */
      debts?: {
        issue: number
        since_ns: number
      }[]
      /**
       * How often the requester was given access in an emergency in the last 30 days, in this access repository. Of an emergency, where a policy names it.
       */
      break_glass_last_30d?: number
      /**
       * How many other grants of the requester live, on any resource. Where a policy names it.
       */
      open_grants_total?: number
    }
    resource: {
      id: string
      title: string
      kind: string
      /**
       * The policy decides what each means.
       */
      sensitivity: 'low' | 'medium' | 'high' | 'critical'
      team?: string
      environment?: string
      expires?: string
      /**
       * Outside collaborators may ask, until then.
       */
      guests?: {
        until: string
      }
      /**
       * What access to it is for, such as migration; absent: requests name no operation.
       */
      operation?: string
      connector: string
      actions: {
        [k: string]:
          | {
              scope: string
              /**
               * Seconds.
               */
              max_duration?: number
              /**
               * The policy decides what each means.
               */
              sensitivity: 'low' | 'medium' | 'high' | 'critical'
            }
          | undefined
      }
    }
    /**
     * Of this requester, on this resource, now.
     */
    open_grants: number
    /**
     * Of this requester, this one not counted.
     */
    requests_last_day: number
    /**
     * How many other people have access to this resource now. Where a policy names it.
     */
    live_on_resource?: number
    operation?: OperationFacts
    history?: HistoryFacts
  }
}
/**
 * The commit or the workflow run that is named, as GitHub shows it. Absent where the resource asks for none.
 */
export interface OperationFacts {
  /**
   * For display only.
   */
  url: string
  repository: {
    id: number
    /**
     * For display only.
     */
    full_name: string
    private: boolean
    default_branch: string
  }
  /**
   * The commit; of a run, the one that it ran at.
   */
  commit: string
  /**
   * Whether that commit is in the history of the default branch. GitHub shows commits of forks under the name of the repository, too: these are not.
   */
  on_default_branch: boolean
  /**
   * Absent: a commit is named.
   */
  run?: {
    id: number
    attempt: number
    /**
     * What began it, such as push or pull_request.
     */
    event: string
    /**
     * Empty where GitHub names none.
     */
    branch: string
    /**
     * Path of its file.
     */
    workflow: string
    /**
     * Such as in_progress or completed.
     */
    status: string
    /**
     * Such as success; absent: it is not over.
     */
    conclusion?: string
  }
}
/**
 * What the requester had and asked for before, by other requests of this repository. Where a policy names it.
 */
export interface HistoryFacts {
  /**
   * They had no grant of this resource within the last 90 days.
   */
  first_time: boolean
  /**
   * They asked more than five times within the last hour, this request among them.
   */
  burst: boolean
  /**
   * This resource was denied to them within the last 24 hours.
   */
  after_denial: boolean
}
