import { pathsChanged } from '../world/default-branch.ts'
import { type Files, ownersIn } from '../world/governed-files.ts'
import { people } from '../world/setting.ts'
import { tolerated } from './invariants.ts'
import type { Subject } from './subject.ts'

const folderOf = (path: string): string => path.split('/')[0] ?? ''

/**
 * Whether so many owners of what is in force (`before`) have approved this head of a pull request, one of each file that changes among them,
 * at some instant that may have been seen last: never its author, nor whoever pushed it. `newest`: who owns nothing by these counts no more.
 */
export function isApproved(
  { world, clock }: Subject,
  number: number,
  head: string,
  { before, newest = before, after, count }: { before: Files; newest?: Files; after: Files; count: number },
): boolean {
  const proposal = world.main.proposals.get(number)
  if (!proposal) return false
  const { pull, pushers } = proposal
  const may = (id: number) =>
    id !== pull.versions.newest.author.id &&
    pushers.get(head)?.has(id) !== true &&
    world.members
      .get(id)
      ?.since(clock - tolerated)
      .includes(true) === true
  const ownersOf = (path: string) =>
    ownersIn(before, folderOf(path)).flatMap((login) => {
      const found = people.find((one) => one.login === login)
      const isOwner = ownersIn(newest, folderOf(path)).includes(login)
      return found && isOwner && may(found.id) ? [found.id] : []
    })
  const paths = pathsChanged(before, after).filter((path) => folderOf(path) !== 'README.md')
  const all = [...new Set(paths.flatMap(ownersOf))]
  return instants(clock).some((at) => {
    const said = new Map<number, string>()
    for (const review of [...pull.reviews.values()].flatMap((one) => one.asOf(at) ?? []))
      if (review.commit === head && review.state !== 'COMMENTED') said.set(review.person.id, review.state)
    const isYes = (id: number) => said.get(id) === 'APPROVED'
    if (all.some((id) => said.get(id) === 'CHANGES_REQUESTED')) return false
    return all.filter(isYes).length >= count && paths.every((path) => ownersOf(path).some(isYes))
  })
}

const pushes: readonly string[] = ['proposal-opened', 'proposal-pushed', 'proposal-forced']

/** Whether webhooks told who pushed: none may have been lost, and GitHub sends none while the app is shut out. */
export function isPusherTold({ observation }: Subject, number: number): boolean {
  const isUntold = observation.done.some((one) => one.issue === number && !one.isTold && pushes.includes(one.kind))
  return !isUntold && !observation.unheard.has(number)
}

const instants = (clock: number): number[] => Array.from({ length: 61 }, (_, index) => clock - (index * tolerated) / 60)
