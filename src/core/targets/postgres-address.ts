import { isLoopback } from '../address.ts'

/** Where a PostgreSQL server is, and as whom it is spoken to. `tls`: its certificate is checked, and its name in it. */
export type PostgresAddress = {
  host: string
  port: number
  user: string
  password: string | undefined
  database: string
  tls: boolean
}

/**
 * Reads an address such as `postgres://admin:…@db.acme.example/orders?sslmode=verify-full`. A text: what is wrong with it, without repeating
 * any of it. Without TLS only this machine is spoken to: `pg` goes on in plain text where a server offers none.
 */
export function readPostgresAddress(text: string): PostgresAddress | string {
  if (!/^postgres(?:ql)?:\/\//.test(text) || !URL.canParse(text))
    return 'is not an address of PostgreSQL. Write postgres://<user>:<password>@<host>/<database>?sslmode=verify-full.'
  const { hostname, port, username, password, pathname, searchParams } = new URL(text)
  const [user, secret, database] = [username, password, pathname.slice(1)].map(decoded)
  if (hostname === '' || !user || !database || secret === undefined || database.includes('/'))
    return 'names no host, no user or no database. Write postgres://<user>:<password>@<host>/<database>?sslmode=verify-full.'
  const other = [...searchParams.keys()].filter((name) => name !== 'sslmode')
  if (other.length > 0) return 'has parameters beside sslmode. Remove them: they are not read.'
  const host = hostname.replace(/^\[|\]$/g, '')
  const mode = searchParams.get('sslmode') ?? (isLoopback(hostname) ? 'disable' : '')
  if (mode !== 'verify-full' && !(mode === 'disable' && isLoopback(hostname)))
    return 'does not say sslmode=verify-full. Add it: everything else is open to whoever stands in between.'
  return {
    ...{ host, port: port === '' ? 5432 : Number(port), user, database, tls: mode === 'verify-full' },
    password: secret === '' ? undefined : secret,
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const hasControl = /[\u0000-\u001f\u007f]/

function decoded(part: string): string | undefined {
  try {
    const text = decodeURIComponent(part)
    return hasControl.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
