import type { Person } from '../../../src/ports/issues.ts'
import type { Pull } from '../../../src/ports/pull-requests.ts'
import { type Change, changed, contentsOf, type Files, listingOf, rulesIn } from './governed-files.ts'
import { checkPayload, pushPayload } from './payloads.ts'
import { bot, mainBranch, type Rules, rulesAtFirst } from './setting.ts'
import type { SimulatedPull } from './simulated-pull.ts'
import { Versions } from './versions.ts'

/** A check run of a commit; undefined: it is under way. */
export type SimulatedCheck = { id: number; head: string; name: string; conclusion: Versions<string | undefined> }

/** A pull request against the default branch. `fork`: the commit that it left from; `pushers`: who has pushed each head. */
export type SimulatedProposal = { pull: SimulatedPull; fork: string; pushers: Map<string, Set<number>> }

/** What the default branch needs of the world around it. */
type Around = {
  clock(): number
  next(): number
  commit(parent: string | undefined, files: Files): string
  filesOf(commit: string | undefined): Files
  setBranch(name: string, commit: string): void
  send(name: string, payload: object, about: number): void
  open(number: number, text: Pick<Pull, 'title' | 'body' | 'headRef' | 'baseRef'>, by: Person): SimulatedPull
  changePull(number: number, by: Person, change: Partial<Pull>, action: string): void
}

/** Milliseconds that GitHub takes to try a merge, once it was asked about it. */
const triedWithin = 1_500

/** The branch whose files govern, with what is proposed for it and the checks of that. */
export class DefaultBranch {
  /** The commits at which it stood. */
  readonly tip: Versions<string>
  readonly proposals = new Map<number, SimulatedProposal>()
  readonly checks = new Map<number, SimulatedCheck>()
  /** Whether nobody but an administrator can merge what has no green check. */
  readonly isGuarded: boolean
  /** Hears of each run that is created or concluded. */
  onCheck: (check: SimulatedCheck) => void = () => undefined
  /** The rules that could be used last. */
  #good: Rules = rulesAtFirst
  readonly #around: Around
  readonly #tried = new Map<string, number>()
  readonly #merges = new Map<string, string | 'conflict'>()

  constructor(around: Around, files: Files, isGuarded: boolean) {
    this.#around = around
    this.isGuarded = isGuarded
    this.tip = new Versions(0, around.commit(undefined, files))
  }

  filesAt(commit: string): Files {
    return this.#around.filesOf(commit)
  }

  get files(): Files {
    return this.filesAt(this.tip.newest)
  }

  /** The files of every commit at which it stood at some instant since then. */
  filesSince(at: number): Files[] {
    return this.tip.since(at).map((commit) => this.filesAt(commit))
  }

  /** Somebody pushes to it, past every review. */
  push(change: Change, by: Person): void {
    this.#advance(changed(this.files, change, this.#good), by)
  }

  /** What the last change of it has changed is taken back. Whether there was one. */
  revert(by: Person): boolean {
    const before = this.tip.since(0).at(-2)
    if (before === undefined) return false
    this.#advance(this.filesAt(before), by)
    return true
  }

  #advance(files: Files, by: Person): string {
    const before = this.files
    const commit = this.#around.commit(this.tip.newest, files)
    this.tip.set(this.#around.clock(), commit)
    this.#good = rulesIn(files) ?? this.#good
    this.#around.send('push', pushPayload(mainBranch, commit, pathsChanged(before, files), by), 0)
    return commit
  }

  propose(change: Change, by: Person): number {
    const [number, fork] = [this.#around.next(), this.tip.newest]
    const head = this.#around.commit(fork, changed(this.filesAt(fork), change, this.#good))
    const headRef = `change-${number}`
    this.#around.setBranch(headRef, head)
    this.#around.send('push', pushPayload(headRef, head, ['policies/daypass.rego'], by), number)
    const text = { title: 'Other rules', body: 'It is better so.', headRef, baseRef: mainBranch }
    const proposal = { fork, pushers: new Map([[head, new Set([by.id])]]), pull: this.#around.open(number, text, by) }
    this.proposals.set(number, proposal)
    return number
  }

  /** Somebody pushes to its branch: on top of what is there, or, where it is forced, in its place. */
  pushTo(number: number, change: Change, by: Person, isForced: boolean): boolean {
    const proposal = this.proposals.get(number)
    const { open, head: before, headRef } = proposal?.pull.versions.newest ?? {}
    if (!proposal || !open || !before || !headRef) return false
    const onto = isForced ? proposal.fork : before
    const head = this.#around.commit(onto, changed(this.filesAt(onto), change, this.#good))
    proposal.pushers.set(head, new Set([by.id]))
    this.#around.setBranch(headRef, head)
    this.#around.send('push', pushPayload(headRef, head, ['policies/daypass.rego'], by), number)
    this.#around.changePull(number, by, { head }, 'synchronize')
    return true
  }

  /** Whether it was merged: without a green check only by whoever may do anything, where one is required. */
  merge(number: number, by: Person, mayAll: boolean): boolean {
    const pull = this.proposals.get(number)?.pull.versions.newest
    if (!pull?.open) return false
    if (this.isGuarded && !mayAll && this.lastCheck(pull.head)?.conclusion.newest !== 'success') return false
    const merged = this.mergeOf(number, this.tip.newest)
    if (merged === 'conflict') return false
    const commit = this.#advance(this.filesAt(merged), by)
    this.#around.changePull(number, by, { open: false, merged: true, mergeCommit: commit }, 'closed')
    return true
  }

  /** What merging it onto this commit makes. */
  mergeOf(number: number, onto: string, head = this.proposals.get(number)?.pull.versions.newest.head): string {
    const proposal = this.proposals.get(number)
    if (!proposal || !head) return 'conflict'
    const name = `${head} ${onto}`
    const known = this.#merges.get(name) ?? this.#mergeFiles(proposal.fork, head, onto)
    this.#merges.set(name, known)
    return known
  }

  #mergeFiles(fork: string, head: string, onto: string): string {
    const [base, mine, theirs] = [this.filesAt(fork), this.filesAt(head), this.filesAt(onto)]
    const merged = new Map(theirs)
    for (const path of pathsChanged(base, mine)) {
      const [was, text] = [theirs.get(path), mine.get(path)]
      if (was !== base.get(path) && was !== text) return 'conflict'
      if (text !== undefined) merged.set(path, text)
    }
    return this.#around.commit(onto, merged)
  }

  /** The merge that GitHub has tried: some time after it was asked about it first. `null`: not yet. */
  tried(number: number, head: string, onto: string): { commit: string; onto: string } | 'conflict' | null {
    const [name, now] = [`${head} ${onto}`, this.#around.clock()]
    const asked = this.#tried.get(name) ?? now
    this.#tried.set(name, asked)
    if (now < asked + triedWithin) return null
    const commit = this.mergeOf(number, onto, head)
    return commit === 'conflict' ? commit : { commit, onto }
  }

  /** The newest of our runs of this commit: the one that GitHub shows. */
  lastCheck(head: string): SimulatedCheck | undefined {
    return [...this.checks.values()].findLast((one) => one.head === head)
  }

  createCheck(head: string, name: string, conclusion: string | undefined): number {
    const id = this.#around.next()
    const check = { id, head, name, conclusion: new Versions(this.#around.clock(), conclusion) }
    this.checks.set(id, check)
    this.onCheck(check)
    this.#tell(id, conclusion === undefined ? 'created' : 'completed')
    return id
  }

  updateCheck(id: number, conclusion: string | undefined): boolean {
    const check = this.checks.get(id)
    if (!check) return false
    // What was complete is under way again.
    check.conclusion.set(this.#around.clock(), conclusion)
    this.onCheck(check)
    if (conclusion !== undefined) this.#tell(id, 'completed')
    return true
  }

  /** Somebody asks for the checks of it once more; `event`: of one, or of all of them. */
  rerun(number: number, by: Person, event: 'check_run' | 'check_suite'): boolean {
    const pull = this.proposals.get(number)?.pull.versions.newest
    if (!pull?.open || !this.lastCheck(pull.head)) return false
    this.#around.send(event, checkPayload(event, 'rerequested', [number], by), number)
    return true
  }

  #tell(id: number, action: string): void {
    const head = this.checks.get(id)?.head
    const of = [...this.proposals.values()].find(({ pull }) => pull.versions.newest.head === head)
    if (of) this.#around.send('check_run', checkPayload('check_run', action, [of.pull.number], bot), of.pull.number)
  }
}

/** Whether nothing about which a pull request is judged differs. */
export const isUntouched = (before: Files, after: Files): boolean => listingOf(before) === listingOf(after)

export const digestOf = (files: Files): string => contentsOf(files).digest

export function pathsChanged(before: Files, after: Files): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
}
