import { DaypassError } from '../../src/core/error.ts'
import type { Person } from '../../src/ports/issues.ts'
import type { Proposal, Pull, PullRequests, Review, ReviewState } from '../../src/ports/pull-requests.ts'
import { bot } from './issues.ts'

type Commit = { sha: string; files: ReadonlyMap<string, string> }
type Known = Omit<Pull, 'head' | 'baseHead'> & { head?: string; reviews: Review[] }

/**
 * One repository's branches and pull requests in memory. `before` runs before each call is done and `after` when it is, with its name; both
 * may throw. Comments are another port's.
 */
export type FakePulls = PullRequests & {
  calls: string[]
  before: (call: string) => void
  after: (call: string) => void
  /** What people do there. */
  review(pull: number, person: Person, state: ReviewState): void
  mergeAs(pull: number, person: Person): void
  closeAs(pull: number, person: Person): void
  /** Puts files on a branch, which is begun at `from` where there is none. Returns the commit. */
  push(branch: string, files: Readonly<Record<string, string>>, from?: string): string
  openAs(person: Person, of: Pick<Proposal, 'branch' | 'base' | 'title'>): number
}

const ledgerBranch = 'requests'
const mirror = '.github/CODEOWNERS'

/** `first`: the number before that of the first pull request. */
export function createFakePulls(first: number, now: () => Date): FakePulls {
  const commits = new Map<string, Commit>()
  const branches = new Map<string, Commit>()
  const pulls = new Map<number, Known>()
  let newest = first
  let reviews = 0
  const commit = (files: ReadonlyMap<string, string>): Commit => {
    const made = { sha: (commits.size + 1).toString(16).padStart(40, 'c'), files }
    commits.set(made.sha, made)
    return made
  }
  const move = (branch: string, to: Commit): string => {
    branches.set(branch, to)
    return to.sha
  }
  const known = (number: number): Known => {
    const found = pulls.get(number)
    if (!found) throw new DaypassError('GITHUB_NOT_FOUND', 'There is no such pull request.')
    return found
  }
  const at = (sha: string): Commit => {
    const found = commits.get(sha)
    if (!found) throw new DaypassError('GITHUB_NOT_FOUND', 'There is no such commit.')
    return found
  }
  const show = ({ reviews: _, ...pull }: Known): Pull => ({
    ...pull,
    head: pull.head ?? branches.get(pull.headRef)?.sha ?? '',
    baseHead: branches.get(pull.baseRef)?.sha ?? '',
  })
  /** What is closed or merged stays at the head that it had. */
  const settle = (pull: Known, how: Partial<Known>) =>
    Object.assign(pull, { open: false, head: show(pull).head, ...how })
  const begin = (
    author: Person,
    { branch, base, title }: Pick<Proposal, 'branch' | 'base' | 'title'>,
    body: string,
  ) => {
    newest += 1
    const nobody = { mergedByUs: false, closedBy: undefined, mergeCommit: undefined }
    const state = { open: true, draft: false, merged: false, own: true, reviews: [], ...nobody }
    const url = `https://github.example/acme/access/pull/${newest}`
    pulls.set(newest, { ...state, number: newest, url, headRef: branch, baseRef: base, title, body, author })
    return known(newest)
  }
  const land = (pull: Known): string => {
    const files = new Map([...(branches.get(pull.baseRef)?.files ?? []), ...at(show(pull).head).files])
    return move(pull.baseRef, commit(files))
  }
  const close = (pull: Known, by: Person) => (pull.open ? settle(pull, { closedBy: by.id }) : pull)
  const checkOwn = (branch: string) => {
    if (!/^daypass\/[a-z0-9-]{1,100}$/.test(branch)) throw new TypeError('a proposal has a branch below daypass/')
  }
  async function call<Result>(name: string, work: () => Result): Promise<Result> {
    fake.calls.push(name)
    fake.before(name)
    const result = work()
    fake.after(name)
    return result
  }
  const fake: FakePulls = {
    calls: [],
    before: () => undefined,
    after: () => undefined,
    prepare: (_repository, codeowners) =>
      call('prepare', () => {
        const branch = branches.get(ledgerBranch)
        if (branch && branch.files.get(mirror) === codeowners) return branch.sha
        const files = new Map(branch?.files)
        if (codeowners === undefined) files.delete(mirror)
        else files.set(mirror, codeowners)
        return move(ledgerBranch, commit(files))
      }),
    commit: (_key, { branch, path, file }, onto) =>
      call('commit', () => {
        checkOwn(branch)
        const from = new Map(at(onto).files)
        // What was planted on the ledger is taken away there: it would hide the file from the vote.
        if (from.delete(path)) move(ledgerBranch, commit(from))
        return move(branch, commit(new Map([...from, [path, file]])))
      }),
    open: (_key, proposal) =>
      call('open', () => {
        const { branch, base, body } = proposal
        checkOwn(branch)
        const there = [...pulls.values()].find((one) => one.open && one.headRef === branch && one.baseRef === base)
        if (there?.author === bot) return show(there)
        if (there) close(there, bot)
        return show(begin(bot, proposal, body))
      }),
    read: (_key, pull) => call('read', () => show(known(pull))),
    reviews: (_key, pull) => call('reviews', () => known(pull).reviews.map((review) => ({ ...review }))),
    rewrite: (_key, pull, { title, body }) => call('rewrite', () => void Object.assign(known(pull), { title, body })),
    merge: (_key, number, head) =>
      call('merge', () => {
        const pull = known(number)
        if (!pull.open) throw new DaypassError('PULL_NOT_MERGEABLE', 'It is not open.')
        if (show(pull).head !== head) throw new DaypassError('PULL_MOVED', 'It has another head by now.')
        const mergeCommit = land(pull)
        settle(pull, { merged: true, mergedByUs: true, mergeCommit })
        return mergeCommit
      }),
    changes: (_key, { base, head }) =>
      call('changes', () => {
        const [before, after] = [at(base).files, at(head).files]
        return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
          if (before.get(path) === after.get(path)) return []
          return [{ path, status: !before.has(path) ? 'added' : after.has(path) ? 'modified' : 'removed' }]
        })
      }),
    fileAt: (_key, sha, path) => call('fileAt', () => at(sha).files.get(path)),
    close: (_key, pull) => call('close', () => void close(known(pull), bot)),
    deleteBranch: (_key, branch) =>
      call('deleteBranch', () => {
        checkOwn(branch)
        for (const pull of pulls.values()) if (pull.headRef === branch) close(pull, bot)
        branches.delete(branch)
      }),
    review(pull, person, state) {
      reviews += 1
      known(pull).reviews.push({ id: reviews, person, state, commit: show(known(pull)).head, submittedAt: now() })
    },
    mergeAs: (pull) => void settle(known(pull), { merged: true, mergeCommit: land(known(pull)) }),
    closeAs: (pull, person) => void close(known(pull), person),
    push(branch, files, from = ledgerBranch) {
      const before = branches.get(branch) ?? branches.get(from)
      return move(branch, commit(new Map([...(before?.files ?? []), ...Object.entries(files)])))
    },
    openAs: (person, of) => begin(person, of, '').number,
  }
  return fake
}
