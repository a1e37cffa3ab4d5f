import { sha256 } from '../../../src/core/digest.ts'
import { renderIssueBody } from '../../../src/core/request/form-writer.ts'
import type { Comment, Issue, Person } from '../../../src/ports/issues.ts'
import type { Pull, Review } from '../../../src/ports/pull-requests.ts'
import type { Wish } from '../happening.ts'
import {
  commentPayload,
  deletedBranchPayload,
  installationPayload,
  issuePayload,
  memberPayload,
  pullPayload,
  pushPayload,
  repositoryPayload,
  reviewPayload,
  teamPayload,
} from './payloads.ts'
import { bot, governance, people, type Rules, repository, rulesAtFirst, security } from './setting.ts'
import { Versions } from './versions.ts'

/** What was written into an issue, by whom, and whether within the second in which it was opened. */
export type Text = { wish: Wish; by: number; soon?: boolean }

export type SimulatedIssue = {
  number: number
  requester: Person
  /** Undefined: it was deleted. */
  versions: Versions<Issue | undefined>
  texts: Text[]
  /** Whether its requester has taken for theirs whatever stands there. */
  retried?: true
}

export type SimulatedPull = {
  number: number
  versions: Versions<Pull>
  reviews: Map<number, Versions<Review>>
  /** As of when its reviews were read since it was merged; milliseconds. */
  readSince: number[]
}

/** How the access repository stands, and whether the app is let in. */
export type Place = { name: string; private: boolean; archived: boolean; reach: 'there' | 'suspended' | 'removed' }

type Commit = { parent: string | undefined; files: ReadonlyMap<string, string> }

/** GitHub as it really is, whatever a read shows of it. `send`: what it would tell by webhook. */
export class World {
  readonly issues = new Map<number, SimulatedIssue>()
  readonly pulls = new Map<number, SimulatedPull>()
  /** By the number of their issue or pull request, and their own. */
  readonly comments = new Map<number, Map<number, Versions<Comment | undefined>>>()
  readonly commits = new Map<string, Commit>()
  readonly branches = new Map<string, string>()
  readonly members: Map<number, Versions<boolean>>
  /** Whether a person has their key on the account. */
  readonly keys: Map<number, Versions<boolean>>
  readonly team = new Versions<readonly Person[]>(0, security)
  readonly rules = new Versions<Rules>(0, rulesAtFirst)
  readonly place: Versions<Place>
  readonly #clock: () => number
  readonly #send: (name: string, payload: object, about: number) => void
  /** How many requests a person may have open at a time; undefined: as many as they like. */
  readonly quota: number | undefined
  #newest = 100

  constructor(clock: () => number, send: (name: string, payload: object, about: number) => void, quota?: number) {
    this.#clock = clock
    this.quota = quota
    // Whoever is not let in hears of nothing but that.
    this.#send = (name, payload, about) => {
      if (this.place.newest.reach === 'there' || name.startsWith('installation')) send(name, payload, about)
    }
    this.members = new Map(people.map(({ id }) => [id, new Versions(0, true)]))
    this.keys = new Map(people.map(({ id }) => [id, new Versions(0, true)]))
    this.place = new Versions<Place>(0, { name: repository.name, private: true, archived: false, reach: 'there' })
  }

  /** GitHub's times have no parts of seconds. */
  #stamp(): Date {
    return new Date(Math.floor(this.#clock() / 1000) * 1000)
  }

  #next(): number {
    this.#newest += 1
    return this.#newest
  }

  /** `wish`: absent: it is a note, and asks for nothing. */
  openIssue(by: Person, wish?: Wish): SimulatedIssue {
    const number = this.#next()
    const [at, body] = [this.#stamp(), wish ? bodyOf(wish) : 'Just a note.']
    const issue: Issue = {
      ...{ number, isPull: false, url: `${governance.repository.url}/issues/${number}`, title: 'Access, please', body },
      ...{ author: by, open: true, closedBy: undefined, labels: [], comments: 0, locked: false },
      ...{ createdAt: at, updatedAt: at },
    }
    const versions = new Versions<Issue | undefined>(this.#clock(), issue)
    const made: SimulatedIssue = { number, requester: by, versions, texts: wish ? [{ wish, by: by.id }] : [] }
    this.issues.set(number, made)
    this.#send('issues', issuePayload('opened', issue, by), number)
    return made
  }

  edit(number: number, by: Person, wish: Wish): void {
    const issue = this.issues.get(number)
    if (!issue) return
    const soon = issue.versions.newest?.createdAt.getTime() === this.#stamp().getTime()
    issue.texts.push({ wish, by: by.id, soon })
    this.changeIssue(number, by, { body: bodyOf(wish) }, 'edited', { body: { from: '' } })
  }

  changeIssue(number: number, by: Person, change: Partial<Issue>, action: string, changes: object = {}): void {
    const issue = this.issues.get(number)
    const before = issue?.versions.newest
    if (!issue || !before) return
    const next = { ...before, ...change, updatedAt: this.#stamp() }
    issue.versions.set(this.#clock(), next)
    this.#send('issues', issuePayload(action, next, by, changes), number)
  }

  /** Deletes it, or moves it to another repository: there is no way back. */
  takeAway(number: number, by: Person, how: 'deleted' | 'transferred'): void {
    const issue = this.issues.get(number)
    const before = issue?.versions.newest
    if (!issue || !before) return
    issue.versions.set(this.#clock(), undefined)
    this.#send('issues', issuePayload(how, before, by), number)
  }

  comment(number: number, author: Person, body: string): number {
    const id = this.#next()
    const at = this.#stamp()
    const comment: Comment = { id, body, author, createdAt: at, updatedAt: at, ours: author === bot }
    const here = this.comments.get(number) ?? new Map<number, Versions<Comment | undefined>>()
    this.comments.set(number, here)
    here.set(id, new Versions<Comment | undefined>(this.#clock(), comment))
    this.#touch(number)
    this.#tell('created', number, comment, author)
    return id
  }

  editComment(number: number, id: number, by: Person, body: string): boolean {
    const versions = this.comments.get(number)?.get(id)
    const before = versions?.newest
    if (!versions || !before) return false
    const next = { ...before, body, updatedAt: this.#stamp() }
    versions.set(this.#clock(), next)
    this.#touch(number)
    this.#tell('edited', number, next, by)
    return true
  }

  deleteComment(number: number, id: number, by: Person): boolean {
    const versions = this.comments.get(number)?.get(id)
    const before = versions?.newest
    if (!versions || !before) return false
    versions.set(this.#clock(), undefined)
    this.#touch(number)
    this.#tell('deleted', number, before, by)
    return true
  }

  #tell(action: string, number: number, comment: Comment, by: Person): void {
    const pull = this.pulls.get(number)
    const issue = this.issues.get(number)?.versions.newest
    const about = pull ? { number, pull: true as const, body: '', updatedAt: comment.updatedAt } : issue
    if (about) this.#send('issue_comment', commentPayload(action, about, comment, by), number)
  }

  #touch(number: number): void {
    const issue = this.issues.get(number)
    const before = issue?.versions.newest
    if (issue && before) issue.versions.set(this.#clock(), { ...before, updatedAt: this.#stamp() })
  }

  commit(parent: string | undefined, files: ReadonlyMap<string, string>): string {
    const name = sha256(`commit ${this.#next()}`).slice(0, 40)
    this.commits.set(name, { parent, files })
    return name
  }

  filesOf(commit: string | undefined): ReadonlyMap<string, string> {
    return this.commits.get(commit ?? '')?.files ?? new Map()
  }

  openPull(text: Pick<Pull, 'title' | 'body' | 'headRef' | 'baseRef'>): SimulatedPull {
    const number = this.#next()
    const pull: Pull = {
      ...{ number, url: `${governance.repository.url}/pull/${number}`, open: true, draft: false, merged: false },
      ...{ mergedByUs: false, closedBy: undefined, mergeCommit: undefined, own: true, author: bot, ...text },
      head: this.branches.get(text.headRef) ?? '',
      baseHead: this.branches.get(text.baseRef) ?? '',
    }
    const made = { number, versions: new Versions(this.#clock(), pull), reviews: new Map(), readSince: [] }
    this.pulls.set(number, made)
    this.#send('pull_request', pullPayload('opened', pull, bot), number)
    return made
  }

  changePull(number: number, by: Person, change: Partial<Pull>, action: string): void {
    const pull = this.pulls.get(number)
    if (!pull) return
    const next = { ...pull.versions.newest, ...change }
    pull.versions.set(this.#clock(), next)
    this.#send('pull_request', pullPayload(action, next, by), number)
  }

  /** Somebody pushes to the branch of a pull request of ours. */
  push(number: number, by: Person): void {
    const pull = this.pulls.get(number)
    const before = pull?.versions.newest
    if (!pull || !before?.open) return
    const head = this.commit(before.head, new Map([...this.filesOf(before.head), ['requests/other.yml', 'more']]))
    this.branches.set(before.headRef, head)
    this.#send('push', pushPayload(before.headRef, head, ['requests/other.yml'], by), number)
    this.changePull(number, by, { head }, 'synchronize')
  }

  /** Somebody deletes the branch: GitHub closes the pull request by itself. */
  deleteBranch(number: number, by: Person): void {
    const pull = this.pulls.get(number)?.versions.newest
    if (!pull?.open) return
    this.branches.delete(pull.headRef)
    this.#send('push', deletedBranchPayload(pull.headRef, by), number)
    this.changePull(number, by, { open: false, closedBy: by.id }, 'closed')
  }

  review(number: number, by: Person, state: Review['state']): void {
    const pull = this.pulls.get(number)
    if (!pull?.versions.newest.open && !pull?.versions.newest.merged) return
    const id = this.#next()
    const commit = pull.versions.newest.head
    const review: Review = { id, person: by, state, commit, submittedAt: this.#stamp() }
    pull.reviews.set(id, new Versions(this.#clock(), review))
    this.#send('pull_request_review', reviewPayload('submitted', pull.versions.newest, review, by), number)
  }

  dismiss(number: number, by: Person): void {
    const pull = this.pulls.get(number)
    const last = [...(pull?.reviews.values() ?? [])].at(-1)
    if ((!pull?.versions.newest.open && !pull?.versions.newest.merged) || !last) return
    const next: Review = { ...last.newest, state: 'DISMISSED' }
    last.set(this.#clock(), next)
    this.#send('pull_request_review', reviewPayload('dismissed', pull.versions.newest, next, by), number)
  }

  move(by: Person, isMember: boolean): void {
    this.members.get(by.id)?.set(this.#clock(), isMember)
    this.#send('organization', memberPayload(isMember ? 'member_added' : 'member_removed', by), 0)
    if (!isMember) this.moveInTeam(by, false)
  }

  moveInTeam(who: Person, isIn: boolean): void {
    const before = this.team.newest
    if (before.some(({ id }) => id === who.id) === isIn) return
    this.team.set(this.#clock(), isIn ? [...before, who] : before.filter(({ id }) => id !== who.id))
    this.#send('membership', teamPayload(isIn ? 'added' : 'removed', who), 0)
  }

  /** No webhook tells of keys. */
  setKey(of: Person, isThere: boolean): void {
    this.keys.get(of.id)?.set(this.#clock(), isThere)
  }

  changeRules(rules: Rules, by: Person): void {
    this.rules.set(this.#clock(), rules)
    this.#send('push', pushPayload('main', this.commit(undefined, new Map()), ['policies/daypass.rego'], by), 0)
  }

  changePlace(change: Partial<Place>, action: string, by: Person): void {
    const isReach = change.reach !== undefined
    this.place.set(this.#clock(), { ...this.place.newest, ...change })
    if (!isReach) this.#send('repository', repositoryPayload(action, by), 0)
    else if (action === 'suspend' || action === 'unsuspend')
      this.#send('installation', installationPayload(action, 'repositories', by), 0)
    else
      this.#send(
        'installation_repositories',
        installationPayload(action, `repositories_${action as 'added' | 'removed'}`, by),
        0,
      )
  }

  /** The open pull request of Daypass about this issue. */
  pullOf(number: number): SimulatedPull | undefined {
    return [...this.pulls.values()].findLast(({ versions }) => versions.newest.headRef === `daypass/${number}`)
  }

  commentsAt(number: number, at: number): Comment[] {
    const here = [...(this.comments.get(number)?.values() ?? [])]
    return here.flatMap((one) => one.asOf(at) ?? [])
  }
}

export function bodyOf({ resource, actions, minutes, reason }: Wish): string {
  return renderIssueBody({ resource, actions: actions.split(', '), duration: `${minutes}m`, reason })
}
