import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { ofOurs, startVersion } from '../../demo/postgres/postgres-server.ts'
import { atMost } from '../../src/connectors/postgres/at-most.ts'
import { createPostgresConnector } from '../../src/connectors/postgres/postgres-kind.ts'
import { scramVerifier } from '../../src/connectors/postgres/scram-verifier.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant } from '../../src/core/record.ts'
import type { Secret } from '../../src/core/secret.ts'
import type { Credential } from '../../src/generated/sealed-payload.ts'
import { milliseconds, seconds } from '../figures.ts'
import { compared, counted, type Finding, type Pair } from '../finding.ts'
import type { Progress } from '../run.ts'
import { inTurns, pairAt, timed } from '../turns.ts'

const rounds = 5
const [each, atOnce, cycles] = [40, 1_000, 10_000]
/** As many as a server lets in by default, less those that are in already. */
const sessions = 80
/** As many connections as the connector takes. */
const connections = 4

/**
 * A role from its beginning to the proof of its end, and a thousand that end at once, beside a plain script of `pg` that sends what it takes to do just that: no
 * look before, no second look after. And how much the server's catalogs grow by ten thousand.
 */
export async function benchPostgresRoles(progress: Progress): Promise<Finding[]> {
  const findings = await onServer({}, async (stage) => comparedWithScript(stage, (done) => progress(done, 2)))
  // What takes days elsewhere takes a minute here: autovacuum looks as much more often.
  const kept = await onServer({ autovacuum_naptime: '1s' }, async ({ ours, superuser }) => {
    for (let cycle = 0; cycle < cycles; cycle += 20) {
      await Promise.all(Array.from({ length: 20 }, () => ours.cycle(grantOf())))
      if (cycle % 1_000 === 0) progress(1 + cycle / cycles, 2)
    }
    return catalogs(superuser)
  })
  const left = await onServer({}, ({ ours, superuser, url }) => leftOfMany(ours, superuser, url))
  return [
    ...findings,
    ...left,
    counted(`KiB of the server's catalogs of roles after ${cycles}`, [kept], 2_048, 'at most 2 MiB'),
  ]
}

type Cycle = {
  begin(grant: Grant): Promise<unknown>
  end(grant: Grant): Promise<void>
  cycle(grant: Grant): Promise<void>
}
type Ours = Cycle & { begin(grant: Grant): Promise<Secret<Credential> | undefined> }
type Stage = { ours: Ours; script: Cycle; superuser: pg.Client; url: string }

async function onServer<T>(settings: Record<string, string>, work: (stage: Stage) => Promise<T>): Promise<T> {
  const server = await startVersion(ofOurs(), { settings })
  const url = server.url.replace('postgres:local@', 'daypass:local@')
  const admin = new pg.Pool({ connectionString: url, max: connections })
  const superuser = new pg.Client({ connectionString: server.url })
  try {
    await superuser.connect()
    await superuser.query(`create role daypass login createrole password 'local'; grant pg_signal_backend to daypass;
      create role daypass_grants; create role reader; grant daypass_grants, reader to daypass with admin true, inherit false, set false`)
    return await work({ ours: connectorAt(url), script: scriptOf(admin, server.port), superuser, url: server.url })
  } finally {
    await superuser.end()
    await admin.end()
    await server.stop()
  }
}

function connectorAt(url: string): Ours {
  const connector = createPostgresConnector({
    ...{
      name: 'orders',
      publicUrl: 'https://daypass.example',
      store: async () => 's'.repeat(22),
      now: () => new Date(),
    },
    ...{ randomBytes, pause: (time: number) => setTimeout(time * 1000) },
    settings: { url, roles: { read: 'reader' } },
  })
  const begin = (grant: Grant) => connector.begin(grant, {})
  const end = async (grant: Grant) => {
    await connector.end(grant, {}, new Date())
    const { proved } = await connector.probe(grant, {}, new Date())
    if (!proved) throw new Error('an end was not proved')
  }
  return { begin, end, cycle: (grant) => begin(grant).then(() => end(grant)) }
}

/** What is left of a thousand that end at once, some of whose holders are in: sessions after five seconds, roles after thirty. */
async function leftOfMany(ours: Ours, superuser: pg.Client, url: string): Promise<Finding[]> {
  const grants = Array.from({ length: atOnce }, grantOf)
  const credentials = await Promise.all(grants.map(ours.begin))
  const inside = await Promise.all(credentials.slice(0, sessions).map((credential) => logIn(credential, url)))
  const count = async (query: string) => Number((await superuser.query<{ count: string }>(query)).rows[0]?.count)
  const after = (time: number, query: string) => setTimeout(time).then(() => count(query))
  const counts = Promise.all([
    after(5_000, "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'jit\\_%'"),
    after(30_000, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'jit\\_%'"),
  ])
  await Promise.all(grants.map(ours.end))
  const [open, roles] = await counts
  await Promise.all(inside.map((client) => client.end().catch(() => undefined)))
  return [
    counted(`sessions 5 s after ${atOnce} roles were ended, of ${sessions}`, [open], 0, 'none'),
    counted('roles of them after 30 s', [roles], 0, 'none'),
  ]
}

async function logIn(credential: Secret<Credential> | undefined, url: string): Promise<pg.Client> {
  const found = credential?.reveal()
  if (found?.type !== 'postgres') throw new Error('it gives a login')
  const { port } = new URL(url)
  const client = new pg.Client({ ...found, port: Number(port), ssl: false })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function comparedWithScript({ ours, script }: Stage, progress: (done: number) => void): Promise<Finding[]> {
  const cyclePairs: Pair[] = []
  const bulkPairs: Pair[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const items = Array.from({ length: each }, grantOf)
    const times = await inTurns({ items, ours: ours.cycle, rival: script.cycle, block: 5 })
    const [own, other] = [Array.from({ length: atOnce }, grantOf), Array.from({ length: atOnce }, grantOf)]
    await Promise.all([...own.map(ours.begin), ...other.map(script.begin)])
    const bulk = {
      ours: await timed(() => Promise.all(own.map(ours.end))),
      rival: await timed(() => Promise.all(other.map(script.end))),
    }
    // The first round warms both up.
    if (round > 0) {
      cyclePairs.push(pairAt(50)(times))
      bulkPairs.push(bulk)
    }
    progress((round + 1) / (rounds + 1))
  }
  return [
    compared({
      what: 'a role of PostgreSQL, made, ended and proved',
      rival: 'a plain pg script',
      pairs: cyclePairs,
      goal: { atMost: 1.5 },
      show: milliseconds,
    }),
    compared({
      what: `${atOnce} roles that end at once, proved and dropped`,
      rival: 'the same by the script',
      pairs: bulkPairs,
      goal: { atMost: 2 },
      show: seconds,
    }),
  ]
}

function grantOf(): Grant {
  const begins = new Date()
  return {
    ...{
      id: randomBytes(16).toString('base64url'),
      connector: 'orders',
      connectorType: 'postgres',
      resource: 'orders-db',
    },
    ...{ audience: '', scope: '', actions: ['read'], requester: 42, digest: '', policy: '', requestUrl: '' },
    ...{ begins, ends: addSeconds(begins, 3_600) },
  }
}

/** What somebody would write who knows what ends a role, and has nobody to fear. */
function scriptOf(pool: pg.Pool, port: number): Cycle {
  const nameOf = ({ id }: Grant) => `script_${Buffer.from(id, 'base64url').toString('hex')}`
  const verifier = async (password: string) => scramVerifier(password, randomBytes(16))
  // As many logins at once as connections: a server has places for a few hundred.
  const inTurn = atMost(connections)
  const secret = () => randomBytes(32).toString('base64url')
  const begin = async (grant: Grant) => {
    const name = nameOf(grant)
    await pool.query(`CREATE ROLE ${name} LOGIN PASSWORD '${await verifier(secret())}' VALID UNTIL '${grant.ends.toISOString()}' CONNECTION LIMIT 5;
      GRANT reader TO ${name} WITH INHERIT TRUE, SET FALSE; GRANT daypass_grants TO ${name} WITH INHERIT FALSE, SET FALSE; COMMENT ON ROLE ${name} IS '${grant.id}'`)
  }
  const end = async (grant: Grant) => {
    const [name, password] = [nameOf(grant), secret()]
    await pool.query(`REVOKE reader FROM ${name}`)
    await pool.query(`ALTER ROLE ${name} NOLOGIN PASSWORD '${await verifier(password)}' VALID UNTIL 'infinity'`)
    await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${name}'`)
    await pool.query(`SELECT gid FROM pg_prepared_xacts WHERE owner = '${name}'`)
    const client = new pg.Client({ host: '127.0.0.1', port, database: 'postgres', user: name, password, ssl: false })
    const refused = await inTurn(() => client.connect()).then(
      () => false,
      (error: { code?: string }) => error.code === '28000',
    )
    if (!refused) throw new Error('the script was let in')
    await pool.query(`DROP ROLE ${name}`)
  }
  return {
    begin,
    end,
    cycle: async (grant: Grant) => {
      await begin(grant)
      await end(grant)
    },
  }
}

/** KiB of what roles leave in the catalogs that every database shares. */
async function catalogs(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ size: string }>(
    `SELECT sum(pg_total_relation_size(c)) / 1024 AS size FROM unnest(ARRAY['pg_authid', 'pg_auth_members', 'pg_shdescription', 'pg_shdepend', 'pg_db_role_setting']) c`,
  )
  return Math.round(Number(rows[0]?.size))
}
