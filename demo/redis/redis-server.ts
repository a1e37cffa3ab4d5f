import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@redis/client'
import { freePort } from '../github/free-port.ts'

export type RedisServer = {
  port: number
  /** Its administrator's. */
  password: string
  /** As its administrator. */
  run(...command: string[]): Promise<unknown>
  stop(): Promise<void>
}

/** Why there can be no Redis here; undefined: there can. */
export const noRedis =
  spawnSync('redis-server', ['--version']).error === undefined
    ? undefined
    : 'redis-server is not installed (apt-get install redis-server)'

/** A Redis of its own on this machine, which keeps nothing. `more`: further options. */
export async function startRedis(...more: string[]): Promise<RedisServer> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'daypass-redis-'))
  const password = randomBytes(24).toString('hex')
  const options = [
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
    '--requirepass',
    password,
  ]
  const child = spawn('redis-server', ['--port', String(port), ...options, ...more], { stdio: 'ignore' })
  const client = createClient({ RESP: 2, password, socket: { host: '127.0.0.1', port, reconnectStrategy: 20 } })
  client.on('error', () => undefined)
  await client.connect()
  return {
    ...{ port, password },
    run: (...command) => client.sendCommand(command),
    stop: async () => {
      client.destroy()
      child.kill()
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}
