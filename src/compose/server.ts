// The server, put together.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Logger } from 'pino'
import { pino } from 'pino'
import { decisionsKeptFor, textsKeptFor } from '../config/deployment-file.ts'
import { readYaml } from '../config/yaml.ts'
import { endAll } from '../connectors/kill-switch.ts'
import { createStatusLists } from '../connectors/status-lists.ts'
import { routingOf } from '../core/alerts/routing-of.ts'
import { deliveryType } from '../core/unsigned-payload.ts'
import { openGitHub } from '../github/open-github.ts'
import { createAdmin } from '../http/admin.ts'
import { listenOnSocket } from '../http/admin-socket.ts'
import { openAdminToken } from '../http/admin-token.ts'
import { createPolicyEngine } from '../policy/policy-engine.ts'
import { createPolicyReplay } from '../policy/policy-replay.ts'
import { startQueue } from '../queue/start-queue.ts'
import { startTimedTurns } from '../queue/timed-turns.ts'
import { createClearing } from '../reconcile/deposit/clear-secrets.ts'
import { createReleasing } from '../reconcile/governance/releasing.ts'
import { createSealer } from '../sealing/seal.ts'
import { createMarks } from '../signing/store-marks.ts'
import { trailVerifier } from '../signing/trail-verifier.ts'
import { type Crossings, cross, crossGitHub, crossStore } from './crossings.ts'
import { type Deployment, openKeys, openStoreOf } from './deployment.ts'
import { createEngine, type Engine } from './engine.ts'
import { governingOf, readInForce } from './governing.ts'
import { judgingOf } from './judging.ts'
import { lentBy, secretsOver, withoutBorrowers } from './lending.ts'
import { lanesOf } from './look-lanes.ts'
import { noteSwitch, notifyingOf } from './notifying.ts'
import { openBundles, openLiveLists } from './open-bundles.ts'
import { openConnectors } from './open-connectors.ts'
import { openOpa } from './open-opa.ts'
import { selfStatementOf } from './self-statement.ts'
import { levelsOf } from './serving/levels.ts'
import { serveOn } from './serving/serve-on.ts'
import { takeDeliveries, withoutRedelivery } from './serving/take-deliveries.ts'
import { takePorts } from './serving/take-ports.ts'

/** `crossings`: where a test stops it. */
export type ServerOptions = Deployment & { version: string; fetch: typeof globalThis.fetch; crossings?: Crossings }

/** Seconds between two looks for secrets to be cleared: an end is seen soon, wherever it was written down. */
const clearEvery = 2

/** How to stop each part that runs, in the order in which they were started. */
type Stops = (() => Promise<unknown>)[]

/** Runs the server until SIGTERM or SIGINT, then drains. */
export async function serve(options: ServerOptions): Promise<void> {
  const { configuration, now, version } = options
  const { config } = configuration
  const started = now().getTime()
  const log = pino({ name: 'daypass', level: config.logLevel })
  const stop = await startServer(options, log)
  try {
    const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
    log.info({ url: config.publicUrl, version, ms: now().getTime() - started }, 'ready')
    await stopped
    log.info({}, 'stopping: finishing what runs')
  } finally {
    await stop()
  }
}

/**
 * Starts every part of the server. Returns how to drain it: no new delivery, running looks finished, store closed. What was started
 * is stopped too when a later part cannot start: half a server would look alive and answer nobody. Throws CONFIG_INVALID, OPA_*,
 * SIGNING_KEY_*, STORE_*.
 */
export async function startServer(options: ServerOptions, log: Logger): Promise<() => Promise<void>> {
  const stops: Stops = []
  const stop = async () => {
    for (const stopOne of stops.reverse())
      await stopOne().catch((error: unknown) => log.error({ err: error }, 'a part did not stop as it should'))
  }
  try {
    await compose(options, log, stops)
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

async function compose(options: ServerOptions, log: Logger, stops: Stops): Promise<void> {
  const { configuration, version, now, fetch, crossings } = options
  const { config } = configuration
  const ports = await takePorts(config, stops)
  const signer = await cross('keys.open', () => openKeys(options, log), crossings)
  const adminToken = await cross('adminToken.open', () => openAdminToken(config.dataDirectory, randomBytes), crossings)
  const opa = await openOpa(config.opa, log)
  const policy = createPolicyEngine({ opa })
  const replay = () => createPolicyReplay({ opa })
  stops.push(policy.close)
  const store = crossStore(await cross('store.open', () => openStoreOf(options, signer, log), crossings), crossings)
  stops.push(store.close)
  const statement = selfStatementOf(options, signer)
  // Ends must go on whatever the trail can take.
  await store
    .recordSelfStatement(statement, 'all')
    .catch((err: unknown) => log.error({ err }, 'no trail says what started'))
  const lists = createStatusLists({ publicUrl: config.publicUrl, signer, leases: store.leases, now })
  const live = openLiveLists(configuration.deployment, store.grants, now)
  const outside = { now, fetch, version, log, crossings }
  const connectors = openConnectors(configuration, { signer, store, lists, live, ...outside })
  const secretsOf = secretsOver(configuration.deployment, { ...outside, baseUrl: config.githubApiUrl })
  const onGitHub = await openGitHub({
    appId: config.appId,
    privateKey: config.privateKey.reveal(),
    baseUrl: config.githubApiUrl,
    userAgent: `daypass/${version}`,
    fetch,
    addressOf: store.requests.repository,
    roster: store.roster,
    verifyTrail: trailVerifier(signer.publicKeys()),
    readYaml,
    log,
    now,
  })
  const reached = withoutRedelivery(config.deliveries, crossGitHub(onGitHub, crossings))
  const github = withoutBorrowers(reached, store.grants)
  const admin = createAdmin(
    async () => ({ ...(await levelsOf(store, configuration.deployment, now())), room: github.room() }),
    () => endAll(store.grants, store.lockdowns, engine.endGrants, noteSwitch(store, now), log),
    store.lockdowns,
    adminToken,
    createReleasing(store.governances),
    store.records,
  )
  const { floorsOf, floorsFor } = connectors
  const living = { replay, floorsOf, floorsFor, now }
  const governing = governingOf({ store, github, readYaml, ...living, floors: configuration.deployment.policy })
  const governed = { repository: readInForce(governing), opa, live, signer, now, metrics: admin.metrics, log }
  const bundles = await openBundles(configuration.deployment, governed)
  const engine: Engine = createEngine({
    ports: {
      requests: store.requests,
      displays: store.displays,
      grants: store.grants,
      issues: github.issues,
      directory: github.directory,
      repository: github.repository,
      pulls: github.pulls,
      owners: github.owners,
      teams: github.teams,
      operations: github.operations,
      engine: policy,
      archive: store.records,
      deposits: store.deposits,
      secretsOf,
      sealer: createSealer({ signDetached: (bytes) => signer.signDetached('delivery', deliveryType, bytes) }),
      marks: { ...createMarks(signer, store.identity.id), ...store.identity },
      connectorFor: connectors.connectorFor,
      connectorOf: connectors.connectorOf,
      floorsOf: connectors.floorsOf,
      seenKeys: store.seenKeys,
      readYaml,
      allowPublic: configuration.deployment.allow_public_repositories ?? false,
      issuer: config.publicUrl,
      cli: config.cli,
      now,
      freshId: () => randomBytes(16).toString('base64url'),
      log,
    },
    store: {
      enqueue: store.enqueue,
      wakeWaiting: store.wakeWaiting,
      wakeEnded: store.wakeEnded,
      roster: store.roster,
      formAnswers: store.formAnswers,
      repositories: store.records.repositories,
      open: store.records.openRequests,
      openOf: store.records.openRequestsOf,
      id: store.identity.id,
      forgetDeliveries: store.inbox.forget,
      forgetDecisions: store.forgetDecisions,
      forgetOldTexts: store.forgetOldTexts,
      cutCheckpoints: store.checkpoints.cut,
      placements: store.placements,
      foreign: store.identity.foreign,
      recordSelfStatement: () => store.recordSelfStatement(statement, 'new'),
      drills: store.drills,
    },
    github,
    judging: judgingOf({
      store,
      github,
      opa,
      version,
      lends: lentBy(configuration.deployment),
      routing: routingOf(configuration.deployment),
      ...living,
    }),
    governing,
    changed: bundles.changed,
    deployment: {
      ...connectors,
      keepDecisionsFor: decisionsKeptFor(configuration.deployment),
      keepTextsFor: textsKeptFor(configuration.deployment),
    },
    notifying: notifyingOf(configuration.deployment, {
      ...{ notices: store.notices, alertIssues: github.alertIssues, noticed: admin.metrics.noticed, now },
    }),
    metrics: admin.metrics,
  })
  await github.hear(engine.app)
  const jobs = {
    database: store.database,
    ...lanesOf(store, engine, admin.metrics),
    useWakeUps: store.useWakeUps,
    sweep: engine.sweep,
    place: engine.place,
    now,
    log,
  }
  const queue = await cross('queue.start', () => startQueue(jobs), crossings)
  stops.push(queue.stop)
  stops.push(startTimedTurns({ what: 'drill', turn: engine.drill, now, log }).stop)
  const clear = createClearing({ deposits: store.deposits, secretsOf, now, log })
  stops.push(startTimedTurns({ what: 'clear', turn: clear, every: clearEvery, now, log }).stop)
  const inbox = takeDeliveries(config.deliveries, { inbox: store.inbox, github, now, log })
  stops.push(inbox.stop)
  const { tokensOf: tokens } = connectors
  const { endGrant } = engine
  const given = { signer, store, lists, tokens, endGrant, admin, bundles, log }
  const parts = { ...given, ownApp: github.ownApp, nudge: inbox.nudge }
  serveOn(ports, options, parts)
  const socket = await listenOnSocket(parts.admin.socket, config.dataDirectory, log)
  if (socket) stops.push(socket.stop)
  // They are given back first: nothing new is accepted while what runs is finished.
  stops.push(() => {
    bundles.close()
    return Promise.all(Object.values(ports).map((taken) => taken?.stop()))
  })
}
