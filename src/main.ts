// The composition root: the only file that knows every other. It puts the parts together and decides nothing.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { type DoctorLooks, doctorChecks } from './cli/doctor-checks.ts'
import { createGitHubReader } from './cli/github.ts'
import { thisMachine } from './cli/machine.ts'
import { runProgram } from './cli/program.ts'
import { type Configuration, readConfiguration } from './config/configuration.ts'
import { readYaml } from './config/yaml.ts'
import { deliveryType } from './core/sealed-payload.ts'
import { chooseKey } from './core/ssh-key.ts'
import type { AccessTokens } from './ports/access-tokens.ts'
import type { PolicyEngine } from './ports/policy-engine.ts'
import type { Signer } from './ports/signer.ts'
import { createOpener } from './sealing/opener.ts'
import type { Store } from './store/open-store.ts'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
const now = (): Date => new Date()
const readFile = (path: string): string => readFileSync(path, 'utf8')

/** Runs the server until SIGTERM or SIGINT, then drains: no new delivery, running looks finished, store closed. */
async function serve(): Promise<void> {
  const started = performance.now()
  const configuration = readConfiguration(process.env, readFile)
  const { config } = configuration
  const { pino } = await import('pino')
  const log = pino({ name: 'daypass', level: config.logLevel })
  const signer = await openKeys(configuration, log)
  const store = await openStoreOf(configuration, signer, log)
  const running = await compose(configuration, signer, store, log)
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  log.info({ url: config.publicUrl, version, ms: Math.round(performance.now() - started) }, 'ready')
  await stopped
  log.info({}, 'stopping: finishing what runs')
  await running.stop()
  await store.close()
}

async function openKeys({ config }: Configuration, log: Logger): Promise<Signer> {
  const { openSigner } = await import('./audit/signing-keys.ts')
  const place = config.signingKeys
    ? { jwks: config.signingKeys.reveal() }
    : { directory: join(config.dataDirectory, 'keys') }
  return openSigner(place, (words) => log.warn({}, words))
}

async function openStoreOf({ config }: Configuration, signer: Signer, log: Logger): Promise<Store> {
  const { openStore } = await import('./store/open-store.ts')
  const signTrail = (bytes: string) => signer.signDetached('trail', 'daypass-trail+jws', Buffer.from(bytes))
  const databaseUrl = config.databaseUrl?.reveal()
  return openStore({ databaseUrl, dataDir: join(config.dataDirectory, 'store'), signTrail, now, log })
}

async function compose(configuration: Configuration, signer: Signer, store: Store, log: Logger) {
  const { config } = configuration
  const engine = await openEngine(config.opa, log)
  const { createStatusLists } = await import('./connectors/status-lists.ts')
  const lists = createStatusLists({ publicUrl: config.publicUrl, signer, grants: store.grants, now })
  const connectors = await openConnectors(configuration, { signer, store, lists })
  const github = await openGitHub(configuration, store, connectors.enrolled, log)
  const { createAdmin } = await import('./http/admin.ts')
  const admin = createAdmin(() => levelsOf(store))
  const ports = {
    book: store.book,
    grants: store.grants,
    desk: github.desk,
    directory: github.directory,
    repository: github.repository,
    engine: counted(engine, admin.metrics.decided),
    sealer: await openSealer(signer),
    connectorFor: connectors.connectorFor,
    connectorOf: connectors.connectorOf,
    floorsOf: connectors.floorsOf,
    chooseKey,
    allowPublic: configuration.deployment.allow_public_repositories ?? false,
    issuer: config.publicUrl,
    cli: `npx daypass@${version}`,
    now,
    freshId: () => randomBytes(16).toString('base64url'),
    log,
  }
  const { reconcile } = await import('./reconcile/reconcile.ts')
  const { startQueue } = await import('./queue/start-queue.ts')
  const queue = await startQueue({
    database: store.database,
    due: store.book.due,
    waiting: store.records.waiting,
    useWakeUps: store.useWakeUps,
    reconcile: (key) => reconcile(ports, key),
    sweep: github.sweep,
    now,
    log,
  })
  const { startInboxWorker } = await import('./queue/inbox-worker.ts')
  const inbox = startInboxWorker({ inbox: store.inbox, receive: github.receive, now, log })
  const endGrant = async (id: string) => {
    const ended = await store.grants.end(id, now())
    lists.ended(ended.place)
    const repository = await store.book.repository(ended.key.repository)
    if (repository) await store.enqueue({ key: ended.key, repository, looksLikeRequest: false })
  }
  const servers = await listen(configuration, {
    signer,
    store,
    lists,
    tokens: connectors.find,
    endGrant,
    nudge: inbox.nudge,
    admin: admin.app,
    log,
  })
  return {
    async stop() {
      await Promise.all(servers.map((server) => server.stop()))
      await inbox.stop()
      await queue.stop()
      await engine.close()
    },
  }
}

async function openEngine(own: string | undefined, log: Logger): Promise<PolicyEngine> {
  const { findOpa } = await import('./policy/opa-binary.ts')
  const { createPolicyEngine } = await import('./policy/engine.ts')
  const opa = await findOpa(own === undefined ? {} : { own })
  log.info({ opa: opa.version, source: opa.source, sha256: opa.sha256 }, 'policies are compiled by this opa')
  return createPolicyEngine({ opa })
}

/** Counts what was decided; a decision that could not be made counts as undecided. */
function counted(
  engine: PolicyEngine,
  count: (outcome: 'allow' | 'review' | 'deny' | 'undecided') => void,
): PolicyEngine {
  return {
    ...engine,
    decide: async (policy, input) => {
      try {
        const output = await engine.decide(policy, input)
        count(output.outcome)
        return output
      } catch (error) {
        count('undecided')
        throw error
      }
    },
  }
}

async function openSealer(signer: Signer) {
  const { createSealer } = await import('./sealing/seal.ts')
  return createSealer({ signDetached: (bytes) => signer.signDetached('delivery', deliveryType, bytes) })
}

type Lists = ReturnType<typeof import('./connectors/status-lists.ts').createStatusLists>

async function openConnectors(
  { config, deployment }: Configuration,
  parts: { signer: Signer; store: Store; lists: Lists },
) {
  const { createRegistry } = await import('./connectors/registry.ts')
  const { createTokenConnector } = await import('./connectors/token.ts')
  const { signer, lists, store } = parts
  return createRegistry(deployment, (name, settings) =>
    createTokenConnector({
      name,
      publicUrl: config.publicUrl,
      settings,
      grants: store.grants,
      signer,
      lists,
      now,
      randomBytes,
      fetch,
    }),
  )
}

async function openGitHub({ config }: Configuration, store: Store, enrolled: (id: number) => boolean, log: Logger) {
  const { openGitHub: open } = await import('./github/open.ts')
  const { daypassApp } = await import('./app.ts')
  const { sweep } = await import('./reconcile/sweep.ts')
  const github = await open({
    appId: config.appId,
    privateKey: config.privateKey.reveal(),
    baseUrl: config.githubApiUrl,
    userAgent: `daypass/${version}`,
    placeOf: store.book.repository,
    readYaml,
    // Governed files are read at each decision, so nothing need be forgotten when they change.
    app: (ownLogin) =>
      daypassApp({ enqueue: store.enqueue, enrolled, ownLogin, governanceChanged: () => undefined, log }),
    log,
    now,
  })
  const { repositories: known, openRequests: open_ } = store.records
  return {
    ...github,
    sweep: async () => {
      await github.learnOwnName()
      await sweep({ lost: github.lost, enqueue: store.enqueue, enrolled, known, open: open_, now, log })
    },
  }
}

type Listening = {
  signer: Signer
  store: Store
  lists: Lists
  tokens: (connector: string) => AccessTokens | undefined
  endGrant: (id: string) => Promise<void>
  nudge: () => void
  admin: Hono
  log: Logger
}

/** The public server with the webhook door in front, and the admin server on the loopback. */
async function listen({ config }: Configuration, parts: Listening) {
  const { createDoor } = await import('./ingress/door.ts')
  const { createHttp } = await import('./http/app.ts')
  const { listen: open, withDoor } = await import('./http/server.ts')
  const { signer, store, lists, tokens, endGrant, nudge, log } = parts
  const secrets = config.webhookSecrets.map((secret) => secret.reveal())
  const door = createDoor({ secrets, inbox: store.inbox, nudge, now, log })
  const ready = () =>
    store.ping().then(
      () => true,
      () => false,
    )
  const report = (error: Error) => log.error({ err: error }, 'a request over HTTP failed')
  const http = createHttp({
    publicUrl: config.publicUrl,
    signer,
    grants: store.grants,
    tokens,
    lists,
    endGrant,
    now,
    ready,
    report,
  })
  return Promise.all([
    open(withDoor('/api/github/webhooks', door, http), config.port, config.host),
    open(parts.admin, config.adminPort, '127.0.0.1'),
  ])
}

async function levelsOf(store: Store) {
  const states = new Map((await store.records.states()).map(({ state, count }) => [state, count]))
  const of = (state: string) => states.get(state) ?? 0
  const { waiting } = await store.inbox.counts()
  return { liveGrants: of('active'), endingGrants: of('ending'), undelivered: of('granting'), inboxWaiting: waiting }
}

function looks(): DoctorLooks {
  const configuration = () => readConfiguration(process.env, readFile)
  const silent = async () => (await import('pino')).pino({ level: 'silent' })
  return {
    configuration: () => {
      const { config } = configuration()
      return { githubApiUrl: config.githubApiUrl, embedded: config.databaseUrl === undefined }
    },
    opa: async () =>
      (await import('./policy/opa-binary.ts')).findOpa(process.env.DAYPASS_OPA ? { own: process.env.DAYPASS_OPA } : {}),
    keys: async () => (await openKeys(configuration(), await silent())).publicKeys().length,
    store: async () => {
      const signer = await openKeys(configuration(), await silent())
      await (await openStoreOf(configuration(), signer, await silent())).close()
    },
    app: async () => {
      const { config } = configuration()
      const { createGitHub } = await import('./github/client.ts')
      const { readOwnApp } = await import('./github/own-app.ts')
      const log = await silent()
      const { appId, privateKey, githubApiUrl: baseUrl } = config
      return readOwnApp(
        createGitHub({ appId, privateKey: privateKey.reveal(), baseUrl, userAgent: `daypass/${version}`, log, now }),
      )
    },
    needed: readManifest(),
    fetch,
    now,
  }
}

function readManifest() {
  const manifest = readYaml(readFile(join(packageRoot, 'app.yml')), 'app.yml') as Record<string, unknown>
  return {
    permissions: manifest.default_permissions as Record<string, string>,
    events: manifest.default_events as readonly string[],
  }
}

process.exitCode = await runProgram(process.argv.slice(2), {
  env: process.env,
  version,
  packageRoot,
  now,
  machine: thisMachine(),
  fetch,
  serve,
  doctorChecks: () => doctorChecks(looks()),
  opener: createOpener(),
  verifyDelivery: async (keys, signature, bytes) => {
    const { verifyWithPublished } = await import('./audit/detached-signature.ts')
    await verifyWithPublished(keys, 'delivery', deliveryType, signature, bytes)
  },
  github: (token, url) => createGitHubReader(token, url, fetch, version),
  readYaml,
})
