import { Gauge, type Registry } from 'prom-client'

/** How the last drill of a connector came out; `age`: seconds since then. `held`: the code of what keeps the next one from beginning. */
export type DrillLevel = {
  connector: string
  held?: string
  last?: { passed: boolean; used: number | null; proved: number | null; age: number }
}

/** Gauges of what drills found. Returns what writes them down anew. */
export function measureDrills(registry: Registry): (drills: readonly DrillLevel[]) => void {
  const gauge = (name: string, help: string, more: string[] = []) =>
    new Gauge({ name, help, labelNames: ['connector', ...more], registers: [registry] })
  const passed = gauge('daypass_drill_passed', 'Whether the last fire drill of the connector passed (1) or failed (0).')
  const age = gauge('daypass_drill_age_seconds', 'Seconds since the last fire drill of the connector.')
  const seconds = gauge('daypass_drill_seconds', 'Seconds until the canary was used, and until its end was proved.', [
    'until',
  ])
  const held = gauge('daypass_drill_held', 'What keeps the next fire drill of the connector from beginning.', ['code'])
  return (drills) => {
    for (const one of [passed, age, seconds, held]) one.reset()
    for (const { connector, held: code, last } of drills) {
      if (code !== undefined) held.set({ connector, code }, 1)
      if (!last) continue
      passed.set({ connector }, last.passed ? 1 : 0)
      age.set({ connector }, last.age)
      if (last.used !== null) seconds.set({ connector, until: 'used' }, last.used)
      if (last.proved !== null) seconds.set({ connector, until: 'proved' }, last.proved)
    }
  }
}
