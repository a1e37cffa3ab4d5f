import { Worker } from 'node:worker_threads'
import { asError } from '../../core/error.ts'
import type { Budget } from './budget.ts'
import { cpuMilliseconds } from './cpu-time.ts'
import { Watch } from './watch.ts'
import type { Answer, Job, Report } from './worker-message.ts'

// Only our own code runs while a thread starts, in some 60 ms of CPU time: this is for a thread that hangs.
const START: Budget = { cpuMs: Number.POSITIVE_INFINITY, wallMs: 30_000 }
const HEAP = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }

/** The script that runs in a thread, as source or built. */
const script = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

/** One worker thread, asked one job at a time. It dies of a late answer or of any error, and then answers no more. */
export class Thread {
  /** What this thread has loaded, the least recently used first. */
  readonly loaded = new Set<string>()
  readonly #worker: Worker
  readonly #started = Promise.withResolvers<void>()
  #settle: ((answer: Answer) => void) | undefined
  #death: Answer | undefined
  /** CPU time that the thread had taken when it last said something, in milliseconds. */
  #cpuMs = 0

  /** Another script, or less time to start, is for tests. */
  constructor({ file = script, start = START } = {}) {
    // Nothing of the process reaches the thread, and nothing that it prints reaches our log.
    const isolated = { env: {}, argv: [], execArgv: [], stdin: false, stdout: true, stderr: true }
    this.#worker = new Worker(file, { ...isolated, resourceLimits: HEAP })
    this.#worker.on('message', (report: Report) => this.#hear(report))
    this.#worker.on('error', (thrown: unknown) => this.#die(explain(thrown)))
    this.#worker.on('exit', () => this.#die(explain('the thread ended by itself')))
    // After the listeners: adding one takes the thread's hold on the process again.
    this.#worker.unref()
    const late = `the thread did not start within ${start.wallMs / 1000} s, the machine is too busy`
    const watch = this.#watch(start, () => explain(late))
    void this.#started.promise.then(() => watch.end())
  }

  get dead(): boolean {
    return this.#death !== undefined
  }

  /** Never rejects. The budget runs from the moment at which the thread can work on this job. */
  async ask(job: Job, budget: Budget): Promise<Answer> {
    await this.#started.promise
    if (this.#death !== undefined) return this.#death
    return new Promise((resolve) => {
      const watch = this.#watch(budget, (what) => tooLate(job, budget, what))
      this.#settle = (answer) => {
        this.#settle = undefined
        watch.end()
        resolve(answer)
      }
      this.#worker.postMessage(job)
    })
  }

  /** Ends the thread, in the middle of a loop too. */
  async end(): Promise<void> {
    this.#die({ code: 'POLICY_FAILED', message: 'The policy engine was closed.' })
    await this.#worker.terminate()
  }

  #watch(budget: Budget, death: (what: keyof Budget) => Answer): Watch {
    const before = this.#cpuMs
    // Answered in the middle of a loop too, by an interrupt, and about this thread alone, whatever the others do.
    const readCpu = async () => cpuMilliseconds(await this.#worker.cpuUsage()) - before
    return new Watch({ budget, readCpu, over: (what) => this.#die(death(what)) })
  }

  #hear({ cpuMs, answer }: Report): void {
    this.#cpuMs = cpuMs
    if (answer === undefined) this.#started.resolve()
    else this.#settle?.(answer)
  }

  #die(answer: Answer): void {
    this.#death ??= answer
    this.#started.resolve()
    this.#settle?.(answer)
    void this.#worker.terminate()
  }
}

/** The same words each time, without what was measured: a finding that changes at every try would be news each time. */
function tooLate(job: Job, { cpuMs, wallMs }: Budget, what: keyof Budget): Answer {
  const [verb, advice] =
    job.input === undefined
      ? ['was not loaded', 'make its data smaller']
      : ['gave no answer', 'make it simpler, or its data smaller']
  const message =
    what === 'cpuMs'
      ? `The policy ${verb} within ${cpuMs} ms of CPU time: ${advice}.`
      : `The policy ${verb} within ${wallMs / 1000} s, and was not seen to use up its ${cpuMs} ms of CPU time: the machine is too busy. Give it more room, or wait: it is asked again.`
  return { code: 'POLICY_TIMEOUT', message }
}

function explain(thrown: unknown): Answer {
  const cause = asError(thrown)
  if ((cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {
      code: 'POLICY_MEMORY',
      message: "The policy's answer needs more memory than it may have: make it smaller.",
    }
  }
  return { code: 'POLICY_FAILED', message: `The policy could not be evaluated: ${cause.message}.` }
}
