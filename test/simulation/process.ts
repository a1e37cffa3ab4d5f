// One process of the product on simulated ports: when it dies, another one goes on with the same store.
import { type Crossings, crossStore } from '../../src/compose/crossings.ts'
import { createEngine, type Engine, type EngineParts } from '../../src/compose/engine.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { createStatusLists } from '../../src/connectors/status-lists.ts'
import { createIssuePlace } from '../../src/notices/issue-place.ts'
import { createSlots } from '../../src/queue/concurrency.ts'
import { createLooker, type Looker, type Looking } from '../../src/queue/looker.ts'
import { createClearing } from '../../src/reconcile/deposit/clear-secrets.ts'
import { objectionsTo } from '../../src/reconcile/governance/objections.ts'
import { createMarks } from '../../src/signing/store-marks.ts'
import { fakeOperations } from '../fakes/operations.ts'
import type { Job } from './agenda.ts'
import { createGitHub } from './github/github.ts'
import { createPassage, type Surroundings } from './github/passage.ts'
import type { Observation } from './oracle/observation.ts'
import type { SimulatedStore } from './store.ts'
import { connectTarget } from './targets/connect.ts'
import { type Secrets, sealedFor } from './targets/secrets.ts'
import type { Target } from './targets/target.ts'
import { contentsOf } from './world/governed-files.ts'
import { judgement } from './world/judgement.ts'
import { policy, replay } from './world/policy.ts'
import { sealedWord } from './world/setting.ts'
import { signer } from './world/signer.ts'
import { type ToldAlerts, waysToTell } from './world/told-alerts.ts'
import type { World } from './world/world.ts'

export type ProcessParts = {
  store: SimulatedStore['store']
  world: World
  target: Target
  secrets: Secrets
  around: Surroundings
  /** The same of what is told, which changes nothing else. */
  aside: Surroundings
  told: ToldAlerts
  observation: Observation
  redeliver: () => number
  /** Whether pull requests against the default branch are judged. */
  isJudging: boolean
  send(job: Job, at: number): void
}

export type Process = {
  engine: Engine
  /** As Probot hands an event to the app. */
  receive(event: { name: string; payload: object }): Promise<void>
  lookers: Record<Job['lane'], Looker>
  /** Takes away the secrets of what has ended. */
  clear(): Promise<void>
  /** Looks that run. */
  running: Set<Promise<unknown>>
  lists: ReturnType<typeof createStatusLists>
  connectors: ReturnType<typeof createRegistry>
  /** The same, of whose tokens no ledger hears: what they would say. */
  unnoted: Pick<ReturnType<typeof createRegistry>, 'tokensOf'>
}

type Handler = (event: { name: string; payload: object }) => Promise<void>

export function startProcess(parts: ProcessParts): Process {
  const { world, target, secrets, around, observation } = parts
  const { notices } = crossStore(parts.store, boundaries(parts.aside))
  const store = { ...crossStore(watched(parts.store, around, observation), boundaries(around)), notices }
  const now = () => new Date(around.now())
  const passage = createPassage(around)
  const { issues, desk } = waysToTell(parts.told, createPassage(parts.aside), around.clock)
  const places = new Map([
    ['issue', createIssuePlace(issues)],
    ['desk', desk],
  ])
  const { github, proposed, checks, requiresCheck, ...ports } = createGitHub(world, passage, parts.redeliver)
  // Tokens are asked for by the oracle alone, and nobody dies of that.
  const leases = { ...parts.store.leases, setRenewal: store.leases.setRenewal }
  const lists = createStatusLists({ publicUrl: 'https://daypass.example', signer, leases, now, size: 64 })
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => around.random.int(0, 255))
  const { kinds, deployment, secretsOf, ...ways } = connectTarget({
    target,
    secrets,
    world,
    passage,
    store: store.identity.id,
  })
  const publicUrl = 'https://daypass.example'
  const minting = {
    ...{ publicUrl, leases, signer, lists, now, randomBytes: bytes, store: store.identity.id, ledger: store.grants },
    ...ways,
  }
  const connectors = createRegistry(deployment, kinds, minting)
  const unnoted = createRegistry(deployment, kinds, {
    ...minting,
    ...{ leases: { ...leases, noteToken: async () => true }, randomBytes: (count: number) => new Uint8Array(count) },
  })
  const log = {
    info: () => undefined,
    warn: (facts: object, message: string) => around.note(`warn: ${message} ${wordsOf(facts)}`),
    error: (facts: object, message: string) => around.note(`error: ${message} ${wordsOf(facts)}`),
  }
  const judging: NonNullable<EngineParts['judging']> = {
    ...{ proposals: store.proposals, pulls: proposed, checks, votes: ports.pulls },
    ...{ floorsFor: () => [], judgedBy: 'the simulation' },
    judge: async (after, before, { id }) => {
      await passage.judging()
      const judged = judgement(before.texts, after.texts)
      if (judged.findings.length > 0) return judged
      const asked = { governances: store.governances, replay, floorsOf: connectors.floorsOf, now }
      const { objections } = await objectionsTo(asked, id, after)
      const atMerge = objections.map(({ key: { issue }, answer: { is, why } }) => ({
        ...{ issue, ends: is === 'refused', why },
      }))
      return { ...judged, atMerge }
    },
  }
  const engine = createEngine({
    ports: {
      ...ports,
      operations: fakeOperations(),
      requests: store.requests,
      displays: store.displays,
      grants: store.grants,
      engine: policy,
      archive: store.records,
      sealer: { seal: async (payload) => `${sealedWord} ${payload.grant}\n`, sealForSecret: sealedFor },
      deposits: store.deposits,
      secretsOf,
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
      forgetOldTexts: store.forgetOldTexts,
      cutCheckpoints: async () => undefined,
      placements: store.placements,
      drills: store.drills,
      id: store.identity.id,
      foreign: store.identity.foreign,
      recordSelfStatement: async () => undefined,
    },
    github,
    deployment: { ...connectors, keepDecisionsFor: 400 * 86_400, keepTextsFor: 400 * 86_400 },
    // Sweeps look for what is proposed: where nobody proposes anything, that would take a third of a run.
    ...(parts.isJudging ? { judging } : {}),
    governing: {
      ...{ governances: store.governances, proposals: store.proposals, requiresCheck, replay },
      ...{ branches: { read: ports.repository.read }, floors: {}, floorsFor: () => [], readTexts: contentsOf },
    },
    notifying: {
      ...{ notices, places, noticed: () => undefined },
      routing: { places: new Map([['desk', {}]]), routes: [{ to: ['issue', 'desk'] }] },
    },
    metrics: {
      decided: () => undefined,
      endedLate: () => undefined,
      looked: () => undefined,
      bundleAnswered: () => undefined,
      noticed: () => undefined,
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
    unnoted,
    async receive(event) {
      for (const handle of handlers) await handle(event)
    },
    lookers: lookersOf(parts, engine, running),
    clear: createClearing({ deposits: store.deposits, secretsOf, now, log }),
  }
}

function lookersOf(
  { store, around, send }: ProcessParts,
  engine: Engine,
  running: Set<Promise<unknown>>,
): Process['lookers'] {
  const now = () => new Date(around.now())
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const requests = { look: engine.reconcile, waiting: store.records.waiting }
  type Waiting = Omit<Awaited<ReturnType<Looking['waiting']>>[number], 'urgency'> & { urgency?: number }
  type Lane = { look: Engine['reconcile']; waiting(...asked: Parameters<Looking['waiting']>): Promise<Waiting[]> }
  const lanes: Record<Job['lane'], Lane> = {
    look: requests,
    end: requests,
    display: { look: engine.reconcileDisplay, waiting: store.displays.waiting },
    proposal: { look: engine.reconcileProposal, waiting: store.proposals.waiting },
    governance: { look: engine.reconcileGovernance, waiting: store.governances.waiting },
  }
  const lookerOf = (lane: Job['lane']): Looker => {
    const { look, waiting } = lanes[lane]
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
  return {
    ...{ look: lookerOf('look'), end: lookerOf('end'), display: lookerOf('display') },
    ...{ proposal: lookerOf('proposal'), governance: lookerOf('governance') },
  }
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
  const { requests, grants, governances, proposals } = store
  return {
    ...store,
    governances: {
      ...governances,
      async save(held, record, more) {
        const saved = await governances.save(held, record, more)
        observation.governs(record, more?.texts, around.clock())
        return saved
      },
    },
    proposals: {
      ...proposals,
      async save(held, set) {
        const saved = await proposals.save(held, set)
        observation.proposed(held.key.issue, saved.proposal)
        return saved
      },
    },
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
