import type { Blip, FaultAnswer, FaultMatch } from '../types.ts'
import { refusal } from './route.ts'

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

  add(match: FaultMatch, answer: FaultAnswer): void {
    this.#faults.push({ match, answer, left: match.times ?? Number.POSITIVE_INFINITY })
  }

  blip(name: Blip, match: FaultMatch = {}): void {
    const { status, message } = BLIPS[name]
    this.add({ times: 1, ...match }, { status, body: refusal(status, message).body })
  }

  clear(): void {
    this.#faults = []
  }

  take(call: { method: string; path: string; by: 'app' | 'user' | 'anonymous' }): Fault | undefined {
    const fault = this.#faults.find(({ match, left }) => {
      if (left <= 0 || (match.by !== undefined && match.by !== call.by)) return false
      if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false
      return match.path === undefined || call.path.search(match.path) >= 0
    })
    if (fault) fault.left -= 1
    return fault
  }
}
