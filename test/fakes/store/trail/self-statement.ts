import { canonicalJson } from '../../../../src/core/canonical-json.ts'
import { withoutRequest } from '../../../../src/store/trail/append.ts'
import type { SelfStatement } from '../../../../src/store/trail/self-statement.ts'
import type { StoreParts } from '../database/parts.ts'
import type { StoreId } from './store-id.ts'
import { append } from './trail.ts'

/** Says in every chain what of this server holds now; with `new`, only where nothing of the kind was ever said. Returns how often. */
export function createSelfStatement(store: StoreParts & { id: StoreId }) {
  const { tables, transaction, now } = store
  return async ({ started, keys }: SelfStatement, which: 'all' | 'new'): Promise<number> => {
    let entries = 0
    for (const [kind, facts] of [['started', started] as const, ['keys', keys] as const]) {
      const what = canonicalJson(facts)
      entries += await transaction(async () => {
        const untold = tables.repositories
          .where(({ id }) => {
            const said = tables.stated.get(`${id} ${kind}`)?.what
            return which === 'all' ? said !== what : said === undefined
          })
          .sort((a, b) => a.id - b.id)
        const event = { at: now().toISOString(), kind, actor: { kind: 'daypass' as const }, facts }
        for (const { id: repository } of untold) tables.stated.put({ repository, kind, what })
        await append(
          tables,
          untold.map(({ id, installation }) => withoutRequest(id, installation, [event])),
          store,
        )
        return untold.length
      })
    }
    return entries
  }
}
