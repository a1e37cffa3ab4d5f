import type { ProposalKind } from '../events.ts'
import type { Happening } from '../happening.ts'
import { personOf } from './setting.ts'
import type { World } from './world.ts'

/**
 * Does in the world what a person does to a pull request against the default branch. `proposals`: those that were opened, by their place in
 * the schedule. Returns its number; undefined: it could not be done.
 */
export function propose(
  world: World,
  proposals: Map<number, number>,
  { kind, of = 0, by = 0, change, seconds = 0 }: Happening & { kind: ProposalKind },
): number | undefined {
  const { main } = world
  const who = personOf(by)
  if (world.place.newest.archived) return undefined
  if (kind === 'proposal-opened') {
    if (!change || proposals.has(of)) return undefined
    const number = main.propose(change, who)
    proposals.set(of, number)
    return number
  }
  const number = proposals.get(of)
  const pull = number === undefined ? undefined : world.pulls.get(number)?.versions.newest
  if (!number || !pull) return undefined
  const isDone = (): boolean => {
    switch (kind) {
      case 'proposal-pushed':
      case 'proposal-forced':
        return change !== undefined && main.pushTo(number, change, who, kind === 'proposal-forced')
      case 'proposal-approved':
      case 'proposal-rejected':
        // Nobody can review a pull request of their own.
        if (!pull.open || pull.author.id === who.id) return false
        world.review(number, who, kind === 'proposal-approved' ? 'APPROVED' : 'CHANGES_REQUESTED')
        return true
      case 'proposal-dismissed':
        if (!pull.open) return false
        world.dismiss(number, who)
        return true
      case 'proposal-merged':
      case 'proposal-merged-by-admin':
        return main.merge(number, who, kind === 'proposal-merged-by-admin')
      case 'proposal-closed':
        if (!pull.open) return false
        world.changePull(number, who, { open: false, closedBy: who.id }, 'closed')
        return true
      case 'proposal-reopened':
        if (pull.open || pull.merged) return false
        world.changePull(number, who, { open: true, closedBy: undefined }, 'reopened')
        return true
      case 'proposal-rerun':
        return main.rerun(number, who, seconds % 2 === 0 ? 'check_run' : 'check_suite')
      default:
        return kind satisfies never
    }
  }
  return isDone() ? number : undefined
}
