import pg from 'pg'
import { addressOf, groupFor, markingGroup, type PostgresSettings } from './postgres-settings.ts'

const { escapeIdentifier: ident, escapeLiteral: literal } = pg

/**
 * SQL for psql that makes what the connector needs at its server, run by whoever administers that: a login without a password yet, which may make
 * roles, give out these groups and no others, and cut sessions. Run again it changes nothing. For PostgreSQL 15 and later.
 */
export function setUpScript(settings: PostgresSettings): string {
  const { user, database } = addressOf(settings.url)
  const groups = [
    ...new Set(Object.keys(settings.roles).flatMap((action) => groupFor(settings, action)?.group ?? [])),
  ].sort()
  const { reassign_to: to } = settings
  return `${[
    `-- Run it as who administers the server, in psql: \\connect ${database}`,
    '\\set ON_ERROR_STOP on',
    '-- The login of Daypass. Give it its password with: \\password',
    missing(user, 'LOGIN CREATEROLE'),
    '-- Cutting sessions.',
    `GRANT pg_signal_backend TO ${ident(user)};`,
    '-- By this group Daypass knows its own roles. It gives nothing.',
    missing(markingGroup, 'NOLOGIN'),
    '-- What may be given out: these groups, and no others. They get their rights from you, such as GRANT SELECT ON … TO …',
    ...groups.map((group) => missing(group, 'NOLOGIN')),
    `SELECT current_setting('server_version_num')::int >= 160000 AS has_options \\gset`,
    '\\if :has_options',
    ...[markingGroup, ...groups].map(
      (group) => `  GRANT ${ident(group)} TO ${ident(user)} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;`,
    ),
    '\\else',
    ...[markingGroup, ...groups].map((group) => `  GRANT ${ident(group)} TO ${ident(user)} WITH ADMIN OPTION;`),
    '\\endif',
    ...(to === undefined
      ? ['-- No reassign_to: a role that has made something stays at its end, disabled.']
      : ['-- Who gets what a role leaves behind.', missing(to, 'NOLOGIN'), `GRANT ${ident(to)} TO ${ident(user)};`]),
  ].join('\n')}\n`
}

/** Makes the role where there is none of that name. */
function missing(name: string, attributes: string): string {
  const create = `CREATE ROLE ${ident(name)} ${attributes}`
  return `SELECT ${literal(create)} WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(name)}) \\gexec`
}
