import type { RequestRecord } from '../record.ts'
import { formatKey } from '../request-key.ts'
import type { NewEvent } from '../trail/entry.ts'
import { type Alert, dayOf } from './alert.ts'
import type { AlertKind } from './alert-kinds.ts'

/** What has to be told of a request that has just become another: `before`, `after`, and what its trail is told. */
export function requestAlerts(before: RequestRecord, after: RequestRecord, events: readonly NewEvent[] = []): Alert[] {
  const of = (kind: AlertKind, spell: string, more: Partial<Alert> = {}): Alert => ({
    ...named(after),
    kind,
    spell,
    ...more,
  })
  const alerts = events.flatMap((event): Alert[] => {
    if (event.kind === 'break-glass') return [of('break-glass', event.at)]
    if (event.kind === 'approved' && isUnguarded(event))
      return [of('unguarded', dayOf(event.at), { subject: 'branches' })]
    // The text of a pull request of ours was changed, and its votes are void; other interference is a finding.
    if (event.kind === 'voided' && event.facts.why === 'text changed') return [of('tampering', `text ${event.at}`)]
    if (event.kind === 'granted') return isSealedToYoung(after, event) ? [of('young-key', event.at)] : []
    return []
  })
  const { foreign } = after
  if (after.state === 'ending' && after.end.overdue && !(before.state === 'ending' && before.end.overdue))
    alerts.push(of('end-unproved', after.end.asked.toISOString()))
  if (foreign?.store !== undefined && before.foreign?.store !== foreign.store)
    alerts.push(of('store-foreign', foreign.store, { about: foreign.store }))
  if (isTampered(after) && !isTampered(before))
    alerts.push(of('tampering', `${after.pull?.number ?? 0} ${spellOf(events)}`))
  return alerts
}

/** That something of ours was changed in an issue, as it was found the so-manieth time. */
export function displayTampered(record: RequestRecord, time: number): Alert {
  return { ...named(record), kind: 'tampering', spell: `issue ${time}` }
}

/** All that is known of a request and may be told: no reason, no title. */
export function named({ key, url, request, resource, requester }: RequestRecord): Omit<Alert, 'kind' | 'spell'> {
  return {
    subject: formatKey(key),
    ...(request ? { resource: request.resource } : {}),
    ...(resource ? { sensitivity: resource.sensitivity } : {}),
    ...(requester ? { who: { id: requester.id, login: requester.login } } : {}),
    ...(url === undefined ? {} : { url }),
  }
}

function isUnguarded({ facts: { unguarded } }: NewEvent): boolean {
  return Array.isArray(unguarded) && unguarded.length > 0
}

function isTampered({ findings, extension }: RequestRecord): boolean {
  return [...findings, ...(extension?.findings ?? [])].some(({ code }) => code === 'PULL_TAMPERED')
}

/** What tells one time from another. */
function spellOf(events: readonly NewEvent[]): string {
  return events.at(-1)?.at ?? ''
}

/** Whether it went to a key that was not on the account when it was asked. One of unknown age is not said to be young. */
function isSealedToYoung({ keys, submittedAt }: RequestRecord, { facts }: NewEvent): boolean {
  const sealed = Array.isArray(facts.keys) ? facts.keys : []
  return (keys?.keys ?? []).some(
    ({ fingerprint, since }) =>
      since !== undefined && submittedAt !== undefined && sealed.includes(fingerprint) && new Date(since) > submittedAt,
  )
}
