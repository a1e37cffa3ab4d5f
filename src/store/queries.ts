import type { Kysely } from 'kysely'
import { type GrantedBy, type RequestRecord, terminalStates } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { TrailEntry, TrailPosition } from '../core/trail/entry.ts'
import type { TrailEvent } from '../generated/trail-event.ts'
import type { DecisionArchive } from '../ports/decision-archive.ts'
import type { Whose } from '../ports/traces.ts'
import { type ConnectorInUse, connectorsInUse } from './connectors-in-use.ts'
import { waitingKeys } from './database/claiming.ts'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'
import { createDecisionArchive } from './decisions.ts'
import { readRecord } from './requests/stored-record.ts'
import { createWhose } from './traces.ts'
import { peopleOf } from './trail/pseudonym-keys.ts'

/**
 * `changedAt`: the issue's last change with which our comments were compared; `pull`: the pull request that is voted on, where votes are waited for;
 * `grant`: by which connector it was begun, if it was.
 */
export type OpenRequest = RequestKey & { changedAt?: string; pull?: number; grant?: GrantedBy }

/** Reading without claiming: for sweeps, the ledger's pages, exports and metrics. Nothing here decides about access. */
export type Records = DecisionArchive &
  Whose & {
    repositories(): Promise<{ id: number; installation: number; owner: string; name: string }[]>
    /** The request as it was last saved. */
    request(key: RequestKey): Promise<RequestRecord | undefined>
    /** Requests that can still change, or whose end could not be shown yet, oldest first; of one repository, or of all. */
    openRequests(repository?: number): Promise<OpenRequest[]>
    /** Requests of a person that can still change. */
    openRequestsOf(person: number): Promise<RequestKey[]>
    /** Entries of a repository's chain after `seq`, in order. */
    trail(repository: number, after: number, limit: number): Promise<TrailEntry[]>
    trailOf(key: RequestKey): Promise<TrailEntry[]>
    /** Where each repository's chain ends, as it says itself. */
    chains(): Promise<(TrailPosition & { repository: number })[]>
    /** Who stands behind the keyed hashes in the chains; those who were forgotten are not among them. */
    people(): Promise<{ ref: string; id: number; login: string | undefined }[]>
    /** How many requests are in each state. */
    states(): Promise<{ state: string; count: number }[]>
    /** How many ends were asked for before then and are not proved yet. */
    unproved(before: Date): Promise<number>
    /** Since when what is to be shown on GitHub waits, at the longest; undefined: nothing waits. */
    unshownSince(now: Date): Promise<Date | undefined>
    /** By which connectors access was given that is not over. */
    connectorsInUse(): Promise<ConnectorInUse[]>
    /** Of these, the requests that are due and that nobody works on; and those that will be, with the instant. `urgent`: an end is due. */
    waiting(
      keys: readonly RequestKey[],
      now: Date,
    ): Promise<{ key: RequestKey; due: boolean; wakeAt: Date; urgent: boolean }[]>
  }

export function createRecords(db: Kysely<Tables>): Records {
  return {
    repositories: () => inStore(() => db.selectFrom('repositories').selectAll().orderBy('id').execute()),
    request: (key) => inStore(() => requestOf(db, key)),
    openRequests: (repository) => inStore(() => openRequests(db, repository)),
    openRequestsOf: (person) =>
      inStore(() =>
        db
          .selectFrom('requests')
          .select(['repository', 'issue'])
          .where('state', 'not in', [...terminalStates])
          .where('requester', '=', person)
          .execute(),
      ),
    trail: (repository, after, limit) =>
      inStore(async () => {
        const rows = await entries(db)
          .where('repository', '=', repository)
          .where('seq', '>', after)
          .limit(limit)
          .execute()
        return rows.map(readEntry)
      }),
    trailOf: (key) => inStore(() => trailOf(db, key)),
    chains: () =>
      inStore(() =>
        db
          .selectFrom('chains')
          .select(['repository', 'seq', 'hash'])
          .where('seq', '>', 0)
          .orderBy('repository')
          .execute(),
      ),
    people: () => inStore(() => peopleOf(db)),
    ...createDecisionArchive(db),
    ...createWhose(db),
    states: () => inStore(() => states(db)),
    unproved: (before) => inStore(() => unproved(db, before)),
    unshownSince: (now) => inStore(() => unshownSince(db, now)),
    connectorsInUse: () => inStore(() => connectorsInUse(db)),
    waiting: (keys, now) =>
      inStore(async () => {
        const rows = await waitingKeys<boolean>(db, 'requests', keys, now)
        return rows.map(({ rank, ...row }) => ({ ...row, urgent: rank }))
      }),
  }
}

const entries = (db: Kysely<Tables>) => db.selectFrom('trail').select(['event', 'hash', 'signature']).orderBy('seq')

/** The entries of one request, in order. */
export async function trailOf(db: Kysely<Tables>, { repository, issue }: RequestKey): Promise<TrailEntry[]> {
  const rows = await entries(db).where('repository', '=', repository).where('issue', '=', issue).execute()
  return rows.map(readEntry)
}

function readEntry(row: { event: string; hash: string; signature: string }): TrailEntry {
  return { event: JSON.parse(row.event) as TrailEvent, hash: row.hash, signature: row.signature }
}

/** The request as it was last saved. */
export async function requestOf(db: Kysely<Tables>, key: RequestKey): Promise<RequestRecord | undefined> {
  const row = await db
    .selectFrom('requests')
    .select(['record', 'wake_at'])
    .where('repository', '=', key.repository)
    .where('issue', '=', key.issue)
    .executeTakeFirst()
  return row && readRecord(key, row.record, row.wake_at)
}

async function openRequests(db: Kysely<Tables>, repository: number | undefined): Promise<OpenRequest[]> {
  const open = db
    .selectFrom('requests')
    .select(['repository', 'issue', 'changed_at', 'voted', 'connector', 'connector_type'])
    .where((eb) => eb.or([eb('state', 'not in', [...terminalStates]), eb('wake_at', 'is not', null)]))
  const chosen = repository === undefined ? open : open.where('repository', '=', repository)
  const rows = await chosen.orderBy('repository').orderBy('issue').execute()
  return rows.map(({ changed_at, voted, connector, connector_type, ...key }) => ({
    ...key,
    ...(changed_at === null ? {} : { changedAt: changed_at }),
    ...(voted === null ? {} : { pull: voted }),
    ...(connector === null || connector_type === null ? {} : { grant: { connector, connectorType: connector_type } }),
  }))
}

async function states(db: Kysely<Tables>): Promise<{ state: string; count: number }[]> {
  return db
    .selectFrom('requests')
    .select((eb) => ['state' as const, eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
}

async function unshownSince(db: Kysely<Tables>, now: Date): Promise<Date | undefined> {
  const waiting = db.selectFrom('displays').select((eb) => eb.fn.min('wake_at').as('since'))
  return (await waiting.where('wake_at', '<=', now).executeTakeFirst())?.since ?? undefined
}

export async function unproved(db: Kysely<Tables>, before: Date): Promise<number> {
  const counted = db.selectFrom('requests').select((eb) => eb.fn.countAll<number>().as('count'))
  return Number((await counted.where('ending_since', '<=', before).executeTakeFirstOrThrow()).count)
}
