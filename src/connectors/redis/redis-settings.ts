import { type RedisAddress, readRedisAddress } from '../../core/targets/redis-address.ts'

/** What a grant of an action may do: these commands, on these keys and channels. */
export type RedisRole = { keys?: readonly string[]; channels?: readonly string[]; commands: readonly string[] }

export type RedisSettings = {
  /** Each node, with the login of who administers its users. */
  urls: readonly string[]
  /** Where people find it, as `host` or `host:port`. Absent: the first node. */
  public_host?: string
  /** By the name of an action. */
  roles: Readonly<Record<string, RedisRole | undefined>>
  /** The authority of the nodes' certificates (PEM); absent: those that this machine trusts. */
  ca?: string
}

export function roleFor({ roles }: Pick<RedisSettings, 'roles'>, action: string): RedisRole | undefined {
  return Object.hasOwn(roles, action) ? roles[action] : undefined
}

/** Throws TypeError for what the deployment file's check lets nobody write. */
export function nodesOf({ urls }: Pick<RedisSettings, 'urls'>): RedisAddress[] {
  return urls.map((url) => {
    const read = readRedisAddress(url)
    if (typeof read === 'string') throw new TypeError(`an address of a node ${read}`)
    return read
  })
}

/** Where people connect. */
export function publicPlace(settings: RedisSettings): { host: string; port: number; tls: boolean } {
  const [first] = nodesOf(settings)
  if (!first) throw new TypeError('a connector names a node')
  const { host, port, tls } = first
  if (settings.public_host === undefined) return { host, port, tls }
  const { hostname, port: given } = new URL(`redis://${settings.public_host}`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: given === '' ? port : Number(given), tls }
}

export function placeOf({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
