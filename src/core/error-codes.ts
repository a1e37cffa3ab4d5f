/**
 * What an error that stops a look means for its request: who has to do something before the look can succeed. Each error code is in one
 * class (`errorCodes`), so that a new code cannot be forgotten. `nobody`: it is over by itself, and the look is repeated. `people`: final
 * until somebody who works with the access repository changes something. `operator`: until an operator of this server does. `us`: nothing
 * that anybody does to a request leads to it in a look, so that it is a fault of Daypass or of its store.
 */
export const failureClasses = {
  /** Another worker goes on with the request. This look writes nothing more. */
  overtaken: { fixedBy: 'nobody' },
  /** What this look saw has changed since. The next look sees it as it is. */
  outdated: { fixedBy: 'nobody' },
  /** The store or GitHub takes nothing for now. The look is repeated, and people hear nothing of it. */
  passing: { fixedBy: 'nobody' },
  /** GitHub fails. As `passing`; but after a few looks people are told what is waited for. */
  unreachable: { fixedBy: 'nobody' },
  /** The policy could not be run to its end this time. */
  evaluation: { fixedBy: 'nobody' },
  /** GitHub does not show the issue, or the repository. The request finds out what became of it. */
  absent: { fixedBy: 'nobody' },
  /** GitHub refuses a change, by a setting or a rule of the repository. */
  refused: { fixedBy: 'people' },
  /** GitHub does not take what was asked for into the repository. Only the requester can change that. */
  content: { fixedBy: 'people' },
  /** The pull request cannot be used as it is. */
  pull: { fixedBy: 'people' },
  /** What was written, or is governed in the repository, is wrong. A reading of the request shows it as a finding. */
  finding: { fixedBy: 'people' },
  /** Access is locked down: nothing is granted until an operator lifts it. */
  lockdown: { fixedBy: 'operator' },
  /** The deployment does not let the request have its connector, or its target fails. */
  connector: { fixedBy: 'operator' },
  /** The deployment lost the connector that a grant hangs on: nothing ends the grant until it is back. */
  stranded: { fixedBy: 'operator' },
  /** What no look should ever meet. */
  ours: { fixedBy: 'us' },
} as const satisfies Record<string, { fixedBy: 'nobody' | 'people' | 'operator' | 'us' }>

export type FailureClass = keyof typeof failureClasses

/**
 * Every error code, and what it means for whoever handles it.
 * retry: may the same attempt succeed later, without anybody changing anything? http: the status where it is answered over HTTP.
 * failure: what it means for a request when it stops a look at it.
 * The sentence that a person reads is made where the error is raised; docs/errors.md lists all codes.
 */
export const errorCodes = {
  // configuration of the deployment
  CONFIG_INVALID: { retry: false, http: 500, failure: 'ours' },
  CONFIG_MISSING: { retry: false, http: 500, failure: 'ours' },
  CONFIG_UNREADABLE: { retry: false, http: 500, failure: 'ours' },
  // the webhook door
  DELIVERY_METHOD: { retry: false, http: 405, failure: 'ours' },
  DELIVERY_ENCODED: { retry: false, http: 415, failure: 'ours' },
  DELIVERY_UNSIGNED: { retry: false, http: 401, failure: 'ours' },
  DELIVERY_TOO_LARGE: { retry: false, http: 413, failure: 'ours' },
  DELIVERY_STALLED: { retry: false, http: 408, failure: 'ours' },
  DELIVERY_MISLABELLED: { retry: false, http: 400, failure: 'ours' },
  DELIVERY_MALFORMED: { retry: false, http: 400, failure: 'ours' },
  DELIVERY_NOT_STORED: { retry: true, http: 503, failure: 'ours' },
  // what people write in a request
  REQUEST_TOO_LONG: { retry: false, http: 400, failure: 'finding' },
  REQUEST_HIDDEN_TEXT: { retry: false, http: 400, failure: 'finding' },
  REQUEST_HEADING_TWICE: { retry: false, http: 400, failure: 'finding' },
  REQUEST_HEADING_UNKNOWN: { retry: false, http: 400, failure: 'finding' },
  REQUEST_HEADING_MISSING: { retry: false, http: 400, failure: 'finding' },
  REQUEST_HEADING_ORDER: { retry: false, http: 400, failure: 'finding' },
  REQUEST_FIELD_EMPTY: { retry: false, http: 400, failure: 'finding' },
  REQUEST_FIELD_INVALID: { retry: false, http: 400, failure: 'finding' },
  REQUEST_RESOURCE_UNKNOWN: { retry: false, http: 400, failure: 'finding' },
  REQUEST_ACTION_UNKNOWN: { retry: false, http: 400, failure: 'finding' },
  REQUEST_DURATION_INVALID: { retry: false, http: 400, failure: 'finding' },
  REQUEST_PULL_UNFIT: { retry: false, http: 409, failure: 'finding' },
  REQUEST_PULL_SHAPE: { retry: false, http: 400, failure: 'finding' },
  REQUEST_CHANGED_BY_OTHER: { retry: false, http: 409, failure: 'finding' },
  // the access repository
  REPOSITORY_NOT_ENROLLED: { retry: false, http: 403, failure: 'finding' },
  REPOSITORY_PUBLIC: { retry: false, http: 403, failure: 'finding' },
  REPOSITORY_UNREADABLE: { retry: true, http: 502, failure: 'finding' },
  YAML_INVALID: { retry: false, http: 400, failure: 'finding' },
  CATALOG_INVALID: { retry: false, http: 400, failure: 'finding' },
  CATALOG_MISSING: { retry: false, http: 404, failure: 'finding' },
  SETTINGS_INVALID: { retry: false, http: 400, failure: 'finding' },
  WEBHOOK_WRONG: { retry: false, http: 500, failure: 'ours' },
  FORM_OUTDATED: { retry: false, http: 409, failure: 'finding' },
  BRANCH_UNPROTECTED: { retry: false, http: 409, failure: 'finding' },
  CHECKPOINTS_REMOVED: { retry: true, http: 409, failure: 'ours' },
  OWNERS_INVALID: { retry: false, http: 400, failure: 'finding' },
  TEAM_UNKNOWN: { retry: true, http: 404, failure: 'finding' },
  CONNECTOR_UNKNOWN: { retry: true, http: 404, failure: 'connector' },
  CONNECTOR_NOT_ALLOWED: { retry: true, http: 403, failure: 'connector' },
  PULL_TAMPERED: { retry: false, http: 409, failure: 'pull' },
  FLOOR_FORBIDS: { retry: false, http: 403, failure: 'finding' },
  QUOTA_REACHED: { retry: false, http: 429, failure: 'finding' },
  // policy
  OPA_MISSING: { retry: false, http: 500, failure: 'ours' },
  OPA_CHECKSUM: { retry: false, http: 500, failure: 'ours' },
  OPA_NOT_FETCHED: { retry: true, http: 502, failure: 'ours' },
  POLICY_MISSING: { retry: true, http: 500, failure: 'finding' },
  POLICY_FORBIDDEN: { retry: true, http: 500, failure: 'finding' },
  POLICY_INVALID: { retry: true, http: 500, failure: 'finding' },
  POLICY_UNDEFINED: { retry: true, http: 500, failure: 'finding' },
  POLICY_OUTPUT_INVALID: { retry: true, http: 500, failure: 'finding' },
  POLICY_TIMEOUT: { retry: true, http: 500, failure: 'evaluation' },
  POLICY_MEMORY: { retry: true, http: 500, failure: 'evaluation' },
  POLICY_FAILED: { retry: true, http: 500, failure: 'evaluation' },
  POLICY_INPUT_INVALID: { retry: false, http: 500, failure: 'ours' },
  // GitHub
  GITHUB_UNAVAILABLE: { retry: true, http: 502, failure: 'unreachable' },
  GITHUB_LIMITED: { retry: true, http: 502, failure: 'passing' },
  GITHUB_REFUSED: { retry: true, http: 502, failure: 'refused' },
  PUSH_PROTECTED: { retry: false, http: 409, failure: 'content' },
  GITHUB_NOT_FOUND: { retry: true, http: 404, failure: 'absent' },
  GITHUB_GONE: { retry: false, http: 410, failure: 'absent' },
  GITHUB_SHUT_OUT: { retry: true, http: 403, failure: 'absent' },
  VOTES_CHANGED: { retry: true, http: 409, failure: 'outdated' },
  PULL_MOVED: { retry: false, http: 409, failure: 'outdated' },
  PULL_NOT_MERGEABLE: { retry: true, http: 409, failure: 'pull' },
  // sealing
  KEY_NONE: { retry: true, http: 409, failure: 'finding' },
  KEY_UNUSABLE: { retry: true, http: 409, failure: 'finding' },
  KEY_TOO_NEW: { retry: true, http: 409, failure: 'finding' },
  KEY_MALFORMED: { retry: false, http: 400, failure: 'ours' },
  KEY_PASSPHRASE: { retry: false, http: 400, failure: 'ours' },
  SEALED_MALFORMED: { retry: false, http: 400, failure: 'ours' },
  SEALED_NOT_FOR_YOU: { retry: false, http: 400, failure: 'ours' },
  SEALED_NOT_AUTHENTIC: { retry: false, http: 400, failure: 'ours' },
  // grants, tokens
  GRANT_CONFLICT: { retry: true, http: 409, failure: 'ours' },
  CONNECTOR_FAILED: { retry: true, http: 502, failure: 'connector' },
  CONNECTOR_GONE: { retry: true, http: 503, failure: 'stranded' },
  CREDENTIAL_INVALID: { retry: false, http: 400, failure: 'ours' },
  GRANT_ENDED: { retry: false, http: 400, failure: 'outdated' },
  GRANT_UNKNOWN: { retry: false, http: 404, failure: 'ours' },
  LOCKDOWN: { retry: true, http: 503, failure: 'lockdown' },
  LOCKDOWN_UNKNOWN: { retry: false, http: 404, failure: 'ours' },
  SIGNING_KEY_MISSING: { retry: false, http: 500, failure: 'ours' },
  SIGNING_KEY_INVALID: { retry: false, http: 500, failure: 'ours' },
  // store and queue
  STORE_LOCKED: { retry: false, http: 500, failure: 'passing' },
  STORE_FOREIGN: { retry: true, http: 503, failure: 'passing' },
  STATUS_TAMPERED: { retry: true, http: 409, failure: 'finding' },
  STORE_UNAVAILABLE: { retry: true, http: 503, failure: 'passing' },
  RECORD_INVALID: { retry: false, http: 500, failure: 'ours' },
  RECORD_NEWER: { retry: false, http: 500, failure: 'ours' },
  FENCED_OFF: { retry: true, http: 409, failure: 'overtaken' },
  // the trail
  TRAIL_SHAPE: { retry: false, http: 409, failure: 'ours' },
  TRAIL_ALTERED: { retry: false, http: 409, failure: 'ours' },
  TRAIL_SIGNATURE: { retry: false, http: 409, failure: 'ours' },
  TRAIL_FOREIGN: { retry: false, http: 409, failure: 'ours' },
  TRAIL_GAP: { retry: false, http: 409, failure: 'ours' },
  TRAIL_ORDER: { retry: false, http: 409, failure: 'ours' },
  TRAIL_DOUBLED: { retry: false, http: 409, failure: 'ours' },
  TRAIL_FORK: { retry: false, http: 409, failure: 'ours' },
  TRAIL_TRUNCATED: { retry: false, http: 409, failure: 'ours' },
  TRAIL_BACKDATED: { retry: false, http: 409, failure: 'ours' },
  TRAIL_MISSING: { retry: false, http: 404, failure: 'ours' },
  END_NOT_SHOWN: { retry: true, http: 409, failure: 'ours' },
  // the command line
  USAGE: { retry: false, http: 400, failure: 'ours' },
  ISSUER_UNKNOWN: { retry: false, http: 400, failure: 'ours' },
  ISSUER_CHANGED: { retry: false, http: 400, failure: 'ours' },
  ISSUER_UNREACHABLE: { retry: true, http: 502, failure: 'ours' },
  TRUST_UNREADABLE: { retry: false, http: 500, failure: 'ours' },
  NOT_GRANTED: { retry: false, http: 403, failure: 'ours' },
  NOTHING_TO_OPEN: { retry: false, http: 404, failure: 'ours' },
  NO_GITHUB_TOKEN: { retry: false, http: 401, failure: 'ours' },
} as const satisfies Record<string, { retry: boolean; http: number; failure: FailureClass }>

export type ErrorCode = keyof typeof errorCodes
