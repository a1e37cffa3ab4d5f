import { asError, type DaypassError } from '../../core/error.ts'
import type { Governance } from '../../ports/access-repository.ts'
import type { Log } from '../../ports/log.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { compilePolicy } from '../compile.ts'
import { compiledFiles } from '../files.ts'

/** How long (milliseconds) what was read is taken for what is in force, where no event says that it changed. */
const readEvery = 30_000
/** The same where it could not be had. */
const triedEvery = 5_000

/** What a repository puts in force. */
export type InForce = Pick<Governance, 'repository' | 'digest' | 'policy'>

/** The part of a bundle that people have reviewed, and how the repository is called now. */
export type GovernedPart = { owner: string; name: string; revision: string; policy: PolicyFiles; data: string }

export type GovernedPartOptions = {
  /** What is in force in a repository. Throws REPOSITORY_UNREADABLE, GITHUB_*. */
  inForce: (repository: number) => Promise<InForce>
  /** The opa that compiles. */
  opa: string
  now: () => Date
  log: Pick<Log, 'error'>
}

/**
 * What is in force in one repository, compiled once for each change: what opa does not accept is in no bundle. Where it cannot be had, what
 * was had before goes on; without that, whoever asks is told why.
 */
export class GovernedPartOf {
  readonly #repository: number
  readonly #options: GovernedPartOptions
  #part: GovernedPart | undefined
  #failure: DaypassError | Error | undefined
  #readAt = Number.NEGATIVE_INFINITY
  #changes = 0
  #seen = -1
  #reading: Promise<void> | undefined

  constructor(repository: number, options: GovernedPartOptions) {
    this.#repository = repository
    this.#options = options
  }

  changed(): void {
    this.#changes++
  }

  /** The same object as long as nothing changed. Throws what reading and compiling throw, unless there is an earlier one. */
  async newest(): Promise<GovernedPart> {
    if (!this.#isGood()) {
      // A reading that is under way may have begun too early; the next has not.
      await this.#reading
      if (!this.#isGood()) await this.#read()
    }
    if (this.#part) return this.#part
    throw this.#failure ?? new Error('nothing was read')
  }

  #isGood(): boolean {
    const age = this.#options.now().getTime() - this.#readAt
    return age >= 0 && age < (this.#failure ? triedEvery : readEvery) && this.#seen === this.#changes
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readAnew().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  async #readAnew(): Promise<void> {
    const { inForce, opa, now, log } = this.#options
    const [at, seen] = [now().getTime(), this.#changes]
    try {
      const { repository, digest, policy } = await inForce(this.#repository)
      const { owner, name } = repository
      const known = this.#part
      if (known?.revision !== digest) {
        const { data } = await compilePolicy(opa, policy)
        this.#part = { owner, name, revision: digest, policy: compiledFiles(policy), data }
      } else if (known.owner !== owner || known.name !== name) this.#part = { ...known, owner, name }
      this.#failure = undefined
    } catch (thrown) {
      this.#failure = asError(thrown)
      const words = this.#part ? 'the bundle stays as it was' : 'there is no bundle'
      log.error({ err: this.#failure, repository: this.#repository }, `what is in force cannot be had: ${words}`)
    }
    this.#readAt = at
    this.#seen = seen
  }
}
