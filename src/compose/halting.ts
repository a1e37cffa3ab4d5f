// What keeps anything from beginning, and with it the drills.
import type { Halt } from '../core/lifecycle/halts.ts'
import type { Drills } from '../ports/drills.ts'
import type { Placements } from '../ports/placements.ts'
import { createDrilling, type DrillPorts } from '../reconcile/drill/drilling.ts'

type Foreign = { foreign(): Promise<readonly { issue: number; store: string }[]> }

/** Drills the connectors whose turn it is; nothing where the store keeps no drills. */
export function drillingOf(
  ports: Omit<DrillPorts, 'drills' | 'drilled' | 'known' | 'halted'>,
  { drills, repositories: known, foreign }: Foreign & { drills?: Drills; repositories: DrillPorts['known'] },
  { drilled }: Pick<DrillPorts, 'drilled'>,
): () => Promise<Date | undefined> {
  if (!drills) return async () => undefined
  // Where nothing may begin for anybody, no canary does.
  const halted = async () => ((await foreign()).length > 0 ? 'STORE_FOREIGN' : undefined)
  return createDrilling({ ...ports, drills, drilled, known, halted })
}

/** Why nothing may begin in a repository. Throws STORE_*. */
export async function haltsOf(
  { foreign, placements }: Foreign & { placements: Pick<Placements, 'ahead'> },
  repository: number,
): Promise<Halt[]> {
  const [elsewhere, ahead] = await Promise.all([foreign(), placements.ahead(repository)])
  return [
    ...elsewhere.map(({ issue, store }): Halt => ({ code: 'STORE_FOREIGN', issue, store })),
    ...ahead.map(({ place, seq }): Halt => ({ code: 'TRAIL_TRUNCATED', repository, place, seq })),
  ]
}
