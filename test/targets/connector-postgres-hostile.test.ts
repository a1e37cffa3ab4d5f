import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type StartedPostgres, startReplica, startVersion } from '../../demo/postgres/postgres-server.ts'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { createPostgresServer } from '../../src/connectors/postgres/postgres-server.ts'
import { tryEndedLogin } from '../../src/connectors/postgres/prove-role-end.ts'
import { markerText } from '../../src/connectors/postgres/role-marker.ts'
import { roleName } from '../../src/connectors/role-name.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant } from '../../src/core/record.ts'
import type { Credential } from '../../src/generated/sealed-payload.ts'
import type { Connector } from '../../src/ports/connector.ts'
import type { LeaseState } from '../../src/ports/lease-state.ts'
import { query } from '../postgres.ts'
import { postgresVersions } from './postgres-versions.ts'
import { databaseOf, logIn, type PostgresStage, publicUrl, setUpServer } from './postgres-world.ts'

// What users of a database can do to keep what they were given, each tried on a real server.
const versions = postgresVersions().filter(({ bin }) => bin !== undefined)

describe.each(versions)('PostgreSQL $name: a user who wants to stay', ({ bin = '' }) => {
  let server: StartedPostgres
  let replica: StartedPostgres
  let stage: PostgresStage
  const sessions: pg.Client[] = []
  beforeAll(async () => {
    const settings = { max_prepared_transactions: '20', log_statement: 'all' }
    server = await startVersion(bin, { settings })
    stage = await setUpServer(server.url)
    replica = await startReplica(bin, server, { settings })
    stage.settings.replicas = [`postgres://daypass:local@127.0.0.1:${replica.port}/orders`]
  })
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.end().catch(() => undefined)
  })
  afterAll(async () => {
    await stage?.breakable.close()
    await replica?.stop()
    await server?.stop()
  })

  type Begun = { connector: Connector; grant: Grant; lease: LeaseState; credential: Credential; role: string }

  const now = () => new Date()
  const pause = (seconds: number) => setTimeout(seconds * 1000)
  const parts = { publicUrl, store: async () => 'o'.repeat(22), now, randomBytes, pause } as unknown as ConnectorParts

  async function begun(actions: string[], settings: Partial<PostgresStage['settings']> = {}): Promise<Begun> {
    const connector = kinds.postgres.create(parts, 'orders', { ...stage.settings, ...settings })
    const grant: Grant = {
      ...{
        id: randomBytes(16).toString('base64url'),
        connector: 'orders',
        connectorType: 'postgres',
        resource: 'orders-db',
      },
      ...{
        audience: 'postgres://x',
        scope: 'x',
        actions,
        requester: 42,
        digest: 'd'.repeat(64),
        policy: 'e'.repeat(64),
      },
      ...{ requestUrl: 'https://github.test/a/b/issues/1', begins: now(), ends: addSeconds(now(), 3600) },
    }
    const lease = await connector.prepare(grant)
    const credential = (await connector.begin(grant, lease))?.reveal()
    if (!credential) throw new Error('it gives a credential')
    return { connector, grant, lease, credential, role: roleName(grant.id) }
  }

  async function inside({ credential }: Begun, url?: string): Promise<pg.Client> {
    const client = await logIn(credential, url)
    if (!client) throw new Error('the server lets nobody in')
    sessions.push(client)
    return client
  }

  const worksFor = (client: pg.Client): Promise<boolean> =>
    client.query('select 1').then(
      () => true,
      () => false,
    )

  /** Ends it as the server does; what the receipt would say. */
  async function ended({ connector, grant, lease }: Begun): Promise<string> {
    const { cut } = await connector.end(grant, lease, new Date())
    const result = await connector.probe(grant, lease, new Date())
    expect(result).toMatchObject({ proved: true, proof: { how: 'refused' } })
    return `${cut ?? 'nothing'} cut; ${result.proved ? result.proof.words : ''}`
  }

  const exists = async ({ role }: Begun) =>
    (await query(stage.url, `select from pg_roles where rolname = '${role}'`)).length > 0

  test('uses what was given, and nothing else', async () => {
    const it = await begun(['read'])
    const client = await inside(it)
    expect((await client.query('select count(*)::int as count from app.orders')).rows).toEqual([{ count: 2 }])
    await expect(client.query('insert into app.orders values (3)')).rejects.toMatchObject({ code: '42501' })
    if (!/^15/.test((await client.query('show server_version')).rows[0].server_version))
      await expect(client.query('set role app_reader')).rejects.toMatchObject({ code: '42501' })
    const words = await ended(it)
    expect(words).toMatch(
      /^a session cut; login refused by 127\.0\.0\.1:\d+ at .* \(28000\); refused by 127\.0\.0\.1:\d+ too; the role is gone$/,
    )
    expect(await worksFor(client)).toBe(false)
    expect(await exists(it)).toBe(false)
  })

  test('is not taken for gone where the password that its end left is not the right one any more', async () => {
    const it = await begun(['read'])
    await it.connector.end(it.grant, it.lease, now())
    await query(server.url, `alter role ${it.role} password 'another'`)
    expect(await it.connector.probe(it.grant, it.lease, now())).toMatchObject({
      proved: false,
      why: expect.stringContaining('for another reason'),
    })
    expect(await it.connector.probe(it.grant, it.lease, now())).toMatchObject({
      proved: true,
      proof: { how: 'refused' },
    })
  })

  test('is proved to be out by another process than the one that ended it', async () => {
    const it = await begun(['read'])
    await it.connector.end(it.grant, it.lease, now())
    const other = kinds.postgres.create(parts, 'orders', stage.settings)
    expect(await other.probe(it.grant, it.lease, now())).toMatchObject({ proved: true, proof: { how: 'refused' } })
  })

  test('comes back when the time is over, and the password with it', async () => {
    const it = await begun(['read'])
    const client = await inside(it)
    await it.connector.extend?.({ ...it.grant, ends: addSeconds(now(), -60) }, it.lease)
    expect(await logIn(it.credential)).toBeUndefined()
    expect(await worksFor(client)).toBe(true)
    expect(await ended(it)).toContain('a session cut; login refused')
  })

  test('holds the own role up in an open transaction', async () => {
    const it = await begun(['read'])
    const client = await inside(it)
    await client.query(`begin; alter role ${it.role} password 'mine-now'`)
    expect(await ended(it)).toContain('a session cut')
    expect(await worksFor(client)).toBe(false)
    expect(await exists(it)).toBe(false)
  })

  test('loses the rights at the next statement, before any session is cut', async () => {
    const it = await begun(['read'])
    const client = await inside(it)
    await client.query('begin; select count(*) from app.orders')
    await query(stage.url, `revoke app_reader from ${it.role} granted by daypass`)
    await expect(client.query('select count(*) from app.orders')).rejects.toMatchObject({ code: '42501' })
    await ended(it)
  })

  test.each([
    ['a change of the own role', (role: string) => `alter role ${role} password 'mine-now'`],
    ['a large object', () => `select lo_create(0)`],
    ['a lock of a table', () => 'lock table app.orders in access share mode'],
  ])('has prepared %s, and left', async (_, statement) => {
    const it = await begun(['read'])
    const client = await inside(it)
    const gid = `left by ${it.role}: it's "mine"`
    await client.query(`begin; ${statement(it.role)}`)
    await client.query(`prepare transaction '${gid.replaceAll("'", "''")}'`)
    await client.end()
    expect(await ended(it)).toContain('a prepared transaction cut; login refused')
    expect(await query(stage.url, 'select gid from pg_prepared_xacts')).toEqual([])
    expect(await exists(it)).toBe(false)
    expect(await logIn(it.credential)).toBeUndefined()
  })

  test('alters the own role as fast as it goes, from ten sessions', async () => {
    const it = await begun(['read'], { connections: 10 })
    const clients = await Promise.all(Array.from({ length: 5 }, () => inside(it)))
    let isOver = false
    const hammering = clients.map(async (client) => {
      while (
        !isOver &&
        (await client.query(`alter role ${it.role} set work_mem = '4MB'`).then(
          () => true,
          () => client.listenerCount('end') > 0,
        ))
      )
        await setTimeout(1)
    })
    const words = await ended(it)
    isOver = true
    await Promise.all(hammering)
    expect(words).toContain('5 sessions cut')
    expect(await exists(it)).toBe(false)
  })

  test('logs in again and again while it ends: nobody is in afterwards', async () => {
    const it = await begun(['read'], { connections: 50 })
    let isOver = false
    const trying = Array.from({ length: 10 }, async () => {
      while (!isOver) {
        const client = await logIn(it.credential).catch(() => undefined)
        if (client) sessions.push(client)
      }
    })
    await setTimeout(200)
    await it.connector.end(it.grant, it.lease, new Date())
    for (let tries = 0; ; tries++) {
      const result = await it.connector.probe(it.grant, it.lease, new Date())
      if (result.proved) break
      expect(tries).toBeLessThan(5)
    }
    expect(
      await query(stage.url, 'select from pg_stat_activity where usesysid not in (select oid from pg_roles)'),
    ).toEqual([])
    isOver = true
    await Promise.all(trying)
    expect(await Promise.all(sessions.map(worksFor))).not.toContain(true)
  })

  test('stays at a replica', async () => {
    const it = await begun(['read'])
    const place = databaseOf(`postgres://x@127.0.0.1:${replica.port}/`, 'orders')
    const url = new URL(place)
    if (it.credential.type === 'postgres')
      Object.assign(url, { username: it.credential.user, password: it.credential.password })
    // A replica follows within a moment.
    let client: pg.Client | undefined
    for (let tries = 0; !client && tries < 50; tries++) {
      client = await logIn(it.credential, url.href)
      if (!client) await setTimeout(50)
    }
    if (!client) throw new Error('the replica lets nobody in')
    sessions.push(client)
    expect(await worksFor(client)).toBe(true)
    expect(await ended(it)).toContain('a session cut')
    expect(await worksFor(client)).toBe(false)
    expect(await query(replica.url, `select from pg_stat_activity where usename like 'jit%'`)).toEqual([])
  })

  test('leaves objects behind, which go to somebody else, in each database', async () => {
    await query(stage.url, 'grant create on schema app to app_dumper')
    const it = await begun(['dump'])
    const client = await inside(it)
    await client.query('create table app.kept (id int); insert into app.kept values (7); select lo_create(0)')
    await client.end()
    expect(await ended(it)).toMatch(/2 objects that it made belong to leftovers now; the role is gone$/)
    expect(
      await query(stage.url, `select tableowner, (select id from app.kept) from pg_tables where tablename = 'kept'`),
    ).toEqual([{ tableowner: 'leftovers', id: 7 }])
    await query(stage.url, 'drop table app.kept; revoke create on schema app from app_dumper')
  })

  test('leaves objects behind, and nobody is named to get them: the role stays, and nobody gets in', async () => {
    await query(stage.url, 'grant create on schema app to app_dumper')
    const it = await begun(['dump'])
    const client = await inside(it)
    await client.query('create table app.kept (id int)')
    await client.end()
    const { reassign_to: _, ...settings } = stage.settings
    const without = kinds.postgres.create(parts, 'orders', settings)
    expect(await ended({ ...it, connector: without })).toContain(
      'the role stays, disabled: it owns an object, and the connector names no reassign_to',
    )
    expect(await exists(it)).toBe(true)
    expect(await logIn(it.credential)).toBeUndefined()
    await query(stage.url, `drop table app.kept; drop role ${it.role}; revoke create on schema app from app_dumper`)
  })

  test('makes objects for a group: they stay, and the session and what it prepared do not', async () => {
    const application = new pg.Client({ connectionString: stage.url })
    sessions.push(application)
    await application.connect()
    await application.query('set role app_owner')
    await application.query('begin')
    await application.query('create table app.before (id int)')
    await application.query(`prepare transaction 'an application''s'`)
    const it = await begun(['migrate'])
    const client = await inside(it)
    await client.query('create table app.made (id int)')
    await client.query('begin')
    await client.query('create table app.later (id int)')
    await client.query(`prepare transaction 'for later'`)
    expect(await ended(it)).toMatch(/^a session and a prepared transaction cut; login refused .*the role is gone$/)
    const rights = `select m.inherit_option or m.set_option as more from pg_auth_members m where m.roleid = 'app_owner'::regrole and m.member = 'daypass'::regrole`
    if (!bin.includes('/15/')) expect(await query(stage.url, rights)).toEqual([{ more: false }])
    expect(await worksFor(client)).toBe(false)
    expect(await query(stage.url, `select tableowner from pg_tables where tablename = 'made'`)).toEqual([
      { tableowner: 'app_owner' },
    ])
    expect(await query(stage.url, 'select gid from pg_prepared_xacts')).toEqual([{ gid: `an application's` }])
  })

  test('is listed as ours by its whole marker alone', async () => {
    const it = await begun(['read'])
    const listed = async () => {
      const found: string[] = []
      for await (const { grant } of it.connector.listOurs?.() ?? []) found.push(grant)
      return found
    }
    expect(await listed()).toEqual([it.grant.id])
    const marker = { issuer: publicUrl, connector: 'orders', store: 'o'.repeat(22), grant: it.grant.id }
    for (const other of [
      { issuer: 'https://other.test' },
      { connector: 'billing' },
      { grant: randomBytes(16).toString('base64url') },
    ]) {
      await query(stage.url, `comment on role ${it.role} is '${markerText({ ...marker, ...other })}'`)
      expect(await listed()).toEqual([])
    }
    await query(stage.url, `comment on role ${it.role} is '${markerText(marker)}'`)
    await ended(it)
    expect(await listed()).toEqual([])
  })

  test('a wrong password is no proof', async () => {
    const it = await begun(['read'])
    const address = {
      host: '127.0.0.1',
      port: server.port,
      user: 'x',
      password: undefined,
      database: 'orders',
      tls: false,
    }
    const plain = createPostgresServer(address, undefined)
    const nobody = roleName(randomBytes(16).toString('base64url'))
    for (const user of [it.role, nobody])
      expect(await tryEndedLogin(plain, { user, password: 'wrong' }, now)).toMatchObject({
        ...{ refused: false, why: expect.stringContaining('28P01') },
      })
    await ended(it)
  })

  test('no password is ever in the log of the server', async () => {
    const it = await begun(['read'])
    await ended(it)
    const password = it.credential.type === 'postgres' ? it.credential.password : ''
    expect(server.log()).toContain('SCRAM-SHA-256$4096')
    expect(password.length > 40 && server.log().includes(password)).toBe(false)
  })
})
