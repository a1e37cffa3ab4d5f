import { requestChecks } from '../checks/check-events.ts'
import { raise } from '../deliveries/events.ts'
import { type JsonObject, wholeSeconds } from '../json.ts'
import { closePull, raisePull } from '../pulls/pull-events.ts'
import { setPullRef } from '../pulls/pull-refs.ts'
import type { Pull } from '../pulls/pull-store.ts'
import { issueOf } from '../pulls/pull-view.ts'
import { dismissesStale } from '../pulls/required-reviews.ts'
import { dismissAll } from '../pulls/review-events.ts'
import { requestOwners } from '../pulls/review-requests.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'
import { compare } from './comparison.ts'
import { branchHead, type Move, NOWHERE, raisePush } from './push-event.ts'

/** All that follows when a branch has come, moved or gone: its events, and what becomes of the pull requests from and to it. */
export async function branchMoved(world: World, repository: Repository, move: Move, sender: JsonObject): Promise<void> {
  const { branch, before, after } = move
  if (before === after) return
  const fields = { ref: branch, ref_type: 'branch', pusher_type: 'user' }
  const made = { ...fields, master_branch: 'main', description: repository.profile.description ?? null }
  if (before === NOWHERE) raise(world, 'create', made, { sender, repository })
  if (after === NOWHERE) raise(world, 'delete', fields, { sender, repository })
  await raisePush(world, repository, move, sender)
  if (after !== NOWHERE) await requestChecks(world, repository, move, sender)
  const open = world.pulls.of(repository).filter((pull) => pull.open)
  for (const pull of open.filter(({ head, fork }) => head === branch && fork === undefined))
    await headMoved(world, pull, move, sender)
  const into = open.filter(({ base }) => base === branch)
  await baseMoved(world, into, move, sender)
}

/** What follows for an open pull request when the branch that it is of has moved or gone. */
export async function headMoved(world: World, pull: Pull, { before, after }: Move, sender: JsonObject): Promise<void> {
  if (after === NOWHERE) return closePull(world, pull, sender)
  pull.headSha = after
  await setPullRef(world, pull, 'head', after)
  pull.baseSha = await branchHead(world, pull.repository, pull.base)
  world.stamps.updated(await issueOf(world, pull))
  if (dismissesStale(world, pull)) await dismissAll(world, pull, sender)
  await raisePull(world, pull, { action: 'synchronize', before, after }, sender)
  const changes = await compare(world, pull.repository, pull.baseSha, after)
  // With nothing left to merge GitHub closes it.
  if (changes?.ahead === 0) return closePull(world, pull, sender)
  await requestOwners(world, pull, sender)
}

/** Whoever pushes the commits of a pull request to its base has merged it; without its base it is closed. */
async function baseMoved(world: World, pulls: readonly Pull[], move: Move, sender: JsonObject): Promise<void> {
  const { before, after } = move
  const [first] = pulls
  if (first === undefined) return
  const moved = before !== NOWHERE && after !== NOWHERE
  const compared = moved ? await compare(world, first.repository, before, after) : undefined
  const fresh = new Set(compared?.commits.map(({ sha }) => sha))
  for (const pull of pulls.filter(({ headSha }) => after === NOWHERE || fresh.has(headSha))) {
    if (after !== NOWHERE) pull.merged = { at: wholeSeconds(world.now()), by: sender, sha: pull.headSha }
    await closePull(world, pull, sender)
  }
}
