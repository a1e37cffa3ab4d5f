// One process of the product on simulated ports: when it dies, another one goes on with the same store.
import { type Crossings, crossStore } from '../../src/compose/crossings.ts'
import { createEngine, type Engine } from '../../src/compose/engine.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { kinds } from '../../src/connectors/kinds.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { createStatusLists } from '../../src/connectors/status-lists.ts'
import { createSlots } from '../../src/queue/concurrency.ts'
import { createLooker, type Looker } from '../../src/queue/looker.ts'
import { createMarks } from '../../src/signing/store-marks.ts'
import type { Job } from './agenda.ts'
import { createGitHub } from './github/github.ts'
import { createPassage, type Surroundings } from './github/passage.ts'
import type { Observation } from './oracle/observation.ts'
import type { SimulatedStore } from './store.ts'
import { policy } from './world/policy.ts'
import { deployment, sealedWord } from './world/setting.ts'
import { signer } from './world/signer.ts'
import { type Target, vaultKind } from './world/target.ts'
import type { World } from './world/world.ts'

export type ProcessParts = {
  store: SimulatedStore['store']
  world: World
  target: Target
  around: Surroundings
  observation: Observation
  redeliver: () => number
  send(job: Job, at: number): void
}

export type Process = {
  engine: Engine
  /** As Probot hands an event to the app. */
  receive(event: { name: string; payload: object }): Promise<void>
  lookers: Record<Job['lane'], Looker>
  /** Looks that run. */
  running: Set<Promise<unknown>>
  lists: ReturnType<typeof createStatusLists>
  connectors: ReturnType<typeof createRegistry>
}

type Handler = (event: { name: string; payload: object }) => Promise<void>

export function startProcess(parts: ProcessParts): Process {
  const { world, target, around, observation } = parts
  const store = crossStore(watched(parts.store, around, observation), boundaries(around))
  const now = () => new Date(around.now())
  const passage = createPassage(around)
  const { github, ...ports } = createGitHub(world, passage, parts.redeliver)
  // Tokens are asked for by the oracle alone, and nobody dies of that.
  const leases = { ...parts.store.leases, setRenewal: store.leases.setRenewal }
  const lists = createStatusLists({ publicUrl: 'https://daypass.example', signer, leases, now, size: 64 })
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => around.random.int(0, 255))
  const all = { token: kinds.token, vault: vaultKind(target, passage.target, store.identity.id) }
  const fetch = async (): Promise<Response> => {
    throw new Error('nothing is probed over HTTP')
  }
  const connectors = createRegistry(deployment, all, {
    ...{ publicUrl: 'https://daypass.example', leases, signer, lists, now, randomBytes: bytes, fetch },
  })
  const log = {
    info: () => undefined,
    warn: (facts: object, message: string) => around.note(`warn: ${message} ${wordsOf(facts)}`),
    error: (facts: object, message: string) => around.note(`error: ${message} ${wordsOf(facts)}`),
  }
  const engine = createEngine({
    ports: {
      ...ports,
      requests: store.requests,
      displays: store.displays,
      grants: store.grants,
      engine: policy,
      archive: store.records,
      sealer: { seal: async (payload) => `${sealedWord} ${payload.grant}\n` },
      marks: { ...createMarks(signer, store.identity.id), ...store.identity },
      connectorFor: connectors.connectorFor,
      connectorOf: connectors.connectorOf,
      floorsOf: connectors.floorsOf,
      seenKeys: store.seenKeys,
      readYaml,
      allowPublic: false,
      issuer: 'https://daypass.example',
      cli: 'daypass',
      now,
      freshId: () => Buffer.from(bytes(16)).toString('base64url'),
      log,
    },
    store: {
      ...{ enqueue: store.enqueue, wakeWaiting: store.wakeWaiting, wakeEnded: store.wakeEnded, roster: store.roster },
      formAnswers: store.formAnswers,
      repositories: store.records.repositories,
      open: store.records.openRequests,
      openOf: store.records.openRequestsOf,
      forgetDeliveries: store.inbox.forget,
      forgetDecisions: store.forgetDecisions,
      cutCheckpoints: async () => undefined,
      placements: store.placements,
      drills: store.drills,
      id: store.identity.id,
      foreign: store.identity.foreign,
      recordSelfStatement: async () => undefined,
    },
    github,
    deployment: { ...connectors, keepDecisionsFor: 400 * 86_400 },
    metrics: {
      decided: () => undefined,
      endedLate: () => undefined,
      looked: () => undefined,
      bundleAnswered: () => undefined,
    },
  })
  const handlers: Handler[] = []
  const probot = { on: (_events: readonly string[], handler: Handler) => handlers.push(handler) }
  engine.app(probot as unknown as Parameters<Engine['app']>[0])
  const running = new Set<Promise<unknown>>()
  return {
    engine,
    running,
    lists,
    connectors,
    async receive(event) {
      for (const handle of handlers) await handle(event)
    },
    lookers: lookersOf(parts, engine, running),
  }
}

function lookersOf(
  { store, around, send }: ProcessParts,
  engine: Engine,
  running: Set<Promise<unknown>>,
): Process['lookers'] {
  const now = () => new Date(around.now())
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const lookerOf = (lane: Job['lane']): Looker => {
    const look = lane === 'display' ? engine.reconcileDisplay : engine.reconcile
    const waiting = lane === 'display' ? store.displays.waiting : store.records.waiting
    return createLooker(
      {
        reconcile: (key) => {
          const turn = look(key)
          const settled = turn.catch(() => undefined).finally(() => running.delete(settled))
          running.add(settled)
          return turn
        },
        waiting: async (keys, at) => (await waiting(keys, at)).map((row) => ({ urgency: 0, ...row })),
        send: async (key, at, urgency, tries) =>
          send({ lane, job: { ...key, at: at.getTime(), tries }, urgency }, at.getTime()),
        ...(lane === 'end' ? { first: engine.endDue } : {}),
        now,
        log: silent,
      },
      createSlots(16),
    )
  }
  return { look: lookerOf('look'), end: lookerOf('end'), display: lookerOf('display') }
}

function wordsOf(facts: object): string {
  const { err, code } = facts as { err?: { message?: string; stack?: string }; code?: string }
  return `${code ?? ''} ${err?.message ?? ''}`
}

/** At each side of a crossing the process may die. */
const boundaries = (around: Surroundings): Crossings => ({
  known: () => undefined,
  async over(name, call) {
    await around.boundary(`before ${name}`)
    const result = await call()
    await around.boundary(`after ${name}`)
    return result
  },
})

/** The store with somebody who looks on. */
function watched(store: ProcessParts['store'], around: Surroundings, observation: Observation): ProcessParts['store'] {
  const { requests, grants } = store
  return {
    ...store,
    requests: {
      ...requests,
      async claim(key, at) {
        const claim = await requests.claim(key, at)
        if (claim) observation.saw(claim.record, around.clock())
        return claim
      },
      async save(held, change) {
        const saved = await requests.save(held, change)
        observation.saved(held.record, saved.record, around.clock())
        return saved
      },
    },
    grants: {
      ...grants,
      async open(key, grant, toEnd) {
        const lease = await grants.open(key, grant, toEnd)
        if (observation.isLockedDown && !toEnd && !observation.grants.has(grant.id))
          observation.violated('locked-down', `#${key.issue}: a grant begins in a lockdown`)
        const at = observation.grants.get(grant.id)?.at ?? around.clock()
        observation.grants.set(grant.id, { issue: key.issue, grant, at })
        return lease
      },
      async extend(id, to) {
        await grants.extend(id, to)
        const seen = observation.grants.get(id)
        if (seen) observation.grants.set(id, { ...seen, grant: { ...seen.grant, ends: to.ends } })
      },
    },
  }
}
