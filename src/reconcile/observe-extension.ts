import { isDaypassError } from '../core/error.ts'
import { asWaiting, extendedRequest } from '../core/extension.ts'
import { readOrders } from '../core/orders.ts'
import type { Seen } from '../core/plan.ts'
import type { RequestRecord } from '../core/record.ts'
import type { Issue } from '../ports/issue-desk.ts'
import { observeVotes, votingFor } from './observe-votes.ts'
import type { Ports } from './ports.ts'
import { readAndDecide } from './read-and-decide.ts'

type SeenIssue = Extract<Seen, { kind: 'issue' }>

/** For a grant that lives: the votes on its extension, or the decision about one that was just asked for. */
export async function observeExtension(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  seen: SeenIssue,
  now: Date,
): Promise<Pick<SeenIssue, 'voting' | 'reading'>> {
  if (record.extension) return record.extension.approved ? {} : observeVotes(ports, asWaiting(record), issue, now)
  const { extend, leave } = readOrders(record, seen)
  if (!extend || leave || !record.request || !record.grant) return {}
  try {
    const request = extendedRequest(record.request, record.grant, extend)
    const reading = await readAndDecide(ports, { record, issue, now, request, approved: false })
    return { reading, ...(await votingFor(ports, record, reading)) }
  } catch (error) {
    // The order itself cannot be read: it is answered, and nothing is decided.
    if (isDaypassError(error, 'REQUEST_DURATION_INVALID')) return {}
    throw error
  }
}
