import { DaypassError } from '../../src/core/error.ts'
import type { GrantStore } from '../../src/ports/grants.ts'
import type { TokenLease, TokenLeases } from '../../src/ports/token-leases.ts'
import { copyOf } from './store/database/copy.ts'
import { createMemoryStore, type MemoryStore } from './store/memory-store.ts'
import { readLease } from './store/token-leases.ts'

/**
 * The ledger and the leases of tokens in memory, of repositories that are all enrolled. `down` makes every call fail the way a lost store
 * does; `locked`: a lockdown is over everything.
 */
export type FakeGrantStore = GrantStore &
  TokenLeases & { down: boolean; locked: boolean; placesGiven(): Promise<number>; all(): TokenLease[] }

/** `firstPlace`: where places begin, to reach later lists quickly. `store`: whose ledger it is; absent: one of its own. */
export function createFakeGrants(
  firstPlace = 0,
  store: MemoryStore = createMemoryStore({ now: () => new Date(0), firstPlace }),
): FakeGrantStore {
  const { repositories, lockdowns, grants } = store.tables
  const known = { ...store.grants, ...store.leases }
  const open: GrantStore['open'] = (key, ...of) => {
    repositories.add({ id: key.repository, owner: 'acme', name: 'access', installation: 9 })
    return known.open(key, ...of)
  }
  const calls = Object.entries({ ...known, open }).map(([name, call]) => [
    name,
    async (...given: unknown[]) => {
      if (ledger.down) throw new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
      return (call as (...of: unknown[]) => unknown)(...given)
    },
  ])
  const everything = { id: 0, connector: null, resource: null, person: null, why: 'a drill', since: new Date(0) }
  const ledger: FakeGrantStore = {
    ...(Object.fromEntries(calls) as typeof known),
    down: false,
    get locked() {
      return lockdowns.get('0') !== undefined
    },
    set locked(is) {
      if (is) lockdowns.add(everything)
      else lockdowns.delete(everything)
    },
    placesGiven: async () => grants.given,
    all: () => copyOf(grants.rows().flatMap((row) => readLease(row) ?? [])),
  }
  return ledger
}
