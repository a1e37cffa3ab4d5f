import { formatKey, type RequestKey } from '../../../../src/core/request-key.ts'
import { beginning, ofNoRequest, sealedEvent, type TrailEntry } from '../../../../src/core/trail/entry.ts'
import type { TrailEvent } from '../../../../src/generated/trail-event.ts'
import { type Appending, eventAfter, type Head, knownIn, type SignTrail } from '../../../../src/store/trail/append.ts'
import { pseudonymiserOf } from '../../../../src/store/trail/pseudonym-keys.ts'
import type { MemoryTables, RandomBytes } from '../database/parts.ts'
import { secretsOf } from './people.ts'
import type { StoreId } from './store-id.ts'

/** Appends events to their repositories' chains, in this order. Throws TypeError for what is no event. */
export async function append(
  tables: MemoryTables,
  appendings: readonly Appending[],
  { sign, id, randomBytes }: { sign: SignTrail; id: StoreId; randomBytes: RandomBytes },
): Promise<void> {
  const secrets = secretsOf(tables, appendings.flatMap(knownIn), randomBytes)
  for (const { record, installation, step, news } of appendings) {
    const { repository, issue } = record.key
    const pseudonymise = pseudonymiserOf(secrets, installation, record.requester?.id)
    const from = step === 'next' ? trailOf(tables, { repository, issue: ofNoRequest }).length + 1 : step
    for (const [index, one] of news.entries()) {
      const head: Head = tables.chains.get(`${repository}`) ?? { seq: 0, hash: beginning, at: '' }
      // Whose chain it is stands in its first entry.
      const first = head.seq === 0 ? { ...one, facts: { ...one.facts, store: id() } } : one
      const event = eventAfter(head, { repository, issue, step: from + index }, first, pseudonymise)
      const { text, bytes, hash } = sealedEvent(event)
      const signature = await sign(bytes)
      const { seq, at } = event
      tables.trail.put({ repository, seq, issue, installation, event: text, hash, signature })
      const known = tables.chains.get(`${repository}`) ?? { repository, installation }
      tables.chains.put({ ...known, seq, hash, at })
    }
  }
}

/** The entries of one request, in order. */
export function trailOf(tables: MemoryTables, key: RequestKey): TrailEntry[] {
  const name = formatKey(key)
  return tables.trail.where((row) => formatKey(row) === name).map(readEntry)
}

export function readEntry(row: { event: string; hash: string; signature: string }): TrailEntry {
  return { event: JSON.parse(row.event) as TrailEvent, hash: row.hash, signature: row.signature }
}
