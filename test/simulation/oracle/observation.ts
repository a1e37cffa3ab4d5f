import type { Grant, RequestRecord, RequestState } from '../../../src/core/record.ts'
import { type EventKind, isPossible } from '../events.ts'
import type { Happening } from '../happening.ts'

export type Violation = { invariant: string; what: string }

/** A grant as it was asked of the ledger; `at`: when. */
export type SeenGrant = { issue: number; grant: Grant; at: number }

/** What a person did at an instant, and in which state it found the request. */
/** `isTold`: whether GitHub tells the app of it at all. */
export type Done = {
  issue: number
  kind: Happening['kind']
  by: number
  at: number
  state: RequestState | undefined
  isTold: boolean
}

/** What a run is seen to do, from outside of the product. */
export class Observation {
  readonly records = new Map<number, { record: RequestRecord; at: number }>()
  readonly grants = new Map<string, SeenGrant>()
  readonly done: Done[] = []
  /** What each act found, by the place of the request in the schedule. */
  readonly met = new Map<number, string[]>()
  /** Issues of which a webhook came late, or not at all. */
  readonly unheard = new Set<number>()
  readonly violations: Violation[] = []
  /** Whether nothing goes wrong in this run: what GitHub tells is heard within seconds. */
  isCalm = false
  isLockedDown = false
  /** Whether the kill switch was ever used. */
  isKilled = false
  /** The ids of grants that were seen to have ended. */
  readonly ended = new Set<string>()
  /** `state × event`, and how often it was seen. */
  readonly pairs = new Map<string, number>()
  /** One line for all that happened, so that two runs can be compared. */
  readonly lines: string[] = []

  state(issue: number): RequestState | undefined {
    return this.records.get(issue)?.record.state
  }

  /** Hears of every record that was saved, with the one before it. */
  onSave: (before: RequestRecord, after: RequestRecord) => void = () => undefined

  /** Hears of every request that comes into a state. */
  onEnter: (issue: number, state: RequestState) => void = () => undefined

  saw(record: RequestRecord, at: number): void {
    const { key, state } = record
    const known = this.records.get(key.issue)
    this.records.set(key.issue, { record, at: known?.at ?? at })
    if (known?.record.state !== state) this.onEnter(key.issue, state)
  }

  saved(before: RequestRecord, after: RequestRecord, at: number): void {
    const since = this.records.get(after.key.issue)?.at ?? at
    this.records.set(after.key.issue, { record: after, at: before.state === after.state ? since : at })
    this.lines.push(`${after.key.issue} is ${after.state}`)
    this.onSave(before, after)
    if (before.state !== after.state) this.onEnter(after.key.issue, after.state)
  }

  /** `issue`: which request it is about; 0: all that are known. */
  count(kind: EventKind, issue: number): void {
    if (kind === 'delivery-lost' || kind === 'delivery-late') this.unheard.add(issue)
    const states = issue === 0 ? [...this.records.values()].map(({ record }) => record.state) : [this.state(issue)]
    for (const state of states) {
      if (!state || !isPossible(state, kind)) continue
      const pair = `${state} × ${kind}`
      this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1)
    }
  }

  violated(invariant: string, what: string): void {
    if (!this.violations.some((one) => one.invariant === invariant)) this.violations.push({ invariant, what })
  }
}
