import { type ChainCheck, createChainCheck } from '../../core/trail/check-chain.ts'
import type { VerifySignature } from '../../core/trail/check-entry.ts'
import { checkpointLine, isGenuine, type SignedCheckpoint } from '../../core/trail/checkpoint.ts'
import type { TrailEntry, TrailPosition } from '../../core/trail/entry.ts'
import { fault, type TrailFault } from '../../core/trail/fault.ts'
import type { Found } from './verdict.ts'

/** Sightings of chains by repository. */
export type Sightings = Map<number, TrailPosition[]>

/** What else was seen of the chains, once it is known whose signatures count; or what of it cannot be believed. */
export type Seen = (verify: VerifySignature) => Sightings | { fault: TrailFault; where: string }

/** The checkpoints as sightings; one that is not signed by a key that counts is a fault: somebody put it there. */
export function sightingsOf(checkpoints: readonly SignedCheckpoint[], verify: VerifySignature): Sightings | TrailFault {
  const seen: Sightings = new Map()
  const checked = new Set<string>()
  for (const one of checkpoints) {
    const { repository, seq, hash } = one.checkpoint
    // The same one lies in the database and in the file.
    const line = checkpointLine(one)
    if (!checked.has(line) && !isGenuine(one, verify))
      return fault(
        'TRAIL_SIGNATURE',
        seq,
        `The checkpoint of entry ${seq} of repository ${repository} is not signed by a trail key that counts.`,
      )
    checked.add(line)
    addSighting(seen, repository, { seq, hash })
  }
  return seen
}

export function addSighting(seen: Sightings, repository: number, position: TrailPosition): void {
  const positions = seen.get(repository)
  if (positions) positions.push(position)
  else seen.set(repository, [position])
}

/** One chain while it is read; what it says of itself when it fits. */
export type ChainReading = {
  take(entry: unknown): boolean
  finish(): Found | TrailFault
}

export function readChain(
  repository: number,
  where: string,
  positions: readonly TrailPosition[],
  verify: VerifySignature,
): ChainReading {
  const check: ChainCheck = createChainCheck({ repository, positions: positions, verify })
  let [from, to] = ['', '']
  return {
    take(entry) {
      if (!check.take(entry)) return false
      const at = (entry as Partial<TrailEntry> | null)?.event?.at ?? ''
      from ||= at
      to = at
      return true
    },
    finish() {
      const verdict = check.verdict()
      if (!verdict.ok) return verdict
      const { entries, head } = verdict
      return { where, entries, from, to, head, checkpoints: new Set(positions.map((position) => position.seq)).size }
    },
  }
}
