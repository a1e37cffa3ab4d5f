import { branchHead, NOWHERE } from '../git/push-event.ts'
import type { World } from '../world.ts'
import type { Pull } from './pull-store.ts'

/** Where the branch of a pull request points; `NOWHERE` where there is none, or where its fork is gone. */
export async function headTip(world: World, { repository, head, fork }: Pull): Promise<string> {
  if (fork === undefined) return branchHead(world, repository, head)
  return (world.forks.has(fork) ? fork.branches.get(head) : undefined) ?? NOWHERE
}

/** Whose branch it is. */
export function headOwner(world: World, { fork }: Pick<Pull, 'fork'>): string {
  return fork?.owner.login ?? world.organisation.login
}
