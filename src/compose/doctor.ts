// What `daypass doctor` looks at, put together from the parts that the server uses.

import { constants, existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pino } from 'pino'
import type { ContactInspection, DoctorInspection } from '../cli/doctor/inspection.ts'
import type { Configuration } from '../config/configuration.ts'
import { explained } from '../config/telling-fetch.ts'
import { readYaml } from '../config/yaml.ts'
import { createGuardedFetch, type Fetch } from '../connectors/guarded-fetch/guarded-fetch.ts'
import { kinds } from '../connectors/kinds.ts'
import { canEnd, termsOf } from '../connectors/registry.ts'
import { addSeconds } from '../core/instant.ts'
import { overdueAfter } from '../core/lifecycle/timing/overdue.ts'
import { formatKey } from '../core/request-key.ts'
import { createInspector, type Inspector } from '../github/inspect.ts'
import { findOpa, type OpaBinary } from '../policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../policy/policy-engine.ts'
import { testPolicy } from '../policy/test-policy.ts'
import type { Signer } from '../ports/signer.ts'
import type { WayOut } from '../ports/way-out.ts'
import { openSigner } from '../signing/signing-keys.ts'
import { trailVerifier } from '../signing/trail-verifier.ts'
import { lookIntoStore } from '../store/inspect-store.ts'
import { lendingOver, secretsOver } from './lending.ts'
import { drillLevels, governanceLooks } from './serving/levels.ts'

export type LooksOptions = {
  configuration: () => Configuration
  /** DAYPASS_OPA: looked at even when the rest of the configuration is broken. */
  ownOpa: string | undefined
  needed: DoctorInspection['needed']
  version: string
  wayOut: WayOut
  fetch: typeof globalThis.fetch
  now: () => Date
}

const log = pino({ level: 'silent' })

/** Everything that the doctor asks, each answered by the part that the server uses for it. Nothing is asked before it is looked at. */
export function createLooks(options: LooksOptions): DoctorInspection {
  const { configuration, ownOpa, needed, wayOut, fetch, now } = options
  const opa = once(() => findOpa(ownOpa === undefined ? {} : { own: ownOpa }))
  const inspector = once(() => inspectorOf(configuration(), options))
  return {
    configuration: () => {
      const { config, deployment } = configuration()
      const { githubApiUrl, publicUrl, databaseUrl, deliveries } = config
      return { githubApiUrl, publicUrl, embedded: databaseUrl === undefined, deliveries, deployment }
    },
    connectors: () => {
      const { config, deployment } = configuration()
      const outside = { baseUrl: config.githubApiUrl, version: options.version, fetch, log, now }
      const secretsOf = secretsOver(deployment, outside)
      return termsOf(deployment, kinds, targetFetch(wayOut), now, lendingOver(outside), secretsOf)
    },
    opa,
    keys: async () => (await keysOf(configuration()))?.map(({ daypass }) => daypass),
    store: once(() => storeOf(configuration(), now())),
    metrics: () => metricsOf(configuration()),
    app: () => inspector().app(),
    installations: () => inspector().installations(),
    webhook: () => inspector().webhook(),
    deliveries: () => inspector().deliveries(),
    dataDirectory: () => lookAtDirectory(configuration().config),
    needed,
    repositories: {
      installed: () => inspector().installed(),
      repository: (id) => inspector().repository(id),
      governance: (id) => inspector().governance(id),
      file: (id, path) => inspector().file(id, path),
      policyFiles: (id) => inspector().policyFiles(id),
      owners: (id, names) => inspector().owners(id, names),
      teamExists: (id, team) => inspector().teamExists(id, team),
      teams: {
        of: (id) => inspector().teams.of(id),
        mayWrite: (id, slug) => inspector().teams.mayWrite(id, slug),
      },
      sshKeys: (id, person) => inspector().sshKeys(id, person),
      branchRules: (id, branch) => inspector().branchRules(id, branch),
      isProtected: (id, branch) => inspector().isProtected(id, branch),
    },
    checkpoints: async (id) => {
      const keys = await keysOf(configuration())
      return keys && inspector().checkpoints(id, trailVerifier(keys))
    },
    ...policyLooks(opa),
    rehearsal: {
      pulls: () => inspector().pulls(),
      branchExists: (id, branch) => inspector().branchExists(id, branch),
      removeRequest: (id, path, text) => inspector().removeRequest(id, path, text),
    },
    wayOut,
    fetch,
    now,
  }
}

/** Asks targets as the server does: directly, whatever proxies there are. What fails for want of an authority is explained. */
function targetFetch(wayOut: WayOut): Fetch {
  const fetch = createGuardedFetch()
  return (url, question) => explained(() => fetch(url, question), new URL(url), { ...wayOut, proxyOf: () => undefined })
}

/** What the first contact asks, in the repositories that a connector names and the app is installed on. */
export function createContact(
  options: Pick<LooksOptions, 'configuration' | 'version' | 'fetch' | 'now'>,
): ContactInspection {
  const configuration = options.configuration()
  const inspector = inspectorOf(configuration, options)
  const { connectors } = configuration.deployment
  const served = new Set(Object.values(connectors).flatMap((connector) => connector?.repositories ?? []))
  return {
    repositories: async () => (await inspector.installed()).filter(({ id }) => served.has(id)),
    contact: (wanted) => inspector.firstContact(wanted),
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function inspectorOf(
  { config }: Configuration,
  { version, fetch, now }: Pick<LooksOptions, 'version' | 'fetch' | 'now'>,
): Inspector {
  const { appId, privateKey, githubApiUrl: baseUrl } = config
  const userAgent = `daypass/${version}`
  return createInspector({ appId, privateKey: privateKey.reveal(), baseUrl, userAgent, readYaml, fetch, log, now })
}

/** Does not make what is missing: a key that the wrong user made here, the server could not read. */
async function keysOf({ config }: Configuration): Promise<ReturnType<Signer['publicKeys']> | undefined> {
  const directory = join(config.dataDirectory, 'keys')
  if (config.signingKeys === undefined && !existsSync(directory)) return undefined
  const place = config.signingKeys ? { jwks: config.signingKeys.reveal() } : { directory }
  return (await openSigner(place, () => undefined)).publicKeys()
}

async function storeOf({ config, deployment }: Configuration, now: Date): ReturnType<DoctorInspection['store']> {
  const dataDir = join(config.dataDirectory, 'store')
  const databaseUrl = config.databaseUrl?.reveal()
  if (databaseUrl === undefined && !existsSync(dataDir)) return undefined
  const found = await lookIntoStore({ databaseUrl, dataDir, before: addSeconds(now, -overdueAfter) })
  if (found === undefined) return undefined
  const ends = found.ends.map(({ state, owner, name, issue }) => ({ state, url: `${owner}/${name}#${issue}` }))
  const stranded = found.inUse.filter((one) => !canEnd(deployment, kinds, one))
  const { counts, aside, lockdowns, trails } = found
  const unreadable = found.unreadable.map(formatKey)
  const drills = drillLevels(found.drills, now)
  const governances = governanceLooks(found.governances, deployment, now)
  return { counts, aside, lockdowns, stranded, trails, ends, unreadable, overdue: found.overdue, drills, governances }
}

/** Nothing is written: whether it could be is asked of the system, for what is there and for the nearest folder above what is not. */
async function lookAtDirectory({ dataDirectory, databaseUrl, signingKeys }: Configuration['config']) {
  const path = resolve(dataDirectory)
  const parts = [...(databaseUrl ? [] : ['store']), ...(signingKeys ? [] : ['keys'])].map((part) => join(path, part))
  const there = [nearest(path), ...parts.filter((part) => existsSync(part))]
  const refused = await Promise.all(
    there.map(async (at) => {
      const why = await access(at, constants.W_OK | constants.X_OK).then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error.code ?? 'unknown',
      )
      return why === undefined ? [] : [{ path: at, why }]
    }),
  )
  return { path, missing: !existsSync(path), refused: refused.flat() }
}

/** The folder itself, or the nearest one above it that is there. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path))
}

async function metricsOf({ config }: Configuration): Promise<string | undefined> {
  try {
    const address = `http://127.0.0.1:${config.adminPort}/metrics`
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(2_000) })
    return answer.ok ? await answer.text() : undefined
  } catch {
    // No server, or one that is busy: what it would have told is a convenience.
    return undefined
  }
}

function policyLooks(opa: () => Promise<OpaBinary>): Pick<DoctorInspection, 'compile' | 'testPolicy'> {
  return {
    compile: async (files) => {
      const engine = createPolicyEngine({ opa: await opa() })
      try {
        await engine.compile(files)
      } finally {
        await engine.close()
      }
    },
    testPolicy: async (files) => testPolicy(await opa(), files),
  }
}
