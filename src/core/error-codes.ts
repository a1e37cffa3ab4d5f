/**
 * Every error code, and what it means for whoever handles it.
 * retry: may the same attempt succeed later, without anybody changing anything? http: the status where it is answered over HTTP.
 * The sentence that a person reads is made where the error is raised; docs/errors.md lists all codes.
 */
export const errorCodes = {
  // configuration of the deployment
  CONFIG_INVALID: { retry: false, http: 500 },
  CONFIG_MISSING: { retry: false, http: 500 },
  CONFIG_UNREADABLE: { retry: false, http: 500 },
  // the webhook door
  DELIVERY_METHOD: { retry: false, http: 405 },
  DELIVERY_ENCODED: { retry: false, http: 415 },
  DELIVERY_UNSIGNED: { retry: false, http: 401 },
  DELIVERY_TOO_LARGE: { retry: false, http: 413 },
  DELIVERY_STALLED: { retry: false, http: 408 },
  DELIVERY_MISLABELLED: { retry: false, http: 400 },
  DELIVERY_MALFORMED: { retry: false, http: 400 },
  DELIVERY_NOT_STORED: { retry: true, http: 503 },
  // what people write in a request
  REQUEST_TOO_LONG: { retry: false, http: 400 },
  REQUEST_HIDDEN_TEXT: { retry: false, http: 400 },
  REQUEST_HEADING_TWICE: { retry: false, http: 400 },
  REQUEST_HEADING_UNKNOWN: { retry: false, http: 400 },
  REQUEST_HEADING_MISSING: { retry: false, http: 400 },
  REQUEST_HEADING_ORDER: { retry: false, http: 400 },
  REQUEST_FIELD_EMPTY: { retry: false, http: 400 },
  REQUEST_FIELD_INVALID: { retry: false, http: 400 },
  REQUEST_RESOURCE_UNKNOWN: { retry: false, http: 400 },
  REQUEST_ACTION_UNKNOWN: { retry: false, http: 400 },
  REQUEST_DURATION_INVALID: { retry: false, http: 400 },
  REQUEST_CHANGED_BY_OTHER: { retry: false, http: 409 },
  // the access repository
  REPOSITORY_NOT_ENROLLED: { retry: false, http: 403 },
  REPOSITORY_PUBLIC: { retry: false, http: 403 },
  REPOSITORY_UNREADABLE: { retry: true, http: 502 },
  YAML_INVALID: { retry: false, http: 400 },
  CATALOG_INVALID: { retry: false, http: 400 },
  CATALOG_MISSING: { retry: false, http: 404 },
  SETTINGS_INVALID: { retry: false, http: 400 },
  OWNERS_INVALID: { retry: false, http: 400 },
  TEAM_UNKNOWN: { retry: true, http: 404 },
  CONNECTOR_UNKNOWN: { retry: true, http: 404 },
  CONNECTOR_NOT_ALLOWED: { retry: true, http: 403 },
  PULL_TAMPERED: { retry: false, http: 409 },
  FLOOR_FORBIDS: { retry: false, http: 403 },
  // policy
  OPA_MISSING: { retry: false, http: 500 },
  OPA_CHECKSUM: { retry: false, http: 500 },
  POLICY_MISSING: { retry: true, http: 500 },
  POLICY_FORBIDDEN: { retry: true, http: 500 },
  POLICY_INVALID: { retry: true, http: 500 },
  POLICY_UNDEFINED: { retry: true, http: 500 },
  POLICY_OUTPUT_INVALID: { retry: true, http: 500 },
  POLICY_TIMEOUT: { retry: true, http: 500 },
  POLICY_MEMORY: { retry: true, http: 500 },
  POLICY_FAILED: { retry: true, http: 500 },
  POLICY_INPUT_INVALID: { retry: false, http: 500 },
  // GitHub
  GITHUB_UNAVAILABLE: { retry: true, http: 502 },
  GITHUB_LIMITED: { retry: true, http: 502 },
  GITHUB_REFUSED: { retry: true, http: 502 },
  GITHUB_NOT_FOUND: { retry: true, http: 404 },
  PULL_MOVED: { retry: false, http: 409 },
  PULL_NOT_MERGEABLE: { retry: true, http: 409 },
  // sealing
  KEY_NONE: { retry: true, http: 409 },
  KEY_UNUSABLE: { retry: true, http: 409 },
  KEY_TOO_NEW: { retry: true, http: 409 },
  KEY_MALFORMED: { retry: false, http: 400 },
  KEY_PASSPHRASE: { retry: false, http: 400 },
  SEALED_MALFORMED: { retry: false, http: 400 },
  SEALED_NOT_FOR_YOU: { retry: false, http: 400 },
  SEALED_NOT_AUTHENTIC: { retry: false, http: 400 },
  // grants, tokens
  GRANT_CONFLICT: { retry: true, http: 409 },
  CONNECTOR_FAILED: { retry: true, http: 502 },
  CREDENTIAL_INVALID: { retry: false, http: 400 },
  GRANT_ENDED: { retry: false, http: 400 },
  GRANT_UNKNOWN: { retry: false, http: 404 },
  SIGNING_KEY_MISSING: { retry: false, http: 500 },
  SIGNING_KEY_INVALID: { retry: false, http: 500 },
  // store and queue
  STORE_LOCKED: { retry: false, http: 500 },
  STORE_UNAVAILABLE: { retry: true, http: 503 },
  FENCED_OFF: { retry: true, http: 409 },
  // the command line
  USAGE: { retry: false, http: 400 },
  ISSUER_UNKNOWN: { retry: false, http: 400 },
  ISSUER_CHANGED: { retry: false, http: 400 },
  ISSUER_UNREACHABLE: { retry: true, http: 502 },
  TRUST_UNREADABLE: { retry: false, http: 500 },
  NOTHING_TO_OPEN: { retry: false, http: 404 },
  NO_GITHUB_TOKEN: { retry: false, http: 401 },
} as const satisfies Record<string, { retry: boolean; http: number }>

export type ErrorCode = keyof typeof errorCodes
