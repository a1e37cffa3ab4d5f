import type { Blip, FaultAnswer, FaultMatch } from '../types.ts'
import { refusal } from './route.ts'

type Called = { method: string; path: string; by: 'app' | 'user' | 'anonymous' }
type Fault = { match: FaultMatch; answer: FaultAnswer; left: number }

const BLIPS: Readonly<Record<Blip, { status: number; message: string }>> = {
  'not-found': { status: 404, message: 'Not Found' },
  'bad-credentials': { status: 401, message: 'Bad credentials' },
  'server-error': { status: 502, message: 'Server Error' },
  unavailable: {
    status: 503,
    message: 'No server is currently available to service your request. Sorry about that.',
  },
}

/** What goes wrong on purpose: the first fault that fits a call answers it. */
export class Faults {
  #faults: Fault[] = []
  #meanwhile: { match: FaultMatch; act: () => Promise<unknown> }[] = []

  add(match: FaultMatch, answer: FaultAnswer): void {
    this.#faults.push({ match, answer, left: match.times ?? Number.POSITIVE_INFINITY })
  }

  blip(name: Blip, match: FaultMatch = {}): void {
    const { status, message } = BLIPS[name]
    this.add({ times: 1, ...match }, { status, body: refusal(status, message).body })
  }

  before(match: FaultMatch, act: () => Promise<unknown>): void {
    this.#meanwhile.push({ match, act })
  }

  /** Does what was to come before this call, and only then lets it through. */
  async pass(call: Called): Promise<void> {
    const at = this.#meanwhile.findIndex(({ match }) => fits(match, call))
    const [first] = at < 0 ? [] : this.#meanwhile.splice(at, 1)
    await first?.act()
  }

  clear(): void {
    this.#faults = []
    this.#meanwhile = []
  }

  take(call: Called): Fault | undefined {
    const fault = this.#faults.find(({ match, left }) => left > 0 && fits(match, call))
    if (fault) fault.left -= 1
    return fault
  }
}

function fits({ by, method, path }: FaultMatch, call: Called): boolean {
  if (by !== undefined && by !== call.by) return false
  if (method !== undefined && method.toUpperCase() !== call.method) return false
  return path === undefined || call.path.search(path) >= 0
}
