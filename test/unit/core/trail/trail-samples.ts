import { createHash } from 'node:crypto'
import { beginning, type TrailEntry, trailBytes, trailHash } from '../../../../src/core/trail/entry.ts'
import type { TrailEvent } from '../../../../src/generated/trail-event.ts'

/** Stands for the trail key: quick, and nobody without the secret can make one. */
export function seal(bytes: string): string {
  return createHash('sha256').update(`a secret\n${bytes}`).digest('base64url')
}

export const sealed = (bytes: string, signature: string): boolean => signature === seal(bytes)

export const ref = (digit: string): string => digit.repeat(32)

/** The entry that says this, honestly hashed and signed. */
export function entryOf(event: TrailEvent): TrailEntry {
  return { event, hash: trailHash(event), signature: seal(trailBytes(event)) }
}

const kinds = ['submitted', 'decided', 'granted', 'end-begun', 'ended'] as const

/** What may differ between two histories. */
export type Shape = {
  repository?: number
  issues?: number
  from?: number
  facts?: TrailEvent['facts']
  version?: (seq: number) => TrailEvent['version']
}

/** An honest chain of so many entries, spread over a few requests. */
export function chainOf(
  length: number,
  { repository = 71, issues = 2, from = 0, facts = {}, version = () => 2 }: Shape = {},
): TrailEntry[] {
  const entries: TrailEntry[] = []
  for (let index = 0; index < length; index++) {
    const seq = index + 1
    const step = Math.floor(index / issues) + 1
    const last = entries.at(-1)
    entries.push(
      entryOf({
        version: version(seq),
        repository,
        seq,
        previous: last?.hash ?? beginning,
        issue: (index % issues) + 4,
        step,
        at: new Date(Date.parse('2026-11-21T12:00:00Z') + seq * 1500).toISOString(),
        kind: kinds[(step - 1) % kinds.length] ?? 'submitted',
        actor: step === 1 ? { kind: 'person', ref: ref('a') } : { kind: 'daypass' },
        digest: String((index % issues) % 10).repeat(64),
        facts: seq > from ? { resource: 'orders-db', duration: 7200, actions: ['read'], by: [ref('b')], ...facts } : {},
      }),
    )
  }
  return entries
}

/** The event with some members changed, honestly hashed and signed anew: what somebody with the trail key could make. */
export function forged(entry: TrailEntry | undefined, change: Partial<TrailEvent>): TrailEntry {
  if (entry === undefined) throw new Error('there is no such entry')
  return entryOf({ ...entry.event, ...change })
}
