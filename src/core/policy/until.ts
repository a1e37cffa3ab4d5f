import type { PolicyOutput } from '../../generated/policy-output.ts'
import { DaypassError } from '../error.ts'

const shape = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** When the access that an answer gives is over at the latest; undefined: it sets no such instant. Throws POLICY_OUTPUT_INVALID for what is no instant. */
export function untilOf({ until }: Pick<PolicyOutput, 'until'>): Date | undefined {
  if (until === undefined) return undefined
  const [, day = '', clock = '', zone = ''] = shape.exec(until) ?? []
  const midnight = new Date(`${day}T00:00:00Z`)
  // The thirtieth of February would be read as the second of March.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day) || day === '') {
    const message = `The policy's answer names \`until\`, which is no instant such as 2026-12-24T08:00:00+01:00. Mend \`decision\`.`
    throw new DaypassError('POLICY_OUTPUT_INVALID', message)
  }
  return new Date(`${day}T${clock}${zone}`)
}

/**
 * Refuses an answer whose `until` is no instant, or not after the instant that was asked about (`nowNs`, as the input has it): it gives nothing
 * any more, and is no yes without a limit. Throws POLICY_OUTPUT_INVALID, POLICY_UNTIL_PAST.
 */
export function checkUntil(output: PolicyOutput, nowNs: unknown): void {
  const until = untilOf(output)
  if (until === undefined || (typeof nowNs === 'number' && until.getTime() > nowNs / 1_000_000)) return
  const message = `The policy gives this until ${output.until}, which has passed. Its owners mend \`decision\`: what is over is denied.`
  throw new DaypassError('POLICY_UNTIL_PAST', message)
}

/** The end of what would begin and last so: at the answer's `until`, if that comes first. */
export function endBy(output: PolicyOutput, wanted: Date): Date {
  const until = untilOf(output)
  return until && until < wanted ? until : wanted
}
