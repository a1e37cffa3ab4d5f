import type { Subject } from './subject.ts'

/** In the end every alert stands in an issue once and came to the receiver at least once, and nothing waits. */
export async function checkTold({ observation, store, told }: Subject): Promise<void> {
  const waiting = await store.notices.count()
  if (waiting > 0) observation.violated('told-once', `${waiting} alerts wait to be told`)
  const shown = told.inIssues()
  for (const [id, count] of shown)
    if (count !== 1) observation.violated('told-once', `${id} stands there ${count} times`)
  const received = new Set(told.received)
  for (const id of received) if (!shown.has(id)) observation.violated('told-once', `${id} stands in no issue`)
  for (const id of shown.keys()) if (!received.has(id)) observation.violated('told-once', `${id} came to no receiver`)
  // An end that hung for so long was told.
  for (const [issue, { record }] of observation.records) {
    const hung = 'end' in record && (record as { end?: { overdue?: true } }).end?.overdue
    if (hung && shown.size === 0)
      observation.violated('told-once', `#${issue}: its end is overdue, and nobody heard of it`)
  }
}
