import { sha256 } from '../../src/core/digest.ts'
import type { RequestRecord } from '../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../src/core/request-key.ts'
import type { SignedCheckpoint } from '../../src/core/trail/checkpoint.ts'
import type { TrailEntry } from '../../src/core/trail/entry.ts'
import type { AuditRecords } from '../../src/ports/audit-records.ts'
import type { KeptDecision } from '../../src/ports/decision-archive.ts'
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
  /** The newest last. */
  decided: KeptDecision[]
  texts: Map<string, [string, string][]>
  /** The hash that stands for the requester of each request, by key; who is not in it was forgotten. */
  secrets: Map<string, string>
}

/** What stands for an input in the fake's receipts. */
export const keyedByFake = (requester: string, digest: string): string => sha256(`${requester} ${digest}`)

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
    decided: [],
    texts: new Map(),
    secrets: new Map(),
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
    decisions: async (key) => fake.decided.filter((one) => formatKey(one.key) === formatKey(key)),
    decisionsBefore: async (id = Number.POSITIVE_INFINITY, limit, repository) =>
      fake.decided
        .filter((one) => one.id < id && one.key.repository === (repository ?? one.key.repository))
        .toSorted((a, b) => b.id - a.id)
        .slice(0, limit),
    policyTexts: async (digest) => fake.texts.get(digest),
    async keyedInput(key, digest) {
      const requester = fake.secrets.get(formatKey(key))
      return requester === undefined ? undefined : { requester, input: keyedByFake(requester, digest) }
    },
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
