import type { Finding } from '../record.ts'

/**
 * Why nothing is granted, whatever the policy says. STORE_FOREIGN: GitHub shows live requests that this store does not know, so nothing
 * begins anywhere. TRAIL_TRUNCATED: a checkpoint of ours is ahead of this repository's trail, so nothing begins in it.
 */
export type Halt =
  | { code: 'STORE_FOREIGN'; issue: number; store: string }
  | { code: 'TRAIL_TRUNCATED'; repository: number; place: string; seq: number }

/** Why nothing begins, as a request says it: one finding for each kind of reason. */
export function haltFindings(halts: readonly Halt[], cli: string): Finding[] {
  return [...Map.groupBy(halts, ({ code }) => code).values()].flatMap((same) => findingOf(same, cli))
}

function findingOf([first, ...more]: readonly Halt[], cli: string): Finding[] {
  if (first === undefined) return []
  if (first.code === 'TRAIL_TRUNCATED') return [{ code: first.code, message: truncatedWords(first, cli) }]
  const others = more.length > 0 ? ` and ${more.length} more` : ''
  const message = `This Daypass grants nothing: another store of it looks after #${first.issue}${others}. Its operator starts it with that store again, or runs \`${cli} adopt --store ${first.store}\`. Then this goes on by itself.`
  return [{ code: first.code, message }]
}

function truncatedWords({ seq, place, repository }: Extract<Halt, { code: 'TRAIL_TRUNCATED' }>, cli: string): string {
  return `Nothing is granted in this repository: ${place} has a signed checkpoint of trail entry ${seq}, which the store does not have. Its operator puts the newest copy of the store back, or, where that is lost for good, runs \`${cli} adopt --trail ${repository}\`. Then this goes on by itself.`
}
