import type { Generated } from 'kysely'
import type { Told } from '../../ports/notices.ts'
import type { Instant, Json } from './columns.ts'

/** What is told to people; `over_at`: since when nothing is left to be done for it. `told`: by place. */
export type NoticesTable = {
  id: string
  repository: number
  installation: number
  kind: string
  subject: string
  spell: string
  shared: boolean
  resource: string | null
  sensitivity: string | null
  person: number | null
  login: string | null
  about: string | null
  url: string | null
  at: Instant
  told: Json<Record<string, Told>>
  over_at: Instant | null
}

/** Who sends the notices of a repository, a row for each; `issue` is always 0. */
export type NoticeTurnsTable = {
  repository: number
  issue: number
  installation: number
  record: Json<unknown>
  wake_at: Instant | null
  urgency: Generated<number>
  wanted: number
  seen: number
  fence: number
  claimed_until: Instant | null
}

export const notices = [
  `create table daypass.notices (
     id text primary key, repository bigint not null, installation bigint not null,
     kind text not null, subject text not null, spell text not null, shared boolean not null,
     resource text, sensitivity text, person bigint, login text, about text, url text,
     at timestamptz not null check (isfinite(at)), told json not null, over_at timestamptz check (isfinite(over_at)),
     unique (repository, kind, subject, spell))`,
  'create index notices_open on daypass.notices (repository, at, id) where over_at is null',
  `create table daypass.notice_turns (
     repository bigint not null, issue integer not null default 0 check (issue = 0), installation bigint not null,
     record json not null,
     wake_at timestamptz, urgency smallint not null default 0,
     wanted bigint not null, seen bigint not null,
     fence bigint not null, claimed_until timestamptz,
     primary key (repository, issue)) with (fillfactor = 70)`,
]
