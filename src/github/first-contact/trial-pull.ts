import { ledgerBranch } from '../../core/request/branch-names.ts'
import type { Question } from '../../ports/first-contact.ts'
import type { Proposal, PullRequests } from '../../ports/pull-requests.ts'
import type { Repositories } from '../api/repositories.ts'
import { member, type Outcome, outcomeOf, shown } from './outcome.ts'

const branch = 'daypass/first-contact'
const methods = ['merge', 'squash', 'rebase'] as const
const flags = { merge: 'allow_merge_commit', squash: 'allow_squash_merge', rebase: 'allow_rebase_merge' } as const

type Parts = {
  repositories: Repositories
  pulls: PullRequests
  repository: number
  codeowners: () => Promise<string | undefined>
  removeFile: (path: string, text: string) => Promise<void>
  now: () => Date
}

/** A pull request to the branch of requests, which is merged in every way that GitHub refuses, and in one that it allows. */
export class TrialPull {
  readonly #parts: Parts
  readonly #trial: Proposal
  #pull: number | undefined
  #merged: string | undefined
  #branched = false

  constructor(parts: Parts) {
    const at = parts.now().toISOString()
    this.#parts = parts
    this.#trial = {
      branch,
      base: ledgerBranch,
      path: `requests/daypass-first-contact/${at.replace(/[^0-9]/g, '')}.yml`,
      file: `# A trial of \`daypass doctor --first-contact\` at ${at}. It grants nothing and is removed at once.\n`,
      title: 'First contact: grants nothing',
      body: '`daypass doctor --first-contact` opens, merges and removes this file. It grants nothing.\n',
    }
  }

  questions(): Question[] {
    return [
      {
        id: 'merge-methods',
        asked: 'Which ways of merging are allowed, and what does GitHub say to the others?',
        ask: () => this.#mergeEveryWay(),
      },
      {
        id: 'commit-message',
        asked: "Does an empty commit_message keep the pull request's title out of the commit?",
        ask: () => this.#message(),
      },
    ]
  }

  async tidy(): Promise<string[]> {
    const { pulls, removeFile } = this.#parts
    const left: string[] = []
    const attempt = async (what: string, work: () => Promise<unknown>) => {
      await work().catch(() => left.push(what))
    }
    const pull = this.#pull
    if (this.#merged !== undefined)
      await attempt(`remove ${this.#trial.path} from ${ledgerBranch}`, () =>
        removeFile(this.#trial.path, this.#trial.file),
      )
    else if (pull !== undefined) await attempt(`close pull request ${pull}`, () => pulls.close(this.#key, pull))
    if (this.#branched) await attempt(`delete the branch ${branch}`, () => pulls.deleteBranch(this.#key, branch))
    return left
  }

  get #key() {
    // No issue has this number, so nothing that the server does about requests fits it.
    return { repository: this.#parts.repository, issue: 0 }
  }

  async #mergeEveryWay() {
    const { repositories, pulls, repository, codeowners } = this.#parts
    const base = await pulls.prepare(repository, await codeowners())
    this.#branched = true
    const head = await pulls.commit(this.#key, this.#trial, base)
    const pull = (await pulls.open(this.#key, this.#trial)).number
    this.#pull = pull
    const { data } = await outcomeOf(repositories.call(repository, 'repository'))
    const allowed = (method: (typeof methods)[number]) => member(data, flags[method])
    // What GitHub says to a way that is not allowed is the question, so those come first.
    const order = [...methods].sort((a, b) => Number(allowed(a) !== false) - Number(allowed(b) !== false))
    const attempts: object[] = []
    for (const method of order) {
      const outcome = await this.#mergeBy(method, pull, head)
      attempts.push({ method, setting: allowed(method) ?? 'absent', ...shown(outcome) })
      if (this.#merged !== undefined) break
    }
    return attempts
  }

  async #mergeBy(method: string, pull: number, head: string): Promise<Outcome> {
    const words = { commit_title: `Trial of pull request ${pull}`, commit_message: '' }
    const parameters = { pull_number: pull, sha: head, merge_method: method, ...words }
    const outcome = await outcomeOf(this.#parts.repositories.call(this.#parts.repository, 'merge', parameters))
    const commit = member(outcome.data, 'sha')
    if (member(outcome.data, 'merged') === true && typeof commit === 'string') this.#merged = commit
    return outcome
  }

  async #message() {
    if (this.#merged === undefined) return 'not asked: nothing was merged'
    const { repositories, repository } = this.#parts
    const { data, ...rest } = await outcomeOf(repositories.call(repository, 'commit', { commit_sha: this.#merged }))
    const message = String(member(data, 'message') ?? '')
    return { ...shown(rest), message, holdsTitle: message.includes(this.#trial.title) }
  }
}
