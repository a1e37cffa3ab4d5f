import type { TrailEvent } from '../../generated/trail-event.ts'
import { canonicalJson } from '../canonical-json.ts'
import { sha256 } from '../digest.ts'
import type { ReceiptDraft } from './receipt-of-decision.ts'

/** What is written now. Version 1 knows fewer kinds, and stays readable. */
export const newestVersion = 2 as const

/** The number of the issue in events of no request: what concerns a repository as a whole. */
export const ofNoRequest = 0

/** What callers may put into an event's facts. */
export type NewFacts = Record<string, string | number | boolean | null | readonly (string | number)[] | undefined>

/**
 * An event as the one who reports it knows it. Sequence numbers, previous hash and keyed hashes of its people are made when it is
 * appended; `at` may become later then, never earlier: a chain's time does not run backwards.
 */
export type NewEvent = Pick<TrailEvent, 'kind' | 'at' | 'digest'> & {
  /** `id` is the person's number on GitHub; it does not reach the chain. */
  actor: { kind: TrailEvent['actor']['kind']; id?: number }
  /**
   * Numbers in the members `by`, `asked`, `voters` and `approvers` are people's; `key` and `keys` are fingerprints of the requester's
   * keys, `input` is the digest of what a decision about their request was asked by.
   */
  facts: NewFacts
  /** Further people, by the name of the fact that shall hold their keyed hashes. */
  people?: Record<string, readonly number[]>
  /** The receipt of the decision that it tells: the fact `receipt` shall hold its digest. */
  receipt?: ReceiptDraft | undefined
}

/** A stored entry: the event, its hash, and the detached JWS of the trail key over the hash's input. */
export type TrailEntry = { event: TrailEvent; hash: string; signature: string }

/** A place in a chain: whoever has seen it can tell any other history from it. */
export type TrailPosition = { seq: number; hash: string }

/** `typ` in the header of an entry's signature. */
export const trailType = 'daypass-trail+jws'

/** The previous hash of the first entry. */
export const beginning = '0'.repeat(64)

/** The bytes that are hashed and signed: a prefix of their own, so that no other signed thing can be taken for an entry. */
export function trailBytes(event: TrailEvent): string {
  return bytesOf(canonicalJson(event))
}

const bytesOf = (text: string): string => `daypass-trail-v1\n${text}`

/** The event as it is stored, what is signed of it, and its hash. */
export function sealedEvent(event: TrailEvent): { text: string; bytes: string; hash: string } {
  const text = canonicalJson(event)
  const bytes = bytesOf(text)
  return { text, bytes, hash: sha256(bytes) }
}

export function trailHash(event: TrailEvent): string {
  return sha256(trailBytes(event))
}

/** The one text of an entry, as comments and exports hold it: a line of RFC 8785 JSON. */
export function entryLine({ event, hash, signature }: TrailEntry): string {
  return canonicalJson({ event, hash, signature })
}
