import { asObject, type JsonObject } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'
import { branchMoved } from './branch-moves.ts'
import { branchHead } from './push-event.ts'

export type Files = Readonly<Record<string, string | null>>

/** One commit on `main` by the administrator; `null` deletes. With a sender, the push event too. */
export async function commitFiles(
  world: World,
  repository: Repository,
  files: Files,
  message: string,
  sender?: JsonObject,
): Promise<string> {
  const base = `/repos/${repository.fullName}/git`
  const before = await branchHead(world, repository, 'main')
  const parent = asObject(await world.backend.must('GET', `${base}/commits/${before}`))
  const tree = Object.entries(files).map(([path, content]) => {
    return { path, mode: '100644', type: 'blob', ...(content === null ? { sha: null } : { content }) }
  })
  const made = asObject(
    await world.backend.must('POST', `${base}/trees`, { base_tree: asObject(parent.tree).sha, tree }),
  )
  const commit = asObject(
    await world.backend.must('POST', `${base}/commits`, { message, tree: made.sha, parents: [before] }),
  )
  const after = String(commit.sha)
  await world.backend.must('PATCH', `${base}/refs/heads/main`, { sha: after })
  if (sender) await branchMoved(world, repository, { branch: 'main', before, after }, sender)
  return after
}

/** A commit upon `main` at which no branch stands: as GitHub has that of a fork, which lies with the objects of the repository. */
export async function commitElsewhere(world: World, repository: Repository, message: string): Promise<string> {
  const base = `/repos/${repository.fullName}/git`
  const before = await branchHead(world, repository, 'main')
  const { tree } = asObject(await world.backend.must('GET', `${base}/commits/${before}`))
  const commit = { message, tree: asObject(tree).sha, parents: [before] }
  return String(asObject(await world.backend.must('POST', `${base}/commits`, commit)).sha)
}
