import { sha256 } from '../../../src/core/digest.ts'
import { ledgerBranch } from '../../../src/core/request/branch-names.ts'
import { renderIssueBody } from '../../../src/core/request/form-writer.ts'
import type { Settings } from '../../../src/generated/config.ts'
import type { Comment, Issue, Person } from '../../../src/ports/issues.ts'
import type { Pull, Review } from '../../../src/ports/pull-requests.ts'
import type { Wish } from '../happening.ts'
import { DefaultBranch } from './default-branch.ts'
import { type Files, filesAtFirst } from './governed-files.ts'
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
import { bot, mainBranch, people, repository, security, shownRepository } from './setting.ts'
import type { SimulatedPull } from './simulated-pull.ts'
import { Versions } from './versions.ts'

/** What was written into an issue, by whom, when (milliseconds), and whether within the second in which it was opened. `head`: of a request by pull request. */
export type Text = { wish: Wish; by: number; at: number; soon?: boolean; head?: string }

export type SimulatedIssue = {
  number: number
  requester: Person
  /** Undefined: it was deleted. */
  versions: Versions<Issue | undefined>
  texts: Text[]
  /** Whether its requester has taken for theirs whatever stands there. */
  retried?: true
}

/** How the access repository stands, and whether the app is let in. */
export type Place = { name: string; private: boolean; archived: boolean; reach: 'there' | 'suspended' | 'removed' }

type Commit = { parent: string | undefined; files: Files }

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
  readonly main: DefaultBranch
  readonly place: Versions<Place>
  readonly #clock: () => number
  readonly #send: (name: string, payload: object, about: number) => void
  /** What the access repository sets otherwise than it is at first. */
  readonly settings: Settings
  #newest = 100

  constructor(
    clock: () => number,
    send: (name: string, payload: object, about: number) => void,
    settings: Settings = {},
    isGuarded = false,
  ) {
    this.#clock = clock
    this.settings = settings
    // Whoever is not let in hears of nothing but that.
    this.#send = (name, payload, about) => {
      if (this.place.newest.reach === 'there' || name.startsWith('installation')) send(name, payload, about)
    }
    this.members = new Map(people.map(({ id }) => [id, new Versions(0, true)]))
    this.keys = new Map(people.map(({ id }) => [id, new Versions(0, true)]))
    this.main = new DefaultBranch(
      {
        clock,
        next: () => this.#next(),
        commit: (parent, files) => this.commit(parent, files),
        filesOf: (commit) => this.filesOf(commit),
        setBranch: (name, commit) => void this.branches.set(name, commit),
        send: (...told) => this.#send(...told),
        open: (number, text, by) => this.#open(number, text, by),
        changePull: (...change) => this.changePull(...change),
      },
      filesAtFirst(settings),
      isGuarded,
    )
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
      ...{ number, isPull: false, url: `${shownRepository.url}/issues/${number}`, title: 'Access, please', body },
      ...{ author: by, open: true, closedBy: undefined, labels: [], comments: 0, locked: false },
      ...{ createdAt: at, updatedAt: at },
    }
    const versions = new Versions<Issue | undefined>(this.#clock(), issue)
    const made: SimulatedIssue = {
      number,
      requester: by,
      versions,
      texts: wish ? [{ wish, by: by.id, at: this.#clock() }] : [],
    }
    this.issues.set(number, made)
    this.#send('issues', issuePayload('opened', issue, by), number)
    return made
  }

  /** A person asks by a pull request of their own. */
  openRequestPull(by: Person, wish: Wish): SimulatedIssue {
    const number = this.#next()
    const headRef = `${by.login}-${number}`
    if (!this.branches.has(ledgerBranch)) this.branches.set(ledgerBranch, this.commit(undefined, new Map()))
    const head = this.#ask(number, headRef, wish, this.branches.get(ledgerBranch))
    const at = this.#stamp()
    const text = { title: 'Access, please', body: 'The file says what.' }
    const issue: Issue = {
      ...{ number, isPull: true, url: `${shownRepository.url}/pull/${number}`, ...text },
      ...{ author: by, open: true, closedBy: undefined, labels: [], comments: 0, locked: false },
      ...{ createdAt: at, updatedAt: at },
    }
    const versions = new Versions<Issue | undefined>(this.#clock(), issue)
    const made: SimulatedIssue = {
      number,
      requester: by,
      versions,
      texts: [{ wish, by: by.id, at: this.#clock(), head }],
    }
    this.issues.set(number, made)
    this.#open(number, { ...text, headRef, baseRef: ledgerBranch }, by)
    return made
  }

  /** Puts what is asked for on the branch, in the one file of the request. Returns the commit. */
  #ask(number: number, branch: string, wish: Wish, onto: string | undefined): string {
    const others = [...this.filesOf(onto)].filter(([path]) => !path.endsWith(`/ask-${number}.yml`))
    const head = this.commit(onto, new Map([...others, [`requests/${wish.resource}/ask-${number}.yml`, fileOf(wish)]]))
    this.branches.set(branch, head)
    return head
  }

  edit(number: number, by: Person, wish: Wish): void {
    const issue = this.issues.get(number)
    if (!issue) return
    const soon = issue.versions.newest?.createdAt.getTime() === this.#stamp().getTime()
    const own = this.pulls.get(number)?.versions.newest
    if (own) {
      const head = this.#ask(number, own.headRef, wish, own.head)
      issue.texts.push({ wish, by: by.id, at: this.#clock(), soon, head })
      this.#pushed(number, own.headRef, head, by)
      return
    }
    issue.texts.push({ wish, by: by.id, at: this.#clock(), soon })
    this.changeIssue(number, by, { body: bodyOf(wish) }, 'edited', { body: { from: '' } })
  }

  changeIssue(number: number, by: Person, change: Partial<Issue>, action: string, changes: object = {}): void {
    const issue = this.issues.get(number)
    const before = issue?.versions.newest
    if (!issue || !before) return
    const next = { ...before, ...change, updatedAt: this.#stamp() }
    issue.versions.set(this.#clock(), next)
    const own = this.pulls.get(number)
    if (!own) {
      this.#send('issues', issuePayload(action, next, by, changes), number)
      return
    }
    const { open, closedBy, title } = next
    const pull = { ...own.versions.newest, open, closedBy: closedBy?.id, title }
    own.versions.set(this.#clock(), pull)
    this.#send('pull_request', pullPayload(action, pull, by), number)
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

  commit(parent: string | undefined, files: Files): string {
    const name = sha256(`commit ${this.#next()}`).slice(0, 40)
    this.commits.set(name, { parent, files })
    return name
  }

  filesOf(commit: string | undefined): Files {
    return this.commits.get(commit ?? '')?.files ?? new Map()
  }

  openPull(text: Pick<Pull, 'title' | 'body' | 'headRef' | 'baseRef'>): SimulatedPull {
    return this.#open(this.#next(), text, bot)
  }

  #open(number: number, text: Pick<Pull, 'title' | 'body' | 'headRef' | 'baseRef'>, author: Person): SimulatedPull {
    const pull: Pull = {
      ...{ number, url: `${shownRepository.url}/pull/${number}`, open: true, draft: false, merged: false },
      ...{ mergedByUs: false, closedBy: undefined, mergeCommit: undefined, own: true, author, ...text },
      head: this.branches.get(text.headRef) ?? '',
      baseHead: this.branches.get(text.baseRef) ?? '',
    }
    const made = { number, versions: new Versions(this.#clock(), pull), reviews: new Map(), readSince: [] }
    this.pulls.set(number, made)
    this.#send('pull_request', pullPayload('opened', pull, author), number)
    return made
  }

  changePull(number: number, by: Person, change: Partial<Pull>, action: string): void {
    const pull = this.pulls.get(number)
    if (!pull) return
    const next = { ...pull.versions.newest, ...change }
    pull.versions.set(this.#clock(), next)
    const own = this.issues.get(number)
    const shown = own?.versions.newest
    // To GitHub a pull request is an issue, too.
    if (own && shown) {
      const closedBy = next.open ? undefined : by
      own.versions.set(this.#clock(), {
        ...shown,
        open: next.open,
        title: next.title,
        closedBy,
        updatedAt: this.#stamp(),
      })
    }
    this.#send('pull_request', pullPayload(action, next, by), number)
  }

  /** Somebody else than Daypass merges it, as whoever may do anything can. */
  merge(number: number, by: Person): void {
    const pull = this.pulls.get(number)?.versions.newest
    if (!pull?.open) return
    const base = this.branches.get(pull.baseRef)
    const commit = this.commit(base, new Map([...this.filesOf(base), ...this.filesOf(pull.head)]))
    this.branches.set(pull.baseRef, commit)
    this.changePull(number, by, { open: false, merged: true, mergeCommit: commit }, 'closed')
  }

  /** Somebody pushes to the branch of a pull request of ours. */
  push(number: number, by: Person): void {
    const pull = this.pulls.get(number)
    const before = pull?.versions.newest
    if (!pull || !before?.open) return
    const head = this.commit(before.head, new Map([...this.filesOf(before.head), ['requests/other.yml', 'more']]))
    this.branches.set(before.headRef, head)
    this.#pushed(number, before.headRef, head, by)
  }

  #pushed(number: number, branch: string, head: string, by: Person): void {
    this.#send('push', pushPayload(branch, head, ['requests/other.yml'], by), number)
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

  /** The newest pull request about this request: one of Daypass, or the one that asks. */
  pullOf(number: number): SimulatedPull | undefined {
    const ofDaypass = [...this.pulls.values()].findLast(
      ({ versions }) => versions.newest.headRef === `daypass/${number}`,
    )
    return ofDaypass ?? this.pulls.get(number)
  }

  /** The request that an issue or a pull request is about. */
  requestOf(number: number): number {
    const pull = this.issues.has(number) ? undefined : this.pulls.get(number)?.versions.newest
    // What is proposed is about no request.
    return pull === undefined || pull.baseRef === mainBranch ? number : Number(pull.headRef.split('/').at(-1))
  }

  commentsAt(number: number, at: number): Comment[] {
    const here = [...(this.comments.get(number)?.values() ?? [])]
    return here.flatMap((one) => one.asOf(at) ?? [])
  }
}

export function bodyOf({ resource, actions, minutes, reason }: Wish): string {
  return renderIssueBody({ resource, actions: actions.split(', '), duration: `${minutes}m`, reason })
}

function fileOf({ resource, actions, minutes, reason }: Wish): string {
  return `resource: "${resource}"\nactions: [${actions}]\nduration: ${minutes}m\nreason: "${reason}"\n`
}
