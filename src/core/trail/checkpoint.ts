import { canonicalJson } from '../canonical-json.ts'
import type { VerifySignature } from './check-entry.ts'
import type { TrailPosition } from './entry.ts'

/** That a chain went through this place: what is kept elsewhere, so that a cut end or another history shows. */
export type Checkpoint = TrailPosition & { repository: number; at: string }

/** With the detached JWS of the trail key over `checkpointBytes`. */
export type SignedCheckpoint = { checkpoint: Checkpoint; signature: string }

export function checkpointBytes({ repository, seq, hash, at }: Checkpoint): string {
  return `daypass-checkpoint-v1\n${canonicalJson({ repository, seq, hash, at })}`
}

/** The one text of a checkpoint: a line of RFC 8785 JSON. */
export function checkpointLine({ checkpoint, signature }: SignedCheckpoint): string {
  return canonicalJson({ checkpoint, signature })
}

/** A value as a checkpoint; undefined: it is none. Whether its signature counts is another question. */
export function readCheckpoint(value: unknown): SignedCheckpoint | undefined {
  const { checkpoint, signature } = (value ?? {}) as Record<string, unknown>
  const { repository, seq, hash, at } = (checkpoint ?? {}) as Record<string, unknown>
  if (typeof signature !== 'string' || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return undefined
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined
  if (!isNumber(repository) || !isNumber(seq)) return undefined
  return { checkpoint: { repository, seq, hash, at }, signature }
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0

export function isGenuine({ checkpoint, signature }: SignedCheckpoint, verify: VerifySignature): boolean {
  return verify(checkpointBytes(checkpoint), signature)
}
