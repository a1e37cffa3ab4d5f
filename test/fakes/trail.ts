import type { RequestKey } from '../../src/core/request-key.ts'
import { beginning, type NewEvent, newestVersion, type TrailEntry, trailHash } from '../../src/core/trail/entry.ts'
import { type Pseudonymiser, pseudonymised } from '../../src/core/trail/pseudonyms.ts'
import { isTrailEvent } from '../../src/generated/validators.js'

/** The chains of all repositories in memory, with entries of requests alone. */
export type FakeTrail = {
  /** The entries of one request, in order. */
  of(key: RequestKey): TrailEntry[]
  /** All of them, or none: throws TypeError for what is no event. */
  append(key: RequestKey, events: readonly NewEvent[]): void
}

/** People are told from each other, and hidden from nobody. */
const pseudonymise: Pseudonymiser = {
  person: (id) => `${id}`.padStart(32, '0'),
  key: () => 'a'.repeat(32),
  input: () => 'b'.repeat(64),
}

export function createFakeTrail(): FakeTrail {
  const entries: TrailEntry[] = []
  const trail: FakeTrail = {
    of: (key) => entries.filter(({ event }) => event.repository === key.repository && event.issue === key.issue),
    append(key, events) {
      const chain = entries.filter(({ event }) => event.repository === key.repository)
      const step = trail.of(key).length + 1
      const appended: TrailEntry[] = []
      for (const news of events) {
        const head = appended.at(-1) ?? chain.at(-1)
        const event = {
          ...{ version: newestVersion, ...key, step: step + appended.length, seq: (head?.event.seq ?? 0) + 1 },
          ...{ previous: head?.hash ?? beginning, kind: news.kind },
          at: head && Date.parse(news.at) < Date.parse(head.event.at) ? head.event.at : news.at,
          ...pseudonymised(news, pseudonymise),
          ...(news.digest === undefined ? {} : { digest: news.digest }),
        }
        if (!isTrailEvent(event)) throw new TypeError(`an event of kind ${news.kind} is none`)
        appended.push({ event, hash: trailHash(event), signature: `signature of ${event.seq}` })
      }
      entries.push(...appended)
    },
  }
  return trail
}
