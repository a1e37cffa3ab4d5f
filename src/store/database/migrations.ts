import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { DaypassError } from '../../core/error.ts'
import { debts } from './debt-columns.ts'
import { deposits } from './deposit-table.ts'
import { drills } from './drill-table.ts'
import { dateDecisions, fillPlainFacts, partDisplays } from './earlier-rows.ts'
import { beginning } from './first-tables.ts'
import { notices } from './notice-tables.ts'
import { placements } from './placement-tables.ts'
import { schema, type Tables } from './tables.ts'

const trailPeople = [
  `create table daypass.people (
     installation bigint not null, person bigint not null, login text, key text not null check (length(key) = 64),
     primary key (installation, person))`,
  `create table daypass.checkpoints (
     repository bigint not null, seq bigint not null check (seq > 0), installation bigint not null,
     hash text not null, at text not null, signature text not null,
     primary key (repository, seq))`,
  `alter table daypass.chains add column at text not null default ''`,
  'alter table daypass.requests add column entries integer not null default 0',
  `update daypass.requests r set entries =
     (select count(*) from daypass.trail t where t.repository = r.repository and t.issue = r.issue)`,
]

const rosters = [
  // A team stands here from its first listing on, also when nobody is in it: who comes later was not there before.
  `create table daypass.teams (
     team bigint primary key, installation bigint not null, changed timestamptz not null check (isfinite(changed)))`,
  `create table daypass.members (
     team bigint not null, person bigint not null, installation bigint not null,
     since timestamptz check (isfinite(since)),
     primary key (team, person))`,
]

// Whatever was granted before there was a second kind was granted by the first.
const connectorTypes = `alter table daypass.grants add column connector_type text not null default 'token'`

const plainFacts = [
  // What a sweep asks of every open request stands in columns: no text within one record can make the reading of all others fail.
  'alter table daypass.requests add column newest_review bigint',
  'alter table daypass.requests add column told_change timestamptz',
  'alter table daypass.requests add column changed_at text',
  'alter table daypass.requests add column voted integer',
  'alter table daypass.requests add column connector text',
  'alter table daypass.requests add column connector_type text',
  'alter table daypass.requests add column word_notices integer not null default 0',
  'alter table daypass.requests add column gone_notices integer not null default 0',
  // Two events can have the same bytes; the id alone tells a copy from another event.
  'alter table daypass.inbox drop constraint inbox_body_sha_key',
  `create table daypass.comment_hands (
     repository bigint not null, issue integer not null, comment bigint not null, installation bigint not null,
     person bigint, body_sha text, edited boolean not null,
     primary key (repository, issue, comment))`,
  `create table daypass.grant_pulls (
     repository bigint not null, pull integer not null, issue integer not null, installation bigint not null,
     primary key (repository, pull))`,
]

const seenKeys = `create table daypass.seen_keys (
  person bigint not null, fingerprint text not null, since timestamptz not null,
  primary key (person, fingerprint))`

const lockdowns = [
  `create table daypass.lockdowns (
     id bigint generated always as identity primary key,
     connector text, resource text, person bigint, why text not null, since timestamptz not null check (isfinite(since)),
     check (num_nonnulls(connector, resource, person) <= 1))`,
  // One of each scope: lifting it lifts what it is of.
  `create unique index lockdowns_by_scope on daypass.lockdowns
     (coalesce(connector, ''), coalesce(resource, ''), coalesce(person, 0))`,
]

// 122 random bits as base64url. Made when it is first asked for: a copy of an empty store is another store.
const newStoreId = `rtrim(translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/', '-_'), '=')`

const storeIdentity = [
  `create table daypass.store (id text not null default ${newStoreId}, sole boolean primary key default true check (sole))`,
  'create table daypass.adopted_stores (store text primary key, at timestamptz not null)',
  'alter table daypass.requests add column foreign_store text',
  'create index requests_foreign on daypass.requests (foreign_store) where foreign_store is not null',
]

const formAnswers = `create table daypass.form_answers (
  repository bigint not null,
  issue bigint not null,
  person bigint not null,
  at timestamptz not null,
  primary key (repository, issue)
)`

const facts = [
  'alter table daypass.decisions add column at timestamptz check (isfinite(at)), add column why text, add column policy text',
  'create index decisions_by_time on daypass.decisions (repository, at desc)',
  // Kept as the text that it is: it is what the digest covers.
  `create table daypass.policies (
     digest text primary key check (length(digest) = 64), files json not null, first_at timestamptz not null)`,
  `create table daypass.stated (
     repository bigint not null, kind text not null, what text not null, primary key (repository, kind))`,
  `alter table daypass.grants add column uses integer, add column first_use timestamptz, add column last_use timestamptz,
     add column used_scopes text`,
]

const displays = [
  `create table daypass.displays (
     repository bigint not null, issue integer not null, installation bigint not null,
     record json not null,
     wake_at timestamptz, urgency smallint not null,
     wanted bigint not null, seen bigint not null,
     fence bigint not null, claimed_until timestamptz,
     compares integer not null default 0, reopens integer not null default 0, closed_by bigint,
     primary key (repository, issue)) with (fillfactor = 70)`,
  'create index displays_due on daypass.displays (urgency, wake_at) where wake_at is not null',
  `create table daypass.words (
     id bigint generated always as identity primary key,
     repository bigint not null, issue integer not null, installation bigint not null,
     pull integer, body text not null, at timestamptz not null, begun boolean not null default false)`,
  'alter table daypass.requests add column ends_at timestamptz check (isfinite(ends_at))',
  `update daypass.requests r set ends_at = g.ends from daypass.grants g
   where g.repository = r.repository and g.issue = r.issue and g.ended is null and r.state in ('granting', 'active')`,
  'create index words_by_display on daypass.words (repository, issue, id)',
]

const endings = [
  'alter table daypass.requests add column ending_since timestamptz check (isfinite(ending_since))',
  // The look that comes within a minute writes what the record says.
  `update daypass.requests set ending_since = now() where state = 'ending'`,
  'create index requests_ending on daypass.requests (ending_since) where ending_since is not null',
]

// Counted, and not timed: clocks of replicas differ. A team stands here from the first notice of it on, so that one can be marked which
// was not listed yet.
const rosterChanges = [
  'create table daypass.rosters (installation bigint primary key, changes bigint not null, departure bigint not null)',
  `alter table daypass.teams drop column changed,
     add column change bigint not null default 0, add column listed boolean not null default true`,
]

const receipts = [
  'alter table daypass.decisions add column receipt json',
  // What is to be forgotten is looked for at every sweep.
  'create index decisions_by_age on daypass.decisions (at)',
  'create index decisions_by_policy on daypass.decisions (policy)',
]

const proposals = [
  `create table daypass.proposals (
     repository bigint not null, issue integer not null, installation bigint not null,
     record json not null,
     wake_at timestamptz, urgency smallint not null default 0,
     wanted bigint not null, seen bigint not null,
     fence bigint not null, claimed_until timestamptz,
     reruns integer not null default 0, over boolean not null default false,
     primary key (repository, issue)) with (fillfactor = 70)`,
  'create index proposals_due on daypass.proposals (wake_at) where wake_at is not null',
]

const governances = [
  `create table daypass.governances (
     repository bigint not null, issue integer not null default 0 check (issue = 0), installation bigint not null,
     record json not null, texts json, released text,
     wake_at timestamptz, urgency smallint not null default 0,
     wanted bigint not null, seen bigint not null,
     fence bigint not null, claimed_until timestamptz,
     primary key (repository, issue)) with (fillfactor = 70)`,
]

const pushes = `create table daypass.pushes (
     repository bigint not null, commit text not null, person bigint not null, installation bigint not null,
     primary key (repository, commit, person))`

const each = (statements: readonly string[]): Migration => ({
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})

const migrations: Record<string, Migration> = {
  '001-beginning': each(beginning),
  '002-disturbances': each(['alter table daypass.requests add column disturbances integer not null default 0']),
  '003-notices': {
    up: async (db) => {
      for (const column of ['comment_notices', 'person_notices'])
        await sql.raw(`alter table daypass.requests add column ${column} integer not null default 0`).execute(db)
    },
  },
  '004-trail-people': each(trailPeople),
  '005-rosters': each(rosters),
  '006-connector-types': each([connectorTypes]),
  '007-plain-facts': {
    up: async (db) => {
      for (const statement of plainFacts) await sql.raw(statement).execute(db)
      await fillPlainFacts(db)
    },
  },
  '008-seen-keys': each([seenKeys]),
  '009-lockdowns': each(lockdowns),
  '010-store-identity': each(storeIdentity),
  '011-form-answers': each([formAnswers]),
  '012-placements': each(placements),
  '013-facts': {
    up: async (db) => {
      for (const statement of facts) await sql.raw(statement).execute(db)
      await dateDecisions(db)
    },
  },
  '014-displays': {
    up: async (db) => {
      for (const statement of displays) await sql.raw(statement).execute(db)
      await partDisplays(db)
    },
  },
  '015-lease-states': each(['alter table daypass.grants add column lease json']),
  '016-word-causes': each(['alter table daypass.words add column caused_by bigint']),
  '017-drills': each([...endings, drills]),
  '018-roster-changes': each(rosterChanges),
  '019-receipts': each(receipts),
  '020-proposals': each(proposals),
  '021-governances': each(governances),
  '022-pushes': each([pushes, `alter table daypass.proposals add column queued jsonb not null default '[]'`]),
  '023-debts': each(debts),
  '024-loans': each(['create index grants_by_kind on daypass.grants (connector_type, requester)']),
  '025-deposits': each(deposits),
  '026-operations': each(['alter table daypass.grants add column operation json']),
  '027-notices': each(notices),
}

/** Brings the tables up to date; safe when several processes do it at once. Throws STORE_UNAVAILABLE. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: db as Kysely<unknown>,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: schema,
  })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  throw new DaypassError(
    'STORE_UNAVAILABLE',
    'the database tables could not be brought up to date; the database role must own its database or the schema daypass, and no newer Daypass may have been here',
    { cause: error },
  )
}
