import { asError } from '../core/error.ts'
import type { RequestKey } from '../core/request-key.ts'
import { ofNoRequest } from '../core/trail/entry.ts'
import type { Connector, Marked } from '../ports/connector.ts'
import type { GrantStore } from '../ports/grants.ts'
import type { Log } from '../ports/log.ts'

export type OrphanParts = {
  /** The connectors of the deployment. */
  connectors: readonly Pick<Connector, 'name' | 'listOurs' | 'end' | 'probe'>[]
  grants: Pick<GrantStore, 'find'>
  /** Which store this is, as leases in targets are marked with it. */
  store(): Promise<string>
  /** Has a request looked at. */
  wake(key: RequestKey): Promise<unknown>
  now(): Date
  log: Log
}

/**
 * Ends what lies in a target with this store's marker and does not live by its ledger: what a crash left, what was begun while it ended,
 * what a restored target has brought back. What lives, and what is another store's, is left alone. One failing stops no other.
 */
export async function sweepOrphans(parts: OrphanParts): Promise<void> {
  const listing = parts.connectors.filter((connector) => connector.listOurs)
  if (listing.length === 0) return
  const store = await parts.store()
  for (const connector of listing) {
    try {
      // A lease is in the ledger before it is in the target: what is listed now and unknown there is in no ledger.
      for await (const marked of connector.listOurs?.() ?? [])
        if (marked.store === store) await sweepOne(parts, connector, marked)
    } catch (error) {
      const facts = { err: asError(error), connector: connector.name }
      parts.log.warn(facts, 'what lies in a target could not be listed; the next sweep tries again')
    }
  }
}

async function sweepOne(
  { grants, wake, now, log }: OrphanParts,
  connector: OrphanParts['connectors'][number],
  { grant: id }: Marked,
): Promise<void> {
  const facts = { grant: id, connector: connector.name }
  try {
    const known = await grants.find(id)
    if (known?.ended === null) return
    const lease = known?.lease ?? null
    await connector.end({ id }, lease, now())
    // Nobody else asks for the proof of what no request knows; it may be what clears the target up.
    await connector.probe({ id }, lease, now())
    log.warn(facts, 'a target held a lease that does not live by the ledger; it was ended')
    // A canary has no request; its drill looks after it.
    if (known && known.key.issue !== ofNoRequest) await wake(known.key)
  } catch (error) {
    log.warn(
      { ...facts, err: asError(error) },
      'a lease that does not live could not be ended; the next sweep tries again',
    )
  }
}
