import type { RequestRecord } from '../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../src/core/request-key.ts'
import type { SignedCheckpoint } from '../../src/core/trail/checkpoint.ts'
import type { TrailEntry } from '../../src/core/trail/entry.ts'
import type { AuditRecords } from '../../src/ports/audit-records.ts'
import type { AheadOfUs } from '../../src/ports/placements.ts'

/** A store in memory, as an auditor reads it. Tests change what lies in it. */
export type FakeRecords = AuditRecords & {
  entries: TrailEntry[]
  kept: SignedCheckpoint[]
  requests: Map<string, RequestRecord>
  known: { ref: string; id: number; login: string | undefined }[]
  cuts: number
  closed: number
  forgotten: number[]
  adopted: string[]
  ahead: AheadOfUs[]
  elsewhere: (RequestKey & { store: string })[]
  open: RequestKey[]
}

export function fakeRecords(issuer: string, keys: readonly object[], entries: TrailEntry[]): FakeRecords {
  const of = (repository: number) => fake.entries.filter(({ event }) => event.repository === repository)
  const fake: FakeRecords = {
    entries,
    kept: [],
    requests: new Map(),
    known: [],
    cuts: 0,
    closed: 0,
    forgotten: [],
    adopted: [],
    ahead: [],
    elsewhere: [],
    open: [],
    issuer,
    keys,
    repositories: async () => [{ id: 99, owner: 'acme', name: 'access' }],
    chains: async () =>
      [...new Set(fake.entries.map(({ event }) => event.repository))].map((repository) => {
        const last = of(repository).at(-1)
        return { repository, seq: last?.event.seq ?? 0, hash: last?.hash ?? '' }
      }),
    trail: async (repository, after, limit) =>
      of(repository)
        .filter(({ event }) => event.seq > after)
        .slice(0, limit),
    trailOf: async (key) => of(key.repository).filter(({ event }) => event.issue === key.issue),
    checkpoints: async () => fake.kept,
    cut: async () => {
      fake.cuts += 1
    },
    request: async (key) => fake.requests.get(formatKey(key)),
    people: async () => fake.known,
    forget: async (person) => {
      fake.forgotten.push(person)
      return { requests: 1, open: fake.open }
    },
    foreign: async () => fake.elsewhere,
    adopt: async (store) => {
      fake.adopted.push(store)
    },
    giveUp: async (repository) => {
      const lost = fake.ahead.filter((one) => one.repository === repository)
      fake.ahead = fake.ahead.filter((one) => one.repository !== repository)
      return lost
    },
    close: async () => {
      fake.closed += 1
    },
  }
  return fake
}
