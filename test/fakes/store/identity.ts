import type { StoreIdentity } from '../../../src/store/identity.ts'
import { byKey } from './database/claiming.ts'
import { inTransactions } from './database/memory-database.ts'
import type { StoreParts } from './database/parts.ts'
import type { StoreId } from './trail/store-id.ts'

const mostForeign = 20

export function createIdentity({ tables, transaction, id }: StoreParts & { id: StoreId }): StoreIdentity {
  const { requests, adopted_stores } = tables
  return inTransactions<StoreIdentity>(transaction, {
    id: async () => id(),
    foreign: async () =>
      requests
        .where(({ foreign_store: store }) => store !== null)
        .sort(byKey)
        .slice(0, mostForeign)
        .map(({ repository, issue, foreign_store: store }) => ({ repository, issue, store: store ?? '' })),
    async adopt(store, at) {
      adopted_stores.add({ store, at })
      for (const row of requests.where((one) => one.foreign_store === store)) requests.change(row, { wake_at: at })
    },
    isAdopted: async (store) => adopted_stores.get(store) !== undefined,
  })
}
