import { raise } from '../deliveries/events.ts'
import { read } from '../gateway/forward.ts'
import { asObject, asObjects, type JsonObject } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'
import { compare } from './comparison.ts'

/** The commit that stands for "no branch" in a push event. */
export const NOWHERE = '0'.repeat(40)

/** The most commits that a push event names. */
const MOST_COMMITS = 2_048

export type Move = { branch: string; before: string; after: string }

/** Where a branch points; `NOWHERE` where there is none. */
export async function branchHead(world: World, repository: Repository, branch: string): Promise<string> {
  const ref = await read(world, `/repos/${repository.fullName}/git/ref/heads/${branch}`)
  return typeof asObject(ref?.object).sha === 'string' ? String(asObject(ref?.object).sha) : NOWHERE
}

/** The push event of a branch that has moved, with its new commits, oldest first. */
export async function raisePush(world: World, repository: Repository, move: Move, sender: JsonObject): Promise<void> {
  const { branch, before, after } = move
  const moved = before !== NOWHERE && after !== NOWHERE
  const compared = moved ? await compare(world, repository, before, after) : undefined
  const commits: JsonObject[] = []
  for (const { sha } of (compared?.commits ?? []).slice(-MOST_COMMITS))
    commits.push(await commitOf(world, repository, String(sha)))
  const head = after === NOWHERE ? null : (commits.at(-1) ?? (await commitOf(world, repository, after)))
  const fields = {
    ref: `refs/heads/${branch}`,
    before,
    after,
    base_ref: null,
    created: before === NOWHERE,
    deleted: after === NOWHERE,
    forced: moved && (compared === undefined || compared.behind > 0),
    compare: `${world.url}/${repository.fullName}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: head,
    pusher: { name: sender.login, email: null },
  }
  raise(world, 'push', fields, { sender, repository })
}

async function commitOf(world: World, repository: Repository, sha: string): Promise<JsonObject> {
  const found = await read(world, `/repos/${repository.fullName}/commits/${sha}`)
  const commit = asObject(found?.commit)
  const files = asObjects(found?.files)
  const named = (status: string) => files.filter((file) => file.status === status).map((file) => file.filename)
  return {
    id: sha,
    tree_id: asObject(commit.tree).sha,
    distinct: true,
    message: commit.message,
    timestamp: asObject(commit.committer).date,
    url: `${world.url}/${repository.fullName}/commit/${sha}`,
    author: { name: asObject(commit.author).name, email: asObject(commit.author).email },
    committer: { name: asObject(commit.committer).name, email: asObject(commit.committer).email },
    added: named('added'),
    removed: named('removed'),
    modified: named('modified'),
  }
}
