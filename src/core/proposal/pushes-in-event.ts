import { number, object, type Payload, parts, text } from '../payload.ts'
import { isKeptForDaypass, ledgerBranch } from '../request/branch-names.ts'
import { type EventPlace, repositoryOf } from './proposals-in-event.ts'

/** Somebody put this commit at the end of a branch, as GitHub told: no read of it says that. */
export type Pushed = { repository: EventPlace; commit: string; person: number }

/**
 * Who pushed a commit that may be, or be going to be, the head of a pull request. Of a fork GitHub tells no pushes before there is a pull
 * request: what its owner opens with is taken to be theirs.
 */
export function pushIn(event: string, payload: Payload): Pushed | undefined {
  const { repository: shown, pull, sender } = parts(payload)
  const [repository, person] = [repositoryOf(payload), number(sender.id)]
  if (!repository || !person) return undefined
  const pushed = (commit: string): Pushed | undefined =>
    /^[0-9a-f]{40}$/.test(commit) && !/^0+$/.test(commit) ? { repository, commit, person } : undefined
  if (event === 'push') {
    const branch = /^refs\/heads\/(.+)$/.exec(text(payload.ref))?.[1]
    const isOther = branch === ledgerBranch || branch === text(shown.default_branch)
    return branch === undefined || isOther || branch.startsWith('gh-readonly-queue/') || isKeptForDaypass(branch)
      ? undefined
      : pushed(text(payload.after))
  }
  if (event !== 'pull_request' || object(pull.base).ref !== shown.default_branch) return undefined
  const head = object(pull.head)
  if (payload.action === 'synchronize') return pushed(text(payload.after) || text(head.sha))
  const fork = object(head.repo)
  const isOwnFork = number(fork.id) !== repository.id && number(object(fork.owner).id) === person
  const isAuthor = number(object(pull.user).id) === person
  return payload.action === 'opened' && isOwnFork && isAuthor ? pushed(text(head.sha)) : undefined
}
