import { randomBytes } from 'node:crypto'
import { createEmulator, type Emulator } from 'emulate'
import { freePort } from '../free-port.ts'
import { pathForEmulate } from '../issues/comment-ids.ts'

export type Reply = { status: number; link: string | null; data: unknown }

// Numbers that mean different things should not be equal by chance in a test, and every collection of `emulate` counts from
// one: what is made first is nobody's and moves the counters apart.
const NOBODY = { owner: 'nobody', repository: 'nothing', accounts: 1_000, repositories: 40, issues: 6, comments: 12 }

export type Seed = {
  url: string
  app: {
    id: number
    slug: string
    privateKey: string
    installationId: number
    permissions: Readonly<Record<string, string>>
  }
  organisation: string
  repositories: readonly { name: string; private: boolean; empty?: boolean }[]
  people: readonly string[]
}

// `emulate` lets a token make 5 000 calls an hour, less than a busy test makes. So everybody has several, used up in turn.
const CALLS_A_TOKEN = 4_500
const TOKENS = { admin: 100, person: 10 }

/** The `emulate` process-in-process: issues, comments, labels and git, asked over HTTP as any client would. */
export class Backend {
  readonly #emulator: Emulator
  readonly #inner: string
  readonly #secret: string
  readonly #calls = new Map<string, number>()

  constructor(emulator: Emulator, inner: string, secret: string) {
    this.#emulator = emulator
    this.#inner = inner
    this.#secret = secret
  }

  /** The authorization with which a person of `emulate` makes one more call. */
  as(login: string): string {
    const calls = this.#calls.get(login) ?? 0
    this.#calls.set(login, calls + 1)
    return `token ${tokenOf(this.#secret, login, Math.floor(calls / CALLS_A_TOKEN))}`
  }

  /** One call as whoever the authorization names; statuses are returned, not thrown. */
  async request(authorization: string | undefined, method: string, path: string, body?: unknown): Promise<Reply> {
    const response = await fetch(`${this.#inner}${pathForEmulate(path)}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      link: response.headers.get('link'),
      data: text === '' ? undefined : JSON.parse(text),
    }
  }

  /** A call of the gateway's own, with every right. */
  async admin(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.request(this.as('admin'), method, path, body)
  }

  /** Like `admin`, but the data alone, and an error status is thrown. */
  async must(method: string, path: string, body?: unknown): Promise<unknown> {
    const reply = await this.admin(method, path, body)
    if (reply.status >= 400)
      throw new Error(`emulate answered ${reply.status} to ${method} ${path}: ${JSON.stringify(reply.data)}`)
    return reply.data
  }

  /** All pages of a list. */
  async all(path: string): Promise<unknown[]> {
    const items: unknown[] = []
    for (let page = 1; ; page++) {
      const data = await this.must('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`)
      if (!Array.isArray(data)) throw new Error(`${path} is not a list`)
      items.push(...data)
      if (data.length < 100) return items
    }
  }

  async stop(): Promise<void> {
    await this.#emulator.close()
  }
}

/** Starts `emulate` on a free port of the loopback, telling it that its address is the gateway's. */
export async function startBackend(seed: Seed): Promise<Backend> {
  const secret = randomBytes(20).toString('hex')
  const port = await freePort()
  const emulator = await createEmulator({ service: 'github', port, baseUrl: seed.url, seed: emulateSeed(seed, secret) })
  const backend = new Backend(emulator, `http://127.0.0.1:${port}`, secret)
  await moveCounters(backend)
  return backend
}

/** The bot that acts for an app. */
export function botLogin(slug: string): string {
  return `${slug}[bot]`
}

function tokenOf(secret: string, login: string, index: number): string {
  return `inner-${secret}-${login}-${index}`
}

function emulateSeed(seed: Seed, secret: string) {
  const nobodies = Array.from({ length: NOBODY.accounts }, (_, i) => ({
    login: i === 0 ? NOBODY.owner : `nobody-${i}`,
  }))
  const nothings = Array.from({ length: NOBODY.repositories }, (_, i) => ({
    owner: NOBODY.owner,
    name: i === 0 ? NOBODY.repository : `nothing-${i}`,
    auto_init: false,
  }))
  // Everybody is an administrator here, so that the gateway alone decides who may do what.
  const members = ['admin', ...seed.people].map((login) => ({ login, role: 'admin' }))
  const tokens = ['admin', ...seed.people].flatMap((login) => {
    const count = login === 'admin' ? TOKENS.admin : TOKENS.person
    return Array.from({ length: count }, (_, i) => [tokenOf(secret, login, i), { login }] as const)
  })
  return {
    tokens: Object.fromEntries(tokens),
    github: {
      users: [
        ...nobodies,
        { login: botLogin(seed.app.slug), name: seed.app.slug },
        ...seed.people.map((login) => ({ login, name: login })),
      ],
      orgs: [{ login: 'nobodies' }, { login: seed.organisation, members }],
      repos: [
        ...nothings,
        ...seed.repositories.map((repo) => ({
          owner: seed.organisation,
          name: repo.name,
          private: repo.private,
          auto_init: !repo.empty,
        })),
      ],
      apps: [appSeed(seed)],
    },
  }
}

function appSeed({ app, organisation }: Seed) {
  return {
    app_id: app.id,
    slug: app.slug,
    name: app.slug,
    private_key: app.privateKey,
    permissions: app.permissions,
    events: [],
    installations: [{ installation_id: app.installationId, account: organisation, repository_selection: 'all' }],
  }
}

async function moveCounters(backend: Backend): Promise<void> {
  const base = `/repos/${NOBODY.owner}/${NOBODY.repository}/issues`
  for (let i = 0; i < NOBODY.issues; i++) await backend.must('POST', base, { title: 'nothing' })
  for (let i = 0; i < NOBODY.comments; i++) await backend.must('POST', `${base}/1/comments`, { body: 'nothing' })
}
