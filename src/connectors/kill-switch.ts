import type { GrantLedger } from '../ports/grants.ts'

/** How many grants are ended at the same time. */
const atOnce = 500

/** Every grant ends in the ledger, and so in the status lists, at once; proof and words follow. Returns how many there were. */
export async function endAll(
  grants: Pick<GrantLedger, 'openIds'>,
  endGrant: (id: string) => Promise<void>,
  log: { warn(facts: object, message: string): void },
): Promise<number> {
  const ids = await grants.openIds()
  log.warn({ grants: ids.length }, 'every grant is being revoked')
  for (let at = 0; at < ids.length; at += atOnce) await Promise.all(ids.slice(at, at + atOnce).map(endGrant))
  return ids.length
}
