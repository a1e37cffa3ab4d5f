import { readFileSync } from 'node:fs'
import type { Judgement, JudgingStep } from '../../../../src/core/lint/judgement.ts'
import type { PolicyFinding } from '../../../../src/core/policy/policy-finding.ts'
import type { Queued } from '../../../../src/core/proposal/proposal-record.ts'
import type { Floors } from '../../../../src/core/request/limits.ts'
import type { Settings } from '../../../../src/generated/config.ts'
import type { Annotation, CheckOutput, CheckRuns } from '../../../../src/ports/check-runs.ts'
import type { Proposed, ProposedPull } from '../../../../src/ports/proposals.ts'
import type { Review } from '../../../../src/ports/pull-requests.ts'
import type { ProposalPorts } from '../../../../src/reconcile/proposal/proposal-ports.ts'
import { reconcileProposal } from '../../../../src/reconcile/proposal/reconcile-proposal.ts'
import { createMemoryStore, type MemoryStore } from '../../../fakes/store/memory-store.ts'

export const repository = { id: 7, owner: 'acme', name: 'access', installation: 9 }
export const key = { repository: 7, issue: 12 }
export const [base, merge, head] = ['b', 'm', 'h'].map((letter) => letter.repeat(40)) as [string, string, string]
export const changed = '[["policies/a.rego","100644","x"]]'
/** Who opened the pull request, and who pushed it. */
export const [author, pusher] = [1, 2]
const keyLine = readFileSync('test/fixtures/keys/ed25519.pub', 'utf8')
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export type Run = {
  id: number
  head: string
  name: string
  conclusion?: string | undefined
  output: CheckOutput
  annotations: Annotation[]
}

export const findings = (count: number): PolicyFinding[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ path: 'policies/a.rego', line: at + 1, column: 1 },
    ...{ severity: 'error', code: 'POLICY_INVALID', message: `no ${at}` },
  }))

export const looser: Judgement = {
  findings: [],
  flips: [
    {
      ...{ role: 'member', kind: 'plain', actions: ['read'], resources: ['orders-db'], issues: [] },
      ...{ comparison: 'looser', before: 'no access', after: 'at once, up to 1h' },
    },
  ],
}

export const pullAt = (more: Partial<ProposedPull> = {}): ProposedPull => ({
  ...{ open: true, base: 'main', head, author, defaultBranch: 'main', merge: { commit: merge, onto: base } },
  ...more,
})

/** One pull request, GitHub around it, and the check runs that it was asked for. */
export class ProposalStage {
  clock = new Date('2026-11-30T12:00:00Z')
  store: MemoryStore = createMemoryStore({ now: () => this.clock })
  pull: ProposedPull | Error = pullAt()
  listings: Record<string, string> = { [base]: '[]', [merge]: changed }
  judgement: Judgement | Error = { findings: [] }
  runs: Run[] = []
  reviews: Review[] = []
  settings: Settings | undefined = {}
  floors: Floors[] = []
  /** What went wrong, so that it is tried again. */
  errors: unknown[] = []
  tip: string = base
  defaultBranch = 'main'
  isPrivate = true
  allowPublic = false
  judgedBy = 'test'
  codeowners = '* @otto @olga\n'
  /** Where something else is in force than what the default branch says: its commit, and the owners by the newest. */
  standing: string | undefined
  newerOwners: string | undefined
  /** Who stands behind a name. */
  people: Record<string, { id: number; login: string; since?: Date }[]> = {
    '@otto': [{ id: 5, login: 'otto' }],
    '@olga': [{ id: 6, login: 'olga' }],
  }
  /** When the only key of somebody was added. */
  keysAdded: Record<number, string> = {}
  /** Before the call of this number to GitHub's checks, or after it, the process dies. */
  dies: { at: number; after: boolean } | undefined
  refuses: Error | undefined
  calls = 0
  /** Titles of updates, in their order. */
  told: string[] = []
  /** While it is judged. */
  judging: ((tell: (step: JudgingStep) => void) => Promise<void>) | undefined

  /** The files of a commit, for a judge that reads them. */
  files: (commit: string) => Promise<Proposed> = async () => ({}) as Proposed
  /** Judges truly; absent: it comes to `judgement`. */
  judge: ProposalPorts['judge'] | undefined

  async crossing<Result>(call: () => Result): Promise<Result> {
    this.calls += 1
    if (this.refuses) throw this.refuses
    const isIt = this.dies?.at === this.calls
    if (isIt && !this.dies?.after) throw new Error('the process dies')
    const result = call()
    if (isIt) throw new Error('the process dies')
    return result
  }

  readonly checks: CheckRuns = {
    of: async (_repository, of) =>
      this.crossing(() =>
        this.runs
          .filter((run) => run.head === of)
          .map(({ id, name, conclusion }) => ({ id, name, ...(conclusion === undefined ? {} : { conclusion }) })),
      ),
    create: (_repository, { conclusion, ...run }) =>
      this.crossing(() => {
        this.runs.push({ ...run, id: this.runs.length + 1, annotations: [], ...(conclusion ? { conclusion } : {}) })
        return this.runs.length
      }),
    update: (_repository, id, { output, annotations = [], conclusion }) =>
      this.crossing(() => {
        if (annotations.length > 50) throw new Error('GitHub takes 50 annotations a call')
        const run = this.runs.find((one) => one.id === id)
        if (!run) throw new Error('no such run')
        run.annotations.push(...annotations)
        this.told.push(output.title)
        // As on GitHub, what was complete is under way again.
        Object.assign(run, { output, conclusion })
      }),
  }

  ports(): ProposalPorts {
    const there = <Shown>(shown: Shown | Error): Shown => {
      if (shown instanceof Error) throw shown
      return shown
    }
    return {
      proposals: this.store.proposals,
      seenKeys: this.store.seenKeys,
      pulls: {
        read: async () => there(this.pull),
        tip: async () => this.tip,
        listing: async (_repository, commit) => this.listings[commit] ?? '',
        files: async (_repository, commit) => this.files(commit),
        open: async () => [],
        queued: async () => [],
      },
      checks: this.checks,
      owners: {
        peopleOf: async (_repository, names) =>
          new Map(names.map((name) => [name, { people: this.people[name] ?? [] }])),
      },
      votes: { reviews: async () => this.reviews },
      directory: {
        sshKeys: async (_repository, { id }) => {
          const createdAt = this.keysAdded[id]
          return createdAt === undefined ? [] : [{ key: keyLine, createdAt }]
        },
      },
      floorsFor: () => this.floors,
      repository: {
        read: async () =>
          ({
            ...{
              repository: {
                id: repository.id,
                fullName: 'acme/access',
                defaultBranch: this.defaultBranch,
                private: this.isPrivate,
              },
              commit: this.tip,
            },
            ...{ codeowners: this.codeowners, settings: this.settings },
            ...(this.newerOwners === undefined ? {} : { newerOwners: this.newerOwners }),
          }) as never,
      },
      judge: async (proposed, inForce, where, tell) => {
        await this.judging?.(tell)
        return this.judge ? this.judge(proposed, inForce, where, tell) : there(this.judgement)
      },
      standing: async () => this.standing,
      judgedBy: this.judgedBy,
      allowPublic: this.allowPublic,
      now: () => this.clock,
      log: { ...silent, error: (facts) => void this.errors.push((facts as { err: unknown }).err) },
    }
  }

  review(id: number, person: number, state: Review['state'], more: Partial<Review> = {}): Review {
    return {
      ...{ id, state, commit: head, submittedAt: this.clock },
      ...{ person: { id: person, login: `p${person}`, type: 'User' }, ...more },
    }
  }

  async pushed(person: number, commit = head): Promise<void> {
    await this.store.proposals.notePush({ repository, commit, person })
  }

  async look(queued?: Queued): Promise<void> {
    await this.store.proposals.wake({ repository, pull: key.issue, ...(queued ? { queued } : {}) })
    await reconcileProposal(this.ports(), key)
  }

  later(seconds: number): void {
    this.clock = new Date(this.clock.getTime() + seconds * 1000)
  }

  shown(): string[] {
    return this.runs.map(({ conclusion, head: of }) => `${of[0]} ${conclusion}`)
  }
}
