import { forbidden, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, type Handler, notFound, refusal } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { allows, appMayRead } from '../people/permission.ts'
import type { Pull } from './pull-store.ts'

export type PullHandler = (x: Exchange, pull: Pull) => Promise<Answer> | Answer

/** Calls about one pull request, for whoever may read it. */
export function withPull(handler: PullHandler): Handler {
  return (x) => {
    if (!appMayRead(x, 'pull_requests')) return forbidden(x.actor)
    const pull = x.world.pulls.find(repositoryOf(x), Number(x.params.number))
    return pull === undefined ? notFound() : handler(x, pull)
  }
}

/** Changes of one pull request one after the other, in one row with those of its issue. */
export function changingPull(handler: PullHandler): Handler {
  return withPull((x, pull) => x.world.turns.take(`${pull.repository.id} ${pull.number}`, async () => handler(x, pull)))
}

/** What moves branches waits for what moves branches, and so does what must know where they are. */
export function movingBranches<T>(x: Exchange, work: () => Promise<T>): Promise<T> {
  return x.world.turns.take(`${repositoryOf(x).id} git`, work)
}

/** Whether the actor made the pull request; the author of one by the app is its bot. */
export function isAuthor(x: Exchange, pull: Pull): boolean {
  return senderOf(x.world, x.actor).id === pull.author.id && x.actor.by !== 'anonymous'
}

/** Whether a person has the role, or the app may write pull requests. */
export function mayOnPull(x: Exchange, role: 'read' | 'triage' | 'write'): boolean {
  return allows(x, role, 'pull_requests')
}

/** GitHub's 422 without a field. */
export function unprocessable(message: string): Answer {
  return refusal(422, 'Unprocessable Entity', [message])
}
