import type { RequestRecord } from '../record.ts'
import type { NewEvent } from '../trail/entry.ts'
import type { Alert } from './alert.ts'
import type { AlertKind } from './alert-kinds.ts'
import { named } from './request-alerts.ts'

/**
 * What a person asked for and had before, seen from one of their requests. `firstTime`: no grant of the resource within the last 90 days;
 * `burst`: more than five requests within the last hour, this one among them; `afterDenial`: the resource was denied to them less than 24 h ago.
 */
export type History = { firstTime: boolean; burst: boolean; afterDenial: boolean }

/** Seconds. */
export const lookedBack = { grants: 90 * 86_400, requests: 3_600, denials: 86_400 }
/** So many requests within an hour are none too many. */
export const mostAnHour = 5

/** What is known of earlier requests and grants of a person, as numbers. */
export type Earlier = { grants: number; requests: number; denials: number }

export function historyOf({ grants, requests, denials }: Earlier): History {
  return { firstTime: grants === 0, burst: requests + 1 > mostAnHour, afterDenial: denials > 0 }
}

/** What of a history these events ask for. */
function askedFor({ resource }: RequestRecord, events: readonly NewEvent[]): AlertKind[] {
  const has = (kind: NewEvent['kind']) => events.some((event) => event.kind === kind)
  const isHigh = resource?.sensitivity === 'high' || resource?.sensitivity === 'critical'
  return [
    ...(has('granted') && isHigh ? (['first-at-high'] as const) : []),
    ...(has('granted') ? (['denied-then-allowed'] as const) : []),
    ...(has('submitted') ? (['burst'] as const) : []),
  ]
}

/** Whether somebody has to look back, so that what is wanted can be told. */
export function needsHistory(
  record: RequestRecord,
  events: readonly NewEvent[],
  wanted: readonly AlertKind[],
): boolean {
  return askedFor(record, events).some((kind) => wanted.includes(kind))
}

/** What has to be told of a person's request because of what was before it. */
export function historyAlerts(
  record: RequestRecord,
  events: readonly NewEvent[],
  { firstTime, burst, afterDenial }: History,
  wanted: readonly AlertKind[],
): Alert[] {
  const is = { 'first-at-high': firstTime, burst, 'denied-then-allowed': afterDenial } as const
  const at = events.at(-1)?.at ?? ''
  return askedFor(record, events).flatMap((kind): Alert[] => {
    if (!wanted.includes(kind) || !is[kind as keyof typeof is]) return []
    // One person's burst is told once an hour.
    const of =
      kind === 'burst' ? { subject: `person ${record.requester?.id ?? 0}`, spell: at.slice(0, 13) } : { spell: at }
    return [{ ...named(record), kind, ...of }]
  })
}
