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
      | undefined
  }
  /**
   * For how many days, such as 400d, decisions are kept with their inputs and the policies that made them, so that they can be made again; those of requests that live stay longer. Absent: 400d.
   */
  keep_decisions_for?: string
  /**
   * Public repositories show everybody who asks for what; refused unless this is true.
   */
  allow_public_repositories?: boolean
}
