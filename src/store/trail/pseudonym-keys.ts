import { createHmac, randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { RequestRecord } from '../../core/record.ts'
import type { Pseudonymiser } from '../../core/trail/pseudonyms.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'

export type Known = { installation: number; person: number; login?: string | undefined }

/** The secrets of people, by tenant and number. */
export type Secrets = ReadonlyMap<string, string>

const named = ({ installation, person }: Pick<Known, 'installation' | 'person'>): string => `${installation} ${person}`

/**
 * The secrets of these people, 256 random bits each, made where there are none yet; logins are kept beside them for display. Whoever
 * was forgotten gets a new secret, and cannot be tied to their earlier entries.
 */
export async function secretsOf(trx: Transaction<Tables>, people: readonly Known[]): Promise<Secrets> {
  const wanted = new Map<string, Known>()
  for (const one of people) if (!wanted.get(named(one))?.login) wanted.set(named(one), one)
  if (wanted.size === 0) return new Map()
  const given = [...wanted.values()].toSorted((a, b) => a.installation - b.installation || a.person - b.person)
  const found = await sql<{ installation: number; person: number; login: string | null; key: string }>`
    select p.installation, p.person, p.login, p.key from ${records(given, 'installation bigint, person bigint')}
    join daypass.people p using (installation, person)`.execute(trx)
  const stored = new Map(found.rows.map((row) => [named(row), row]))
  const changed = given.filter((one) => {
    const row = stored.get(named(one))
    return row === undefined || (one.login !== undefined && one.login !== row.login)
  })
  return new Map([
    ...found.rows.map((row) => [named(row), row.key] as const),
    ...(await write(trx, changed)).map((row) => [named(row), row.key] as const),
  ])
}

/** In one order, so that two groups cannot wait for each other; of two that make a secret at once, the first's counts. */
async function write(
  trx: Transaction<Tables>,
  people: readonly Known[],
): Promise<{ installation: number; person: number; key: string }[]> {
  if (people.length === 0) return []
  const rows = people.map((one) => ({ ...one, login: one.login ?? null, key: randomBytes(32).toString('hex') }))
  const written = await sql<{ installation: number; person: number; key: string }>`
    insert into daypass.people as p (installation, person, login, key)
    select installation, person, login, key from ${records(rows, 'installation bigint, person bigint, login text, key text')}
    on conflict (installation, person) do update set login = coalesce(excluded.login, p.login)
    returning p.installation, p.person, p.key`.execute(trx)
  return written.rows
}

/**
 * How a person, or what would give a person away, stands in the chain: 128 bits of a keyed hash, different for each tenant; of the input of a
 * decision all 256, since who has the secret must not find two inputs that look alike.
 */
export function pseudonymiserOf(secrets: Secrets, installation: number, requester: number | undefined): Pseudonymiser {
  const hashed = (person: number | undefined, kind: string, text: string | number): string => {
    const secret = person === undefined ? undefined : secrets.get(named({ installation, person }))
    if (secret === undefined) throw new TypeError('an event names somebody whose secret was not read')
    const keyed = createHmac('sha256', Buffer.from(secret, 'hex'))
    return keyed.update(`daypass-${kind}-v1\n${installation}\n${text}`).digest('hex')
  }
  return {
    person: (id) => hashed(id, 'person', id).slice(0, 32),
    key: (fingerprint) => hashed(requester, 'key', fingerprint).slice(0, 32),
    input: (digest) => hashed(requester, 'input', digest),
  }
}

/** The logins that a request's record knows, by number. */
export function loginsIn({
  requester,
  tally,
  pull,
}: Pick<RequestRecord, 'requester' | 'tally' | 'pull'>): Map<number, string> {
  const people = [
    ...(pull?.asked ?? []),
    ...(tally?.blockedBy ?? []),
    ...(tally?.early ?? []),
    ...(tally?.filled ?? []).map((slot) => slot.person),
    ...(requester ? [requester] : []),
  ]
  return new Map(people.filter(({ login }) => login !== '').map(({ id, login }) => [id, login]))
}

/** Everybody who was not forgotten, with the keyed hash that stands for them in their tenant's chains. */
export async function peopleOf(db: Kysely<Tables>): Promise<{ ref: string; id: number; login: string | undefined }[]> {
  const rows = await db.selectFrom('people').selectAll().orderBy('installation').orderBy('person').execute()
  const secrets = new Map(rows.map((row) => [named(row), row.key]))
  return rows.map(({ installation, person, login }) => ({
    ref: pseudonymiserOf(secrets, installation, undefined).person(person),
    id: person,
    login: login ?? undefined,
  }))
}
