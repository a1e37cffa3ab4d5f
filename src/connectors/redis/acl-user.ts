import { sha256 } from '../../core/digest.ts'
import type { RedisRole } from './redis-settings.ts'

/** What the user of a grant consists of. `passwords`: in plain text; the server gets their hashes. */
export type UserWanted = {
  name: string
  passwords: readonly string[]
  roles: readonly RedisRole[]
  marker: UserMarker
}

/** What stands in the rules of a user: whose it is. */
export type UserMarker = { store: string; connector: string; grant: string }

/**
 * A user cannot bear a comment; what it can bear is a selector (Redis 7 and later): more rights, each with keys of its own. One of no command
 * gives none, and its key says whose the user is. It comes with the user in one command, and only who may change users can set it.
 */
const marking = '~daypass:v1:'

function markerText({ store, connector, grant }: UserMarker): string {
  return `(${marking}${store}:${connector}:${grant} -@all)`
}

/**
 * The command that makes this user and nothing else of it, whatever there was. Each action is a selector of its own: together they give no more than
 * each by itself. What administers the server is taken out at the end of each, so that nobody changes users or stays by it.
 */
export function setUser({ name, passwords, roles, marker }: UserWanted): string[] {
  return [
    ...['ACL', 'SETUSER', name, 'reset', 'on', ...passwords.map((password) => `#${sha256(password)}`)],
    ...['resetkeys', 'resetchannels', '-@all', '+@connection', '+acl|whoami', '-@admin'],
    ...roles.map(
      ({ keys = [], channels = [], commands }) =>
        `(${[...keys.map((key) => `~${key}`), ...channels.map((channel) => `&${channel}`), '-@all', ...commands, '-@admin'].join(' ')})`,
    ),
    markerText(marker),
  ]
}

/** The users with a marker, as ACL LIST tells them: one line a user. */
export function readMarkers(lines: readonly string[]): (UserMarker & { name: string })[] {
  return lines.flatMap((line) => {
    const [word, name] = line.split(' ', 2)
    const marker = line.split(' (').find((part) => part.startsWith(marking))
    const [store, connector, grant, ...more] = marker?.slice(marking.length).split(' ')[0]?.split(':') ?? []
    if (word !== 'user' || !name || !store || !connector || !grant || more.length > 0) return []
    return [{ name, store, connector, grant }]
  })
}
