// What `daypass audit` reads: a deployment's store, opened as a server would.
import { pino } from 'pino'
import type { AuditRecords } from '../ports/audit-records.ts'
import { type Deployment, openKeys, openStoreOf } from './deployment.ts'

/** Throws SIGNING_KEY_*, STORE_LOCKED, STORE_UNAVAILABLE. */
export async function openAuditRecords(deployment: Deployment): Promise<AuditRecords> {
  const log = pino({ level: 'silent' })
  const signer = await openKeys(deployment, log)
  const { records, checkpoints, placements, identity, forget, close } = await openStoreOf(deployment, signer, log)
  return {
    ...records,
    issuer: deployment.configuration.config.publicUrl,
    keys: signer.publicKeys(),
    checkpoints: checkpoints.seen,
    cut: async () => {
      await checkpoints.cut(true)
    },
    forget,
    foreign: identity.foreign,
    adopt: (store) => identity.adopt(store, deployment.now()),
    giveUp: (repository) => placements.giveUp(repository, deployment.now()),
    close,
  }
}
