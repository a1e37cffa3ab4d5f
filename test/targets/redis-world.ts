import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createClient } from '@redis/client'
import { type RedisServer, startRedis as startPlain } from '../../demo/redis/redis-server.ts'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { setUser } from '../../src/connectors/redis/acl-user.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { roleName } from '../../src/connectors/role-name.ts'
import type { Credential, RedisCredential } from '../../src/generated/sealed-payload.ts'
import type { World } from '../contract/connector-contract.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { testClock } from '../open-test-store.ts'
import { type Breakable, startBreakable } from './breakable.ts'

export const store = 'o'.repeat(22)
export const repository = 7

/** A server of its own, with a login for Daypass as the guide has it: it may do that and no more. */
export async function startRedis(...more: string[]): Promise<RedisServer> {
  const server = await startPlain(...more)
  const [, rights = ''] = /^ACL SETUSER daypass (.+)$/m.exec(readFileSync('docs/connectors/redis.md', 'utf8')) ?? []
  await server.run('ACL', 'SETUSER', 'daypass', ...rights.split(' '))
  return server
}

/** Between the connector and a server. */
export const startBreakableRedis = (to: number): Promise<Breakable> =>
  startBreakable(to, (question) => /SETUSER|DELUSER|GETUSER|LIST/.test(question))

export const urlOf = (port: number) => `redis://daypass:the-password@127.0.0.1:${port}`

export type RedisStage = {
  server: RedisServer
  breakable: Breakable
  settings: Parameters<typeof kinds.redis.terms>[0]
}

export async function stageRedis(): Promise<RedisStage> {
  const server = await startRedis()
  const breakable = await startBreakableRedis(server.port)
  const settings: RedisStage['settings'] = {
    ...{ type: 'redis', urls: [urlOf(breakable.port)], public_host: `127.0.0.1:${server.port}` },
    roles: {
      read: { keys: ['orders:*'], commands: ['+@read'] },
      dump: { keys: ['*'], commands: ['+@read'] },
      write: { keys: ['orders:*', 'carts:*'], commands: ['+set', '+del'] },
      listen: { channels: ['orders.*'], commands: ['+subscribe'] },
      anything: { keys: ['*'], channels: ['*'], commands: ['+@all'] },
    },
    repositories: [repository],
  }
  return { server, breakable, settings }
}

export function connectorsOf(settings: RedisStage['settings'], clock = testClock(new Date().toISOString())) {
  const { now } = clock
  const parts = { store: async () => store, now, randomBytes } as unknown as ConnectorParts
  const registry: World['registry'] = (dropped) =>
    createRegistry({ connectors: dropped ? {} : { orders: settings } }, { redis: kinds.redis }, parts)
  return { clock, registry, connector: () => registry().connectorFor(repository, 'orders') }
}

/** Logs in by a credential; undefined: refused. */
export async function logIn(credential: Credential | undefined) {
  if (credential?.type !== 'redis') throw new TypeError('the credential of Redis was expected')
  const { host, port, user: username, password } = credential satisfies RedisCredential
  const client = createClient({
    ...{ RESP: 2 as const, username, password, disableClientInfo: true },
    socket: { host, port, reconnectStrategy: false },
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('WRONGPASS')) return undefined
    throw error
  }
}

export async function redisWorld({ server, breakable, settings }: RedisStage): Promise<World> {
  await emptied(server)
  const { clock, registry } = connectorsOf(settings)
  const rulesOf = async () =>
    ((await server.run('ACL', 'LIST')) as string[]).filter((line) => line.startsWith('user jit_'))
  return {
    ...{ grants: createFakeGrants(), clock, repository, store, registry },
    letsIn: async (_grant, credential) => {
      const client = await logIn(credential)
      client?.destroy()
      return client !== undefined
    },
    enter: async (_grant, credential) => {
      const client = await logIn(credential)
      if (!client) throw new Error('the server lets nobody in')
      return () =>
        client.sendCommand(['ACL', 'WHOAMI']).then(
          () => true,
          () => false,
        )
    },
    target: {
      fails: breakable.fails,
      backUp: async () => {
        const kept = await rulesOf()
        return async () => {
          for (const line of kept) await server.run('ACL', 'SETUSER', ...wordsOf(line))
        }
      },
      plant: async (grant, by) => {
        const name = roleName(grant)
        const marker = { store: by ?? '', connector: 'orders', grant }
        const made = setUser({ name, passwords: ['planted'], roles: [], marker })
        await server.run(...(by === undefined ? made.slice(0, -1) : made))
      },
      holds: async (grant) => (await server.run('ACL', 'GETUSER', roleName(grant))) !== null,
    },
  }
}

/** Users of earlier tests are gone. */
export async function emptied({ run }: RedisServer): Promise<void> {
  for (const user of (await run('ACL', 'USERS')) as string[])
    if (!['default', 'daypass'].includes(user)) await run('ACL', 'DELUSER', user)
}

/** A line of ACL LIST as ACL SETUSER takes it: a selector is one word. */
function wordsOf(line: string): string[] {
  const [, name = '', ...rules] = line.match(/\([^)]*\)|\S+/g) ?? []
  return [name, 'reset', ...rules]
}
