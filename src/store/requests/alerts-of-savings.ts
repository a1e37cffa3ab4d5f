import type { Transaction } from 'kysely'
import type { RepositoryAlert } from '../../core/alerts/alert.ts'
import { type AlertKind, isGrave } from '../../core/alerts/alert-kinds.ts'
import { historyAlerts, historyOf, needsHistory } from '../../core/alerts/history.ts'
import { requestAlerts } from '../../core/alerts/request-alerts.ts'
import { changedRecord } from '../../core/lifecycle/change.ts'
import { formatKey } from '../../core/request-key.ts'
import type { Change, Claim } from '../../ports/request-store.ts'
import type { Tables } from '../database/tables.ts'
import { earlierAccess } from './earlier-access.ts'

/** What has to be told of those that were written. Nobody looks back where nobody wants to hear of it. */
export async function alertsOf(
  trx: Transaction<Tables>,
  savings: readonly { held: Claim; change: Change }[],
  written: Pick<ReadonlyMap<string, unknown>, 'has'>,
  common: readonly AlertKind[],
): Promise<RepositoryAlert[]> {
  const found: RepositoryAlert[] = []
  for (const { held, change } of savings) {
    if (!written.has(formatKey(held.key))) continue
    const { key, record: before } = held
    const { events = [] } = change
    const record = changedRecord(before, change)
    const { request, requester } = record
    const alerts = requestAlerts(before, record, events).filter(({ kind }) => isGrave(kind) || common.includes(kind))
    const at = events.at(-1)?.at
    if (request && requester && at !== undefined && needsHistory(record, events, common)) {
      const earlier = await earlierAccess(trx, key, requester.id, request.resource, new Date(at))
      alerts.push(...historyAlerts(record, events, historyOf(earlier), common))
    }
    found.push(...alerts.map((alert) => ({ repository: key.repository, alert, shared: false })))
  }
  return found
}
