import { addSeconds, earliest } from '../../instant.ts'
import { isTerminal, type RequestRecord } from '../../record.ts'
import type { Approval } from '../../review/approval.ts'
import { nextAsking } from '../decide-approval.ts'
import { debtLook } from '../decide-debt.ts'
import { depositLook } from '../decide-deposit.ts'
import { backOff, longestPause } from './back-off.ts'
import { behindLook, doubtLook } from './doubt.ts'
import { overdueAt } from './overdue.ts'
import { textWriterPatience } from './writer-patience.ts'

/** Membership is looked at when a webhook says that it changed, and this often (seconds) for the case that one was lost. */
const membershipEvery = 15 * 60

/** When it must be looked at whether the person with this grant still belongs here; undefined: nothing has begun. */
export function membershipDue({ grant, membership }: RequestRecord): Date | undefined {
  return grant && addSeconds(membership ? new Date(membership.at) : grant.begins, membershipEvery)
}

/** When the request must be looked at again although nothing happens; null: only when something does. */
export function nextLook(record: RequestRecord, now: Date): Date | null {
  const doubts = [doubtLook(record, now), behindLook(record, now)]
  return earliest(usualLook(record, now), debtLook(record, now), depositLook(record, now), ...doubts)
}

function usualLook(record: RequestRecord, now: Date): Date | null {
  if (isTerminal(record.state)) return null
  const pause = addSeconds(now, backOff(record.tries))
  if (record.foreign) return record.foreign.closed ? null : addSeconds(now, longestPause)
  if (record.adopted) return record.adopted.until
  // Whatever a connector says about when to ask again: it is asked at least once a minute, for ever.
  if (record.state === 'ending')
    return earliest(record.probeAgain ?? pause, addSeconds(now, longestPause), overdueAt(record))
  if (record.grant) {
    const { extension, tries, grant } = record
    const waits = extension && !extension.approved ? votesLook(extension, tries, now) : undefined
    return earliest(grant.ends, due(membershipDue(record), now), due(record.askAgain, now), waits)
  }
  if (record.state === 'undecided') return pause
  // It was looked at, and waits for the word who wrote it.
  if (record.state === 'submitted') return record.url === undefined ? pause : addSeconds(now, textWriterPatience / 2)
  // It waits for its requester, who may never come; what they do is told by a webhook, or found by the sweep.
  if (record.state === 'invalid') return null
  // It waits for its requester's keys, and word.
  if (record.state === 'granting') return due(record.lapsesAt, now) ?? null
  return votesLook(record, record.tries, now)
}

/** What is due, and was kept from being done by what this look found, is not tried without a pause. */
function due(at: Date | undefined, now: Date): Date | undefined {
  return at && at <= now ? addSeconds(now, longestPause) : at
}

/** When what waits for its reviewers must be looked at: to call more of them, to let it lapse, or for what else it waits for. */
function votesLook(approval: Omit<Approval, 'key'>, tries: number, now: Date): Date | null {
  const { pull, lapsesAt, findings } = approval
  const more = pull && !pull.closed ? nextAsking(pull, lapsesAt) : undefined
  // What could not be evaluated is tried again soon; what waits for people, less often.
  const again = addSeconds(now, tries > 0 ? backOff(tries) : longestPause)
  return earliest(due(lapsesAt, now), due(more?.at, now), findings.length > 0 ? again : undefined)
}
