import { isTerminal, type RequestRecord } from '../record.ts'
import { isDeliveredApart, renderDelivery } from './delivery.ts'
import { labelsFor } from './labels.ts'
import { renderReceipt, renderRest } from './receipt.ts'
import { type DisplayContext, renderStatus } from './status.ts'
import { titleOf } from './title.ts'

/** All that GitHub shows of a request. What is absent stays as it is. */
export type Display = {
  /** Absent until a request is frozen: before, the title is the requester's. */
  title?: string
  labels: string[]
  /** Absent for a pull request that lives: it is open, or merged, or closed by somebody, and stays so. */
  open?: boolean
  /** Only where the issue is closed. */
  reason?: 'completed' | 'not_planned'
  /** Absent while there is nothing to say yet. */
  status?: string
  /** Only where people approved: else the credential stands in the status. */
  delivery?: string
  receipt?: string
  /** Further comments with what of the trail the receipt cannot take, oldest first; nearly always absent. */
  trail?: string[]
}

/** What GitHub shall show for this record; `present` are the labels that the issue has now, of which others' are kept. */
export function displayOf(record: RequestRecord, present: readonly string[], context: DisplayContext): Display {
  const closed = isTerminal(record.state)
  // What another store wrote there stays: it is the only trace of what it did.
  if (record.adopted)
    return { labels: labelsFor(record, present), open: !closed, ...(closed ? { reason: 'completed' } : {}) }
  const rest = record.state === 'ended' ? renderRest(record, context) : []
  return {
    ...(record.request ? { title: titleOf(record.request) } : {}),
    labels: labelsFor(record, present),
    ...(closed || !record.ownPull ? { open: !closed } : {}),
    ...(closed && !record.ownPull ? { reason: record.state === 'ended' ? 'completed' : 'not_planned' } : {}),
    ...(record.state === 'submitted' ? {} : { status: renderStatus(record, context) }),
    ...(isDeliveredApart(record) ? { delivery: renderDelivery(record, context) } : {}),
    ...(record.state === 'ended' ? { receipt: renderReceipt(record, context) } : {}),
    ...(rest.length > 0 ? { trail: rest } : {}),
  }
}
