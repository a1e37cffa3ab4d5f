import { isLoopback } from '../address.ts'

/** Where a node of Redis is, and as whom it is spoken to. `tls`: its certificate is checked, and its name in it. */
export type RedisAddress = {
  host: string
  port: number
  user: string | undefined
  password: string | undefined
  tls: boolean
}

/** Reads an address such as `rediss://daypass:…@cache.acme.example:6379`. A text: what is wrong with it, without repeating any of it. */
export function readRedisAddress(text: string): RedisAddress | string {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text))
    return 'is not an address of Redis. Write rediss://<user>:<password>@<host>:<port>.'
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text)
  const [user, secret] = [decoded(username), decoded(password)]
  if (hostname === '' || user === undefined || secret === undefined)
    return 'names no host. Write rediss://<user>:<password>@<host>:<port>.'
  if ((pathname !== '' && pathname !== '/') || search !== '' || hash !== '')
    return 'has more than user, password, host and port. Remove it: users are those of the whole server.'
  const here = isLoopback(hostname) || hostname === '::1'
  if (protocol === 'redis:' && !here)
    return 'does not begin with rediss://. Use TLS: everything else is open to whoever stands in between.'
  if (secret === '' && !here) return 'has no password. Who may administer users must have to show one.'
  return {
    ...{ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 6379 : Number(port), tls: protocol === 'rediss:' },
    ...{ user: user === '' ? undefined : user, password: secret === '' ? undefined : secret },
  }
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
