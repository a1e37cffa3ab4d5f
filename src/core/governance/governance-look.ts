import { type GovernanceRecord, hasRunOut, type Newest, type Verdict } from './governance-record.ts'

/**
 * What is in force in a repository, as operators see it. Ages are in seconds. `newest`: what the default branch says instead; its `left` is for how
 * long what is in force decides on (0: decisions have stopped), absent where that does not end.
 */
export type GovernanceLook = {
  repository: number
  verdict: Verdict
  age: number
  pull?: number
  newest?: { state: Newest['state']; age: number; left?: number; digest?: string; why?: readonly string[] }
}

/** Undefined: nothing is in force yet. `lastGoodFor`: in seconds, by the settings in force. */
export function lookAtGovernance(
  repository: number,
  record: GovernanceRecord,
  lastGoodFor: number,
  now: Date,
): GovernanceLook | undefined {
  const { inForce, newest } = record
  if (!inForce) return undefined
  const age = (since: string): number => Math.max(0, (now.getTime() - Date.parse(since)) / 1000)
  const { verdict, since, brought } = inForce
  const standing = { repository, verdict, age: age(since), ...(brought ? { pull: brought.pull } : {}) }
  if (!newest) return standing
  const ends = newest.state === 'broken' || newest.state === 'unread'
  const left = hasRunOut(record, now, lastGoodFor) ? 0 : lastGoodFor - age(newest.since)
  const { state, digest, why } = newest
  return { ...standing, newest: { state, age: age(newest.since), ...(ends ? { left } : {}), digest, why } }
}
