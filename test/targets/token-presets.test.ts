import { randomBytes } from 'node:crypto'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ofOurs, type StartedPostgres, startVersion } from '../../demo/postgres/postgres-server.ts'
import { createStatusLists } from '../../src/connectors/status-lists.ts'
import { createTokenConnector, type TokenConnectorOptions } from '../../src/connectors/token.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { generateKeySet, openSigner } from '../../src/signing/signing-keys.ts'
import { grantOf, key, wake } from '../contract/store-contract.ts'
import { openTestStore, type TestStore } from '../open-test-store.ts'

// Tokens of each preset, verified by a library that knows nothing of Daypass, as PostgREST, Hasura and resource servers verify them; and what their claims
// are worth in a database with row-level security.
let opened: TestStore
let signer: Signer
let published: JSONWebKeySet
const publicUrl = 'https://daypass.test'
const audience = 'https://api.test'

beforeAll(async () => {
  opened = await openTestStore()
  await opened.store.enqueue(wake())
  const keys = await generateKeySet()
  signer = await openSigner({ jwks: JSON.stringify(keys) }, () => undefined)
  published = { keys: keys.keys.map(({ d: _secret, daypass: _purpose, ...rest }) => rest) } as JSONWebKeySet
})
afterAll(() => opened?.close())

let issue = 100
/** Claims of a token for these scopes, as the library reads them. */
async function claimsOf(settings: TokenConnectorOptions['settings'], scope: string): Promise<Record<string, unknown>> {
  const { store, clock } = opened
  const { leases, grants } = store
  const lists = createStatusLists({ publicUrl, signer, leases, now: clock.now })
  const fetch = () => Promise.reject(new TypeError('nobody is asked'))
  const options = {
    name: 'orders',
    publicUrl,
    settings: { audience, ...settings },
    leases,
    signer,
    lists,
    now: clock.now,
    randomBytes,
    fetch,
  }
  const connector = createTokenConnector(options)
  const grant = { ...grantOf(randomBytes(16).toString('base64url')), scope, audience }
  issue += 1
  await grants.open(
    { ...key, issue },
    { ...grant, digest: randomBytes(32).toString('hex'), ends: new Date(clock.now().getTime() + 3_600_000) },
  )
  await connector.begin(grant, {})
  const lease = await leases.leaseOf(grant.id)
  if (!lease) throw new Error('the lease is in the ledger')
  const { token } = await connector.accessToken(lease, clock.now())
  const verified = await jwtVerify(token, createLocalJWKSet(published), {
    issuer: publicUrl,
    audience,
    currentDate: clock.now(),
  })
  return verified.payload
}

const roles = { 'orders:read': 'app_reader', 'orders:write': 'app_writer' }

describe('a verifier that is not ours', () => {
  test('reads a plain token (RFC 9068)', async () => {
    expect(await claimsOf({ claims: { tenant: { value: 'acme' } } }, 'orders:read')).toMatchObject({
      ...{ sub: expect.stringMatching(/^github\|\d+$/), scope: 'orders:read', tenant: 'acme', client_id: 'daypass' },
    })
  })

  test('finds the role that PostgREST goes by', async () => {
    expect(await claimsOf({ preset: 'postgrest', roles }, 'orders:read orders:write')).toMatchObject({
      role: 'app_writer',
    })
  })

  test('finds the session variables that Hasura goes by', async () => {
    const claims = await claimsOf({ preset: 'hasura', roles, claims: { tenant: { value: 'acme' } } }, 'orders:read')
    expect(claims['https://hasura.io/jwt/claims']).toMatchObject({
      ...{ 'x-hasura-default-role': 'app_reader', 'x-hasura-allowed-roles': ['app_reader'], 'x-hasura-tenant': 'acme' },
    })
  })
})

describe('row-level security by claims, in a real PostgreSQL', () => {
  let server: StartedPostgres
  let client: pg.Client
  beforeAll(async () => {
    server = await startVersion(ofOurs())
    client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query(`create role authenticator login password 'local' noinherit; create role app_reader; create role app_writer;
      grant app_reader, app_writer to authenticator;
      create table orders (id int, tenant text); insert into orders select n, case n % 2 when 0 then 'acme' else 'other' end from generate_series(1, 100) n;
      alter table orders enable row level security; grant select on orders to app_reader;
      create policy own on orders using (tenant = nullif(current_setting('request.jwt.claims', true), '')::json ->> 'tenant')`)
  })
  afterAll(async () => {
    await client?.end()
    await server?.stop()
  })

  /** As PostgREST does it for one question: claims and role for a transaction, and no longer. */
  async function asked(claims: Record<string, unknown>): Promise<number> {
    const door = new pg.Client({ connectionString: server.url.replace('postgres:local@', 'authenticator:local@') })
    await door.connect()
    try {
      await door.query('begin')
      await door.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(claims)])
      await door.query(`set local role ${pg.escapeIdentifier(String(claims.role))}`)
      const { rows } = await door.query('select id from orders')
      await door.query('commit')
      await expect(door.query('select id from orders')).rejects.toMatchObject({ code: '42501' })
      return rows.length
    } finally {
      await door.end()
    }
  }

  test('a token shows the rows of its claim, and nothing once the question is answered', async () => {
    const settings = { preset: 'postgrest' as const, roles, claims: { tenant: { value: 'acme' } } }
    expect(await asked(await claimsOf(settings, 'orders:read'))).toBe(50)
    await expect(asked(await claimsOf(settings, 'orders:write'))).rejects.toMatchObject({ code: '42501' })
  })

  test('a login sets any claim itself: this is why a catalog with such rows refuses one', async () => {
    await client.query(`create role somebody login password 'local' in role app_reader`)
    const login = new pg.Client({ connectionString: server.url.replace('postgres:local@', 'somebody:local@') })
    await login.connect()
    await login.query(`set request.jwt.claims = '{"tenant": "other"}'`)
    expect((await login.query('select id from orders')).rows).toHaveLength(50)
    await login.end()
  })
})
