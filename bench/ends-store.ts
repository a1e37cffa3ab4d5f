import { randomBytes } from 'node:crypto'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { kinds } from '../src/connectors/kinds.ts'
import { createLiveLists } from '../src/connectors/live-lists.ts'
import { createRegistry } from '../src/connectors/registry.ts'
import { createStatusLists } from '../src/connectors/status-lists.ts'
import { sha256 } from '../src/core/digest.ts'
import type { RequestRecord } from '../src/core/record.ts'
import { beginning, newestVersion, trailBytes, trailHash } from '../src/core/trail/entry.ts'
import type { TrailEvent } from '../src/generated/trail-event.ts'
import type { Issues } from '../src/ports/issues.ts'
import type { Signer } from '../src/ports/signer.ts'
import { reconcileDisplay } from '../src/reconcile/display/reconcile-display.ts'
import { endDue } from '../src/reconcile/request/end-due.ts'
import type { Ports } from '../src/reconcile/request/ports.ts'
import { reconcile } from '../src/reconcile/request/reconcile.ts'
import type { Store } from '../src/store/open-store.ts'
import { newRecord } from '../src/store/requests/request-rows.ts'
import { nobodyLends } from '../test/fakes/lending.ts'
import { runSql } from '../test/store-sql.ts'
import { log, now } from './inbox-store.ts'

const publicUrl = 'https://daypass.example'
const connector = { connector: 'orders-api', connectorType: 'token' }

/** A live request as it is stored, for a token until this instant. */
function living(repository: number, issue: number, ends: Date): RequestRecord {
  const digest = sha256(`${repository}-${issue}`)
  const url = `https://github.example/acme/access/issues/${issue}`
  const request = {
    ...{ version: 1 as const, repository, issue, requester: 5, resource: 'orders-api', actions: ['read'] },
    ...{ duration: 7200, reason: 'incident 4711: customers see stale orders' },
  }
  return {
    key: { repository, issue },
    state: 'active',
    requester: { id: 5, login: 'rita' },
    request,
    digest,
    resource: { title: 'Orders API', kind: 'api', sensitivity: 'low', scopes: { read: 'orders:read' } },
    decision: { at: '2026-11-21T12:00:00.000Z', policy: 'f'.repeat(64), output: { outcome: 'allow', reasons: [] } },
    grant: {
      ...{ id: `g${repository}-${issue}`, ...connector, resource: 'orders-api', audience: 'https://orders.example' },
      ...{ scope: 'orders:read', requester: 5, digest, policy: 'f'.repeat(64), requestUrl: url },
      ...{ begins: new Date(ends.getTime() - 7_200_000), ends },
    },
    sealed: { armored: 'x'.repeat(900), keys: [{ fingerprint: `SHA256:${'a'.repeat(43)}`, type: 'ssh-ed25519' }] },
    url,
    labels: [],
    comments: { count: 0, last: 0 },
    findings: [],
    tries: 0,
    wakeAt: null,
  }
}

const atOnce = 500

/** Lets so many requests of one repository live until then, past the code that asks and decides, with their timers. */
export async function plantLiving(
  store: Store,
  repository: number,
  count: number,
  ends: Date,
): Promise<RequestRecord[]> {
  const records = Array.from({ length: count }, (_, index) => living(repository, index + 1, ends))
  await runSql(store, `insert into daypass.repositories values (${repository}, 9, 'acme', 'access-${repository}')`)
  for (let from = 0; from < count; from += atOnce) {
    const rows = records.slice(from, from + atOnce)
    const requests = rows.map(
      ({ key }) =>
        `(${key.repository}, ${key.issue}, 9, 'granting', '${JSON.stringify(newRecord(key, ends))}', true, 0, 0, 0, now())`,
    )
    await runSql(
      store,
      `insert into daypass.requests (repository, issue, installation, state, record, urgent, wanted, seen, fence, created) values ${requests.join(',')}`,
    )
    const grants = rows.map(
      ({ key, grant }) =>
        grant &&
        `('${grant.id}', ${key.repository}, ${key.issue}, 9, '${grant.connector}', 'token', '${grant.resource}', '${grant.audience}', '${grant.scope}', 5, '${grant.digest}', '${grant.policy}', '${grant.requestUrl}', '${grant.begins.toISOString()}', '${ends.toISOString()}')`,
    )
    await runSql(
      store,
      `insert into daypass.grants (id, repository, issue, installation, connector, connector_type, resource, audience, scope, requester, digest, policy, request_url, begins, ends) values ${grants.join(',')}`,
    )
    await Promise.all(
      rows.map(async ({ key, wakeAt: _, ...record }) => {
        const claim = await store.requests.claim(key, now())
        if (claim) await store.requests.release(await store.requests.save(claim, { set: record }), ends)
      }),
    )
  }
  return records
}

/** When each end was recorded (milliseconds since the epoch), and how requests and displays are looked at with that noted. */
export function endsOf(store: Store, signer: Signer, issues: Issues) {
  const recorded = new Map<string, number>()
  const requests: Store['requests'] = {
    ...store.requests,
    endDue: async (...due) => {
      const ended = await store.requests.endDue(...due)
      for (const { id } of ended) recorded.set(id, Date.now())
      return ended
    },
  }
  const grants: Store['grants'] = {
    ...store.grants,
    end: async (id, at) => {
      const ended = await store.grants.end(id, at)
      recorded.set(id, Date.now())
      return ended
    },
  }
  const { leases } = store
  const lists = createStatusLists({ publicUrl, signer, leases, now })
  const live = createLiveLists({ grants, connectorsOf: () => new Map(), now })
  const others = { ledger: grants, live, pause: async () => undefined, openLending: nobodyLends }
  const of = { store: () => store.identity.id() }
  const parts = { ...others, ...of, publicUrl, leases, signer, lists, now, randomBytes, fetch }
  const registry = createRegistry({ connectors: {} }, kinds, parts)
  const ports = {
    ...{ requests, displays: store.displays, grants, issues, now, log, cli: 'daypass', issuer: publicUrl },
    connectorOf: registry.connectorOf,
    freshId: () => randomBytes(16).toString('base64url'),
    marks: { of: async () => ({ store: 's'.repeat(22), signature: 'x'.repeat(40) }) },
    wake: async () => undefined,
  }
  return {
    recorded,
    reconcile: (key: RequestRecord['key']) => reconcile(ports as unknown as Ports, key),
    endDue: () => endDue({ ...(ports as unknown as Ports), endedInLedger: registry.endedInLedger }),
    reconcileDisplay: (key: RequestRecord['key']) => reconcileDisplay(ports, key),
  }
}

/** The same rows written bare: each end begun in its record, its entry signed, its status place set, and committed, so many at a time. */
export async function endBare(
  exec: Exec,
  records: readonly RequestRecord[],
  sign: (bytes: string) => Promise<string>,
): Promise<void> {
  const at = now()
  const [repository] = records.map(({ key }) => key.repository)
  let head = { seq: 0, hash: beginning }
  for (let from = 0; from < records.length; from += atOnce) {
    const rows = records.slice(from, from + atOnce)
    const entries = rows.map(({ key, digest, grant }) => {
      const event: TrailEvent = {
        ...{ version: newestVersion, ...key, seq: head.seq + 1, previous: head.hash, step: 1, at: at.toISOString() },
        ...{ kind: 'end-begun', actor: { kind: 'time' }, digest: digest ?? '' },
        facts: { cause: 'time', grant: grant?.id ?? '', due: grant?.ends.toISOString() ?? '' },
      }
      head = { seq: event.seq, hash: trailHash(event) }
      return { event, hash: head.hash }
    })
    const signed = await Promise.all(
      entries.map(async (one) => ({ ...one, signature: await sign(trailBytes(one.event)) })),
    )
    const ended = rows.map((record) => ({ ...record, state: 'ending', end: { cause: 'time', asked: at, attempts: 0 } }))
    await exec(`begin;
       update daypass.requests r set state = 'ending', record = given.record::json
       from ${rowsOf(
         ended.map((record) => ({ issue: record.key.issue, record: JSON.stringify(record) })),
         'issue integer, record text',
       )} where r.repository = ${repository} and r.issue = given.issue;
       insert into daypass.trail (repository, seq, issue, installation, event, hash, signature)
       select ${repository}, seq, issue, 9, event, hash, signature from ${rowsOf(
         signed.map(({ event, ...one }) => ({
           ...one,
           seq: event.seq,
           issue: event.issue,
           event: JSON.stringify(event),
         })),
         'seq bigint, issue integer, event text, hash text, signature text',
       )};
       update daypass.grants g set ended = '${at.toISOString()}', renewal = null
       from ${rowsOf(
         rows.map(({ grant }) => ({ id: grant?.id })),
         'id text',
       )} where g.id = given.id;
       commit;`)
  }
}

function rowsOf(rows: readonly object[], columns: string): string {
  return `json_to_recordset($json$${JSON.stringify(rows)}$json$::json) as given (${columns})`
}

/** A connection of its own on which nothing else runs. */
export async function withBareConnection<T>({ database }: Store, work: (exec: Exec) => Promise<T>): Promise<T> {
  if (database.kind === 'embedded') return work((text) => (database.pglite as PGlite).exec(text))
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return await work((text) => client.query(text))
  } finally {
    await client.end()
  }
}

export type Exec = (text: string) => Promise<unknown>
