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
           * Private ranges, such as 10.2.0.0/16, that the name of the probe may lead to; absent: none.
           *
           * @minItems 1
           * @maxItems 20
           */
          allow_private?: string[]
          /**
           * What the target reads a token as: rfc9068 (absent: this), postgrest (Supabase, too), or hasura.
           */
          preset?: 'rfc9068' | 'postgrest' | 'hasura'
          /**
           * For postgrest and hasura: the role at the target for each scope, in rising order.
           */
          roles?: {
            [k: string]: string | undefined
          }
          /**
           * More claims of each token; with hasura, session variables x-hasura-<name>.
           */
          claims?: {
            [k: string]:
              | {
                  value: string
                }
              | {
                  /**
                   * subject: github|<id>; person: the id alone; resource: its id; grant: its id; request: its address.
                   */
                  from: 'subject' | 'person' | 'resource' | 'grant' | 'request'
                }
              | undefined
          }
          /**
           * The credential goes into this secret of GitHub Actions instead of to the requester, and is taken away at the end. Whoever can run a workflow there has it.
           */
          deliver_to?: {
            /**
             * The connector of type github whose App writes the secret.
             */
            github: string
            /**
             * The numeric id of the repository; that connector has it in `secrets`.
             */
            repository: number
            /**
             * The environment whose secret it is; absent: a secret for all workflows of the repository.
             */
            environment?: string
            /**
             * The name of the secret, in capitals. It holds one grant at a time.
             */
            secret: string
          }
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
           * What that OPA wants to be shown as a bearer token, as a ${ENV} reference; absent: nothing.
           */
          probe_token?: string
          /**
           * Private ranges, such as 10.2.0.0/16, that the name of the probe may lead to; absent: none.
           *
           * @minItems 1
           * @maxItems 20
           */
          allow_private?: string[]
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
      | {
          type: 'postgres'
          /**
           * Where Daypass administers roles, past every pooler: postgres://<user>:${PASSWORD}@<host>/<database>?sslmode=verify-full, or all of it as one ${ENV} reference.
           */
          url: string
          /**
           * Where people connect, as host or host:port, such as a pooler; absent: the host of url.
           */
          public_host?: string
          /**
           * By the name of an action: the group whose rights a grant of it gets. No other group is ever given out.
           */
          roles: {
            [k: string]:
              | string
              | {
                  group: string
                  /**
                   * use: the group's rights (absent: this); own: objects are made for the group, as by migrations.
                   */
                  mode?: 'use' | 'own'
                }
              | undefined
          }
          /**
           * Who gets what a grant's role owns at its end; absent: such a role stays, disabled.
           */
          reassign_to?: string
          /**
           * Addresses of streaming replicas, in the form of url: sessions are cut there too.
           *
           * @minItems 1
           * @maxItems 16
           */
          replicas?: string[]
          /**
           * How many connections a grant may have open at once; absent: 5.
           */
          connections?: number
          /**
           * The authority of the servers' certificates (PEM), or a ${ENV} reference to it; absent: those that Node trusts.
           */
          ca?: string
          /**
           * The credential goes into this secret of GitHub Actions instead of to the requester, and is taken away at the end. Whoever can run a workflow there has it.
           */
          deliver_to?: {
            /**
             * The connector of type github whose App writes the secret.
             */
            github: string
            /**
             * The numeric id of the repository; that connector has it in `secrets`.
             */
            repository: number
            /**
             * The environment whose secret it is; absent: a secret for all workflows of the repository.
             */
            environment?: string
            /**
             * The name of the secret, in capitals. It holds one grant at a time.
             */
            secret: string
          }
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
          type: 'webhook'
          /**
           * Where the target is told what shall begin and end.
           */
          url: string
          /**
           * With what messages are signed (Standard Webhooks).
           */
          secret: string | string[]
          /**
           * How soon after it was told of an end the target refuses, as whoever runs it promises.
           */
          effect: string
          /**
           * How long after that the last of what was open may go on, at most a day, as whoever runs it promises.
           */
          worst: string
          /**
           * The names of what the target answers to a begin, such as [API_KEY]: it is sealed to the requester. Absent: it gives nothing, and access is the requester's own.
           *
           * @minItems 1
           * @maxItems 20
           */
          values?: string[]
          /**
           * Private ranges, such as 10.2.0.0/16, that the name of the target may lead to; absent: none.
           *
           * @minItems 1
           * @maxItems 20
           */
          allow_private?: string[]
          /**
           * The credential goes into this secret of GitHub Actions instead of to the requester, and is taken away at the end. Whoever can run a workflow there has it.
           */
          deliver_to?: {
            /**
             * The connector of type github whose App writes the secret.
             */
            github: string
            /**
             * The numeric id of the repository; that connector has it in `secrets`.
             */
            repository: number
            /**
             * The environment whose secret it is; absent: a secret for all workflows of the repository.
             */
            environment?: string
            /**
             * The name of the secret, in capitals. It holds one grant at a time.
             */
            secret: string
          }
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
          type: 'redis'
          /**
           * Each node, primaries and replicas alike, as Daypass administers its users: rediss://<user>:${PASSWORD}@<host>:<port>, or all of it as one ${ENV} reference. People get the first.
           *
           * @minItems 1
           * @maxItems 64
           */
          urls: string[]
          /**
           * Where people connect, as host or host:port; absent: the first of urls.
           */
          public_host?: string
          /**
           * By the name of an action: which commands a grant of it may run, on which keys.
           */
          roles: {
            [k: string]:
              | {
                  /**
                   * Patterns of keys, such as orders:*.
                   *
                   * @minItems 1
                   * @maxItems 100
                   */
                  keys?: string[]
                  /**
                   * Patterns of channels.
                   *
                   * @minItems 1
                   * @maxItems 100
                   */
                  channels?: string[]
                  /**
                   * Rules of Redis's ACLs, such as +@read or -keys; what administers the server is taken out of every role.
                   *
                   * @minItems 1
                   * @maxItems 100
                   */
                  commands: string[]
                }
              | undefined
          }
          /**
           * The authority of the servers' certificates (PEM), or a ${ENV} reference to it; absent: those that Node trusts.
           */
          ca?: string
          /**
           * The credential goes into this secret of GitHub Actions instead of to the requester, and is taken away at the end. Whoever can run a workflow there has it.
           */
          deliver_to?: {
            /**
             * The connector of type github whose App writes the secret.
             */
            github: string
            /**
             * The numeric id of the repository; that connector has it in `secrets`.
             */
            repository: number
            /**
             * The environment whose secret it is; absent: a secret for all workflows of the repository.
             */
            environment?: string
            /**
             * The name of the secret, in capitals. It holds one grant at a time.
             */
            secret: string
          }
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
          type: 'github'
          /**
           * Of a second App that lends, and is not the one that Daypass runs as.
           */
          app_id: number
          /**
           * Of that App, as a ${ENV} reference: the text of the .pem file, or its path in <ENV>_PATH.
           */
          private_key: string
          /**
           * Where that App is installed in the organisation; absent: it is looked up.
           */
          installation_id?: number
          /**
           * Numeric id of the organisation whose teams and repositories are lent.
           */
          organisation: number
          /**
           * What each action lends, by numeric ids. Nothing else is ever lent.
           */
          roles?: {
            [k: string]:
              | {
                  /**
                   * Numeric id of a team: a plain membership of it.
                   */
                  team: number
                }
              | {
                  /**
                   * Numeric id of a repository of the organisation.
                   */
                  repository: number
                  /**
                   * As a direct collaborator; never admin.
                   */
                  permission: 'pull' | 'triage' | 'push' | 'maintain'
                }
              | undefined
          }
          /**
           * Numeric ids of the repositories into whose secrets other connectors may deliver by this App.
           *
           * @minItems 1
           * @maxItems 200
           */
          secrets?: number[]
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
        }
      | undefined
  }
  /**
   * For how many days, such as 800d, what people wrote is kept in the store once a request is over: its reason, the text of its issue, the keys and what was sealed to them. Absent: for ever.
   */
  keep_texts_for?: string
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
  /**
   * Where alerts are told beside the issue in the access repository, which needs no set-up.
   */
  notices?: {
    /**
     * Places by their names. `issue` is there already.
     */
    places?: {
      [k: string]: WebhookPlace | SlackPlace | undefined
    }
    /**
     * Where alerts go: to the places of all entries that match. A grave one that none matches goes to the issue.
     *
     * @maxItems 100
     */
    route?: {
      /**
       * Absent: every grave kind. A common kind is told only where it is named.
       *
       * @minItems 1
       */
      kinds?: (
        | 'end-unproved'
        | 'rules-not-in-force'
        | 'rules-unjudged'
        | 'unguarded'
        | 'young-key'
        | 'tampering'
        | 'lockdown'
        | 'kill-switch'
        | 'break-glass'
        | 'first-at-high'
        | 'burst'
        | 'denied-then-allowed'
        | 'drill-failed'
        | 'trail-behind'
        | 'deliveries-failing'
        | 'store-foreign'
      )[]
      /**
       * Absent: whatever it is of.
       *
       * @minItems 1
       */
      resources?: string[]
      /**
       * This or a higher one. Absent: any, and none.
       */
      sensitivity?: 'low' | 'medium' | 'high' | 'critical'
      /**
       * Places; none: it is told nowhere.
       *
       * @maxItems 20
       */
      to: string[]
    }[]
  }
}
export interface WebhookPlace {
  type: 'webhook'
  /**
   * Who is told, as Standard Webhooks has it.
   */
  url: string
  /**
   * whsec_ and 24 to 64 bytes in base64, as a ${ENV} reference.
   */
  secret: string
  /**
   * Numeric ids of the repositories whose notices may go there; absent: all.
   *
   * @minItems 1
   */
  repositories?: number[]
  /**
   * Private ranges (CIDR) that its name may lead to. By default it leads to public addresses only.
   *
   * @minItems 1
   * @maxItems 20
   */
  allow_private?: string[]
}
export interface SlackPlace {
  type: 'slack'
  /**
   * The address of an incoming hook, as a ${ENV} reference.
   */
  url: string
  /**
   * Numeric ids of the repositories whose notices may go there; absent: all.
   *
   * @minItems 1
   */
  repositories?: number[]
  /**
   * Private ranges (CIDR) that its name may lead to. By default it leads to public addresses only.
   *
   * @minItems 1
   * @maxItems 20
   */
  allow_private?: string[]
}
