import type { Creation } from '../../core/display/creation.ts'

/** A creation that is asked for, or that was made at an instant (milliseconds). */
export type Asked = Creation & { repository: number | undefined }
export type Made = Asked & { at: number }

/** So many creations within so many milliseconds. */
export type Allowance = { most: number; within: number }

/** How much of an allowance creations for this may use up together: a quarter of it is reserved, half of that for credentials alone. */
const ceilings: Readonly<Record<Creation['for'], number>> = { credential: 1, end: 7 / 8, open: 3 / 4 }

/**
 * What one person, and one repository, may have used as a multiple of what is still free. As in switches that share one buffer (Choudhury
 * and Hahne, "Dynamic queue length thresholds", 1998), nobody is counted beforehand: one alone gets a third (of n, each 1/(n + 2)), one
 * repository alone eight ninths, and whoever comes anew finds room.
 */
const shares = { person: 1 / 2, repository: 8 }

/** `at`: when there is room again if nobody else creates; `shared`: there is room, but it is left for others. */
export type Wait = { at: number; shared: boolean }

/** Why this creation has to wait; undefined: it can be made now. `made`: what counts within the allowance, oldest first. */
export function waitFor(asked: Asked, made: readonly Made[], { most, within }: Allowance): Wait | undefined {
  const ceiling = Math.floor(most * ceilings[asked.for])
  const isSame = {
    person: (one: Made) => one.by === asked.by,
    repository: (one: Made) => one.repository === asked.repository,
  }
  let free = ceiling - made.length
  let own = made.filter(isSame.person).length
  let local = made.filter(isSame.repository).length
  const hasShare = () =>
    (asked.by === 'upkeep' || own < shares.person * free) &&
    (asked.repository === undefined || local < shares.repository * free)
  if (free > 0 && hasShare()) return undefined
  const shared = free > 0
  for (const gone of made) {
    free += 1
    if (isSame.person(gone)) own -= 1
    if (isSame.repository(gone)) local -= 1
    if (free > 0 && hasShare()) return { at: gone.at + within, shared }
  }
  // The allowance has no room for even one of these.
  return { at: (made.at(-1)?.at ?? 0) + within, shared }
}
