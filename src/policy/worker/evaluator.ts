import { DaypassError } from '../../core/error.ts'
import type { Compiled } from '../compile.ts'
import type { Batch, Unlike } from './batch.ts'
import type { Budget } from './budget.ts'
import { Thread } from './thread.ts'
import type { Job } from './worker-message.ts'

const LOADED_AT_ONCE = 8
// Loading has its own budget: it takes milliseconds and would eat the decision's.
const LOAD: Budget = { cpuMs: 2_000, wallMs: 10_000 }

export type EvaluatorLimits = { budget: Budget; memoryPages: number }

/** A compiled policy with what a thread needs to load it. */
export type Loadable = Compiled & { digest: string }

/** A queue in front of one thread. A thread that died or ran out of memory has its successor started at once. */
export class Evaluator {
  readonly #limits: EvaluatorLimits
  #thread = new Thread()
  #tail: Promise<unknown> = Promise.resolve()
  #queued = 0
  #closed = false

  constructor(limits: EvaluatorLimits) {
    this.#limits = limits
  }

  /** How many jobs are queued or running. */
  get queued(): number {
    return this.#queued
  }

  /**
   * Loads the policy where needed and, given an input, evaluates it; both as JSON text.
   *
   * @throws DaypassError POLICY_FORBIDDEN and POLICY_INVALID while loading, then what the engine's `decide` says
   */
  run(policy: Loadable, input?: string): Promise<string> {
    return this.#inTurn(() => this.#work(policy, input))
  }

  /**
   * Asks many questions of one policy, or of it and the one before it, in one message and this time, and returns what was not as expected.
   *
   * @throws DaypassError as `run`; POLICY_TIMEOUT, POLICY_MEMORY and POLICY_FAILED where a question ended the thread
   */
  async runBatch(
    now: Loadable,
    before: Loadable | undefined,
    asked: Batch['asked'],
    budget: Budget,
  ): Promise<Unlike[]> {
    const batch = { asked, ...(before ? { before: before.digest } : {}) }
    const output = await this.#inTurn(async () => {
      if (before) await this.#work(before, undefined)
      await this.#work(now, undefined)
      return this.#ask({ digest: now.digest, batch }, budget)
    })
    return JSON.parse(output) as Unlike[]
  }

  async #inTurn(work: () => Promise<string>): Promise<string> {
    this.#queued += 1
    const mine = this.#tail.then(work)
    this.#tail = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      this.#queued -= 1
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#thread.end()
  }

  async #work(policy: Loadable, input: string | undefined): Promise<string> {
    const { digest } = policy
    const { loaded } = this.#thread
    if (!loaded.has(digest)) await this.#ask(this.#loadJob(policy), LOAD)
    loaded.delete(digest)
    loaded.add(digest)
    return input === undefined ? '' : this.#ask({ digest, input }, this.#limits.budget)
  }

  #loadJob({ digest, module, data }: Loadable): Job {
    const { loaded } = this.#thread
    const load = { module, data, pages: this.#limits.memoryPages }
    const [oldest] = loaded
    if (oldest === undefined || loaded.size < LOADED_AT_ONCE) return { digest, load }
    loaded.delete(oldest)
    return { digest, load, drop: oldest }
  }

  async #ask(job: Job, budget: Budget): Promise<string> {
    const thread = this.#thread
    const answer = await thread.ask(job, budget)
    if ('output' in answer) return answer.output
    thread.loaded.delete(job.digest)
    const spent = thread.dead || answer.code === 'POLICY_MEMORY'
    if (spent && !this.#closed) {
      void thread.end()
      this.#thread = new Thread()
    }
    throw new DaypassError(answer.code, answer.message)
  }
}
