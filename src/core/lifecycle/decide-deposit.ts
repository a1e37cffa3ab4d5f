import { addSeconds } from '../instant.ts'
import { placeWords } from '../lending/secret-place.ts'
import type { RequestRecord } from '../record.ts'
import { eventOf } from './decided-event.ts'
import type { SeenDeposit, Step } from './plan.ts'
import { save } from './steps.ts'
import { overdueAfter } from './timing/overdue.ts'

const show: Step = { do: 'publish' }

/** Whether a secret is to be cleared, or may be: it is looked for at each look. */
export function isDeposited({ deposit, grant, end }: RequestRecord): boolean {
  return deposit !== undefined && deposit.over === undefined && grant !== undefined && end !== undefined
}

/** What became of the secret, or that it needs somebody. It is cleared by itself: no end waits for it. */
export function decideDeposit(record: RequestRecord, now: Date, seen: SeenDeposit | undefined): Step[] {
  const { deposit, end, grant } = record
  if (!deposit || !end || !grant || seen === undefined || !isDeposited(record)) return []
  // Nobody takes a secret for what has ended, but a grant may still be ending.
  if (seen === 'none' && record.state !== 'ended') return []
  const over = seen === 'none' ? { at: now, how: 'unput' as const } : seen.over
  const { overdue: _overdue, why: _why, ...known } = deposit
  if (over) {
    const facts = {
      grant: grant.id,
      how: over.how,
      secret: placeWords(deposit, deposit.name),
      at: over.at.toISOString(),
    }
    const events = over.how === 'unput' ? [] : [eventOf(record, now, 'secret-cleared', facts)]
    return [save({ set: { deposit: { ...known, over } }, events }), show]
  }
  const why = seen === 'none' ? undefined : seen.why
  if (now < addSeconds(end.asked, overdueAfter) || (deposit.overdue && deposit.why === why)) return []
  return [save({ set: { deposit: { ...known, overdue: true, ...(why === undefined ? {} : { why }) } } }), show]
}

/** So often (seconds) it is looked at whether a secret is cleared, in case that nobody told. */
const every = 15 * 60

/** When it must be looked at whether the secret is cleared; null: there is none, or its grant lives. */
export function depositLook(record: RequestRecord, now: Date): Date | null {
  const { deposit, end } = record
  if (!deposit || !end || !isDeposited(record)) return null
  const late = addSeconds(end.asked, overdueAfter)
  return !deposit.overdue && late > now ? late : addSeconds(now, deposit.overdue ? every : overdueAfter)
}
