import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ofOurs, type StartedPostgres, startVersion } from '../../demo/postgres/postgres-server.ts'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { roleName } from '../../src/connectors/role-name.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant } from '../../src/core/record.ts'
import type { Credential } from '../../src/generated/sealed-payload.ts'
import type { Connector } from '../../src/ports/connector.ts'
import { query } from '../postgres.ts'
import { type StartedPooler, startPgBouncer } from './pgbouncer.ts'
import { logIn, type PostgresStage, publicUrl, setUpServer } from './postgres-world.ts'

// People connect through a pooler, which has a door of its own.
let server: StartedPostgres
let stage: PostgresStage
const poolers: StartedPooler[] = []
const sessions: pg.Client[] = []
beforeAll(async () => {
  server = await startVersion(ofOurs())
  stage = await setUpServer(server.url)
})
afterEach(async () => {
  for (const session of sessions.splice(0)) void session.end().catch(() => undefined)
  for (const pooler of poolers.splice(0)) await pooler.stop()
})
afterAll(async () => {
  await stage?.breakable.close()
  await server?.stop()
})

const now = () => new Date()
const pause = (seconds: number) => setTimeout(seconds * 1000)
const parts = { publicUrl, store: async () => 'o'.repeat(22), now, randomBytes, pause } as unknown as ConnectorParts
const whoMayLogIn = 'SELECT usename, passwd FROM pg_shadow WHERE usename = $1'
const whoever = 'SELECT rolname, rolpassword FROM pg_authid WHERE rolname = $1'

type Begun = { connector: Connector; grant: Grant; credential: Credential }

async function begun(pooler: StartedPooler | { port: number }): Promise<Begun> {
  const settings = { ...stage.settings, public_host: `127.0.0.1:${pooler.port}` }
  const connector = kinds.postgres.create(parts, 'orders', settings)
  const id = randomBytes(16).toString('base64url')
  const grant: Grant = {
    ...{ id, connector: 'orders', connectorType: 'postgres', resource: 'orders-db', audience: '', scope: 'x' },
    ...{ actions: ['read'], requester: 42, digest: 'd'.repeat(64), policy: 'e'.repeat(64) },
    ...{ requestUrl: 'https://github.test/a/b/issues/1', begins: now(), ends: addSeconds(now(), 3600) },
  }
  const credential = (await connector.begin(grant, {}))?.reveal()
  if (!credential) throw new Error('it gives a credential')
  return { connector, grant, credential }
}

async function started(options: Parameters<typeof startPgBouncer>[1]): Promise<StartedPooler> {
  const pooler = await startPgBouncer(server, options)
  poolers.push(pooler)
  return pooler
}

async function inside({ credential }: Begun): Promise<pg.Client> {
  const client = await logIn(credential)
  if (!client) throw new Error('the pooler lets nobody in')
  sessions.push(client)
  return client
}

test('whoever came through a pooler is out when the server says so, and the pooler is asked too', async () => {
  const it = await begun(await started({ authQuery: whoMayLogIn }))
  const client = await inside(it)
  expect((await client.query('select count(*)::int as count from app.orders')).rows).toEqual([{ count: 2 }])
  expect(await it.connector.end(it.grant, {}, now())).toMatchObject({ cut: 'a session' })
  const proved = await it.connector.probe(it.grant, {}, now())
  expect(proved).toMatchObject({
    proved: true,
    proof: {
      how: 'refused',
      words: expect.stringMatching(/\(28000\); refused by 127\.0\.0\.1:\d+ too; the role is gone$/),
    },
  })
  expect(await logIn(it.credential)).toBeUndefined()
})

test('nothing is proved as long as a pooler that logs in as somebody else answers the role', async () => {
  await query(server.url, `alter role app_reader login password 'local'`)
  const it = await begun(await started({ authQuery: whoever, as: 'app_reader' }))
  const client = await inside(it)
  expect((await client.query('select session_user as name')).rows).toEqual([{ name: 'app_reader' }])
  await it.connector.end(it.grant, {}, now())
  expect(await it.connector.probe(it.grant, {}, now())).toMatchObject({
    proved: false,
    why: expect.stringContaining('still answers the role'),
  })
  await query(server.url, `alter role app_reader nologin`)
  await poolers.pop()?.stop()
  const proved = await it.connector.probe(it.grant, {}, now())
  expect(proved).toMatchObject({
    proved: true,
    proof: { how: 'refused', words: expect.stringContaining('no answer from 127.0.0.1') },
  })
  const rows = await query(stage.url, `select from pg_roles where rolname = '${roleName(it.grant.id)}'`)
  expect(rows).toEqual([])
})
