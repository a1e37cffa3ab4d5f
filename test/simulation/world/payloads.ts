// GitHub's webhooks, as far as anybody reads them.
import type { Comment, Issue, Person } from '../../../src/ports/issues.ts'
import type { Pull, Review } from '../../../src/ports/pull-requests.ts'
import { repository, teamId } from './setting.ts'

const user = ({ id, login, type }: Person) => ({ id, login, type })

const common = (sender: Person) => ({
  repository: {
    ...{ id: repository.id, name: repository.name, owner: { login: repository.owner } },
    ...{ default_branch: 'main' },
  },
  installation: { id: repository.installation },
  sender: user(sender),
})

export function issuePayload(action: string, issue: Issue, sender: Person, changes: object = {}): object {
  const { number, title, body, author, updatedAt } = issue
  const shown = { number, title, body, user: user(author), updated_at: updatedAt.toISOString() }
  return { action, issue: shown, changes, ...common(sender) }
}

type About = { number: number; pull?: true; body: string; updatedAt: Date }

export function commentPayload(action: string, about: About | Issue, comment: Comment, sender: Person): object {
  const { number, body, updatedAt } = about
  const isPull = 'pull' in about
  const issue = { number, body, updated_at: updatedAt.toISOString(), ...(isPull ? { pull_request: {} } : {}) }
  return {
    action,
    issue,
    comment: { id: comment.id, body: comment.body, user: user(comment.author) },
    ...common(sender),
  }
}

function shownPull({ number, title, body, open, author, head, headRef, baseRef }: Pull): object {
  return {
    ...{ number, title, body, state: open ? 'open' : 'closed', draft: false, user: user(author) },
    ...{ head: { ref: headRef, sha: head, repo: { id: repository.id } }, base: { ref: baseRef } },
  }
}

export function pullPayload(action: string, pull: Pull, sender: Person): object {
  return { action, pull_request: shownPull(pull), ...common(sender) }
}

export function reviewPayload(action: string, pull: Pull, review: Review, sender: Person): object {
  return { action, pull_request: shownPull(pull), review: { id: review.id }, ...common(sender) }
}

export function pushPayload(branch: string, after: string, modified: readonly string[], by: Person): object {
  return { ref: `refs/heads/${branch}`, after, deleted: false, commits: [{ id: after, modified }], ...common(by) }
}

export function deletedBranchPayload(branch: string, by: Person): object {
  return { ref: `refs/heads/${branch}`, after: '0'.repeat(40), deleted: true, commits: [], ...common(by) }
}

export function repositoryPayload(action: string, by: Person): object {
  return { action, ...common(by) }
}

/** `list`: the member in which GitHub names the repositories. */
export function installationPayload(
  action: string,
  list: 'repositories' | 'repositories_added' | 'repositories_removed',
  by: Person,
): object {
  const { repository: _none, ...rest } = common(by)
  return { action, [list]: [{ id: repository.id, name: repository.name }], ...rest }
}

export function teamPayload(action: string, person: Person): object {
  const { repository: _none, ...rest } = common(person)
  return { action, scope: 'team', team: { id: teamId }, member: user(person), ...rest }
}

export function memberPayload(action: string, person: Person): object {
  const { repository: _none, ...rest } = common(person)
  return { action, membership: { user: user(person) }, ...rest }
}

export function checkPayload(
  event: 'check_run' | 'check_suite',
  action: string,
  pulls: readonly number[],
  by: Person,
): object {
  return { action, [event]: { pull_requests: pulls.map((number) => ({ number })) }, ...common(by) }
}
