import { mkdtempSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, FlattenedSign, generateKeyPair } from 'jose'
import type { CliDeps } from '../../../src/cli/deps.ts'
import type { CommentText, IssueText, UserGitHub } from '../../../src/cli/github/reader.ts'
import { runProgram } from '../../../src/cli/program.ts'
import { readYaml } from '../../../src/config/yaml.ts'
import { catalogText } from '../../../src/config/yaml-text/catalog-text.ts'
import { deliveryType, type UnsignedPayload } from '../../../src/core/unsigned-payload.ts'
import { readPolicyFolder } from '../../../src/policy/folder.ts'
import { createOpener } from '../../../src/sealing/opener.ts'
import { createSealer } from '../../../src/sealing/seal.ts'
import { verifyWithPublished } from '../../../src/signing/detached-signature.ts'
import { trailVerifier } from '../../../src/signing/trail-verifier.ts'
import { payloadFor, sealable } from '../sealing/delivery.ts'
import { fixture, publicLine } from '../sealing/keys.ts'

export const issuer = 'https://daypass.example'
export const issueUrl = 'https://github.com/acme/access/issues/7'
export const now = new Date('2026-11-21T10:08:00Z')

/** A Daypass as the command line sees it: its published keys, its token endpoint, and what it seals. */
export async function createIssuer(kid = 'delivery-1', daypass: string | undefined = 'delivery') {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig', ...(daypass ? { daypass } : {}) }
  const signDetached = async (bytes: Uint8Array): Promise<string> => {
    const header = { alg: 'ES256', kid, typ: 'daypass-delivery+jws' }
    const jws = await new FlattenedSign(bytes).setProtectedHeader(header).sign(privateKey)
    return `${jws.protected}..${jws.signature}`
  }
  const sealer = createSealer({ signDetached })
  const seal = (change: Partial<UnsignedPayload> = {}, key = 'ed25519'): Promise<string> =>
    sealer.seal(sealable(payloadFor(key, change)), [publicLine(key)])
  return { jwk, seal }
}

export type Issuer = Awaited<ReturnType<typeof createIssuer>>
export type Answer = { status: number; body: unknown }

/** Everything outside the command line, in memory but for files; a test changes what it needs. */
export type World = {
  home: string
  env: Record<string, string | undefined>
  now: Date
  user: { id: number; login: string }
  repositoryId: number
  files: Map<string, string>
  comments: CommentText[]
  issue: IssueText
  /** What was written on GitHub. */
  written: { repository: string; title?: string; body: string }[]
  keys: unknown[]
  /** The GitHub App that the issuer names; undefined: none. */
  app: { id: number; slug: string } | undefined
  token: () => Answer
  /** What was sent to which address. */
  sent: { url: string; body: string }[]
  tokensUsed: string[]
  out: string
  err: string
  /** The passphrase that the user types; undefined: there is no terminal. */
  passphrase: string | undefined
  asked: number
  openRecords: CliDeps['openRecords']
  /** What a program of the machine says; undefined: it is not there. */
  capture(program: string, args: readonly string[]): Promise<string | undefined>
  openLockdowns: CliDeps['openLockdowns']
  openReleasing: CliDeps['openReleasing']
  openWhose: CliDeps['openWhose']
  standingGitHub: CliDeps['standingGitHub']
  deps: CliDeps
  run(...args: string[]): Promise<number>
}

/** What marks a comment of the issuer's own app. */
export const byOurApp = { byApp: true, login: 'daypass-acme[bot]', app: 5 } as const

export function comment(body: string, minute = 0): CommentText {
  return { id: minute + 1, body, createdAt: new Date(Date.parse('2026-11-21T10:00:00Z') + minute * 60_000) }
}

function fetchOf(world: () => World): typeof fetch {
  return async (input, init) => {
    const w = world()
    const url = String(input)
    w.sent.push({ url, body: String(init?.body ?? '') })
    const { status, body } = url.endsWith('/.well-known/jwks.json')
      ? { status: 200, body: { keys: w.keys } }
      : url.endsWith('/.well-known/oauth-authorization-server')
        ? { status: 200, body: { issuer, ...(w.app ? { daypass_github_app: w.app } : {}) } }
        : w.token()
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
  }
}

const nobody = () => Promise.reject(new Error('this GitHub has no branches'))

function githubOf(world: () => World): UserGitHub {
  return {
    me: async () => world().user,
    // Former names lead to the same repository; what lies elsewhere is another one.
    repository: async (owner) => ({ id: owner === 'evil' ? 666 : world().repositoryId, defaultBranch: 'main' }),
    file: async (_owner, _name, path, branch) => world().files.get(`${branch}:${path}`),
    comments: async () => world().comments,
    issue: async () => world().issue,
    openIssue: async (owner, name, text) => {
      world().written.push({ repository: `${owner}/${name}`, ...text })
      return { number: 7, url: issueUrl }
    },
    comment: async (owner, name, _issue, body) => void world().written.push({ repository: `${owner}/${name}`, body }),
    head: nobody,
    texts: nobody,
    commit: nobody,
    setBranch: nobody,
    pullsFrom: nobody,
    openPull: nobody,
    editPull: nobody,
    environments: nobody,
    environmentState: nobody,
  }
}

/** A user with an SSH key on disk, a GitHub token, and an access repository that names the issuer. */
export async function createWorld(change: Partial<World> = {}): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  await mkdir(join(home, '.ssh'), { mode: 0o700 })
  await writeFile(join(home, '.ssh', 'id_ed25519'), fixture('ed25519'), { mode: 0o600 })
  const self = (): World => world
  const deps: CliDeps = {
    get env() {
      return self().env
    },
    version: '1.2.3',
    packageRoot: home,
    capabilities: async () => '{\n "builtins": []\n}\n',
    now: () => self().now,
    machine: {
      home,
      temporary: home,
      stdout: {
        write: (text) => {
          self().out += text
        },
      },
      stderr: {
        write: (text) => {
          self().err += text
        },
      },
      get askHidden() {
        const { passphrase } = self()
        if (passphrase === undefined) return undefined
        return async () => {
          self().asked += 1
          return passphrase
        }
      },
      ask: undefined,
      line: async () => undefined,
      browse: async () => false,
      capture: (program, args) => self().capture(program, args),
      start: () => {
        throw new Error('nothing is to be started here')
      },
      onSignal: () => () => {},
      after: () => () => {},
    },
    fetch: fetchOf(self),
    serve: async () => {
      self().out += 'served\n'
    },
    doctorChecks: () => [],
    looksIn: () => Promise.reject(new Error('there is no server here')),
    appFile: () => Promise.reject(new Error('there is no app.yml here')),
    connectorDesk: () => Promise.reject(new Error('there is no deployment file here')),
    tryPlace: () => Promise.reject(new Error('there is no deployment file here')),
    firstContact: () => Promise.reject(new Error('there is no GitHub here')),
    generateKeys: async () => ({ keys: [{ kty: 'EC', d: 'private' }] }),
    checkPolicy: () => Promise.reject(new Error('there is no opa here')),
    testPolicy: () => Promise.reject(new Error('there is no opa here')),
    openReplay: () => Promise.reject(new Error('there is no opa here')),
    readPolicies: readPolicyFolder,
    opa: () => Promise.reject(new Error('there is no opa here')),
    opener: createOpener(),
    trailVerifier,
    openRecords: () => self().openRecords(),
    openLockdowns: () => self().openLockdowns(),
    openReleasing: () => self().openReleasing(),
    openWhose: () => self().openWhose(),
    verifyDelivery: (keys, signature, bytes) => verifyWithPublished(keys, 'delivery', deliveryType, signature, bytes),
    github: (token, apiUrl) => {
      self().tokensUsed.push(`${token} ${apiUrl}`)
      return githubOf(self)
    },
    standingGitHub: (token, apiUrl) => self().standingGitHub(token, apiUrl),
    setupGitHub: () => {
      throw new Error('nothing is set up here')
    },
    readYaml,
    catalogText: async () => catalogText,
  }
  const world: World = {
    home,
    env: { GH_TOKEN: 'user-token' },
    now,
    user: { id: 4711, login: 'requester' },
    repositoryId: 99,
    files: new Map([['main:.github/daypass.yml', `issuer: ${issuer}\n`]]),
    comments: [],
    issue: { open: true, labels: [] },
    written: [],
    keys: [],
    app: { id: 5, slug: 'daypass-acme' },
    token: () => ({
      status: 200,
      body: { access_token: 'fresh.access-token', token_type: 'Bearer', expires_in: 300, scope: 'orders:read' },
    }),
    sent: [],
    tokensUsed: [],
    out: '',
    err: '',
    passphrase: undefined,
    asked: 0,
    openRecords: () => Promise.reject(new Error('there is no store here')),
    capture: async () => undefined,
    openLockdowns: () => Promise.reject(new Error('there is no server here')),
    openReleasing: () => Promise.reject(new Error('there is no server here')),
    openWhose: () => Promise.reject(new Error('there is no server here')),
    standingGitHub: () => {
      throw new Error('nobody looks at GitHub here')
    },
    deps,
    async run(...args) {
      world.out = ''
      world.err = ''
      return runProgram(args, deps)
    },
    ...change,
  }
  return world
}

/** The same, with a credential waiting in the issue. */
export async function createOpenable(
  change: Partial<UnsignedPayload> = {},
): Promise<{ world: World; daypass: Issuer }> {
  const daypass = await createIssuer()
  const world = await createWorld({ keys: [daypass.jwk] })
  world.comments.push(comment(`### Ready\n\n\`\`\`\n${await daypass.seal(change)}\`\`\`\n`))
  return { world, daypass }
}

export function trustOf(world: World): Record<string, never> {
  return JSON.parse(readFileSync(join(world.home, '.config/daypass/trust.json'), 'utf8'))
}
