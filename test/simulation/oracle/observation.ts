import type { GovernanceRecord } from '../../../src/core/governance/governance-record.ts'
import type { ProposalRecord } from '../../../src/core/proposal/proposal-record.ts'
import type { Grant, RequestRecord, RequestState } from '../../../src/core/record.ts'
import type { EventKind } from '../events.ts'
import type { Happening } from '../happening.ts'
import {
  type ProposalState,
  pairOf,
  proposalKeys,
  proposalState,
  requestKeys,
  rulesKeys,
  rulesState,
} from '../pairs.ts'
import type { Files } from '../world/governed-files.ts'

export type Violation = { invariant: string; what: string }

/** A grant as it was asked of the ledger; `at`: when. */
export type SeenGrant = { issue: number; grant: Grant; at: number }

/** What came into force; `verdict`: how, as the product says. */
export type Put = { at: number; files: Files; verdict: string }

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
  /** The grants that it has ended. */
  readonly killed = new Set<string>()
  /** Whether the process took it to be another time than it was. */
  isClockWrong = false
  /** Whether a listing of runs was ever behind, and whether a process ever stood still while another one went on. */
  isListingBehind = false
  hasStalled = false
  /** For how long GitHub did not answer, each time: from when until when. */
  readonly outages: { from: number; until: number }[] = []
  /** What came into force, in its order. */
  readonly inForce: Put[] = []
  /** The digests of what was held, or guarded. */
  readonly waited = new Set<string>()
  /** By which rules each request was decided. */
  readonly decidedBy = new Map<number, Set<string>>()
  /** The digests that an operator has let in. */
  readonly released = new Set<string>()
  /** Pull requests against the default branch, as they were last saved, by their number. */
  readonly proposals = new Map<number, ProposalRecord>()
  /** Those that could once not be judged. */
  readonly unjudged = new Set<number>()
  governance: GovernanceRecord | undefined
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

  /** Hears of all that comes into force, with what was before. */
  onPut: (before: Put | undefined, put: Put) => void = () => undefined

  /** `files`: those that come into force with it. */
  governs(record: GovernanceRecord, files: Files | undefined, at: number): void {
    this.governance = record
    const { digest: next = '', state } = record.newest ?? {}
    if (state === 'held' || state === 'guarded') this.waited.add(next)
    if (!files) return
    const { digest = '', verdict = '' } = record.inForce ?? {}
    this.lines.push(`${digest.slice(0, 7)} is in force: ${verdict}`)
    const put = { at, files, verdict }
    this.onPut(this.inForce.at(-1), put)
    this.inForce.push(put)
  }

  proposed(number: number, record: ProposalRecord): void {
    const [before, after] = [this.proposalState(number), proposalState(record)]
    this.proposals.set(number, record)
    if (before !== after) this.onEnter(number, after)
  }

  /** Undefined: it is none, or nobody has looked at it. */
  proposalState(number: number): ProposalState | undefined {
    const record = this.proposals.get(number)
    return record && proposalState(record)
  }

  /** Hears of every request that comes into a state. */
  onEnter: (issue: number, state: RequestState | ProposalState) => void = () => undefined

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
    const { policy } = after.decision ?? {}
    if (policy !== undefined)
      this.decidedBy.set(after.key.issue, (this.decidedBy.get(after.key.issue) ?? new Set()).add(policy))
    this.onSave(before, after)
    if (before.state !== after.state) this.onEnter(after.key.issue, after.state)
  }

  /** `issue`: which request it is about; 0: all that are known. `name`: of the call that it befalls. */
  count(kind: EventKind, issue: number, name = ''): void {
    if (kind === 'read-behind' && name === 'checks.of') this.isListingBehind = true
    if (kind === 'failed:judging') this.unjudged.add(issue)
    if (kind === 'delivery-lost' || kind === 'delivery-late') this.unheard.add(issue)
    const isAll = issue === 0
    const records = isAll ? [...this.records.values()].map(({ record }) => record.state) : [this.state(issue)]
    for (const state of records) if (state) this.#count(pairOf(requestKeys, state, kind))
    const proposal = this.proposals.get(issue)
    for (const record of isAll ? this.proposals.values() : proposal ? [proposal] : [])
      this.#count(pairOf(proposalKeys, proposalState(record), kind))
    if (isAll || proposal) this.#count(pairOf(rulesKeys, rulesState(this.governance), kind))
  }

  #count(pair: string | undefined): void {
    if (pair) this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1)
  }

  violated(invariant: string, what: string): void {
    if (!this.violations.some((one) => one.invariant === invariant)) this.violations.push({ invariant, what })
  }
}
