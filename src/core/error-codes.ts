/** What a look does with an error that stops it. */
type Treatment = {
  /** Who has to do something before the look can succeed. `nobody`: it is over by itself. `people`: it is final until they change something. */
  fixedBy: 'nobody' | 'people' | 'operator' | 'us'
  /** What a reading of the request does that it stops. `for-a-while`: it is repeated for a few looks, and then shown. */
  reading: 'repeated' | 'for-a-while' | 'shown'
  /** When the request shows it, where it stops what follows from a decision. `as-invalid`: the requester has to write something else. */
  told: 'never' | 'always' | 'as-invalid' | 'before-its-pull' | 'while-granting' | 'while-ending'
}

/**
 * What an error that stops a look means for its request. Each error code is in one of these classes (`errorCodes`), so that a new code
 * cannot be forgotten. Every failed look is repeated, later and later; what differs is who is told, and who has to do something.
 */
export const failureClasses = {
  /** Another worker goes on with the request. This look writes nothing more. */
  overtaken: { fixedBy: 'nobody', reading: 'repeated', told: 'never' },
  /** What this look saw has changed since. The next look sees it as it is. */
  outdated: { fixedBy: 'nobody', reading: 'shown', told: 'never' },
  /** The store or GitHub takes nothing for now. */
  passing: { fixedBy: 'nobody', reading: 'repeated', told: 'never' },
  /** GitHub fails. */
  unreachable: { fixedBy: 'nobody', reading: 'for-a-while', told: 'never' },
  /** The policy could not be run to its end this time. */
  evaluation: { fixedBy: 'nobody', reading: 'shown', told: 'never' },
  /** GitHub does not show the issue, or the repository. The request finds out what became of it. */
  absent: { fixedBy: 'nobody', reading: 'repeated', told: 'never' },
  /** GitHub refuses a change, by a setting or a rule of the repository. */
  refused: { fixedBy: 'people', reading: 'shown', told: 'before-its-pull' },
  /** GitHub does not take what was asked for into the repository. Only the requester can change that. */
  content: { fixedBy: 'people', reading: 'shown', told: 'as-invalid' },
  /** The pull request cannot be used as it is. */
  pull: { fixedBy: 'people', reading: 'shown', told: 'always' },
  /** What was written, or is governed in the repository, is wrong. */
  finding: { fixedBy: 'people', reading: 'shown', told: 'never' },
  /** Access is locked down: nothing is granted until an operator lifts it. */
  lockdown: { fixedBy: 'operator', reading: 'shown', told: 'while-granting' },
  /** The deployment does not let the request have its connector, or its target fails. */
  connector: { fixedBy: 'operator', reading: 'shown', told: 'while-granting' },
  /** The deployment lost the connector that a grant hangs on: nothing ends the grant until it is back. */
  stranded: { fixedBy: 'operator', reading: 'shown', told: 'while-ending' },
  /** No look should ever meet it: a fault of Daypass or of its store. */
  ours: { fixedBy: 'us', reading: 'shown', told: 'never' },
} as const satisfies Record<string, Treatment>

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
  // setting a deployment up
  SETUP_NOT_READY: { retry: false, http: 500, failure: 'ours' },
  SETUP_EXISTS: { retry: false, http: 500, failure: 'ours' },
  SETUP_UNFINISHED: { retry: false, http: 500, failure: 'ours' },
  SETUP_APP_LOST: { retry: false, http: 500, failure: 'ours' },
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
  OPERATION_UNKNOWN: { retry: false, http: 404, failure: 'finding' },
  OPERATION_UNREADABLE: { retry: true, http: 403, failure: 'finding' },
  REQUEST_PULL_UNFIT: { retry: false, http: 409, failure: 'finding' },
  REQUEST_PULL_SHAPE: { retry: false, http: 400, failure: 'finding' },
  REQUEST_CHANGED_BY_OTHER: { retry: false, http: 409, failure: 'finding' },
  // the access repository
  REPOSITORY_NOT_ENROLLED: { retry: false, http: 403, failure: 'finding' },
  REPOSITORY_PUBLIC: { retry: false, http: 403, failure: 'finding' },
  REPOSITORY_UNREADABLE: { retry: true, http: 502, failure: 'finding' },
  YAML_INVALID: { retry: false, http: 400, failure: 'finding' },
  GOVERNANCE_UNREAD: { retry: true, http: 503, failure: 'passing' },
  GOVERNANCE_UNKNOWN: { retry: false, http: 404, failure: 'ours' },
  GOVERNANCE_HELD: { retry: false, http: 409, failure: 'finding' },
  GOVERNANCE_BROKEN: { retry: true, http: 500, failure: 'finding' },
  CATALOG_INVALID: { retry: false, http: 400, failure: 'finding' },
  CATALOG_BY_HAND: { retry: false, http: 400, failure: 'finding' },
  CATALOG_MISSING: { retry: false, http: 404, failure: 'finding' },
  SETTINGS_INVALID: { retry: false, http: 400, failure: 'finding' },
  NOTICE_UNDELIVERED: { retry: true, http: 502, failure: 'ours' },
  NOTICE_PLACE_UNKNOWN: { retry: false, http: 400, failure: 'finding' },
  WEBHOOK_WRONG: { retry: false, http: 500, failure: 'ours' },
  FORM_OUTDATED: { retry: false, http: 409, failure: 'finding' },
  BRANCH_UNPROTECTED: { retry: false, http: 409, failure: 'finding' },
  CHECKPOINTS_REMOVED: { retry: true, http: 409, failure: 'ours' },
  OWNERS_INVALID: { retry: false, http: 400, failure: 'finding' },
  TEAM_UNKNOWN: { retry: true, http: 404, failure: 'finding' },
  CONNECTOR_UNKNOWN: { retry: true, http: 404, failure: 'connector' },
  CONNECTOR_NOT_ALLOWED: { retry: true, http: 403, failure: 'connector' },
  LOAN_FORBIDDEN: { retry: true, http: 409, failure: 'finding' },
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
  POLICY_UNTIL_PAST: { retry: true, http: 500, failure: 'finding' },
  POLICY_TIMEOUT: { retry: true, http: 500, failure: 'evaluation' },
  POLICY_MEMORY: { retry: true, http: 500, failure: 'evaluation' },
  POLICY_FAILED: { retry: true, http: 500, failure: 'evaluation' },
  POLICY_INPUT_INVALID: { retry: false, http: 500, failure: 'ours' },
  // what is found in a policy before it comes into force
  POLICY_UNFORMATTED: { retry: false, http: 400, failure: 'finding' },
  POLICY_UNTESTED: { retry: false, http: 400, failure: 'finding' },
  POLICY_TEMPLATE: { retry: false, http: 400, failure: 'finding' },
  POLICY_NO_ANSWER: { retry: false, http: 400, failure: 'finding' },
  POLICY_NOBODY: { retry: false, http: 400, failure: 'finding' },
  POLICY_SLOT_EMPTY: { retry: false, http: 400, failure: 'finding' },
  POLICY_NAME_UNKNOWN: { retry: false, http: 400, failure: 'finding' },
  POLICY_FAILS_OPEN: { retry: false, http: 400, failure: 'finding' },
  POLICY_SETTING_FAILS_OPEN: { retry: false, http: 400, failure: 'finding' },
  POLICY_OUTSIDER: { retry: false, http: 400, failure: 'finding' },
  POLICY_HIGH_ALONE: { retry: false, http: 400, failure: 'finding' },
  POLICY_SELF: { retry: false, http: 400, failure: 'finding' },
  POLICY_OWNERS: { retry: false, http: 400, failure: 'finding' },
  POLICY_DEAD_RULE: { retry: false, http: 400, failure: 'finding' },
  // GitHub
  GITHUB_UNAVAILABLE: { retry: true, http: 502, failure: 'unreachable' },
  GITHUB_LIMITED: { retry: true, http: 502, failure: 'passing' },
  GITHUB_REFUSED: { retry: true, http: 502, failure: 'refused' },
  PUSH_PROTECTED: { retry: false, http: 409, failure: 'content' },
  GITHUB_NOT_FOUND: { retry: true, http: 404, failure: 'absent' },
  GITHUB_GONE: { retry: false, http: 410, failure: 'absent' },
  GITHUB_SHUT_OUT: { retry: true, http: 403, failure: 'absent' },
  VOTES_CHANGED: { retry: true, http: 409, failure: 'outdated' },
  DEBT_MEANWHILE: { retry: true, http: 409, failure: 'outdated' },
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
  SECRET_TAKEN: { retry: true, http: 409, failure: 'connector' },
  SECRET_FOREIGN: { retry: true, http: 409, failure: 'connector' },
  DRILL_FAILED: { retry: true, http: 502, failure: 'ours' },
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
  DECISION_MISSING: { retry: false, http: 404, failure: 'ours' },
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
