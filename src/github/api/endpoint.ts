/** GitHub's permission names as in app.yml, and how much of each an endpoint needs. */
export type Need = {
  permission:
    | 'actions'
    | 'administration'
    | 'checks'
    | 'contents'
    | 'environments'
    | 'issues'
    | 'members'
    | 'metadata'
    | 'pull_requests'
    | 'secrets'
  level: 'read' | 'write'
}

export type Endpoint = {
  /** Method and path template of GitHub's REST API. */
  route: `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`
  /** Whose name the call is made in: the app's own JWT, or a token of the installation. */
  as: 'app' | 'installation'
  /** Absent: every token may call it. */
  needs?: Need
  /** The media type to ask for where GitHub's usual answer says too little. */
  accept?: string
  /** It makes content that GitHub counts against its limit on creations. */
  creates?: true
  /** The App of a connector makes it, with rights that the App which Daypass runs as has not. */
  lends?: true
  /** Installations may not have accepted its permission yet. What an owner accepts is in new tokens alone. */
  optional?: true
  /** May be sent twice without doing anything twice. GET always may. */
  repeatable?: true
}
