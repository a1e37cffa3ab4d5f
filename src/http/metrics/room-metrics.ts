import { Gauge, type Registry } from 'prom-client'
import type { Room } from '../../ports/room.ts'

/** Gauges of what is left of GitHub's limits. Returns what writes them down anew. */
export function measureRoom(registry: Registry): (room: readonly Room[]) => void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['installation'], registers: [registry] })
  const calls = gauge('daypass_github_calls_left', 'Calls that GitHub said last are left of the hour.')
  const creations = gauge('daypass_github_creations_left', 'Creations that are left of the budget of the hour.')
  return (room) => {
    for (const one of [calls, creations]) one.reset()
    for (const { installation, calls: left, creations: more } of room) {
      if (left !== undefined) calls.set({ installation }, left)
      if (more !== undefined) creations.set({ installation }, more)
    }
  }
}
