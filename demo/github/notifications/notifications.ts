import { asObject, asObjects, type JsonObject, wholeSeconds } from '../json.ts'
import { type Account, covers, type Directory } from '../people/directory.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Notification, NotificationReason } from '../types.ts'
import { mentionsIn } from './mentions.ts'

/** What a person's inbox has of one issue or pull request. */
export type Thread = {
  id: number
  account: Account
  repository: Repository
  number: number
  isPull: boolean
  title: string
  reason: NotificationReason
  updatedAt: string
}

type Happening = { event: string; payload: JsonObject; sender: JsonObject; repository: Repository }
type People = {
  directory: Directory
  organisation: string
  now: () => Date
  /** Whether the app's mentions of teams count, which they do only where it may read members. */
  appMentionsTeams: () => boolean
}

/**
 * Who is told of what, by the reasons that GitHub documents: who opened, commented, was mentioned (alone or by team), was asked for a
 * review, was assigned, changed the state, or subscribed is subscribed to the thread and is told of each later comment, review and
 * change of state, but not of their own. Edits tell nobody but whom they newly mention; labels tell nobody.
 */
export class Notifications {
  readonly list: Notification[] = []
  readonly threads: Thread[] = []
  readonly #subscriptions = new Map<string, Map<Account, NotificationReason>>()
  readonly #watching = new Set<Account>()
  readonly #people: People

  constructor(people: People) {
    this.#people = people
  }

  watch(account: Account): void {
    this.#watching.add(account)
  }

  subscribe(account: Account, repository: Repository, number: number): void {
    this.#of(repository, number).set(account, 'manual')
  }

  /** Takes a webhook event as what has happened, whether anybody is sent it or not. */
  note(happening: Happening): void {
    const { event, payload, sender, repository } = happening
    const about = asObject(payload.issue ?? payload.pull_request)
    if (typeof about.number !== 'number') return
    const told =
      event === 'pull_request' || event === 'pull_request_review' ? this.#pull(happening) : this.#issue(happening)
    if (told === undefined) return
    const actor = this.#people.directory.account(String(sender.login))
    const subscribed = this.#of(repository, about.number)
    for (const [account, reason] of told.fresh) {
      if (account !== actor) subscribed.set(account, reason)
    }
    const all = told.everybody ? new Map([...subscribed, ...told.fresh]) : told.fresh
    for (const watcher of told.everybody ? this.#watching : []) if (!all.has(watcher)) all.set(watcher, 'subscribed')
    if (actor && told.joins !== undefined && !subscribed.has(actor)) subscribed.set(actor, told.joins)
    for (const [account, reason] of all) {
      const reads = covers(this.#people.directory.role(account, repository), 'read')
      if (account !== actor && reads) this.#tell(account, reason, happening, about)
    }
  }

  #issue({ event, payload, sender }: Happening): Told | undefined {
    const what = `${event}.${payload.action}`
    const text = String(asObject(payload.comment ?? payload.issue).body ?? '')
    if (what === 'issues.opened') return { fresh: this.#mentioned(text, sender), everybody: true, joins: 'author' }
    if (what === 'issue_comment.created')
      return { fresh: this.#mentioned(text, sender), everybody: true, joins: 'comment' }
    if (what === 'issues.closed' || what === 'issues.reopened')
      return { fresh: new Map(), everybody: true, joins: 'state_change' }
    if (what === 'issues.assigned') return { fresh: this.#one(payload.assignee, 'assign'), everybody: false }
    return payload.action === 'edited' ? this.#edited(payload, text, sender) : undefined
  }

  #pull({ event, payload, sender }: Happening): Told | undefined {
    const what = `${event}.${payload.action}`
    const pull = asObject(payload.pull_request)
    if (what === 'pull_request.opened')
      return { fresh: this.#mentioned(String(pull.body ?? ''), sender), everybody: true, joins: 'author' }
    if (what === 'pull_request.closed' || what === 'pull_request.reopened')
      return { fresh: new Map(), everybody: true, joins: 'state_change' }
    if (what === 'pull_request.review_requested') return { fresh: this.#asked(payload), everybody: false }
    if (what === 'pull_request_review.submitted') {
      const text = String(asObject(payload.review).body ?? '')
      return { fresh: this.#mentioned(text, sender), everybody: true, joins: 'comment' }
    }
    return what === 'pull_request.edited' ? this.#edited(payload, String(pull.body ?? ''), sender) : undefined
  }

  #edited(payload: JsonObject, text: string, sender: JsonObject): Told {
    const before = this.#mentioned(String(asObject(asObject(payload.changes).body).from ?? text), sender)
    return {
      fresh: new Map([...this.#mentioned(text, sender)].filter(([account]) => !before.has(account))),
      everybody: false,
    }
  }

  #mentioned(text: string, sender: JsonObject): Map<Account, NotificationReason> {
    const { people, byTeam } = mentionsIn(this.#people.directory, this.#people.organisation, text)
    const teams = sender.type !== 'Bot' || this.#people.appMentionsTeams()
    return new Map([
      ...(teams ? [...byTeam] : []).map((account) => [account, 'team_mention'] as const),
      ...[...people].map((account) => [account, 'mention'] as const),
    ])
  }

  #asked({ requested_reviewer: person, requested_team: team }: JsonObject): Map<Account, NotificationReason> {
    const slug = asObject(team).slug
    const found = typeof slug === 'string' ? this.#people.directory.team(slug) : undefined
    const members = found ? this.#people.directory.membersOf(found) : []
    return new Map([
      ...this.#one(person, 'review_requested'),
      ...members.map((one) => [one, 'review_requested'] as const),
    ])
  }

  #one(profile: unknown, reason: NotificationReason): Map<Account, NotificationReason> {
    const account = this.#people.directory.account(String(asObject(profile).login))
    return new Map(account ? [[account, reason]] : [])
  }

  #of(repository: Repository, number: number): Map<Account, NotificationReason> {
    const key = `${repository.id} ${number}`
    const known = this.#subscriptions.get(key) ?? new Map<Account, NotificationReason>()
    this.#subscriptions.set(key, known)
    return known
  }

  #tell(
    account: Account,
    reason: NotificationReason,
    { event, payload, repository }: Happening,
    about: JsonObject,
  ): void {
    const at = this.#people.now()
    const number = Number(about.number)
    const what = `${event}.${payload.action}`
    this.list.push({ login: account.login, number, event: what, reason, at })
    const same = (one: Thread) => one.account === account && one.repository === repository && one.number === number
    const isPull = payload.pull_request !== undefined || asObjects([about.pull_request]).length > 0
    const shown = {
      account,
      repository,
      number,
      isPull,
      title: String(about.title),
      reason,
      updatedAt: wholeSeconds(at),
    }
    const known = this.threads.find(same)
    if (known) Object.assign(known, shown)
    else this.threads.push({ id: 910_001 + this.threads.length, ...shown })
  }
}

/** Who is told because of this alone, whether all who are subscribed are too, and why whoever did it is subscribed from now on. */
type Told = {
  fresh: Map<Account, NotificationReason>
  everybody: boolean
  joins?: NotificationReason
}
