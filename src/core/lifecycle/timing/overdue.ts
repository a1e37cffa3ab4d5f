import { addSeconds } from '../../instant.ts'
import type { RequestRecord } from '../../record.ts'
import type { Step } from '../plan.ts'
import { save } from '../steps.ts'

/** So long (seconds) an end may go unproved before somebody is told to look at it. */
export const overdueAfter = 60

/**
 * When an end that is not proved by then needs somebody; undefined: there is no such end, or it is said already, as where its connector is
 * gone.
 */
export function overdueAt({ state, end, findings }: RequestRecord): Date | undefined {
  if (state !== 'ending' || !end || end.overdue) return undefined
  return findings.some(({ code }) => code === 'CONNECTOR_GONE') ? undefined : addSeconds(end.asked, overdueAfter)
}

/**
 * What is done about an end that is not proved: what had no effect yet is ended, and the target is asked. That it needs somebody is said
 * first, since what is tried then may fail.
 */
export function endAgain(record: RequestRecord, now: Date): Step[] {
  const at = overdueAt(record)
  const isLate = at !== undefined && now >= at && record.end
  return [
    ...(isLate ? [save({ set: { end: { ...isLate, overdue: true } } }), { do: 'publish' } as const] : []),
    ...(record.end?.effective ? [] : [{ do: 'end' } as const]),
    { do: 'probe' },
  ]
}
