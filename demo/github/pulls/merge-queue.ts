import { branchMoved } from '../git/branch-moves.ts'
import { mergedTree } from '../git/comparison.ts'
import { branchHead, NOWHERE } from '../git/push-event.ts'
import { asObject, type JsonObject } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'
import type { Place } from './pull-types.ts'

/** Whose the pushes of merge queues are. */
const queue: JsonObject = { login: 'github-merge-queue[bot]', id: 118_344_674, type: 'Bot' }

/**
 * Puts a pull request into the merge queue of its base, behind this commit or first. GitHub merges where the checks of the commit are
 * green, which is left to whoever looks. Throws where there is no such pull request, or it conflicts.
 */
export async function queuePull(world: World, repository: Repository, number: number, behind?: string): Promise<Place> {
  const pull = world.pulls.of(repository).find((one) => one.number === number && one.open)
  if (pull === undefined) throw new Error(`There is no open pull request #${number}.`)
  const onto = behind ?? (await branchHead(world, repository, pull.base))
  const tree = await mergedTree(world, repository, onto, pull.headSha)
  if (tree === undefined) throw new Error(`#${number} conflicts with what it would be merged onto.`)
  const by = { name: 'GitHub', email: 'noreply@github.com' }
  const message = `Merge pull request #${number}`
  const commit = { message, tree, parents: [onto, pull.headSha], author: by, committer: by }
  const path = `/repos/${repository.fullName}/git`
  const sha = String(asObject(await world.backend.must('POST', `${path}/commits`, commit)).sha)
  const branch = `gh-readonly-queue/${pull.base}/pr-${number}-${onto}`
  await world.backend.must('POST', `${path}/refs`, { ref: `refs/heads/${branch}`, sha })
  await branchMoved(world, repository, { branch, before: NOWHERE, after: sha }, queue)
  return { branch, sha, onto }
}
