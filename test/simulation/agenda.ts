import type { RequestKey } from '../../src/core/request-key.ts'
import type { LookJob } from '../../src/queue/queues.ts'
import type { OrderKind } from './events.ts'
import type { Happening } from './happening.ts'

export type Job = { lane: 'look' | 'end' | 'display' | 'proposal' | 'governance'; job: LookJob; urgency: number }

/** What is to come. `isStored`: whether the door has taken it; `tries`: how often it failed before. */
export type Item =
  | { do: 'happening'; happening: Happening }
  | { do: 'order'; happening: Happening & { kind: OrderKind } }
  | { do: 'deliver'; name: string; payload: object; about: number; isStored: boolean; tries: number }
  | ({ do: 'job' } & Job)
  /** What is to be told is looked at: apart from all else, so that it changes no other run. */
  | { do: 'notice' }
  | { do: 'search' }
  | { do: 'sweep' }
  | { do: 'drill' }
  | { do: 'clear' }
  | { do: 'calm' }
  | { do: 'check'; last: boolean }

type Entry = { at: number; order: number; item: Item }

export const keyOfJob = ({ job }: Job): RequestKey => ({ repository: job.repository, issue: job.issue })

/** What is to come, by its instant; of what comes at the same instant, what was entered first is first. */
export class Agenda {
  readonly #entries: Entry[] = []
  #order = 0

  add(at: number, item: Item): void {
    this.#order += 1
    const after = this.#entries.findLastIndex((one) => one.at <= at)
    this.#entries.splice(after + 1, 0, { at, order: this.#order, item })
  }

  /** Whether one of these comes until then. */
  has(until: number, which: (item: Item) => boolean): boolean {
    return this.#entries.some(({ at, item }) => at <= until && which(item))
  }

  /** The next one, if it comes until then, and is one of these. */
  take(until: number, which: (item: Item) => boolean = () => true): { at: number; item: Item } | undefined {
    const place = this.#entries.findIndex(({ at, item }) => at <= until && which(item))
    return place < 0 ? undefined : this.#entries.splice(place, 1)[0]
  }
}
