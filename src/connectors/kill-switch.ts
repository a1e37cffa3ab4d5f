import { killSwitchWhy } from '../core/alerts/event-alerts.ts'
import { asError } from '../core/error.ts'
import type { Lockdown } from '../core/lockdown-scope.ts'
import type { GrantStore } from '../ports/grants.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'

/** How many grants there were, and the lockdown that keeps others from beginning; undefined: locking down failed. */
export type Revoked = { revoked: number; lockdown: Lockdown | undefined }

/**
 * Locks down everything, and then ends every grant in the ledger, and so in the status lists, at once; proof and words follow. Locked
 * first, so that what is approved a moment later is not granted; where that fails, the ends go on and the log says why. Throws STORE_*
 * when grants cannot be ended.
 */
export async function endAll(
  grants: Pick<GrantStore, 'openIds'>,
  lockdowns: Pick<Lockdowns, 'lock'>,
  endGrants: (ids: readonly string[]) => Promise<void>,
  note: (lockdown: Lockdown) => Promise<void>,
  log: { warn(facts: object, message: string): void; error(facts: object, message: string): void },
): Promise<Revoked> {
  const lockdown = await lockdowns.lock({ of: 'everything' }, killSwitchWhy).catch((thrown: unknown) => {
    log.error({ err: asError(thrown) }, 'could not lock down before every grant is revoked; new ones may begin')
    return undefined
  })
  const ids = await grants.openIds()
  log.warn({ grants: ids.length, lockdown: lockdown?.id }, 'every grant is being revoked')
  await endGrants(ids)
  // Last: nothing that is told comes before the ends.
  if (lockdown)
    await note(lockdown).catch((thrown: unknown) =>
      log.error({ err: asError(thrown) }, 'that every grant was revoked could not be noted for people to hear'),
    )
  return { revoked: ids.length, lockdown }
}
