import { isDaypassError } from '../../core/error.ts'
import { endedWith } from '../../core/lifecycle/decide-end.ts'
import type { RequestRecord } from '../../core/record.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { Connector } from '../../ports/connector.ts'
import type { Ports } from './ports.ts'

/**
 * Ends many grants at one instant, where an end is what the ledger says: written in bulk, so that a crowd is no later than one. Returns
 * the requests that are still to be looked at one by one. Proof and words follow with the next look.
 */
export async function endDue(
  { book, connectorOf, now }: Pick<Ports, 'book' | 'connectorOf' | 'now'>,
  keys: readonly RequestKey[],
): Promise<RequestKey[]> {
  const at = now()
  const connectors = new Map<string, Connector>()
  const begin = (record: RequestRecord) => {
    const connector = record.grant && connectorThere(connectorOf, record.grant)
    if (!record.grant || !connector?.endedInLedger) return undefined
    connectors.set(record.grant.id, connector)
    return endedWith(record, at)
  }
  const ended = await book.endDue(keys, at, begin)
  for (const lease of ended) connectors.get(lease.id)?.endedInLedger?.(lease)
  const done = new Set(ended.map(({ key }) => formatKey(key)))
  return keys.filter((key) => !done.has(formatKey(key)))
}

/** What is gone is told where its requests are looked at one by one. */
function connectorThere(connectorOf: Ports['connectorOf'], grant: NonNullable<RequestRecord['grant']>) {
  try {
    return connectorOf(grant)
  } catch (error) {
    if (isDaypassError(error, 'CONNECTOR_GONE')) return undefined
    throw error
  }
}
