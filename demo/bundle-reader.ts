import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { writeTar } from '../src/policy/bundle/write-tar.ts'
import { findOpa } from '../src/policy/opa/opa-binary.ts'
import { readTar } from '../src/policy/tar.ts'
import { freePort } from './github/free-port.ts'

export type OpaServer = {
  url: string
  /** What a rule or a part of the data is, asked as a gateway asks; undefined: nothing. */
  ask(path: string, input?: unknown): Promise<unknown>
  log(): string
  stop(): Promise<void>
}

export type BundleSource = {
  /** Where the bundles come from. */
  url: string
  resource: string
  token: string
  scope: string
  /** Where Daypass publishes its keys. */
  issuer: string
  /** Against what docs/bundles.md says, the reader names no key that has to have signed. */
  keyid?: false
  /** Default: one that is free. */
  port?: number
}

/** A stock `opa run --server` that reads one signed bundle as docs/bundles.md says it; ready when it listens. */
export async function startOpaServer(from: BundleSource): Promise<OpaServer> {
  const { path } = await findOpa({})
  const dir = mkdtempSync(join(tmpdir(), 'daypass-opa-'))
  const { keys } = (await (await fetch(`${from.issuer}/.well-known/jwks.json`)).json()) as { keys: JsonWebKey[] }
  const jwk = keys.find(({ daypass }) => daypass === 'bundle') ?? {}
  const key = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
  const config = {
    services: { daypass: { url: from.url, credentials: { bearer: { token: from.token } } } },
    keys: { daypass: { algorithm: 'ES256', key } },
    bundles: {
      access: {
        service: 'daypass',
        resource: from.resource,
        polling: { long_polling_timeout_seconds: 30, min_delay_seconds: 1, max_delay_seconds: 1 },
        signing: { ...(from.keyid === false ? {} : { keyid: 'daypass' }), scope: from.scope },
      },
    },
  }
  writeFileSync(join(dir, 'opa.json'), JSON.stringify(config))
  const port = from.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const args = ['run', '--server', '--addr', `127.0.0.1:${port}`, '--config-file', 'opa.json', '--disable-telemetry']
  const child = spawn(path, args, { cwd: dir, env: {}, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (log += text.toString()))
  await listening(url, child, () => log)
  return {
    url,
    ask: async (rule, input) => {
      const response = await fetch(`${url}/v1/data/${rule}`, { method: 'POST', body: JSON.stringify({ input }) })
      return ((await response.json()) as { result?: unknown }).result
    },
    log: () => log,
    stop: async () => {
      const gone = once(child, 'exit')
      if (child.exitCode === null && child.kill()) await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function listening(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`opa has stopped: ${log()}`)
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    if (answer?.ok) return
  }
}

/** Changes what a file of a bundle says, as somebody on the way might. Throws where it does not say that. */
export const altered = (name: string, from: string, to: string) => (bundle: Buffer) => {
  const files = readTar(gunzipSync(bundle))
  const text = Buffer.from(files.get(name) ?? '').toString()
  if (!text.includes(from)) throw new Error(`${name} does not say ${from}`)
  files.set(name, Buffer.from(text.replace(from, to)))
  return gzipSync(writeTar(files))
}

/** What stands between a reader and its bundles, and may do with them what it likes. */
export type Between = {
  url: string
  /** Makes something else of each bundle that passes; throws to answer nothing. Undefined: it passes as it is. */
  change: ((bundle: Buffer) => Buffer | Promise<Buffer>) | undefined
  /** What was asked and answered, the oldest first. */
  seen: { prefer: string | undefined; status: number; type: string | null }[]
  stop(): Promise<void>
}

export async function standBetween(url: string): Promise<Between> {
  const server: Server = createServer(async (request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    try {
      const headers = Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' && !['host', 'connection', 'accept-encoding'].includes(name)
          ? [[name, value] as [string, string]]
          : [],
      )
      const answer = await fetch(`${url}${request.url}`, { headers, signal: gone.signal })
      const bytes = Buffer.from(await answer.arrayBuffer())
      const body = answer.status === 200 ? ((await between.change?.(bytes)) ?? bytes) : bytes
      const type = answer.headers.get('content-type')
      between.seen.push({ prefer: request.headers.prefer?.toString(), status: answer.status, type })
      const etag = answer.headers.get('etag')
      response.writeHead(answer.status, { ...(etag ? { etag } : {}), ...(type ? { 'content-type': type } : {}) })
      response.end(body)
    } catch {
      response.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const between: Between = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    change: undefined,
    seen: [],
    stop: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return between
}
