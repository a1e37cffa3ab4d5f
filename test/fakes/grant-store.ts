import { DaypassError } from '../../src/core/error.ts'
import { lockedDown } from '../../src/core/lockdown-scope.ts'
import type { Grant } from '../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../src/core/request-key.ts'
import type { GrantStore, StoredGrant } from '../../src/ports/grants.ts'
import type { TokenLease, TokenLeases, Use } from '../../src/ports/token-leases.ts'

/** The ledger and the leases of tokens in memory. `down` makes every call fail the way a lost store does; `locked`: a lockdown is over everything. */
export type FakeGrantStore = GrantStore &
  TokenLeases & { down: boolean; locked: boolean; placesGiven(): Promise<number>; all(): (StoredGrant & TokenLease)[] }

/** `firstPlace`: where places begin, to reach later lists quickly. */
export function createFakeGrants(firstPlace = 0): FakeGrantStore {
  const rows = new Map<string, TokenLease>()
  const used = new Map<string, Use>()
  let nextPlace = firstPlace
  const up = () => {
    if (ledger.down) throw new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
  }
  const row = (id: string): TokenLease => {
    up()
    const found = rows.get(id)
    if (!found) throw new DaypassError('GRANT_UNKNOWN', `No grant ${id} is in the ledger.`)
    return found
  }
  const refuseLocked = () => {
    if (ledger.locked) throw lockedDown({ id: 1, scope: { of: 'everything' } })
  }
  const open = (key: RequestKey, grant: Grant): TokenLease => {
    up()
    const known = rows.get(grant.id)
    if (known && formatKey(known.key) !== formatKey(key))
      throw new DaypassError('GRANT_CONFLICT', `Grant ${grant.id} belongs to another request.`)
    if (known?.ended) throw new DaypassError('GRANT_ENDED', 'The grant has ended.')
    const opened = known ?? {
      ...grant,
      key,
      lease: null,
      statusIndex: nextPlace++,
      renewal: null,
      lastToken: null,
      ended: null,
    }
    rows.set(grant.id, opened)
    return { ...opened }
  }
  const find = async (id: string) => {
    up()
    const found = rows.get(id)
    return found && { ...found }
  }
  const ledger: FakeGrantStore = {
    down: false,
    locked: false,
    placesGiven: async () => nextPlace,
    all: () => [...rows.values()].map((each) => ({ ...each })),
    open: async (key, grant, toEnd) => {
      if (!rows.has(grant.id) && toEnd === undefined) refuseLocked()
      const opened = open(key, grant)
      if (toEnd === undefined) refuseLocked()
      return opened
    },
    mayBegin: async () => refuseLocked(),
    find,
    leaseOf: find,
    keepLease: async (id, lease) => {
      const found = row(id)
      if (found.ended) throw new DaypassError('GRANT_ENDED', 'The grant has ended.')
      refuseLocked()
      found.lease ??= lease
      return found.lease
    },
    findByRenewal: async (hash) => {
      up()
      const found = [...rows.values()].find((each) => each.renewal === hash)
      return found && { ...found }
    },
    setRenewal: async (id, hash) => {
      const found = row(id)
      if (found.ended) throw new DaypassError('GRANT_ENDED', 'The grant has ended.')
      refuseLocked()
      found.renewal = hash
    },
    useOf: async (id) =>
      used.get(id) ?? (rows.has(id) ? { count: 0, first: undefined, last: undefined, scopes: [] } : undefined),
    noteToken: async (id, expires, now, scope) => {
      const found = row(id)
      if (found.ended || now >= found.ends) return false
      refuseLocked()
      const before = used.get(id)
      const scopes = new Set([...(before?.scopes ?? []), ...(scope ?? found.scope).split(' ')])
      used.set(id, {
        count: (before?.count ?? 0) + 1,
        first: before?.first ?? now,
        last: now,
        scopes: [...scopes].sort(),
      })
      if (!found.lastToken || expires > found.lastToken) found.lastToken = expires
      return true
    },
    end: async (id, at) => {
      const found = row(id)
      found.ended ??= at
      found.renewal = null
      return { ...found }
    },
    indexesOf: async (ids) => {
      up()
      return ids.flatMap((id) => rows.get(id)?.statusIndex ?? [])
    },
    liveIndexes: async (from, to, now) => {
      up()
      const live = [...rows.values()].filter((each) => !each.ended && now < each.ends)
      return live.map((each) => each.statusIndex).filter((place) => place >= from && place < to)
    },
    extend: async (id, to) => {
      up()
      const row = rows.get(id)
      if (!row || row.ended) throw new DaypassError('GRANT_ENDED', 'the grant has ended already')
      refuseLocked()
      Object.assign(row, to)
    },
    openIds: async () => {
      up()
      return [...rows.values()].filter((each) => !each.ended).map((each) => each.id)
    },
  }
  return ledger
}
