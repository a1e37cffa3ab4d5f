import type { TrailEvent } from '../generated/trail-event.ts'
import { canonicalJson } from './canonical-json.ts'
import { sha256 } from './digest.ts'

/** An event as the one who reports it knows it; sequence number and previous hash are given when it is appended. */
export type NewEvent = Omit<TrailEvent, 'version' | 'repository' | 'seq' | 'previous' | 'issue'>

/** A stored entry: the event, its hash, and the detached signature over the hash's input. */
export type TrailEntry = { event: TrailEvent; hash: string; signature: string }

export const beginning = '0'.repeat(64)

/** The bytes that are hashed and signed: a prefix of their own, so that no other signed thing can be taken for an entry. */
export function trailBytes(event: TrailEvent): string {
  return `daypass-trail-v1\n${canonicalJson(event)}`
}

export function trailHash(event: TrailEvent): string {
  return sha256(trailBytes(event))
}
