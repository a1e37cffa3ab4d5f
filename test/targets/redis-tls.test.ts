import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../demo/github/free-port.ts'
import { noRedis, type RedisServer } from '../../demo/redis/redis-server.ts'
import { type Authority, makeAuthority, noAuthority } from '../private-authority.ts'
import { connectorsOf, repository, startRedis } from './redis-world.ts'

// That Redis is missing is said by connector-redis.test.ts, and that openssl is by test/e2e/way-out.test.ts.
describe.skipIf(noRedis !== undefined || noAuthority !== undefined)('Redis with TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daypass-redis-tls-'))
  let authority: Authority
  let server: RedisServer
  let port: number
  beforeAll(async () => {
    authority = makeAuthority(folder, ['localhost'])
    port = await freePort()
    const tls = ['--tls-cert-file', authority.cert, '--tls-key-file', authority.key, '--tls-auth-clients', 'no']
    server = await startRedis('--tls-port', String(port), ...tls)
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true })
  })

  const healthOf = (host: string, trusted: boolean) => {
    const settings = {
      ...{
        type: 'redis' as const,
        urls: [`rediss://daypass:the-password@${host}:${port}`],
        repositories: [repository],
      },
      ...{ roles: { read: { commands: ['+@read'] } }, ...(trusted ? { ca: readFileSync(authority.ca, 'utf8') } : {}) },
    }
    return connectorsOf(settings).connector().health()
  }

  test.each<[string, string, boolean, string]>([
    ['its authority is named', 'localhost', true, 'well'],
    ['its authority is unknown', 'localhost', false, 'wrong'],
    ['its certificate is of another name', '127.0.0.1', true, 'wrong'],
  ])('where %s', async (_, host, trusted, state) => {
    expect(await healthOf(host, trusted)).toMatchObject([{ state }])
  })
})
