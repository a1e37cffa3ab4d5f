import { raise } from './events.ts'
import { forbidden, forward, read, senderOf } from './forward.ts'
import { repositoryOf } from './issues.ts'
import { asObject, asObjects, type JsonObject } from './json.ts'
import { allows } from './permission.ts'
import { type Answer, type Exchange, type Route, route } from './route.ts'
import type { Repository, World } from './world.ts'

const NOWHERE = '0'.repeat(40)

export const pushRoutes: readonly Route[] = [
  route('PUT /repos/:owner/:repo/contents/*path', (x) => pushing(x, String(x.body.branch ?? 'main'))),
  route('DELETE /repos/:owner/:repo/contents/*path', (x) => pushing(x, String(x.body.branch ?? 'main'))),
  route('POST /repos/:owner/:repo/git/refs', (x) => pushing(x, String(x.body.ref).replace(/^refs\/heads\//, ''))),
  route('PATCH /repos/:owner/:repo/git/refs/heads/*branch', (x) => pushing(x, x.params.branch ?? '')),
  route('DELETE /repos/:owner/:repo/git/refs/heads/*branch', (x) => pushing(x, x.params.branch ?? '')),
]

/** Where a branch points; `emulate` raises a push for some of what moves it, GitHub for all. */
export async function branchHead(world: World, repository: Repository, branch: string): Promise<string> {
  const ref = await read(world, `/repos/${repository.fullName}/git/ref/heads/${branch}`)
  return typeof asObject(ref?.object).sha === 'string' ? String(asObject(ref?.object).sha) : NOWHERE
}

async function pushing(x: Exchange, branch: string): Promise<Answer> {
  if (!allows(x, 'write', 'contents')) return forbidden(x.actor)
  const repository = repositoryOf(x)
  const before = await branchHead(x.world, repository, branch)
  const answer = await forward(x)
  if (answer.status < 300) {
    const after = await branchHead(x.world, repository, branch)
    await raisePush(x.world, repository, { branch, before, after }, senderOf(x.world, x.actor))
  }
  return answer
}

export type Move = { branch: string; before: string; after: string }

/** The push event of a branch that has moved, with its newest commits, oldest first. */
export async function raisePush(world: World, repository: Repository, move: Move, sender: JsonObject): Promise<void> {
  const { branch, before, after } = move
  if (before === after) return
  const commits = after === NOWHERE || before === NOWHERE ? [] : await commitsBetween(world, repository, before, after)
  const head = after === NOWHERE ? null : (commits.at(-1) ?? (await commitOf(world, repository, after)))
  const fields = {
    ref: `refs/heads/${branch}`,
    before,
    after,
    base_ref: null,
    created: before === NOWHERE,
    deleted: after === NOWHERE,
    forced: false,
    compare: `${world.url}/${repository.fullName}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: head,
    pusher: { name: sender.login, email: null },
  }
  raise(world, 'push', fields, { sender, repository })
}

async function commitsBetween(
  world: World,
  repository: Repository,
  before: string,
  after: string,
): Promise<JsonObject[]> {
  const compared = await read(world, `/repos/${repository.fullName}/compare/${before}...${after}`)
  const commits: JsonObject[] = []
  for (const { sha } of asObjects(compared?.commits)) commits.push(await commitOf(world, repository, String(sha)))
  return commits
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
