import type { Cursors } from '../../../src/store/cursors.ts'
import { inTransactions } from './database/memory-database.ts'
import type { StoreParts } from './database/parts.ts'

export function createCursors({ tables: { cursors }, transaction }: StoreParts): Cursors {
  return inTransactions<Cursors>(transaction, {
    get: async (name) => cursors.get(name)?.value,
    async set(name, value) {
      cursors.put({ name, value })
    },
  })
}
