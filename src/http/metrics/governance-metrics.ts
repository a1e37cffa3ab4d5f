import { Gauge, type Registry } from 'prom-client'
import type { GovernanceLook } from '../../core/governance/governance-look.ts'

/** Gauges of what is in force in each repository, and of what is not. Returns what writes them down anew. */
export function measureGovernance(registry: Registry): (looks: readonly GovernanceLook[]) => void {
  const gauge = (name: string, help: string, more: string[] = []) =>
    new Gauge({ name: `daypass_governance_${name}`, help, labelNames: ['repository', ...more], registers: [registry] })
  const age = gauge('age_seconds', 'Seconds since the governed files in force came into force.', ['verdict'])
  const waits = gauge('waiting_seconds', 'Seconds since the default branch says what is not in force.', ['state'])
  const left = gauge('last_good_left_seconds', 'Seconds for which what was good last decides; 0: decisions stopped.')
  return (looks) => {
    for (const one of [age, waits, left]) one.reset()
    for (const { repository, verdict, age: seconds, newest } of looks) {
      age.set({ repository, verdict }, seconds)
      if (!newest) continue
      waits.set({ repository, state: newest.state }, newest.age)
      if (newest.left !== undefined) left.set({ repository }, newest.left)
    }
  }
}
