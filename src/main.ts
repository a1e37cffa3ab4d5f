// The entry: reads the command and loads that part of compose/ which it needs. It decides nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGitHubReader } from './cli/github/reader.ts'
import { thisMachine } from './cli/machine.ts'
import { runProgram } from './cli/program.ts'
import { readConfiguration } from './config/configuration.ts'
import { readYaml } from './config/yaml.ts'
import { deliveryType } from './core/unsigned-payload.ts'
import { createOpener } from './sealing/opener.ts'
import { trailVerifier } from './signing/trail-signatures.ts'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
const now = (): Date => new Date()
const readFile = (path: string): string => readFileSync(path, 'utf8')

/** Looked at even when the rest of the configuration is broken. */
const ownOpa = process.env.DAYPASS_OPA || undefined

const configuration = () => readConfiguration(process.env, readFile)
const serverParts = () => import('./compose/server.ts')

async function checks(options: { rehearse: boolean }) {
  const [{ createLooks }, { doctorChecks }] = await Promise.all([
    import('./compose/doctor.ts'),
    import('./cli/doctor/checks.ts'),
  ])
  return doctorChecks(createLooks({ configuration, ownOpa, needed: readManifest(), version, now }), options)
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
  serve: async () => (await serverParts()).serve({ configuration: configuration(), version, now }),
  doctorChecks: checks,
  generateKeys: async () => (await import('./signing/signing-keys.ts')).generateKeySet(),
  opa: async () => (await import('./policy/opa-supply.ts')).createOpaSupply({ own: ownOpa }, fetch),
  opener: createOpener(),
  verifyDelivery: async (keys, signature, bytes) => {
    const { verifyWithPublished } = await import('./signing/detached-signature.ts')
    await verifyWithPublished(keys, 'delivery', deliveryType, signature, bytes)
  },
  trailVerifier,
  openRecords: async () =>
    (await import('./compose/auditor.ts')).openAuditRecords({ configuration: configuration(), now }),
  github: (token, url) => createGitHubReader(token, url, fetch, version),
  readYaml,
})
