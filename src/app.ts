import type { Probot } from 'probot'
import { isAboutAlerts } from './core/alerts/alert-in-event.ts'
import { commentDigest, sha256 } from './core/digest.ts'
import { number, object, type Payload, parts, text } from './core/payload.ts'
import { changedRepositories, type Proposed, proposalsIn, repositoryOf } from './core/proposal/proposals-in-event.ts'
import { type Pushed, pushIn } from './core/proposal/pushes-in-event.ts'
import { isKeptForDaypass, issueOfGrantBranch, ledgerBranch } from './core/request/branch-names.ts'
import { startsLikeRequest } from './core/request/form-start.ts'
import { isOpenedWithoutForm } from './core/request/without-form.ts'
import type { RequestKey } from './core/request-key.ts'
import type { Log } from './ports/log.ts'
import type { Move } from './ports/roster.ts'
import type { Enqueue, Wake } from './ports/wake.ts'

/** The events that the app subscribes to; app.yml lists the same. */
export const subscribedEvents = [
  'check_run',
  'check_suite',
  'issue_comment',
  'issues',
  'membership',
  'organization',
  'pull_request',
  'pull_request_review',
  'push',
  'repository',
] as const

/** What GitHub sends to every app. */
export const unaskedEvents = ['installation', 'installation_repositories'] as const

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
const pullActions = [
  'opened',
  'edited',
  'closed',
  'reopened',
  'synchronize',
  'converted_to_draft',
  'ready_for_review',
  'locked',
  'unlocked',
  'labeled',
  'unlabeled',
]
const reviewActions = ['submitted', 'edited', 'dismissed']

export type AppOptions = {
  enqueue: Enqueue
  /** Whether the deployment serves the repository with this id. */
  enrolled: (repository: number) => boolean
  /** Login of the app's own bot account; undefined while it is not known yet. */
  ownLogin: () => string | undefined
  /**
   * Governed files (`push`), the visibility or the name of the repository changed, or the app lost access to it. `gone`: the event
   * says that nothing in it can be seen any more.
   */
  repositoryChanged: (repository: number, event: string, gone: boolean) => Promise<void>
  /** Memberships of this person in the organisation or its teams changed; `move`: how, where the event says so. */
  personChanged: (person: number, move?: Omit<Move, 'person'>) => Promise<void>
  /** A pull request against the default branch is to be looked at again; `pull` undefined: all of the repository that are open. */
  proposed: (wake: Proposed) => Promise<void>
  /** Somebody pushed what may be the head of one. */
  pushed: (push: Pushed) => Promise<void>
  /** Who may stand behind owners' names has changed in this installation's organisation. */
  ownersChanged: (installation: number) => Promise<void>
  /** A person opened an issue without any form. */
  withoutForm: (key: RequestKey) => Promise<void>
  log: Pick<Log, 'info' | 'warn'>
}

/**
 * The Probot application function: an event says which request to look at again, and, for the author of a text, who wrote it.
 * What happens then follows from what GitHub says when it is asked, so late, doubled and forged order do no harm.
 */
export function daypassApp(options: AppOptions): (app: Probot) => void {
  const isServed = servedOnly(options)
  return (app) => {
    app.on([...subscribedEvents, ...unaskedEvents], async ({ name, payload: received }) => {
      const payload = received as unknown as Payload
      for (const repository of changedRepositories(name, payload)) {
        if (isServed(repository)) await options.repositoryChanged(repository, name, takesAway(name, payload))
      }
      const person = changedPerson(name, payload)
      if (person) await options.personChanged(person, moveOf(name, payload))
      const installation = person && number(parts(payload).installation.id)
      if (installation) await options.ownersChanged(installation)
      const push = pushIn(name, payload)
      if (push && isServed(push.repository.id)) await options.pushed(push)
      for (const proposal of proposalsIn(name, payload))
        if (isServed(proposal.repository.id)) await options.proposed(proposal)
      const wake = wakeOf(name, payload, options.ownLogin())
      if (!wake || !isServed(wake.key.repository)) return
      await options.enqueue(wake)
      if (isOpenedWithoutForm(name, payload)) await options.withoutForm(wake.key)
    })
  }
}

/** The request that an event is about; undefined: none, or our own doing. */
export function wakeOf(event: string, payload: Payload, ownLogin: string | undefined): Wake | undefined {
  const { sender } = parts(payload)
  if (sender.type === 'Bot' && ownLogin !== undefined && sender.login === ownLogin) return undefined
  if (isAboutAlerts(payload, ownLogin)) return undefined
  const found = requestIn(event, payload)
  const repository = repositoryOf(payload)
  if (!found || !repository) return undefined
  const { issue, ...seen } = found
  return { key: { repository: repository.id, issue }, repository, ...seen }
}

/** The number of the request's issue, and what was seen of it on the way. */
type Found = { issue: number } & Pick<
  Wake,
  'looksLikeRequest' | 'writtenBy' | 'comment' | 'changed' | 'review' | 'notice'
>

function requestIn(event: string, payload: Payload): Found | undefined {
  const action = text(payload.action)
  const happened = (name: string, actions: readonly string[]) => event === name && actions.includes(action)
  if (happened('issues', issueActions)) return ofIssue(payload, true)
  if (happened('issue_comment', commentActions)) return ofIssue(payload, false)
  if (happened('pull_request', pullActions)) return ofPull(payload, action)
  if (happened('pull_request_review', reviewActions)) return ofPull(payload, 'reviewed')
  if (event === 'push') return ofBranch(/^refs\/heads\/(.+)$/.exec(text(payload.ref))?.[1] ?? '')
  return undefined
}

function ofIssue(payload: Payload, isAboutIssue: boolean): Found | undefined {
  const { issue, sender, changes } = parts(payload)
  const [issueNumber, senderId, action] = [number(issue.number), number(sender.id), text(payload.action)]
  // What is said on a pull request may be said to a request; its text asks for nothing.
  if (!issueNumber || (issue.pull_request && isAboutIssue)) return undefined
  const body = issue.pull_request ? '' : text(issue.body)
  // What comes from, or leaves for, another repository is no request of this one by itself.
  const isMoving =
    action === 'transferred' ||
    action === 'deleted' ||
    changes.old_issue !== undefined ||
    changes.old_repository !== undefined
  const isTheirText =
    isAboutIssue && !isMoving && (action === 'opened' || (action === 'edited' && changes.body !== undefined))
  return {
    issue: issueNumber,
    looksLikeRequest: !isMoving && startsLikeRequest(body),
    ...(isTheirText && senderId ? { writtenBy: { person: senderId, body: sha256(body) } } : {}),
    ...changeOf(issue),
    ...(isAboutIssue ? {} : commentOf(payload)),
    ...(isAboutIssue || action === 'created' ? {} : { notice: 'comments' as const }),
    ...(isAboutIssue && (action === 'transferred' || action === 'deleted') ? { notice: 'gone' as const } : {}),
  }
}

/** When it was last changed, as the event says; what is no time is no hint. */
function changeOf({ updated_at }: Payload): Pick<Found, 'changed'> {
  const at = text(updated_at)
  return Number.isNaN(Date.parse(at)) ? {} : { changed: new Date(at).toISOString() }
}

/** Who wrote a comment, or that it is not what it was, or no more. */
function commentOf(payload: Payload): Pick<Found, 'comment'> {
  const { comment, sender } = parts(payload)
  if (sender.type === 'Bot' || object(comment.user).type === 'Bot') return {}
  const [id, person, action] = [number(comment.id), number(sender.id), text(payload.action)]
  if (!id) return {}
  if (action !== 'created') return { comment: { id } }
  return person ? { comment: { id, written: { person, body: commentDigest(text(comment.body)) } } } : {}
}

/** A grant pull request is known by its branch in the repository itself; a fork may call its branches what it likes. */
function ofPull(payload: Payload, action: string): Found | undefined {
  const { repository, pull } = parts(payload)
  const head = object(pull.head)
  const isOurs = number(object(head.repo).id) === number(repository.id) && isKeptForDaypass(text(head.ref))
  const review = action === 'reviewed' ? number(object(payload.review).id) : undefined
  const voted = review ? { review } : {}
  if (!isOurs) {
    const own = ofRequestPull(payload, action)
    return own && { ...own, ...voted }
  }
  const found = ofBranch(text(head.ref))
  return found && { ...found, ...voted, ...(action === 'edited' ? { notice: 'pull' } : {}) }
}

/** A pull request by which a person asks; whoever pushed its head wrote it. */
function ofRequestPull(payload: Payload, action: string): Found | undefined {
  const { pull, sender } = parts(payload)
  const [issue, person] = [number(pull.number), number(sender.id)]
  if (!issue) return undefined
  const asks = object(pull.user).type === 'User' && object(pull.base).ref === ledgerBranch && pull.state === 'open'
  // What was pushed; by the time that the event was made, somebody else may have pushed, too.
  const head = text(payload.after) || text(object(pull.head).sha)
  const isTheirs = action === 'opened' || action === 'synchronize'
  return {
    issue,
    looksLikeRequest: asks && pull.draft !== true,
    ...(isTheirs && person && head !== '' ? { writtenBy: { person, body: sha256(head) } } : {}),
  }
}

function ofBranch(branch: string): Found | undefined {
  const issue = issueOfGrantBranch(branch)
  return issue === undefined ? undefined : { issue, looksLikeRequest: false }
}

/** The person whose membership of the organisation or of a team changed. */
export function changedPerson(event: string, payload: Payload): number | undefined {
  if (event === 'membership') return number(object(payload.member).id)
  return event === 'organization' ? number(object(object(payload.membership).user).id) : undefined
}

/** Into or out of which team somebody went, or that they left the organisation; undefined: neither. */
export function moveOf(event: string, payload: Payload): Omit<Move, 'person'> | undefined {
  const installation = number(parts(payload).installation.id)
  const [team, action] = [number(object(payload.team).id), text(payload.action)]
  if (!installation) return undefined
  if (event === 'organization') return action === 'member_removed' ? { installation, joined: false } : undefined
  const isMove = event === 'membership' && ['added', 'removed'].includes(action)
  return isMove && team ? { installation, team, joined: action === 'added' } : undefined
}

/** Whether the event says that the repositories it names are out of reach from now on. */
function takesAway(event: string, { action }: Payload): boolean {
  const takers: Record<string, readonly unknown[]> = {
    installation: ['deleted', 'suspend'],
    installation_repositories: ['removed'],
    repository: ['deleted', 'transferred'],
  }
  return takers[event]?.includes(action) ?? false
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
