import { isIP } from 'node:net'
import { createClient } from '@redis/client'
import { DaypassError } from '../../core/error.ts'
import type { RedisAddress } from '../../core/targets/redis-address.ts'
import { placeOf } from './redis-settings.ts'

/** How long (milliseconds) a node has for a connection, and for each answer. */
const patience = 5_000

/** Sends one command and returns its answer, as RESP 2 has it. Throws CONNECTOR_FAILED; `expected`: what is an answer, too, by its beginning. */
export type Send = (command: readonly string[], expected?: string) => Promise<unknown>

/** The ways to a node, which are TCP or TLS; where others stand in for them, as little is told of a failure. */
export type RedisReach = { withNode: typeof withNode; letsIn: typeof letsIn }

type Login = Pick<RedisAddress, 'user' | 'password'>

function clientFor({ host, port, tls }: RedisAddress, ca: string | undefined, { user, password }: Login) {
  const place = { host, port, connectTimeout: patience, socketTimeout: patience, reconnectStrategy: false as const }
  const checked = {
    ...{ tls: true as const, rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) },
    ...(isIP(host) === 0 ? { servername: host } : {}),
  }
  const client = createClient({
    ...{ RESP: 2, disableClientInfo: true, disableOfflineQueue: false, commandOptions: { timeout: patience } },
    socket: tls ? { ...place, ...checked } : place,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
  })
  // What is wrong is told by what was asked.
  client.on('error', () => undefined)
  return client
}

const textOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : '')

/** What Redis says, where it is about the words of a rule: these are the deployment file's. Else its code alone. */
function said(message: string): string {
  const rule = /modifier '([^'#>]{1,200})': ([\w ,.]{1,200})/.exec(message)
  if (rule) return `does not take \`${rule[1]}\`: ${rule[2]}`
  const [code] = /^[A-Z]{3,20}(?= )/.exec(message) ?? []
  if (code === 'NOPERM') return 'does not let the login of the deployment file do what it has to (NOPERM)'
  if (code === 'WRONGPASS' || code === 'NOAUTH') return `refuses the login of the deployment file (${code})`
  return code === undefined ? 'does not answer' : `answered ${code}`
}

/** Speaks to a node as who administers it, on a connection of its own. Throws CONNECTOR_FAILED, without a secret. */
export async function withNode<T>(
  node: RedisAddress,
  ca: string | undefined,
  use: (send: Send) => Promise<T>,
): Promise<T> {
  const client = clientFor(node, ca, node)
  const failed = (thrown: unknown) =>
    thrown instanceof DaypassError
      ? thrown
      : new DaypassError('CONNECTOR_FAILED', `${placeOf(node)} ${said(textOf(thrown))}.`)
  try {
    await client.connect()
    return await use(async (command, expected) => {
      try {
        return await client.sendCommand(command)
      } catch (thrown) {
        if (expected !== undefined && textOf(thrown).startsWith(expected)) return undefined
        throw failed(thrown)
      }
    })
  } catch (thrown) {
    throw failed(thrown)
  } finally {
    if (client.isOpen) client.destroy()
  }
}

/** Whether a node lets this login in: the right one is refused with WRONGPASS where there is no such user, as a wrong one is. Throws CONNECTOR_FAILED. */
export async function letsIn(node: RedisAddress, ca: string | undefined, login: Required<Login>): Promise<boolean> {
  const client = clientFor(node, ca, login)
  try {
    await client.connect()
    return String(await client.sendCommand(['ACL', 'WHOAMI'])) === login.user
  } catch (thrown) {
    if (textOf(thrown).startsWith('WRONGPASS')) return false
    throw new DaypassError('CONNECTOR_FAILED', `${placeOf(node)} does not answer to a login.`)
  } finally {
    if (client.isOpen) client.destroy()
  }
}

export const overTcp: RedisReach = { withNode, letsIn }
