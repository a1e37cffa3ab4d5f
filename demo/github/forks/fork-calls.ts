import { forbidden, forward, read } from '../gateway/forward.ts'
import {
  type Answer,
  type Exchange,
  findRoute,
  json,
  NO_CONTENT,
  notFound,
  type Route,
  refusal,
  route,
} from '../gateway/route.ts'
import { headMoved } from '../git/branch-moves.ts'
import { compare } from '../git/comparison.ts'
import { NOWHERE } from '../git/push-event.ts'
import { repositoryOf } from '../issues/issues.ts'
import { asObject, asObjects, type JsonObject } from '../json.ts'
import { covers } from '../people/directory.ts'
import { nodeId } from '../world.ts'
import type { Fork } from './fork-store.ts'

export const forkRoutes: readonly Route[] = [route('POST /repos/:owner/:repo/forks', fork)]

/** Whoever reads a repository may fork it, with all its branches, once. */
async function fork(x: Exchange): Promise<Answer> {
  if (x.actor.by !== 'user') return forbidden(x.actor)
  const { account } = x.actor
  const base = repositoryOf(x)
  const refs = asObjects(await x.world.backend.must('GET', `/repos/${base.fullName}/git/matching-refs/heads/`))
  const branches = refs.map(({ ref, object }) => {
    return [String(ref).replace('refs/heads/', ''), String(asObject(object).sha)] as const
  })
  const known = x.world.forks.of(account.login, base)
  return json((known ?? x.world.forks.add(account, base, new Map(branches))).profile, 202)
}

/** The answer to a call to a fork. Only people have access: our app is not installed there. */
export async function callFork(x: Exchange, fork: Fork, rest: string): Promise<Answer> {
  if (x.actor.by !== 'user') return notFound()
  const owns = x.actor.account === fork.owner
  if (!owns && !covers(x.world.directory.role(x.actor.account, fork.base), 'read')) return notFound()
  if (!owns && x.method !== 'GET') return forbidden(x.actor)
  const found = findRoute(routesOf(fork), x.method, rest)
  if (found) return found.handler({ ...x, params: found.params })
  // Objects lie with those of the base.
  const ofBase = x.method === 'POST' ? /^\/git\/(blobs|trees|commits)$/ : /^\/(git\/(blobs|trees|commits)\/|commits\/)/
  if (!ofBase.test(rest) || (x.method !== 'GET' && x.method !== 'POST')) return notFound()
  return forward({ ...x, path: `/repos/${fork.base.fullName}${rest}` })
}

function routesOf(fork: Fork): Route[] {
  const moving = (handler: (x: Exchange, branch: string) => Promise<Answer>) => (x: Exchange) =>
    x.world.turns.take(`${fork.base.id} git`, () => handler(x, x.params.branch ?? branchIn(x)))
  return [
    route('GET ', () => json(fork.profile)),
    route('DELETE ', (x) => {
      x.world.forks.remove(fork)
      return NO_CONTENT
    }),
    route('GET /git/ref/heads/*branch', (x) => {
      const sha = fork.branches.get(x.params.branch ?? '')
      return sha === undefined ? notFound() : json(refShown(x, fork, x.params.branch ?? '', sha))
    }),
    route('GET /git/matching-refs/heads/*start', (x) => {
      const some = [...fork.branches].filter(([branch]) => branch.startsWith(x.params.start ?? ''))
      return json(some.map(([branch, sha]) => refShown(x, fork, branch, sha)))
    }),
    route(
      'POST /git/refs',
      moving(async (x, branch) => {
        if (branch === '' || fork.branches.has(branch)) return refusal(422, 'Reference already exists')
        return move(x, fork, branch, 201)
      }),
    ),
    route(
      'PATCH /git/refs/heads/*branch',
      moving(async (x, branch) => {
        const before = fork.branches.get(branch)
        if (before === undefined) return refusal(422, 'Reference does not exist')
        const forward = (await compare(x.world, fork.base, before, String(x.body.sha)))?.behind === 0
        if (!forward && x.body.force !== true) return refusal(422, 'Update is not a fast forward')
        return move(x, fork, branch, 200)
      }),
    ),
    route(
      'DELETE /git/refs/heads/*branch',
      moving(async (x, branch) => {
        const before = fork.branches.get(branch)
        if (before === undefined) return refusal(422, 'Reference does not exist')
        fork.branches.delete(branch)
        await moved(x, fork, { branch, before, after: NOWHERE })
        return NO_CONTENT
      }),
    ),
  ]
}

function branchIn(x: Exchange): string {
  return /^refs\/heads\/(.+)$/.exec(String(x.body.ref))?.[1] ?? ''
}

async function move(x: Exchange, fork: Fork, branch: string, status: number): Promise<Answer> {
  const after = String(x.body.sha)
  const path = `/repos/${fork.base.fullName}/git/commits/${encodeURIComponent(after)}`
  if ((await read(x.world, path)) === undefined) return refusal(422, 'Object does not exist')
  const before = fork.branches.get(branch) ?? NOWHERE
  fork.branches.set(branch, after)
  await moved(x, fork, { branch, before, after })
  return json(refShown(x, fork, branch, after), status)
}

/** What our app hears of a push to a fork: what it does to the pull requests from there, and nothing else. */
async function moved(x: Exchange, fork: Fork, move: { branch: string; before: string; after: string }): Promise<void> {
  if (x.actor.by !== 'user' || move.before === move.after) return
  const pulls = x.world.pulls.of(fork.base).filter((pull) => pull.open && pull.fork === fork)
  for (const pull of pulls.filter(({ head }) => head === move.branch))
    await headMoved(x.world, pull, move, x.actor.account.profile)
}

function refShown(x: Exchange, fork: Fork, branch: string, sha: string): JsonObject {
  const url = `${x.world.url}/repos/${fork.fullName}/git`
  return {
    ref: `refs/heads/${branch}`,
    node_id: nodeId('Ref', fork.id),
    url: `${url}/refs/heads/${branch}`,
    object: { type: 'commit', sha, url: `${url}/commits/${sha}` },
  }
}
