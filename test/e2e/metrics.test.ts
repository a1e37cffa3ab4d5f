import { generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { DaypassServer } from '../../demo/daypass-server.ts'
import { freePort } from '../../demo/github/free-port.ts'
import { hostDaypass } from '../../demo/in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'daypass-metrics-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' })

/** A server that finds nobody at GitHub's address: metrics and kill switch need none. */
async function start(name: string, env: Record<string, string>): Promise<DaypassServer> {
  const file = join(folder, 'daypass.config.yml')
  writeFileSync(file, 'connectors:\n  api:\n    type: token\n    repositories: [1]\n')
  const port = await freePort()
  cpSync(inject('emptyStore'), join(folder, name, 'store'), { recursive: true })
  return hostDaypass({
    APP_ID: '123',
    PRIVATE_KEY: String(pem),
    WEBHOOK_SECRET: 'f3a9c1e7b5d20486',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    GITHUB_API_URL: 'http://127.0.0.1:9',
    PORT: String(port),
    DAYPASS_CONFIG: file,
    DAYPASS_DATA_DIR: join(folder, name),
    ...env,
  })
}

/** The header that an order at the admin port of this server comes with. */
const authorized = (name: string) => ({
  authorization: `Bearer ${readFileSync(join(folder, name, 'admin-token'), 'utf8').trim()}`,
})

type Asked = { method?: string; headers?: Record<string, string> }

/** The status and text of an answer, or the code of the failure to connect. */
function ask(host: string, port: number, path: string, asked: Asked = {}) {
  return askAt({ host, port }, path, asked)
}

function askAt(
  where: { host: string; port: number } | { socketPath: string },
  path: string,
  { method = 'GET', headers = {} }: Asked,
) {
  return new Promise<{ status: number | string; text: string }>((done) => {
    const asked = request({ ...where, path, method, headers: { 'x-daypass': 'revoke-all', ...headers } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text }))
    })
    asked.on('error', (error: NodeJS.ErrnoException) => done({ status: error.code ?? 'unknown', text: '' }))
    asked.end()
  })
}

const revoke = { method: 'POST' }

/** An address of this machine that is none of the loopback; in a sandbox there may be none. */
const network = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, family }) => !internal && family === 'IPv4')
  .map(({ address }) => address)

async function expectMetricsAlone(host: string, port: number): Promise<void> {
  expect((await ask(host, port, '/metrics')).text).toContain('daypass_grants_live 0')
  for (const path of ['/revoke-all', '/', '/readyz', '/metrics'])
    expect(await ask(host, port, path, revoke)).toMatchObject({ status: 404 })
  const disguised = { method: 'POST', headers: { host: '127.0.0.1', 'x-forwarded-for': '127.0.0.1' } }
  expect(await ask(host, port, '/revoke-all', disguised)).toMatchObject({ status: 404 })
}

async function expectWholeAdmin(name: string, port: number): Promise<void> {
  expect((await ask('127.0.0.1', port, '/metrics')).status).toBe(200)
  expect((await ask('127.0.0.1', port, '/revoke-all', revoke)).status).toBe(401)
  const answer = { status: 200, text: expect.stringContaining('"revoked":0') }
  const headers = authorized(name)
  expect(await ask('127.0.0.1', port, '/revoke-all', { ...revoke, headers })).toEqual(answer)
  const socketPath = join(folder, name, 'admin.sock')
  expect((await askAt({ socketPath }, '/metrics', {})).text).toContain('daypass_grants_live 0')
  expect(await askAt({ socketPath }, '/revoke-all', revoke)).toEqual(answer)
  for (const file of ['admin-token', 'admin.sock']) expect(statSync(join(folder, name, file)).mode & 0o777).toBe(0o600)
}

describe('DAYPASS_METRICS_HOST', () => {
  let server: DaypassServer
  let adminPort: number
  let metricsPort: number
  beforeAll(async () => {
    ;[adminPort, metricsPort] = [await freePort(), await freePort()]
    server = await start('all', {
      DAYPASS_ADMIN_PORT: String(adminPort),
      DAYPASS_METRICS_HOST: '0.0.0.0',
      DAYPASS_METRICS_PORT: String(metricsPort),
    })
  })
  afterAll(() => server?.stop())

  test.each(['127.0.0.1', '127.0.0.2', ...network])('0.0.0.0 serves metrics alone at %s', (host) =>
    expectMetricsAlone(host, metricsPort),
  )

  test('and the kill switch stays at 127.0.0.1', async () => {
    await expectWholeAdmin('all', adminPort)
    for (const host of ['127.0.0.2', ...network])
      expect((await ask(host, adminPort, '/revoke-all', revoke)).status).toBe('ECONNREFUSED')
  })

  test('which no page of a browser reaches, under its own name or another (security.R6)', async () => {
    for (const host of ['evil.example', `evil.example:${adminPort}`]) {
      const headers = { host, ...authorized('all') }
      expect((await ask('127.0.0.1', adminPort, '/revoke-all', { method: 'POST', headers })).status).toBe(421)
      expect((await ask('127.0.0.1', adminPort, '/metrics', { headers })).status).toBe(421)
      expect((await ask('127.0.0.1', adminPort, 'http://127.0.0.1/metrics', { headers })).status).toBe(421)
    }
    const origin = { origin: `http://127.0.0.1:${adminPort}`, ...authorized('all') }
    expect((await ask('127.0.0.1', adminPort, '/revoke-all', { method: 'POST', headers: origin })).status).toBe(403)
  })
})

test('an address beside 127.0.0.1 serves metrics alone at the admin port’s own number', {
  timeout: 60_000,
}, async () => {
  const port = await freePort()
  const env = { DAYPASS_ADMIN_PORT: String(port), DAYPASS_METRICS_HOST: '127.0.0.2' }
  const server = await start('one', env)
  try {
    await expectMetricsAlone('127.0.0.2', port)
    await expectWholeAdmin('one', port)
  } finally {
    await server.stop()
  }
})

test('without it, nothing listens but at 127.0.0.1', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const server = await start('none', { DAYPASS_ADMIN_PORT: String(port) })
  try {
    await expectWholeAdmin('none', port)
    for (const host of ['127.0.0.2', ...network])
      expect((await ask(host, port, '/metrics')).status).toBe('ECONNREFUSED')
  } finally {
    await server.stop()
  }
})
