import { Gauge, type Registry } from 'prom-client'
import type { TrailElsewhere } from '../../ports/placements.ts'

export const secondsSince = (then: Date, now: Date): number => Math.max(0, (now.getTime() - then.getTime()) / 1000)

type Told = {
  trails: readonly TrailElsewhere[]
  chains: readonly { repository: number; seq: number }[]
  at: Date
}

/** Gauges of how long trails are, and where they stand elsewhere. Returns what writes them down anew. */
export function measureTrails(registry: Registry): (now: Told) => void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['repository'], registers: [registry] })
  const placed = gauge('daypass_checkpoint_placed', 'The trail entry of the newest checkpoint placed elsewhere.')
  const age = gauge('daypass_checkpoint_age_seconds', 'Seconds since the newest checkpoint placed elsewhere was made.')
  const truncated = gauge('daypass_trail_truncated', 'A trail entry that was seen elsewhere and is not here.')
  const entries = gauge('daypass_trail_entries', 'How many entries the trail of the repository has.')
  return ({ trails, chains, at: now }) => {
    for (const { repository, seq } of chains) entries.set({ repository }, seq)
    for (const one of [placed, age, truncated]) one.reset()
    for (const { repository, placed: seq, at, ahead } of trails) {
      if (seq !== undefined) placed.set({ repository }, seq)
      if (at !== undefined) age.set({ repository }, secondsSince(at, now))
      if (ahead !== undefined) truncated.set({ repository }, ahead)
    }
  }
}
