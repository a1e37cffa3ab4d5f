import { isTerminal, type RequestRecord, type RequestState } from '../../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../../src/core/request-key.ts'
import type { Records } from '../../../src/store/queries.ts'
import { connectorsInUse } from './connectors-in-use.ts'
import { byKey, isEnding, keyOf, waitingRows } from './database/claiming.ts'
import { inTransactions } from './database/memory-database.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'
import type { RequestRow } from './database/tables.ts'
import { decisionArchive } from './decisions.ts'
import { recordOfRow } from './requests/record-of-row.ts'
import { createWhose } from './traces.ts'
import { peopleOf } from './trail/people.ts'
import { readEntry, trailOf } from './trail/trail.ts'

const isOpen = ({ state }: RequestRow): boolean => !isTerminal(state as RequestState)

export function createRecords({ tables, transaction }: StoreParts): Records {
  return inTransactions<Records>(
    transaction,
    {
      repositories: async () => tables.repositories.rows().sort((a, b) => a.id - b.id),
      request: async (key) => requestOf(tables, key),
      openRequests: async (repository) =>
        tables.requests
          .where((row) => (isOpen(row) || row.wake_at !== null) && row.repository === (repository ?? row.repository))
          .sort(byKey)
          .map(({ changed_at: changedAt, voted: pull, connector, connector_type: connectorType, ...row }) => ({
            ...keyOf(row),
            ...(changedAt === null ? {} : { changedAt }),
            ...(pull === null ? {} : { pull }),
            ...(connector === null || connectorType === null ? {} : { grant: { connector, connectorType } }),
          })),
      openRequestsOf: async (person) =>
        tables.requests
          .where((row) => isOpen(row) && row.requester === person)
          .sort(byKey)
          .map(keyOf),
      trail: async (repository, after, limit) =>
        tables.trail
          .where((row) => row.repository === repository && row.seq > after)
          .sort((a, b) => a.seq - b.seq)
          .slice(0, limit)
          .map(readEntry),
      trailOf: async (key) => trailOf(tables, key),
      chains: async () =>
        tables.chains
          .where(({ seq }) => seq > 0)
          .sort((a, b) => a.repository - b.repository)
          .map(({ repository, seq, hash }) => ({ repository, seq, hash })),
      people: async () => peopleOf(tables),
      ...decisionArchive(tables),
      ...createWhose(tables),
      async states() {
        const counts = Map.groupBy(tables.requests.rows(), ({ state }) => state)
        return [...counts].map(([state, rows]) => ({ state, count: rows.length }))
      },
      unproved: async (before) =>
        tables.requests.where(({ ending_since: since }) => since !== null && since <= before).length,
      async unshownSince(now) {
        const due = tables.displays
          .rows()
          .flatMap(({ wake_at: at }) => (at !== null && at <= now ? [at.getTime()] : []))
        return due.length === 0 ? undefined : new Date(Math.min(...due))
      },
      connectorsInUse: async () => connectorsInUse(tables),
      waiting: async (keys, now) =>
        waitingRows(tables.requests, keys, now).map(({ row, waiting }) => ({ ...waiting, urgent: isEnding(row, now) })),
    },
    ['request', 'trail', 'trailOf', 'decisions', 'decisionsBefore', 'policyTexts'],
  )
}

/** The request as it was last saved. */
export function requestOf({ requests }: MemoryTables, key: RequestKey): RequestRecord | undefined {
  const row = requests.get(formatKey(key))
  return row && recordOfRow(row, row.wake_at)
}
