import { fromPglite, type PGliteLike, PgBoss } from 'pg-boss'
import type { Log } from '../ports/log.ts'

/** The database that the store uses: pg-boss brings its own connections to a server, and shares the embedded one. */
export type QueueDatabase = { kind: 'embedded'; pglite: PGliteLike } | { kind: 'server'; url: string }

/** pg-boss as it suits us: other processes' dead workers are noticed within seconds, and finished jobs do not pile up. */
export function createBoss(database: QueueDatabase, log: Log): PgBoss {
  const common = {
    schema: 'pgboss',
    useListenNotify: true,
    registerInstance: false,
    monitorVacuum: false,
    maintenanceIntervalSeconds: 300,
    cronMonitorIntervalSeconds: 30,
    openTelemetry: { enabled: false },
  }
  const boss =
    database.kind === 'embedded'
      ? new PgBoss({ ...common, db: fromPglite(database.pglite), backend: 'pglite' })
      : new PgBoss({
          ...common,
          connectionString: database.url,
          application_name: 'daypass-queue',
          max: 6,
          superviseIntervalSeconds: 2,
          monitorIntervalSeconds: 2,
        })
  // Only the words: what pg throws can carry its whole client along.
  boss.on('error', ({ message }) => log.warn({ message }, 'the queue had an error and carries on'))
  boss.on('warning', (warning) => log.warn({ warning }, 'the queue warns'))
  return boss
}
