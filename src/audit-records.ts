// The auditor's part of the composition root: a deployment's store, opened as a server would.
import { pino } from 'pino'
import type { Configuration } from './config/configuration.ts'
import type { AuditRecords } from './ports/audit-records.ts'
import { openKeys, openStoreOf } from './server.ts'

/** Throws SIGNING_KEY_*, STORE_LOCKED, STORE_UNAVAILABLE. */
export async function openAuditRecords(configuration: Configuration): Promise<AuditRecords> {
  const log = pino({ level: 'silent' })
  const signer = await openKeys(configuration, log)
  const { records, checkpoints, forget, close } = await openStoreOf(configuration, signer, log)
  return {
    ...records,
    issuer: configuration.config.publicUrl,
    keys: signer.publicKeys(),
    checkpoints: checkpoints.seen,
    cut: async () => {
      await checkpoints.cut(true)
    },
    forget,
    close,
  }
}
