import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { markerText } from '../../src/connectors/postgres/role-marker.ts'
import { setUpScript } from '../../src/connectors/postgres/set-up-script.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { roleName } from '../../src/connectors/role-name.ts'
import type { Grant } from '../../src/core/record.ts'
import type { Credential, PostgresCredential } from '../../src/generated/sealed-payload.ts'
import type { Connector } from '../../src/ports/connector.ts'
import type { World } from '../contract/connector-contract.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { testClock } from '../open-test-store.ts'
import { query } from '../postgres.ts'
import { type Breakable, startBreakable } from './breakable.ts'

export const publicUrl = 'https://daypass.test'
const repository = 7
const store = 'o'.repeat(22)

/** What a server has done is told by these; the answers to a login and to a question pass. */
const done = ['CREATE ROLE', 'ALTER ROLE', 'REVOKE', 'GRANT ROLE', 'DROP ROLE']
const isOrder = (_question: string, answer: string): boolean => done.some((tag) => answer.includes(tag))

export type PostgresStage = {
  /** Its administrator's address, a superuser's. */
  url: string
  /** The connector's settings, whose login is no superuser's. */
  settings: Parameters<typeof kinds.postgres.terms>[0]
  breakable: Breakable
}

/** A server as the guide sets it up: by the script that `daypass connector postgres --sql` prints, run by stock psql. */
export async function setUpServer(url: string, more: Partial<PostgresStage['settings']> = {}): Promise<PostgresStage> {
  const { port } = new URL(url)
  const breakable = await startBreakable(Number(port), isOrder)
  const settings: PostgresStage['settings'] = {
    type: 'postgres',
    url: `postgres://daypass:local@127.0.0.1:${breakable.port}/orders`,
    public_host: `127.0.0.1:${port}`,
    roles: { read: 'app_reader', dump: 'app_dumper', migrate: { group: 'app_owner', mode: 'own' } },
    reassign_to: 'leftovers',
    repositories: [repository],
    ...more,
  }
  await query(url, 'create database orders')
  const orders = databaseOf(url, 'orders')
  execFileSync('psql', [orders, '-q', '-X', '-o', '/dev/null'], { input: setUpScript(settings) })
  await query(orders, `alter role daypass password 'local'`)
  await query(orders, 'create schema app; create table app.orders (id int); insert into app.orders values (1), (2)')
  await query(
    orders,
    'grant usage on schema app to app_reader, app_dumper; grant select on app.orders to app_reader, app_dumper',
  )
  await query(orders, 'grant usage, create on schema app to app_owner')
  return { url: orders, settings, breakable }
}

export function databaseOf(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/** Logs in by a credential; undefined: refused. */
export async function logIn(credential: Credential | undefined, url?: string): Promise<pg.Client | undefined> {
  if (credential?.type !== 'postgres') throw new TypeError('the credential of a database was expected')
  const client = new pg.Client({ connectionString: url ?? credential.uri.replace(/\?.*/, '') })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    if (error instanceof pg.DatabaseError) return undefined
    throw error
  }
}

/**
 * A world of the contract on that server. The server's clock cannot be moved: instead, what the connector says of an end is said that much earlier, and
 * the ends that stand in the server move by as much as the clock has since.
 */
export async function postgresWorld({ url, settings, breakable }: PostgresStage): Promise<World> {
  await emptied(url)
  const clock = testClock(new Date().toISOString())
  const { now } = clock
  let moved = 0
  const advance = (seconds: number) => {
    moved += seconds
    clock.advance(seconds)
  }
  let settled = 0
  const settle = async () => {
    const by = moved - settled
    settled = moved
    if (by === 0) return
    await query(
      url,
      `do $$ declare r record; begin for r in select rolname, rolvaliduntil from pg_roles
      where rolname like 'jit\\_%' and rolvaliduntil < 'infinity' loop
      execute format('alter role %I valid until %L', r.rolname, r.rolvaliduntil - interval '${by} s'); end loop; end $$`,
    )
  }
  const shifted = (grant: Grant): Grant => ({ ...grant, ends: new Date(grant.ends.getTime() - moved * 1000) })
  const grants = createFakeGrants()
  const pause = (seconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, seconds * 1000))
  const parts = { publicUrl, store: async () => store, now, randomBytes, pause } as unknown as ConnectorParts
  const postgres = {
    ...kinds.postgres,
    create: (...of: Parameters<typeof kinds.postgres.create>): Connector => {
      const connector = kinds.postgres.create(...of)
      return {
        ...connector,
        begin: async (grant, lease) => {
          await settle()
          return connector.begin(shifted(grant), lease)
        },
        extend: async (grant, lease) => {
          await settle()
          await connector.extend?.(shifted(grant), lease)
        },
      }
    },
  }
  const sessions = new Set<pg.Client>()
  return {
    ...{ grants, repository, store, clock: { now, advance } },
    registry: (dropped) => createRegistry({ connectors: dropped ? {} : { orders: settings } }, { postgres }, parts),
    letsIn: async (_grant, credential) => {
      await settle()
      const client = await logIn(credential)
      await client?.end()
      return client !== undefined
    },
    enter: async (_grant, credential) => {
      const client = await logIn(credential)
      if (!client) throw new Error('the server lets nobody in')
      sessions.add(client)
      return () =>
        client.query('select 1').then(
          () => true,
          () => false,
        )
    },
    target: {
      fails: breakable.fails,
      backUp: async () => {
        const roles = await query<{ rolname: string; rolpassword: string; until: string; comment: string | null }>(
          url,
          `select rolname, rolpassword, rolvaliduntil::text as until, shobj_description(oid, 'pg_authid') as comment from pg_authid where rolname like 'jit\\_%'`,
        )
        return async () => {
          for (const { rolname, rolpassword, until, comment } of roles) {
            await query(url, `drop role if exists ${rolname}`)
            await query(url, `create role ${rolname} login password '${rolpassword}' valid until '${until}'`)
            await query(url, `grant daypass_grants to ${rolname}; grant ${rolname} to daypass with admin option`)
            if (comment !== null) await query(url, `comment on role ${rolname} is '${comment}'`)
          }
        }
      },
      plant: async (grant, by) => {
        const name = roleName(grant)
        const [there] = await query(url, `select from pg_roles where rolname = '${name}'`)
        await query(url, `${there ? 'alter' : 'create'} role ${name} login`)
        // As the one who made it has it.
        await query(url, `grant ${name} to daypass with admin option`)
        if (by === undefined) return
        await query(url, `grant daypass_grants to ${name}`)
        const marker = markerText({ issuer: publicUrl, connector: 'orders', store: by, grant })
        await query(url, `comment on role ${name} is '${marker}'`)
      },
      holds: async (grant) =>
        (await query(url, `select from pg_roles where rolname = '${roleName(grant)}' and rolcanlogin`)).length > 0,
    },
  }
}

/** Roles of earlier tests are gone, whatever they left. */
async function emptied(url: string): Promise<void> {
  for (const { rolname } of await query<{ rolname: string }>(
    url,
    `select rolname from pg_roles where rolname like 'jit\\_%'`,
  )) {
    await query(url, `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${rolname}'`)
    await query(url, `drop owned by ${rolname}`)
    await query(url, `drop role ${rolname}`)
  }
}

export type { PostgresCredential }
