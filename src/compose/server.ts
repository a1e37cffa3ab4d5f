// The server, put together.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { pino } from 'pino'
import { daypassApp } from '../app.ts'
import { readYaml } from '../config/yaml.ts'
import { endAll } from '../connectors/kill-switch.ts'
import { type ConnectorRegistry, createRegistry } from '../connectors/registry.ts'
import { createStatusLists } from '../connectors/status-lists.ts'
import { createTokenConnector } from '../connectors/token.ts'
import { asError, DaypassError } from '../core/error.ts'
import { addSeconds } from '../core/instant.ts'
import { chooseKey } from '../core/ssh/choose-key.ts'
import { deliveryType } from '../core/unsigned-payload.ts'
import { openGitHub as reachGitHub } from '../github/open-github.ts'
import { createAdmin } from '../http/admin.ts'
import { listen as bind, withDoor } from '../http/listen.ts'
import { countDecisions, measureEnds } from '../http/metered.ts'
import { createHttp } from '../http/public-app.ts'
import { createDoor } from '../ingress/door.ts'
import { createPolicyEngine } from '../policy/engine.ts'
import { findOpa } from '../policy/opa-binary.ts'
import type { AccessTokens } from '../ports/access-tokens.ts'
import type { PolicyEngine } from '../ports/policy-engine.ts'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import { startInboxWorker } from '../queue/inbox-worker.ts'
import { startQueue } from '../queue/start-queue.ts'
import { createBranchGuards } from '../reconcile/request/branch-guards.ts'
import { prepareLedger } from '../reconcile/request/prepare-requests-branch.ts'
import { reconcile } from '../reconcile/request/reconcile.ts'
import { createWakeKnown } from '../reconcile/request/wake-affected.ts'
import { sweep } from '../reconcile/sweep.ts'
import { createSealer } from '../sealing/seal.ts'
import type { Store } from '../store/open-store.ts'
import { type Deployment, openKeys, openStoreOf } from './deployment.ts'

/** Seconds for which it is remembered that a delivery came: GitHub sends none again after three days. */
const deliveriesKept = 30 * 86_400

export type ServerOptions = Deployment & { version: string }

/** How to stop each part that runs, in the order in which they were started. */
type Stops = (() => Promise<unknown>)[]

/**
 * Runs the server until SIGTERM or SIGINT, then drains: no new delivery, running looks finished, store closed. What was started
 * is stopped too when a later part cannot start: half a server would look alive and answer nobody.
 */
export async function serve(options: ServerOptions): Promise<void> {
  const { configuration, now, version } = options
  const { config } = configuration
  const started = now().getTime()
  const log = pino({ name: 'daypass', level: config.logLevel })
  const stops: Stops = []
  try {
    await compose(options, log, stops)
    const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
    log.info({ url: config.publicUrl, version, ms: now().getTime() - started }, 'ready')
    await stopped
    log.info({}, 'stopping: finishing what runs')
  } finally {
    for (const stop of stops.reverse())
      await stop().catch((error: unknown) => log.error({ err: error }, 'a part did not stop as it should'))
  }
}

async function compose(options: ServerOptions, log: Logger, stops: Stops): Promise<void> {
  const { configuration, version, now } = options
  const { config } = configuration
  const signer = await openKeys(options, log)
  const engine = await openEngine(config.opa, log)
  stops.push(engine.close)
  const store = await openStoreOf(options, signer, log)
  stops.push(store.close)
  const lists = createStatusLists({ publicUrl: config.publicUrl, signer, grants: store.grants, now })
  const connectors = await openConnectors(options, { signer, store, lists })
  const github = await openGitHub(options, store, connectors, log)
  const endGrant = async (id: string) => {
    const ended = await store.grants.end(id, now())
    lists.ended(ended.place)
    await github.wake([ended.key])
  }
  const admin = createAdmin(
    () => levelsOf(store),
    () => endAll(store.grants, endGrant, log),
  )
  const ports = {
    book: measureEnds(store.book, admin.metrics),
    grants: store.grants,
    desk: github.desk,
    directory: github.directory,
    repository: github.repository,
    pulls: github.pulls,
    owners: github.owners,
    guards: github.guards,
    engine: countDecisions(engine, admin.metrics),
    sealer: createSealer({ signDetached: (bytes) => signer.signDetached('delivery', deliveryType, bytes) }),
    connectorFor: connectors.connectorFor,
    connectorOf: connectors.connectorOf,
    floorsOf: connectors.floorsOf,
    chooseKey,
    readYaml,
    allowPublic: configuration.deployment.allow_public_repositories ?? false,
    issuer: config.publicUrl,
    cli: `npx daypass@${version}`,
    now,
    freshId: () => randomBytes(16).toString('base64url'),
    log,
  }
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
  stops.push(queue.stop)
  const inbox = startInboxWorker({ inbox: store.inbox, receive: github.receive, now, log })
  stops.push(inbox.stop)
  const { find: tokens } = connectors
  const parts = { signer, store, lists, tokens, endGrant, nudge: inbox.nudge, admin: admin.app, log }
  await listen(options, parts, stops)
}

async function openEngine(own: string | undefined, log: Logger): Promise<PolicyEngine> {
  const opa = await findOpa(own === undefined ? {} : { own })
  log.info({ opa: opa.version, source: opa.source, sha256: opa.sha256 }, 'policies are compiled by this opa')
  return createPolicyEngine({ opa })
}

async function openConnectors(
  { configuration: { config, deployment }, now }: ServerOptions,
  parts: { signer: Signer; store: Store; lists: StatusLists },
) {
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

async function openGitHub(
  { configuration: { config }, version, now }: ServerOptions,
  store: Store,
  { enrolled, serves }: Pick<ConnectorRegistry, 'enrolled' | 'serves'>,
  log: Logger,
) {
  const { repositories, openRequests: open, openRequestsOf: openOf } = store.records
  const known = createWakeKnown({ ...store, open, openOf, refresh: (id) => github.refresh(id), now })
  const github = await reachGitHub({
    appId: config.appId,
    privateKey: config.privateKey.reveal(),
    baseUrl: config.githubApiUrl,
    userAgent: `daypass/${version}`,
    placeOf: store.book.repository,
    roster: store.roster,
    readYaml,
    app: (ownLogin) => daypassApp({ enqueue: store.enqueue, enrolled, ownLogin, log, ...known }),
    log,
    now,
  })
  const guards = createBranchGuards(github.openToOthers, now, log)
  return {
    ...github,
    guards,
    wake: known.wake,
    sweep: async () => {
      // A trail that does not fit any more is no reason to miss what happens on GitHub.
      await store.checkpoints.cut().catch((err: unknown) => log.error({ err }, 'no checkpoint of the trail was cut'))
      await store.inbox.forget(addSeconds(now(), -deliveriesKept))
      await github.learnOwnName()
      const { lost } = github
      const prepare = (id: number) => prepareLedger(github, id)
      const parts = { lost, enqueue: store.enqueue, enrolled, serves, known: repositories, open, guards }
      await sweep({ ...parts, prepareLedger: prepare, now, log })
    },
  }
}

type Listening = {
  signer: Signer
  store: Store
  lists: StatusLists
  tokens: (connector: string) => AccessTokens | undefined
  endGrant: (id: string) => Promise<void>
  nudge: () => void
  admin: Hono
  log: Logger
}

/** The public server with the webhook door in front, and the admin server on the loopback. */
async function listen(
  { configuration: { config }, now }: ServerOptions,
  parts: Listening,
  stops: Stops,
): Promise<void> {
  const { store, nudge, log } = parts
  const secrets = config.webhookSecrets.map((secret) => secret.reveal())
  const door = createDoor({ secrets, inbox: store.inbox, nudge, now, log })
  const ready = () =>
    store.ping().then(
      () => true,
      () => false,
    )
  const report = (error: Error) => log.error({ err: error }, 'a request over HTTP failed')
  const http = createHttp({ ...parts, publicUrl: config.publicUrl, grants: store.grants, now, ready, report })
  const open = async (variable: string, ...where: Parameters<typeof bind>) => {
    const server = await bind(...where).catch((error: unknown) => {
      throw cannotListen(variable, where[1], error)
    })
    stops.push(server.stop)
  }
  await open('DAYPASS_ADMIN_PORT', parts.admin, config.adminPort, '127.0.0.1')
  await open('PORT', withDoor('/api/github/webhooks', door, http), config.port, config.host)
}

function cannotListen(variable: string, port: number, cause: unknown): DaypassError {
  const reason = (asError(cause) as NodeJS.ErrnoException).code ?? 'unknown reason'
  const message = `Nothing can listen on port ${port} (${reason}). Stop the program that does already, or choose another port.`
  return new DaypassError('CONFIG_INVALID', message, { cause, where: variable })
}

async function levelsOf(store: Store) {
  const states = new Map((await store.records.states()).map(({ state, count }) => [state, count]))
  const of = (state: string) => states.get(state) ?? 0
  const { waiting } = await store.inbox.counts()
  return { liveGrants: of('active'), endingGrants: of('ending'), undelivered: of('granting'), inboxWaiting: waiting }
}
