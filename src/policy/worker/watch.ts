import { type Budget, judge, type Taken } from './budget.ts'

/** Runs `act` once, after so many milliseconds, unless what it returns is called before. */
export type After = (milliseconds: number, act: () => void) => () => void

export type Watched = {
  budget: Budget
  /** CPU time that the job took, in milliseconds. It may come late or never: a thread without CPU time does not tell. */
  readCpu: () => Promise<number>
  /** Called at most once, when the budget is used up. */
  over: (what: keyof Budget) => void
  after?: After
}

const TICK = 250

/**
 * Watches one job from now on, until `end` or until its budget is used up. CPU time counts once it is known. The clock counts in
 * short ticks, each as long as it was meant to be: a tick that comes late was late for the whole process, the job included.
 */
export class Watch {
  readonly #watched: Watched
  readonly #after: After
  readonly #taken: Taken = { cpuMs: 0, wallMs: 0 }
  #cancelLook = (): void => undefined
  #cancelTick = (): void => undefined
  #ended = false

  constructor(watched: Watched) {
    this.#watched = watched
    this.#after = watched.after ?? afterTimer
    this.#tick()
    this.#look()
  }

  /** Nothing is called afterwards. */
  end(): void {
    this.#ended = true
    this.#cancelLook()
    this.#cancelTick()
  }

  #tick(): void {
    const length = Math.min(TICK, this.#watched.budget.wallMs - this.#taken.wallMs)
    this.#cancelTick = this.#after(length, () => {
      this.#taken.wallMs += length
      if (this.#lookAfter() !== undefined) this.#tick()
    })
  }

  #look(): void {
    const wait = this.#lookAfter()
    if (wait === undefined) return
    this.#cancelLook = this.#after(wait, async () => {
      // Unreadable: the last value stands, and the clock ends the job if it stays so.
      const cpuMs = await this.#watched.readCpu().catch(() => this.#taken.cpuMs)
      if (this.#ended) return
      this.#taken.cpuMs = cpuMs
      this.#look()
    })
  }

  /** Undefined: it is over, which is said. */
  #lookAfter(): number | undefined {
    const verdict = judge(this.#watched.budget, this.#taken)
    if ('lookAfter' in verdict) return verdict.lookAfter
    this.end()
    this.#watched.over(verdict.over)
    return undefined
  }
}

function afterTimer(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds)
  return () => clearTimeout(timer)
}
