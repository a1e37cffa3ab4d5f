import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ofOurs, type StartedPostgres, startVersion } from '../../demo/postgres/postgres-server.ts'
import { usePostgres } from '../../src/cli/credentials/use-postgres.ts'
import type { CliDeps } from '../../src/cli/deps.ts'
import type { OpenedGrant } from '../../src/cli/open/open-grant.ts'
import { createConnectorDesk } from '../../src/compose/connector-desk.ts'
import { createPostgresConnector } from '../../src/connectors/postgres/postgres-kind.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Deployment } from '../../src/generated/deployment.ts'
import { query } from '../postgres.ts'
import { type Authority, makeAuthority, noAuthority } from '../private-authority.ts'
import { type PostgresStage, setUpServer } from './postgres-world.ts'

const fetch = () => Promise.reject(new TypeError('nobody is asked'))

describe('`daypass doctor --connector`', () => {
  let server: StartedPostgres
  let stage: PostgresStage
  beforeAll(async () => {
    server = await startVersion(ofOurs(), { settings: { max_prepared_transactions: '5' } })
    stage = await setUpServer(server.url)
    await query(
      stage.url,
      'revoke connect on database postgres, template1, orders from public; grant connect on database orders to public',
    )
  })
  afterAll(async () => {
    await stage?.breakable.close()
    await server?.stop()
  })

  const look = (settings: object = {}, now = () => new Date()) => {
    const deployment = { connectors: { orders: { ...stage.settings, ...settings } } } as unknown as Deployment
    return createConnectorDesk({ deployment, fetch, now }).look('orders')
  }

  test('makes a role that may do nothing, uses it, ends it and proves that; nothing is left', async () => {
    expect(await look()).toEqual([
      { state: 'note', message: expect.stringContaining('allows prepared transactions') },
      { state: 'well', message: 'A trial lease was begun, used, ended, and its end proved.' },
    ])
    expect(await query(stage.url, `select from pg_roles where rolname like 'jit%'`)).toEqual([])
  })

  test.each<[string, object, string]>([
    ['a group that is not there', { roles: { read: 'nobody' } }, 'The group nobody (read) is not at'],
    ['nobody to give things to', { reassign_to: 'nobody' }, 'There is no role nobody'],
    ['a primary that is called a replica', { replicas: 'self' }, 'is no replica'],
    ['a login that is refused', { url: 'wrong' }, 'password authentication failed'],
  ])('finds %s, and tries nothing', async (_, settings, words) => {
    const of = Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [
        key,
        value === 'self'
          ? [stage.settings.url]
          : value === 'wrong'
            ? stage.settings.url.replace('local@', 'guess@')
            : value,
      ]),
    )
    const found = await look(of)
    expect(found).toContainEqual(expect.objectContaining({ state: 'wrong', message: expect.stringContaining(words) }))
    expect(found.map(({ message }) => message).join()).not.toContain('trial lease')
  })

  test.each<[string, string, string, string]>([
    ['a group that can log in', 'alter role app_reader login', 'alter role app_reader nologin', 'can log in by itself'],
    [
      'a group that may too much',
      'alter role app_reader createrole',
      'alter role app_reader nocreaterole',
      'may more than any group',
    ],
    [
      'a login without signals',
      'revoke pg_signal_backend from daypass',
      'grant pg_signal_backend to daypass',
      'may not cut sessions',
    ],
    [
      'a login that makes no roles',
      'alter role daypass nocreaterole',
      'alter role daypass createrole',
      'may not create roles',
    ],
    [
      'a group that the login may not give out',
      'revoke admin option for app_reader from daypass',
      'grant app_reader to daypass with admin true, inherit false, set false',
      'may not give app_reader out',
    ],
  ])('finds %s', async (_, spoil, mend, words) => {
    await query(stage.url, spoil)
    const found = await look()
    await query(stage.url, mend)
    expect(found).toContainEqual(expect.objectContaining({ state: 'wrong', message: expect.stringContaining(words) }))
  })

  test('finds clocks that are apart', async () => {
    const found = await look({}, () => new Date(Date.now() + 5_000))
    expect(found).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('are more than 2 s apart') }),
    )
  })
})

describe.skipIf(noAuthority)('PostgreSQL with TLS', () => {
  let server: StartedPostgres
  let authority: Authority
  beforeAll(async () => {
    authority = makeAuthority(mkdtempSync(join(tmpdir(), 'daypass-authority-')), ['localhost'])
    server = await startVersion(ofOurs(), { tls: authority })
    await setUpServer(server.url)
  })
  afterAll(() => server?.stop())

  const look = (host: string, more: object) => {
    const url = `postgres://daypass:local@${host}:${server.port}/orders?sslmode=verify-full`
    const orders = {
      type: 'postgres',
      url,
      roles: { read: 'app_reader' },
      reassign_to: 'leftovers',
      repositories: [7],
      ...more,
    }
    const deployment = { connectors: { orders } } as unknown as Deployment
    return createConnectorDesk({ deployment, fetch, now: () => new Date() }).look('orders')
  }

  test('is spoken to where its authority is known, and its name is in its certificate', async () => {
    const ca = readFileSync(authority.ca, 'utf8')
    expect((await look('localhost', { ca })).at(-1)).toMatchObject({
      state: 'well',
      message: expect.stringContaining('trial'),
    })
    expect(await look('localhost', {})).toMatchObject([
      { state: 'wrong', message: expect.stringMatching(/unable to verify|self.signed/i) },
    ])
    expect(await look('127.0.0.1', { ca })).toMatchObject([
      { state: 'wrong', message: expect.stringMatching(/does not match certificate/i) },
    ])
  })
})
describe.skipIf(noAuthority)('stock psql', () => {
  let server: StartedPostgres
  let authority: Authority
  beforeAll(async () => {
    authority = makeAuthority(mkdtempSync(join(tmpdir(), 'daypass-authority-')), ['localhost'])
    server = await startVersion(ofOurs(), { tls: authority })
    await query(server.url, `create database "or:ders\\"`)
  })
  afterAll(() => server?.stop())

  test('takes the connection as `daypass exec` and `daypass open` give it', async () => {
    const database = 'or:ders\\'
    const connector = createPostgresConnector({
      ...{ name: 'orders', publicUrl: 'https://daypass.test', store: async () => 's'.repeat(22), randomBytes },
      ...{ now: () => new Date(), pause: (seconds: number) => setTimeout(seconds * 1000) },
      settings: {
        url: `postgres://postgres:local@localhost:${server.port}/${encodeURIComponent(database)}?sslmode=verify-full`,
        ...{ roles: { read: 'pg_monitor' }, ca: readFileSync(authority.ca, 'utf8') },
      },
    })
    await query(server.url, 'create role daypass_grants')
    const credential = (
      await connector.begin(
        {
          ...{
            id: randomBytes(16).toString('base64url'),
            connector: 'orders',
            connectorType: 'postgres',
            resource: 'x',
          },
          ...{ audience: '', scope: '', actions: ['read'], requester: 42, digest: '', policy: '', requestUrl: '' },
          ...{ begins: new Date(), ends: addSeconds(new Date(), 60) },
        },
        {},
      )
    )?.reveal()
    if (credential?.type !== 'postgres') throw new Error('it gives a login')
    const temporary = mkdtempSync(join(tmpdir(), 'daypass-psql-'))
    const deps = { machine: { temporary }, env: {} } as unknown as CliDeps
    const opened = { payload: { request: 'https://github.test/a/b/issues/1', ends: '' } } as unknown as OpenedGrant
    const held = await usePostgres(deps, opened, credential).hold({ say: () => undefined, url: false })
    const ask = ['-X', '-At', '-c', `select current_user, current_database(), current_setting('application_name')`]
    const psql = (args: string[], env: Record<string, string>) =>
      execFileSync('psql', args, { env: { PATH: process.env.PATH ?? '', HOME: temporary, ...env }, encoding: 'utf8' })
    expect(psql(ask, held.variables)).toBe(`${credential.user}|${database}|daypass a/b/issues/1\n`)
    expect(psql([credential.uri, ...ask], { PGSSLROOTCERT: authority.ca })).toContain(
      `${credential.user}|${database}|psql`,
    )
    await held.release()
    expect(readdirSync(temporary)).toEqual([])
  })
})
test.runIf(noAuthority && process.env.CI)('openssl is here', () => expect.unreachable(noAuthority))
