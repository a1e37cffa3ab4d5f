import type { TrailEvent } from '../../generated/trail-event.ts'
import { isTrailEvent } from '../../generated/validators.js'
import { canonicalJson } from '../canonical-json.ts'
import { sha256 } from '../digest.ts'
import { newestVersion, type TrailEntry } from './entry.ts'
import { fault, type TrailFault } from './fault.ts'

/**
 * Whether `signature`, a detached JWS (RFC 7515, appendix F), is one of a key that counts over exactly `bytes`. Never throws: what
 * cannot be read is no signature.
 */
export type VerifySignature = (bytes: string, signature: string) => boolean

/** Written down a second time, so that a mistake where entries are made does not pass because it is made here too. */
const prefix = 'daypass-trail-v1\n'

/** Milliseconds; NaN for what is no instant. */
export const instantOf = (event: TrailEvent): number => Date.parse(event.at)

function isEntry(value: unknown): value is TrailEntry {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 3) return false
  const { event, hash, signature } = value as Record<string, unknown>
  return (
    typeof hash === 'string' &&
    typeof signature === 'string' &&
    isTrailEvent(event) &&
    Number.isSafeInteger(event.seq) &&
    !Number.isNaN(instantOf(event))
  )
}

/**
 * Whether a value is an entry whose hash and signature are right, wherever it stands. Faults name the number `at` which it stands,
 * where that is known: what a wrong entry says of itself means nothing.
 */
export function checkEntry(
  value: unknown,
  at: number | undefined,
  verify?: VerifySignature,
): { entry: TrailEntry } | TrailFault {
  if (!isEntry(value)) return fault('TRAIL_SHAPE', at ?? 0, notAnEntry(value, at ? `entry ${at}` : 'an entry'))
  const seq = at ?? value.event.seq
  const bytes = writtenForm(value.event)
  if (bytes === undefined) return fault('TRAIL_SHAPE', seq, `Entry ${seq} holds text that has no written form.`)
  if (sha256(bytes) !== value.hash)
    return fault('TRAIL_ALTERED', seq, `Entry ${seq} was changed after it was written: its hash is another.`)
  if (verify && !verify(bytes, value.signature))
    return fault('TRAIL_SIGNATURE', seq, `Entry ${seq} is not signed by a trail key that counts.`)
  return { entry: value }
}

/** What is newer than this program is no forgery: whoever reads that it does not fit shall know what to do. */
function notAnEntry(value: unknown, which: string): string {
  const version = (value as { event?: { version?: unknown } } | null)?.event?.version
  return Number.isSafeInteger(version) && (version as number) > newestVersion
    ? `What stands where ${which} belongs is of version ${version}, and this Daypass reads versions up to ${newestVersion}. Check it with a newer one.`
    : `What stands where ${which} belongs is not one.`
}

function writtenForm(event: TrailEvent): string | undefined {
  try {
    return prefix + canonicalJson(event)
  } catch {
    return undefined
  }
}
