import type { Repository } from '../repositories/repository.ts'

export const CONCLUSIONS = [
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'skipped',
  'success',
  'timed_out',
] as const
export type Conclusion = (typeof CONCLUSIONS)[number]
export const STATUSES = ['queued', 'in_progress', 'completed'] as const
export type CheckStatus = (typeof STATUSES)[number]

/** An app that checks: ours, or another, such as that of workflows. */
export type CheckApp = { id: number; slug: string }

export type Annotation = {
  path: string
  start_line: number
  end_line: number
  start_column: number | null
  end_column: number | null
  annotation_level: string
  title: string | null
  message: string
  raw_details: string | null
}

export type Output = { title: string | null; summary: string | null; text: string | null }

export type CheckRun = {
  id: number
  suite: CheckSuite
  name: string
  externalId: string
  detailsUrl: string | undefined
  status: CheckStatus
  conclusion: Conclusion | null
  startedAt: string | null
  completedAt: string | null
  output: Output
  annotations: Annotation[]
}

/** All that one app has to say of one commit. */
export type CheckSuite = {
  id: number
  repository: Repository
  app: CheckApp
  headSha: string
  /** Null where no branch of the repository itself led to the commit, as for those of forks. */
  headBranch: string | null
  before: string | null
  createdAt: string
  updatedAt: string
  /** Asked for again, and nothing has come since. */
  asked: boolean
}

/** Check suites and check runs. `emulate` has some of its own, which nobody asks. */
export class Checks {
  readonly #suites: CheckSuite[] = []
  readonly #runs: CheckRun[] = []
  /** Far beyond 32 bits, as GitHub's. */
  #nextSuite = 41_000_000_001
  #nextRun = 57_000_000_001

  /** The suite of an app for a commit, if there is one. */
  suiteOf(repository: Repository, app: CheckApp, headSha: string): CheckSuite | undefined {
    return this.#suites.find((one) => one.repository === repository && one.app.id === app.id && one.headSha === headSha)
  }

  addSuite(suite: Omit<CheckSuite, 'id' | 'asked'>): CheckSuite {
    const made = { ...suite, id: this.#nextSuite++, asked: false }
    this.#suites.push(made)
    return made
  }

  addRun(run: Omit<CheckRun, 'id'>): CheckRun {
    const made = { ...run, id: this.#nextRun++ }
    this.#runs.push(made)
    return made
  }

  run(repository: Repository, id: number): CheckRun | undefined {
    return this.#runs.find((run) => run.id === id && run.suite.repository === repository)
  }

  suite(repository: Repository, id: number): CheckSuite | undefined {
    return this.#suites.find((suite) => suite.id === id && suite.repository === repository)
  }

  suitesOf(repository: Repository, headSha: string): CheckSuite[] {
    return this.#suites.filter((suite) => suite.repository === repository && suite.headSha === headSha)
  }

  /** Those of a commit, the newest first. */
  runsOf(repository: Repository, headSha: string): CheckRun[] {
    return this.#runs.filter(({ suite }) => suite.repository === repository && suite.headSha === headSha).toReversed()
  }
}

/** The newest of each name and app; runs come with the newest first. */
export function latest(runs: readonly CheckRun[]): CheckRun[] {
  const keyOf = ({ name, suite }: CheckRun) => `${suite.app.id} ${name}`
  return runs.filter((run) => runs.find((other) => keyOf(other) === keyOf(run)) === run)
}
