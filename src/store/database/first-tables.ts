/** The tables of the first version, statement by statement; what came later are migrations of their own. */
export const beginning = [
  `create table daypass.repositories (
     id bigint primary key,
     installation bigint not null,
     owner text not null,
     name text not null)`,
  `create table daypass.requests (
     repository bigint not null, issue integer not null, installation bigint not null,
     state text not null,
     record json not null,
     requester bigint, resource text, submitted timestamptz,
     wake_at timestamptz,
     urgent boolean not null,
     wanted bigint not null, seen bigint not null,
     fence bigint not null, claimed_until timestamptz,
     created timestamptz not null,
     primary key (repository, issue)) with (fillfactor = 70)`,
  'create index requests_due on daypass.requests (urgent desc, wake_at) where wake_at is not null',
  'create index requests_by_person on daypass.requests (repository, requester, submitted)',
  `create table daypass.hands (
     repository bigint not null, issue integer not null, installation bigint not null,
     body_sha text not null, person bigint not null,
     primary key (repository, issue, body_sha, person))`,
  // A grant without a finite end after its beginning cannot exist, whatever the code above does.
  `create table daypass.grants (
     id text primary key,
     repository bigint not null, issue integer not null, installation bigint not null,
     place bigint generated always as identity (minvalue 0 start with 0) unique,
     connector text not null, resource text not null, audience text not null, scope text not null,
     requester bigint not null, digest text not null unique, policy text not null, request_url text not null,
     begins timestamptz not null check (isfinite(begins)),
     ends timestamptz not null check (ends > begins and isfinite(ends)),
     ended timestamptz check (isfinite(ended)),
     renewal text unique,
     last_token timestamptz check (isfinite(last_token)),
     check (ended is null or renewal is null))`,
  'create index grants_open on daypass.grants (connector) where ended is null',
  'create index grants_by_person on daypass.grants (repository, requester, resource) where ended is null',
  `create table daypass.decisions (
     id bigint generated always as identity primary key,
     repository bigint not null, issue integer not null, installation bigint not null,
     input json not null, decision json not null)`,
  'create index decisions_by_request on daypass.decisions (repository, issue)',
  `create table daypass.trail (
     repository bigint not null, seq bigint not null check (seq > 0), issue integer not null, installation bigint not null,
     event text not null, hash text not null, signature text not null,
     primary key (repository, seq))`,
  'create index trail_by_request on daypass.trail (repository, issue, seq)',
  `create table daypass.chains (
     repository bigint primary key, installation bigint not null, seq bigint not null, hash text not null)`,
  `create table daypass.inbox (
     place bigint generated always as identity primary key,
     delivery text not null unique, event text not null, body_sha text not null unique,
     body text, state text not null check (state in ('waiting', 'done', 'aside')),
     received timestamptz not null, tries integer not null, next_try timestamptz not null, problem text,
     check (body is not null or state = 'done'))`,
  `create index inbox_waiting on daypass.inbox (place) where state = 'waiting'`,
  'create table daypass.cursors (name text primary key, value text not null)',
]
