import type { Logger } from 'pino'
import type { Probot } from 'probot'
import { sha256 } from './core/digest.ts'
import { startsLikeRequest } from './core/request-issue.ts'
import type { Enqueue, Wake } from './ports/wake.ts'

/** The events that the app subscribes to; app.yml lists the same. GitHub sends `installation` events to every app, unasked. */
export const subscribedEvents = ['issue_comment', 'issues', 'push', 'repository'] as const

const unaskedEvents = ['installation', 'installation_repositories'] as const

/** What people do to an issue that may change the state of a request. */
const issueActions = [
  'opened',
  'edited',
  'closed',
  'reopened',
  'deleted',
  'transferred',
  'labeled',
  'unlabeled',
  'locked',
  'unlocked',
]
const commentActions = ['created', 'edited', 'deleted']

export type AppOptions = {
  enqueue: Enqueue
  /** Whether the deployment serves the repository with this id. */
  enrolled: (repository: number) => boolean
  /** Login of the app's own bot account; undefined while it is not known yet. */
  ownLogin: () => string | undefined
  /** The default branch, the visibility or the name of the repository changed, or the app lost access to it. */
  governanceChanged: (repository: number) => void
  log: Pick<Logger, 'info' | 'warn'>
}

/** A payload as GitHub sent it; nothing of it is trusted beyond being a hint that it is worth looking. */
type Payload = Readonly<Record<string, unknown>>

/**
 * The Probot application function: an event says which request to look at again, and, for the author of a text, whose hand wrote it.
 * What happens then follows from what GitHub says when it is asked, so late, doubled and forged order do no harm.
 */
export function daypassApp(options: AppOptions): (app: Probot) => void {
  const isServed = servedOnly(options)
  return (app) => {
    app.on([...subscribedEvents, ...unaskedEvents], async ({ name, payload: received }) => {
      const payload = received as unknown as Payload
      for (const repository of changedRepositories(name, payload)) {
        if (isServed(repository)) options.governanceChanged(repository)
      }
      const wake = wakeOf(name, payload, options.ownLogin())
      if (wake && isServed(wake.key.repository)) await options.enqueue(wake)
    })
  }
}

/** The request that an event of issues or comments is about; undefined: none, or our own doing. */
export function wakeOf(event: string, payload: Payload, ownLogin: string | undefined): Wake | undefined {
  const action = text(payload.action)
  const isIssue = event === 'issues' && issueActions.includes(action)
  if (!isIssue && !(event === 'issue_comment' && commentActions.includes(action))) return undefined
  const { issue, repository, installation, sender, changes } = parts(payload)
  if (sender.type === 'Bot' && ownLogin !== undefined && sender.login === ownLogin) return undefined
  if (issue.pull_request) return undefined
  const [issueNumber, id, installed, senderId] = [
    number(issue.number),
    number(repository.id),
    number(installation.id),
    number(sender.id),
  ]
  const [owner, name] = [text(object(repository.owner).login), text(repository.name)]
  if (!issueNumber || !id || !installed || owner === '' || name === '') return undefined
  const body = text(issue.body)
  // What comes from, or leaves for, another repository is no request of this one by itself.
  const isMoving =
    action === 'transferred' ||
    action === 'deleted' ||
    changes.old_issue !== undefined ||
    changes.old_repository !== undefined
  const isTheirText =
    isIssue && !isMoving && (action === 'opened' || (action === 'edited' && changes.body !== undefined))
  return {
    key: { repository: id, issue: issueNumber },
    repository: { id, owner, name, installation: installed },
    looksLikeRequest: !isMoving && startsLikeRequest(body),
    ...(isTheirText && senderId ? { hand: { person: senderId, body: sha256(body) } } : {}),
  }
}

/** Repositories whose governed files, visibility or accessibility may have changed. */
export function changedRepositories(event: string, payload: Payload): number[] {
  const { repository } = parts(payload)
  const here = number(repository.id)
  if (event === 'push') {
    return here && payload.ref === `refs/heads/${text(repository.default_branch)}` ? [here] : []
  }
  if (event === 'repository') return here ? [here] : []
  if (event !== 'installation' && event !== 'installation_repositories') return []
  const named = [payload.repositories, payload.repositories_removed].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  return named.flatMap((item) => number(object(item).id) ?? [])
}

/** Whether a repository is enrolled; tells the operator once of each that is not. */
function servedOnly({ enrolled, log }: AppOptions): (repository: number) => boolean {
  const told = new Set<number>()
  return (repository) => {
    if (enrolled(repository)) return true
    if (!told.has(repository) && told.size < 1000) {
      told.add(repository)
      log.warn(
        { repository },
        'Events of a repository that no connector names are ignored. Name its id in daypass.config.yml to enrol it.',
      )
    }
    return false
  }
}

function parts(payload: Payload) {
  return {
    issue: object(payload.issue),
    repository: object(payload.repository),
    installation: object(payload.installation),
    sender: object(payload.sender),
    changes: object(payload.changes),
  }
}

function object(value: unknown): Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function number(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined
}
