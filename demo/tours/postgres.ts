import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { asShown, type Narrator } from '../narrator.ts'
import { ofOurs, type StartedPostgres, startReplica, startVersion } from '../postgres/postgres-server.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { eventually, labelled, requestBody } from './first-access.ts'

const catalog = `resources:
  - id: orders-db
    title: Orders database
    kind: database
    environment: staging
    sensitivity: low
    connector: orders-postgres
    team: "@acme/orders"
    actions:
      read: { scope: orders-db:read, max_duration: 8h }
      dump: { scope: orders-db:dump, max_duration: 1h, sensitivity: critical }
`

const request = requestBody('30m', { resource: 'orders-db', reason: 'incident 4711: which orders are stale?' })

/** Two PostgreSQL servers, one of which follows the other, set up as docs/connectors/postgres.md says; and what the stage needs for them. */
export async function openDatabases(): Promise<{
  options: StageOptions
  databases: Databases
  close(): Promise<void>
}> {
  // Prepared transactions are what a user can leave behind: a server that allows none is easier to end access at.
  const settings = { max_prepared_transactions: '10' }
  const primary = await startVersion(ofOurs(), { settings })
  try {
    await setUp(primary)
    const replica = await startReplica(ofOurs(), primary, { settings })
    const address = (port: number) => `postgres://daypass:local@127.0.0.1:${port}/orders`
    const deployment = `connectors:
  orders-postgres:
    type: postgres
    url: "\${ORDERS_ADMIN_URL}"
    replicas: ["\${ORDERS_REPLICA_URL}"]
    roles: { read: orders_reader, dump: orders_dumper }
    reassign_to: orders_leftovers
    repositories: [{repository}]
    drill: off
`
    return {
      options: {
        deployment,
        env: { ORDERS_ADMIN_URL: address(primary.port), ORDERS_REPLICA_URL: address(replica.port) },
        files: { 'catalog/example.yml': catalog },
      },
      databases: { primary, replica },
      close: async () => {
        await replica.stop()
        await primary.stop()
      },
    }
  } catch (error) {
    await primary.stop()
    throw error
  }
}

export type Databases = { primary: StartedPostgres; replica: StartedPostgres }

/** What `daypass connector postgres --sql` prints for psql, and the database that is worth a login. */
async function setUp({ url }: StartedPostgres): Promise<void> {
  await onServer(url, 'create database orders')
  await onServer(url, `create role daypass login createrole password 'local'; grant pg_signal_backend to daypass`)
  for (const group of ['daypass_grants', 'orders_reader', 'orders_dumper'])
    await onServer(url, `create role ${group}; grant ${group} to daypass with admin true, inherit false, set false`)
  await onServer(url, 'create role orders_leftovers; grant orders_leftovers to daypass')
  await onServer(
    inOrders(url),
    'create table orders as select id, id % 7 = 0 as stale from generate_series(1, 100) id; grant select on orders to orders_reader',
  )
}

const inOrders = (url: string): string => url.replace(/[^/]*$/, 'orders')

async function onServer(url: string, text: string): Promise<pg.QueryResult> {
  const client = await login(url)
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

/** A role of its own in a real PostgreSQL, used, and ended against somebody who wants to stay. */
export async function postgres(stage: Stage, say: Narrator, { primary, replica }: Databases): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')

  const issue = await say.step('rita asks for the database: orders-db, read, 30m', async () => {
    const opened = await rita.openIssue({ title: 'Access to orders-db', body: request })
    await labelled(stage, opened.number, 'daypass:active')
    return opened
  })

  await say.step('She uses it as any program does: `daypass exec <issue> -- <command>`', async () => {
    const program = [process.execPath, fileURLToPath(new URL('../postgres/query.ts', import.meta.url))]
    const answer = await stage.daypass(
      'exec',
      issue.url,
      '--',
      ...program,
      'select count(*) filter (where stale) as stale from orders',
    )
    if (answer.code !== 0) throw new Error(`daypass exec ended with ${answer.code}: ${answer.stderr}`)
    say.quote(answer.stdout.trim(), 'select count(*) filter (where stale) as stale from orders')
  })

  const { uri, user } = await credentialOf(stage, issue.url)
  const sessions = await say.step('She does what keeps many a tool from ending access', async () => {
    const [session, preparing] = [await login(uri), await login(uri)]
    await preparing.query('begin')
    await preparing.query(`alter role ${user} password 'kept-for-later'`)
    await preparing.query(`prepare transaction 'kept'`)
    await preparing.end()
    say.note('a transaction is prepared that changes her own role: it holds the role up, and no session has it')
    const elsewhere = await login(uri.replace(`:${primary.port}/`, `:${replica.port}/`))
    say.note('one session is open at the server, one at its replica, which will not see a dropped role by its name')
    return [session, elsewhere]
  })

  const receipt = await say.step(
    'rita comments `/done`: everything is cut, and the end proved by a login that is refused',
    async () => {
      await rita.comment(issue.number, '/done')
      const found = await eventually('the receipt', async () =>
        (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
      )
      say.quote(asShown(found.body ?? ''), `${found.user?.login} commented:`)
      return found.body ?? ''
    },
  )
  for (const part of ['2 sessions and a prepared transaction cut', '(28000)', 'the role is gone'])
    if (!receipt.includes(part)) throw new Error(`the receipt does not say «${part}»`)

  await say.step('Nothing works any more: not the sessions, not the login; nothing is left in the server', async () => {
    for (const session of sessions) if (await works(session)) throw new Error('a session still works')
    if (await login(uri).catch(() => undefined)) throw new Error('the login still works')
    const left = await onServer(primary.url, `select rolname from pg_roles where rolname like 'jit%'`)
    const prepared = await onServer(inOrders(primary.url), 'select gid from pg_prepared_xacts')
    if (left.rows.length + prepared.rows.length > 0) throw new Error('something is left in the server')
    say.note('both sessions are cut, the login is refused, and there is neither a role nor a prepared transaction')
  })
}

async function login(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url.replace(/\?.*/, '') })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const works = (client: pg.Client): Promise<boolean> =>
  client.query('select 1').then(
    () => true,
    () => false,
  )

async function credentialOf(stage: Stage, url: string): Promise<{ uri: string; user: string }> {
  const answer = await stage.daypass('open', url, '--json')
  if (answer.code !== 0) throw new Error(`daypass open ended with ${answer.code}: ${answer.stderr}`)
  return (JSON.parse(answer.stdout) as { credential: { uri: string; user: string } }).credential
}
