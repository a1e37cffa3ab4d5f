import { asError, isDaypassError } from '../../core/error.ts'
import { endedWith } from '../../core/lifecycle/decide-end.ts'
import type { StoredGrant } from '../../ports/grants.ts'
import type { Ports } from './ports.ts'

export type EndDuePorts = Pick<Ports, 'requests' | 'connectorOf' | 'now' | 'log'> & {
  /** Types of connectors whose target is the ledger, and which can end what they gave whatever became of their settings. */
  endedInLedger: readonly string[]
}

/**
 * Ends all that is due, where an end is what the ledger says: written in bulk, so that a crowd is no later than one. Proof and words
 * follow with the look at each.
 */
export async function endDue(ports: EndDuePorts): Promise<void> {
  const at = ports.now()
  await tellEnded(ports, await ports.requests.endDue(ports.endedInLedger, at, (record) => endedWith(record, at)))
}

/**
 * Tells connectors whose target is the ledger what was ended there, which stands whether or not they hear of it: what they were not told,
 * they read.
 */
export async function tellEnded(
  { connectorOf, log }: Pick<Ports, 'connectorOf' | 'log'>,
  ended: readonly StoredGrant[],
): Promise<void> {
  for (const [one, ...more] of Map.groupBy(ended, nameOf).values()) {
    if (!one) continue
    try {
      await connectorOf(one).endedInLedger?.([one, ...more])
    } catch (error) {
      // Whose connector is gone is told so by the look at it.
      if (isDaypassError(error, 'CONNECTOR_GONE')) continue
      log.warn({ err: asError(error), connector: one.connector }, 'a connector was not told what has ended')
    }
  }
}

function nameOf({ connector, connectorType }: StoredGrant): string {
  return JSON.stringify([connectorType, connector])
}
