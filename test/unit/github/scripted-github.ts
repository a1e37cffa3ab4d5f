import { generateKeyPairSync } from 'node:crypto'
import { pino } from 'pino'
import { createGitHub, type GitHub, type GitHubOptions } from '../../../src/github/api/client.ts'
import { Repositories } from '../../../src/github/api/repositories.ts'

export type Asked = {
  method: string
  path: string
  query: URLSearchParams
  body: Record<string, unknown>
  headers: Headers
}
export type Reply = { status?: number; headers?: Record<string, string>; body?: unknown } | 'broken' | 'silent'
export type Script = (asked: Asked) => Reply | undefined

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export const start = new Date('2026-11-21T12:00:00Z')
export const place = { owner: 'acme', name: 'access', installation: 11 }
export const repositoryAnswer = {
  id: 7,
  name: 'access',
  full_name: 'acme/access',
  private: true,
  html_url: 'https://github.example/acme/access',
  default_branch: 'main',
  owner: { id: 70, login: 'acme', type: 'Organization' },
}

/**
 * A client whose GitHub is a function: what it leaves undefined is answered as the real one would (token, repository) or with 404.
 * `asked` holds every call but those for tokens, which `tokens` counts.
 */
export function scripted(script: Script, options: Partial<GitHubOptions> = {}) {
  const asked: Asked[] = []
  const minted: Asked[] = []
  const logged: string[] = []
  const clock = { now: start }
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input))
    const call: Asked = {
      method: init.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {},
      headers: new Headers(init.headers),
    }
    const isToken = call.path.endsWith('/access_tokens')
    ;(isToken ? minted : asked).push(call)
    const reply = script(call) ?? standard(call, minted.length, clock.now)
    const follows =
      typeof reply === 'object' && (reply.status ?? 200) >= 301 && reply.status !== 304 && (reply.status ?? 0) < 400
    // As the real one does unless it is told not to: what lies there is somebody else's.
    if (follows && init.redirect !== 'manual') return respond({ body: { followed: true } }, undefined)
    return respond(reply, init.signal ?? undefined)
  }
  const github: GitHub = createGitHub({
    appId: 1,
    privateKey: pem,
    baseUrl: 'https://github.example',
    userAgent: 'daypass-test',
    log,
    now: () => clock.now,
    pause: 0,
    fetch: fetch as typeof globalThis.fetch,
    ...options,
  })
  const repositories = new Repositories(
    github,
    async (id) => (id === 7 ? place : undefined),
    () => clock.now,
  )
  const later = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000)
  }
  /** Paths asked about, without those that only check the repository's name. */
  const paths = () =>
    asked.map(({ method, path }) => `${method} ${path}`).filter((line) => line !== 'GET /repos/acme/access')
  return { github, repositories, asked, minted, logged, clock, later, paths }
}

function standard(call: Asked, count: number, now: Date): Reply {
  if (call.path.endsWith('/access_tokens')) {
    return {
      status: 201,
      body: { token: `ghs_secret_${count}`, expires_at: new Date(now.getTime() + 3_600_000).toISOString() },
    }
  }
  if (call.method === 'GET' && call.path === '/repos/acme/access') return { body: repositoryAnswer }
  return { status: 404, body: { message: 'Not Found' } }
}

function respond(reply: Reply, signal: AbortSignal | undefined): Promise<Response> {
  if (reply === 'broken')
    return Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }))
  if (reply === 'silent') {
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const { status = 200, headers = {}, body } = reply
  const hasBody = status !== 204 && status !== 304
  const text = hasBody ? (typeof body === 'string' ? body : JSON.stringify(body ?? {})) : null
  return Promise.resolve(new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } }))
}
