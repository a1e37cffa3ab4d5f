import type { TokenLease, TokenLeases } from '../../../src/ports/token-leases.ts'
import { inTransactions } from './database/memory-database.ts'
import type { StoreParts } from './database/parts.ts'
import type { GrantRow } from './database/tables.ts'
import { livingUnlocked, readGrant, refuseLocked } from './grants.ts'

export function createTokenLeases({ tables, transaction }: Pick<StoreParts, 'tables' | 'transaction'>): TokenLeases {
  const { grants } = tables
  return inTransactions<TokenLeases>(transaction, {
    leaseOf: async (id) => readLease(grants.get(id)),
    findByRenewal: async (hash) => readLease(grants.find(({ renewal }) => renewal === hash)),
    async setRenewal(id, hash) {
      grants.change(livingUnlocked(tables, id, 'it gets no new credential'), { renewal: hash })
    },
    async noteToken(id, expires, now, scope) {
      const row = grants.get(id)
      if (row?.ended !== null) return false
      refuseLocked(tables, row)
      if (row.ends <= now) return false
      const scopes = `${row.used_scopes ?? ''} ${scope ?? row.scope}`.split(' ').filter((one) => one !== '')
      grants.change(row, {
        last_token: latest(row.last_token, expires),
        uses: row.uses === null ? null : row.uses + 1,
        first_use: row.first_use ?? now,
        last_use: latest(row.last_use, now),
        used_scopes: [...new Set(scopes)].sort().join(' '),
      })
      return true
    },
    async useOf(id) {
      const row = grants.get(id)
      if (!row || row.uses === null) return undefined
      const scopes = (row.used_scopes ?? '').split(' ').filter((scope) => scope !== '')
      const [first, last] = [row.first_use ?? undefined, row.last_use ?? undefined]
      return { count: row.uses, first, last, scopes: scopes.sort() }
    },
    indexesOf: async (ids) => ids.flatMap((id) => grants.get(id)?.place ?? []),
    liveIndexes: async (from, to, now) =>
      grants
        .where(({ place, ended, ends }) => place >= from && place < to && ended === null && ends > now)
        .map(({ place }) => place)
        .sort((a, b) => a - b),
  })
}

const latest = (one: Date | null, other: Date): Date => (one !== null && one > other ? one : other)

export function readLease(row: GrantRow | undefined): TokenLease | undefined {
  if (!row) return undefined
  const { place: statusIndex, renewal, last_token: lastToken } = row
  return { ...readGrant(row), statusIndex, renewal, lastToken }
}
