import { endedWith } from '../../core/lifecycle/decide-end.ts'
import type { Ports } from './ports.ts'

export type EndDuePorts = Pick<Ports, 'requests' | 'connectorOf' | 'now'> & {
  /** Types of connectors whose target is the ledger, and which can end what they gave whatever became of their settings. */
  endedInLedger: readonly string[]
}

/**
 * Ends all that is due, where an end is what the ledger says: written in bulk, so that a crowd is no later than one. Proof and words
 * follow with the look at each.
 */
export async function endDue({ requests, connectorOf, now, endedInLedger }: EndDuePorts): Promise<void> {
  const at = now()
  for (const lease of await requests.endDue(endedInLedger, at, (record) => endedWith(record, at)))
    connectorOf(lease).endedInLedger?.(lease)
}
