import type { FaultAnswer, FaultMatch } from '../types.ts'

type Fault = { match: FaultMatch; answer: FaultAnswer; left: number }

/** What goes wrong on purpose: the first fault that fits a call answers it. */
export class Faults {
  #faults: Fault[] = []

  add(match: FaultMatch, answer: FaultAnswer): void {
    this.#faults.push({ match, answer, left: match.times ?? Number.POSITIVE_INFINITY })
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
