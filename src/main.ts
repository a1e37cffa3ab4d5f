// The composition root: the only file that knows every other. It puts the parts together and decides nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DoctorLooks, doctorChecks } from './cli/doctor-checks.ts'
import { createGitHubReader } from './cli/github.ts'
import { thisMachine } from './cli/machine.ts'
import { runProgram } from './cli/program.ts'
import { readConfiguration } from './config/configuration.ts'
import { readYaml } from './config/yaml.ts'
import { deliveryType } from './core/sealed-payload.ts'
import { createOpener } from './sealing/opener.ts'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
const now = (): Date => new Date()
const readFile = (path: string): string => readFileSync(path, 'utf8')

const configuration = () => readConfiguration(process.env, readFile)
const serverParts = () => import('./server.ts')

function looks(): DoctorLooks {
  const silent = async () => (await import('pino')).pino({ level: 'silent' })
  return {
    configuration: () => {
      const { config } = configuration()
      return { githubApiUrl: config.githubApiUrl, embedded: config.databaseUrl === undefined }
    },
    opa: async () =>
      (await import('./policy/opa-binary.ts')).findOpa(process.env.DAYPASS_OPA ? { own: process.env.DAYPASS_OPA } : {}),
    keys: async () => (await (await serverParts()).openKeys(configuration(), await silent())).publicKeys().length,
    store: async () => {
      const signer = await (await serverParts()).openKeys(configuration(), await silent())
      await (await (await serverParts()).openStoreOf(configuration(), signer, await silent())).close()
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
  serve: async () => (await serverParts()).serve({ configuration: configuration(), version }),
  doctorChecks: () => doctorChecks(looks()),
  opener: createOpener(),
  verifyDelivery: async (keys, signature, bytes) => {
    const { verifyWithPublished } = await import('./audit/detached-signature.ts')
    await verifyWithPublished(keys, 'delivery', deliveryType, signature, bytes)
  },
  github: (token, url) => createGitHubReader(token, url, fetch, version),
  readYaml,
})
