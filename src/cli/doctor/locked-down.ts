import type { CheckResult } from './report.ts'

/** Says that access is locked down, so that nobody looks elsewhere for why nothing begins; nothing of it is wrong. */
export function judgeLockdowns(inForce: number): CheckResult[] {
  if (inForce === 0) return []
  const are = inForce === 1 ? '1 lockdown is' : `${inForce} lockdowns are`
  const message = `${are} in force: what is within does not begin, and is not extended or renewed. \`daypass lockdown --list\` shows of what and why; \`--lift\` lifts.`
  return [{ state: 'note', message }]
}

/** How many there are, as the metrics of a running server tell it. */
export function lockdownsIn(metrics: string): number {
  return Number(/^daypass_lockdowns (\d+)$/m.exec(metrics)?.[1] ?? 0)
}
