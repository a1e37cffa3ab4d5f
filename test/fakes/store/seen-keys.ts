import type { SeenKeys } from '../../../src/ports/seen-keys.ts'
import { inTransactions } from './database/memory-database.ts'
import type { StoreParts } from './database/parts.ts'

export function createSeenKeys({ tables, transaction }: StoreParts): SeenKeys {
  const { seen_keys } = tables
  const seen = (person: number) => seen_keys.where((row) => row.person === person)
  return inTransactions<SeenKeys>(transaction, {
    async noted(person, fingerprints, at) {
      for (const row of seen(person)) if (!fingerprints.includes(row.fingerprint)) seen_keys.delete(row)
      for (const fingerprint of fingerprints) seen_keys.add({ person, fingerprint, since: at })
      return new Map(seen(person).map(({ fingerprint, since }) => [fingerprint, since]))
    },
  })
}
