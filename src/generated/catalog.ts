// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The resources of an organisation: one file of catalog/*.yml in the access repository.
 */
export interface Catalog {
  /**
   * @maxItems 2000
   */
  resources: Resource[]
}
export interface Resource {
  /**
   * Unique in the catalog: [a-z0-9-].
   */
  id: string
  title: string
  kind: 'api' | 'function' | 'database' | 'team' | 'repository' | 'cloud-role'
  /**
   * The default of the resource's actions.
   */
  sensitivity: 'low' | 'medium' | 'high' | 'critical'
  /**
   * Whose members may ask, as @organisation/team. Absent: every member of the organisation.
   */
  team?: string
  /**
   * A free word, e.g. production.
   */
  environment?: string
  /**
   * When an ephemeral environment ends (RFC 3339, UTC)
   */
  expires?: string
  /**
   * Outside collaborators may ask, if the policy lets guests in, and are given nothing after this instant.
   */
  guests?: {
    /**
     * RFC 3339, UTC
     */
    until: string
  }
  /**
   * What access to it is for, such as migration: every request names the commit or the workflow run that does it, and its grant is bound to that. Absent: requests name none.
   */
  operation?: string
  /**
   * A connector of the deployment.
   */
  connector: string
  /**
   * By what its rows are told apart: claims of a token (request.jwt.claims), which a login could set itself, so that no login is given to it; or the login.
   */
  row_security?: 'claims' | 'login'
  actions: {
    [k: string]:
      | {
          /**
           * The OAuth scope that this action means to the target.
           */
          scope: string
          /**
           * The longest grant of this action, e.g. 8h.
           */
          max_duration?: string
          /**
           * The policy decides what each means.
           */
          sensitivity?: 'low' | 'medium' | 'high' | 'critical'
        }
      | undefined
  }
}
