// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The deployment file, daypass.config.yml: connectors by name, and which repositories may use them. Secrets only as ${ENV} references.
 */
export interface Deployment {
  connectors: {
    [k: string]:
      | {
          type: 'token'
          /**
           * Absent: <PUBLIC_URL>/resources/<id>.
           */
          audience?: string
          /**
           * Asked with the probe token of an ended grant: must refuse with 401 or 403.
           */
          probe?: string
          algorithm?: 'ES256'
          /**
           * Numeric ids of the access repositories that may use this connector; names are for display.
           *
           * @minItems 1
           */
          repositories: number[]
          /**
           * What no repository can loosen.
           */
          floors?: {
            /**
             * Only these actions.
             *
             * @minItems 1
             */
            actions?: string[]
            /**
             * Never longer.
             */
            max_duration?: string
            /**
             * Never for a resource or action below it.
             */
            min_sensitivity?: 'low' | 'medium' | 'high' | 'critical'
            /**
             * Without review, credentials are sealed only to SSH keys that were known at least so long when the request was made; accounts whose every key is younger have no say in changes of the rules.
             */
            key_min_age?: string
            /**
             * In every repository that may use this connector, at least so many owners more than one approve a change of the rules that gives more than before.
             */
            loosening_approvals?: number
          }
          /**
           * How often a fire drill grants, uses, ends and probes a lease of this connector that is nobody's; absent: daily.
           */
          drill?: 'hourly' | 'daily' | 'off'
        }
      | {
          type: 'opa'
          /**
           * For how long a reader may judge by a list, 5s to 10m; absent: 60s. So long a gateway that hears nothing goes on.
           */
          fresh_for?: string
          /**
           * Where a reader's OPA is asked whether it still knows an ended grant, such as http://127.0.0.1:8181.
           */
          probe?: string
          /**
           * Numeric ids of the access repositories that may use this connector; names are for display.
           *
           * @minItems 1
           */
          repositories: number[]
          /**
           * What no repository can loosen.
           */
          floors?: {
            /**
             * Only these actions.
             *
             * @minItems 1
             */
            actions?: string[]
            /**
             * Never longer.
             */
            max_duration?: string
            /**
             * Never for a resource or action below it.
             */
            min_sensitivity?: 'low' | 'medium' | 'high' | 'critical'
            /**
             * Without review, credentials are sealed only to SSH keys that were known at least so long when the request was made.
             */
            key_min_age?: string
          }
          /**
           * How often a fire drill grants, uses, ends and probes a lease of this connector that is nobody's; absent: daily.
           */
          drill?: 'hourly' | 'daily' | 'off'
        }
      | undefined
  }
  /**
   * For how many days, such as 400d, decisions are kept with their inputs and the policies that made them, so that they can be made again; those of requests that live stay longer. Absent: 400d.
   */
  keep_decisions_for?: string
  /**
   * What no repository's settings of the same name can loosen.
   */
  policy?: {
    /**
     * Governed files that no judged and approved pull request brought come into force nowhere before an operator releases them.
     */
    unreviewed?: 'hold'
    /**
     * Never longer.
     */
    last_good_for?: string
  }
  /**
   * Public repositories show everybody who asks for what; refused unless this is true.
   */
  allow_public_repositories?: boolean
  /**
   * What is in force in these repositories, as signed bundles for the OPAs of gateways and other layers.
   *
   * @minItems 1
   * @maxItems 100
   */
  bundles?: {
    /**
     * Numeric id of the access repository.
     */
    repository: number
    readers: {
      [k: string]:
        | {
            /**
             * What the reader shows as its bearer token, as a ${ENV} reference: 32 characters or more, another for each reader.
             */
            token: string
            /**
             * The resources of which it learns who holds grants by connectors of type opa; absent: none, it gets the policy alone.
             *
             * @minItems 1
             */
            resources?: string[]
          }
        | undefined
    }
  }[]
}
