import { findMarker } from '../../../core/comment-marker.ts'
import type { DisplayRecord } from '../../../core/display/display-record.ts'
import type { Seen } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import { formatKey } from '../../../core/request-key.ts'
import type { Comment, Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'
import { othersAmong } from './shown.ts'

/**
 * Whether a status of our own app stands under a request of which this store has shown nothing: then another store looks after it, or
 * this one has lost it, and whatever it did here would be done twice. What this store has shown is compared elsewhere.
 */
export async function findForeign(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  { display, listed }: { display: DisplayRecord; listed: Comment[] | undefined },
): Promise<Extract<Seen, { kind: 'foreign' }> | undefined> {
  if (display.status?.intended || record.adopted) return undefined
  const marker = (listed ?? [])
    .filter(({ ours }) => ours)
    .map(({ body }) => findMarker(body))
    .find((found) => found?.kind === 'status' && formatKey(found.key) === formatKey(record.key))
  if (!marker) return undefined
  // What was written while this look was reading is ours: that a status is meant is stored before it is written.
  if ((await ports.displays.find(record.key)).status?.intended) return undefined
  const { url, open, labels } = issue
  const comments = {
    count: othersAmong(issue, display, listed),
    last: Math.max(0, ...(listed ?? []).map(({ id }) => id)),
  }
  const store = marker.mark && (await ports.marks.check(record.key, marker.mark)) ? marker.mark.store : undefined
  const adopted = store !== undefined && (await ports.marks.isAdopted(store))
  const message =
    store === undefined
      ? 'A status of this app stands under a request that this store does not know, and nobody can tell whose it is.'
      : `Store ${store} looks after a live request that this store does not know. Nothing is granted until the right store is back, or \`daypass adopt --store ${store}\` has been run.`
  // Said when it is found, not at each look.
  if (open && !adopted && (!record.foreign || record.foreign.closed))
    ports.log.error(
      { code: store === undefined ? 'STATUS_TAMPERED' : 'STORE_FOREIGN', request: record.key, store },
      message,
    )
  return { kind: 'foreign', ...(store === undefined ? {} : { store }), adopted, open, url, labels, comments }
}
