import { type PostgresAddress, readPostgresAddress } from '../../core/targets/postgres-address.ts'

/** What a role may do: `use` the rights of a group, or `own`: make objects that are the group's, as migrations do. */
export type GroupUse = { group: string; mode: 'use' | 'own' }

export type PostgresSettings = {
  url: string
  /** Where people find it, as `host` or `host:port`: a pooler, or the same server by another name. Absent: the one of `url`. */
  public_host?: string
  /** By the name of an action. */
  roles: Readonly<Record<string, string | { group: string; mode?: 'use' | 'own' } | undefined>>
  /** Who gets what a role leaves behind. Absent: a role that owns something stays, disabled. */
  reassign_to?: string
  /** Addresses of streaming replicas, where sessions are cut too. */
  replicas?: readonly string[]
  /** How many connections a role may have at once. */
  connections?: number
  /** The authority of the servers' certificates (PEM); absent: those that this machine trusts. */
  ca?: string
}

/** The group in which every role of ours is: it gives nothing, and shows which ones are ours. */
export const markingGroup = 'daypass_grants'

/** What an action's role may do; undefined: the deployment names no group for it. */
export function groupFor({ roles }: Pick<PostgresSettings, 'roles'>, action: string): GroupUse | undefined {
  const found = Object.hasOwn(roles, action) ? roles[action] : undefined
  if (found === undefined) return undefined
  return typeof found === 'string' ? { group: found, mode: 'use' } : { group: found.group, mode: found.mode ?? 'use' }
}

/** Throws TypeError for what the deployment file's check lets nobody write. */
export function addressOf(url: string): PostgresAddress {
  const read = readPostgresAddress(url)
  if (typeof read === 'string') throw new TypeError(`an address of a server ${read}`)
  return read
}

/** Where people connect. */
export function publicPlace({ url, public_host: named }: PostgresSettings): { host: string; port: number } {
  const { host, port } = addressOf(url)
  if (named === undefined) return { host, port }
  const { hostname, port: given } = new URL(`postgres://${named}`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: given === '' ? port : Number(given) }
}
