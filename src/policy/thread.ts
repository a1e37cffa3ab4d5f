import { Worker } from 'node:worker_threads'
import { asError } from '../core/error.ts'
import type { Answer, Job, Ready } from './worker-message.ts'

const START_MS = 10_000
const HEAP = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }

/** One worker thread, asked one job at a time. It dies of a late answer or of any error, and then answers no more. */
export class Thread {
  /** What this thread has loaded, the least recently used first. */
  readonly loaded = new Set<string>()
  readonly #worker: Worker
  readonly #started = Promise.withResolvers<void>()
  #settle: ((answer: Answer) => void) | undefined
  #death: Answer | undefined

  constructor() {
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
    // Nothing of the process reaches the thread, and nothing that it prints reaches our log.
    const isolated = { env: {}, argv: [], execArgv: [], stdin: false, stdout: true, stderr: true }
    this.#worker = new Worker(new URL(file, import.meta.url), { ...isolated, resourceLimits: HEAP })
    this.#worker.on('message', (message: Answer | Ready) => this.#hear(message))
    this.#worker.on('error', (thrown: unknown) => this.#die(explain(thrown)))
    this.#worker.on('exit', () => this.#die(explain('the thread ended by itself')))
    // After the listeners: adding one takes the thread's hold on the process again.
    this.#worker.unref()
    const late = setTimeout(() => this.#die(explain('the thread did not start in time')), START_MS)
    void this.#started.promise.then(() => clearTimeout(late))
  }

  get dead(): boolean {
    return this.#death !== undefined
  }

  /** Never rejects. The deadline, in milliseconds, runs from the moment at which the thread can work. */
  async ask(job: Job, deadlineMs: number): Promise<Answer> {
    await this.#started.promise
    if (this.#death !== undefined) return this.#death
    return new Promise((resolve) => {
      const message = `The policy gave no answer within ${deadlineMs} ms: make it simpler, or its data smaller.`
      const late = setTimeout(() => this.#die({ code: 'POLICY_TIMEOUT', message }), deadlineMs)
      this.#settle = (answer) => {
        this.#settle = undefined
        clearTimeout(late)
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

  #hear(message: Answer | Ready): void {
    if ('ready' in message) this.#started.resolve()
    else this.#settle?.(message)
  }

  #die(answer: Answer): void {
    this.#death ??= answer
    this.#started.resolve()
    this.#settle?.(answer)
    void this.#worker.terminate()
  }
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
