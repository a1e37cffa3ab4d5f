// The command line, put together. What only one command needs is loaded with that command.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CliDeps, Machine } from '../cli/deps.ts'
import { apiUrlOf } from '../cli/github/issue-url.ts'
import { createGitHubReader } from '../cli/github/reader.ts'
import { createSetupGitHub } from '../cli/github/setup-github.ts'
import { createStandingGitHub } from '../cli/github/standing-github.ts'
import { runProgram } from '../cli/program.ts'
import { readConfiguration } from '../config/configuration.ts'
import { tellingFetch } from '../config/telling-fetch.ts'
import { readWayOut } from '../config/way-out.ts'
import { readYaml } from '../config/yaml.ts'
import { deliveryType } from '../core/unsigned-payload.ts'
import { createOpener } from '../sealing/opener.ts'
import { trailVerifier } from '../signing/trail-verifier.ts'

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
const readFile = (path: string): string => readFileSync(path, 'utf8')

export type Surroundings = {
  env: Readonly<Record<string, string | undefined>>
  machine: Machine
  now: () => Date
}

/** Runs one command in these surroundings; its exit code. `args` are those behind the program's name. */
export function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  return runProgram([...args], depsFor(surroundings))
}

function depsFor({ env, machine, now }: Surroundings): CliDeps {
  const configuration = () => readConfiguration(env, readFile)
  const wayOut = readWayOut(env, readFile)
  const telling = tellingFetch(fetch, wayOut)
  /** Looked at even when the rest of the configuration is broken. */
  const ownOpa = env.DAYPASS_OPA || undefined
  const policyDesk = async () => (await import('./policy-desk.ts')).createPolicyDesk({ ownOpa, readYaml, now })
  return {
    env,
    version,
    packageRoot,
    capabilities: async () => readFileSync((await import('../policy/capabilities.ts')).capabilitiesPath, 'utf8'),
    now,
    machine,
    fetch: telling,
    serve: async () => {
      const { serve } = await import('./server.ts')
      await serve({ configuration: configuration(), version, fetch: telling, now })
    },
    doctorChecks: async (options) => {
      const [{ createLooks }, { doctorChecks }] = await Promise.all([
        import('./doctor.ts'),
        import('../cli/doctor/checks.ts'),
      ])
      const needed = readManifest()
      const looks = createLooks({ configuration, ownOpa, needed, version, wayOut, fetch: telling, now })
      return doctorChecks(looks, options)
    },
    looksIn: async (environment) => {
      const own = () => readConfiguration(environment, readFile)
      const { createLooks } = await import('./doctor.ts')
      return createLooks({ configuration: own, ownOpa, needed: readManifest(), version, wayOut, fetch: telling, now })
    },
    appFile: async () => readManifest(),
    connectorDesk: async () => {
      const [{ createConnectorDesk }, { createGuardedFetch }, { loadDeployment }, over, { pino }] = await Promise.all([
        import('./connector-desk.ts'),
        import('../connectors/guarded-fetch/guarded-fetch.ts'),
        import('../config/deployment-file.ts'),
        import('./lending.ts'),
        import('pino'),
      ])
      const { lendingOver, secretsOver } = over
      const { deployment } = loadDeployment(env.DAYPASS_CONFIG || './daypass.config.yml', readFile, env)
      const baseUrl = apiUrlOf(new URL('https://github.com'), env.GITHUB_API_URL)
      const outside = { baseUrl, version, fetch: telling, log: pino({ level: 'silent' }), now }
      const github = { openLending: lendingOver(outside), secretsOf: secretsOver(deployment, outside) }
      return createConnectorDesk({ deployment, fetch: createGuardedFetch(), now, github })
    },
    tryPlace: async (name) => {
      const [{ tryPlace }, { loadDeployment }, { randomBytes }] = await Promise.all([
        import('./notifying.ts'),
        import('../config/deployment-file.ts'),
        import('node:crypto'),
      ])
      const { deployment } = loadDeployment(env.DAYPASS_CONFIG || './daypass.config.yml', readFile, env)
      return tryPlace(deployment, name, now, `msg_${randomBytes(16).toString('hex')}`)
    },
    firstContact: async () =>
      (await import('./doctor.ts')).createContact({ configuration, version, fetch: telling, now }),
    generateKeys: async () => (await import('../signing/signing-keys.ts')).generateKeySet(),
    checkPolicy: async (folder, how) => (await policyDesk()).check(folder, how),
    testPolicy: async (folder) => (await policyDesk()).test(folder),
    openReplay: async () => {
      const [{ findOpa }, { createPolicyReplay }] = await Promise.all([
        import('../policy/opa/opa-binary.ts'),
        import('../policy/policy-replay.ts'),
      ])
      return createPolicyReplay({ opa: await findOpa(ownOpa === undefined ? {} : { own: ownOpa }) })
    },
    readPolicies: async (folder) => (await import('../policy/folder.ts')).readPolicyFolder(folder),
    opa: async () => (await import('../policy/opa/opa-supply.ts')).createOpaSupply({ own: ownOpa }, telling),
    opener: createOpener(),
    verifyDelivery: async (keys, signature, bytes) => {
      const { verifyWithPublished } = await import('../signing/detached-signature.ts')
      await verifyWithPublished(keys, 'delivery', deliveryType, signature, bytes)
    },
    trailVerifier,
    openRecords: async () => (await import('./auditor.ts')).openAuditRecords({ configuration: configuration(), now }),
    openLockdowns: async () => {
      const { openLockdowns } = await import('./open-orders.ts')
      return openLockdowns({ dataDirectory: env.DAYPASS_DATA_DIR || './data', configuration, now })
    },
    openWhose: async () => {
      const { openWhose } = await import('./open-orders.ts')
      return openWhose({ dataDirectory: env.DAYPASS_DATA_DIR || './data', configuration, now })
    },
    openReleasing: async () => {
      const { openReleasing } = await import('./open-orders.ts')
      return openReleasing({ dataDirectory: env.DAYPASS_DATA_DIR || './data', configuration, now })
    },
    github: (token, url) => createGitHubReader(token, url, telling, version),
    setupGitHub: (token, url) => createSetupGitHub(token, url, telling, version),
    standingGitHub: (token, url) => createStandingGitHub(token, url, telling, version),
    readYaml,
    catalogText: async () => (await import('../config/yaml-text/catalog-text.ts')).catalogText,
  }
}

function readManifest() {
  const manifest = readYaml(readFile(join(packageRoot, 'app.yml')), 'app.yml') as Record<string, unknown>
  return {
    description: String(manifest.description),
    url: String(manifest.url),
    permissions: manifest.default_permissions as Record<string, string>,
    events: manifest.default_events as readonly string[],
  }
}
