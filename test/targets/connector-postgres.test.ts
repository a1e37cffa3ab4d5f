import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StartedPostgres, startVersion } from '../../demo/postgres/postgres-server.ts'
import { connectorContract } from '../contract/connector-contract.ts'
import { postgresVersions } from './postgres-versions.ts'
import { type PostgresStage, postgresWorld, setUpServer } from './postgres-world.ts'

const kind = { hasTarget: true, endsDropped: false, connectorType: 'postgres' } as const

describe.each(postgresVersions())('PostgreSQL $name', ({ name, bin, why }) => {
  if (bin === undefined) {
    console.warn(`PostgreSQL ${name} is not here: NOT TESTED. ${why}`)
    test.runIf(process.env.CI)('is here', () => expect.unreachable(why))
    return
  }
  let server: StartedPostgres
  let stage: PostgresStage
  beforeAll(async () => {
    server = await startVersion(bin)
    stage = await setUpServer(server.url)
  })
  afterAll(async () => {
    await stage?.breakable.close()
    await server?.stop()
  })

  connectorContract('the postgres kind', kind, () => postgresWorld(stage))
})
