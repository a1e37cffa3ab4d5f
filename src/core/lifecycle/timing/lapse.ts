import { addSeconds } from '../../instant.ts'
import type { RequestRecord } from '../../record.ts'

/** How long a request waits for what it still needs, where the organisation's `lapse_after` says nothing else. */
export const defaultLapseAfter = '24h'

/** When what was asked for at this instant lapses (`after` in seconds); more time for a grant lapses with the grant at the latest. */
export function lapseOf(asked: Date, after: number, ends?: Date): Date {
  const lapse = addSeconds(asked, after)
  return ends && ends < lapse ? ends : lapse
}

/** Whether a request that waits has waited for too long. */
export function isLapsed({ state, lapsesAt }: RequestRecord, now: Date): boolean {
  const waits = state === 'pending' || state === 'granting'
  return waits && lapsesAt !== undefined && now >= lapsesAt
}
