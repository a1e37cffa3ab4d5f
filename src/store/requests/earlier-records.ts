// Records as they were before they had a version, in the shape that version 1 has.
import { membersOf } from '../../generated/stored-request-shape.ts'

type Members = Record<string, unknown>

/**
 * A record without a version as one of version 1: what GitHub shows has a row of its own since, a grant has its connector's kind, and
 * a member of another state than the record's is left out.
 */
export function liftRecord(stored: Members): Members {
  const { key: _key, wakeAt: _wakeAt, ...record } = stored
  const known = membersOf[String(record.state)] ?? []
  const kept: Members = Object.fromEntries(Object.entries(record).filter(([name]) => known.includes(name)))
  if (isMembers(kept.grant)) kept.grant = { connectorType: 'token', ...kept.grant }
  if (isMembers(kept.sealed)) kept.sealed = sealedToSeveral(kept.sealed)
  return kept
}

/** What was sealed to one key is older than sealing to several. */
function sealedToSeveral(sealed: Members): Members {
  const { fingerprint, keyType, ...rest } = sealed
  return fingerprint === undefined ? sealed : { ...rest, keys: [{ fingerprint, type: keyType }] }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null
}
