import { expect, test } from 'vitest'
import { type Module, modulesBelow, targetOf } from './modules.ts'

// The import rules of docs/architecture.md. A folder that is not named here may not exist.
const outside = [
  'config',
  'ingress',
  'github',
  'policy',
  'connectors',
  'notices',
  'sealing',
  'signing',
  'store',
  'http',
  'cli',
]
const mayImport: Record<string, string[]> = {
  // The composition root: main.ts reads the command and loads that one of compose/ which it needs.
  'main.ts': ['*'],
  compose: ['*'],
  'app.ts': ['core', 'ports', 'generated'],
  core: ['core', 'generated'],
  // A stored problem has a code, and the codes are core's.
  generated: ['generated', 'core'],
  ports: ['core', 'ports', 'generated'],
  reconcile: ['core', 'ports', 'generated', 'reconcile'],
  queue: ['core', 'ports', 'generated', 'queue'],
  verify: ['verify'],
  ...Object.fromEntries(outside.map((folder) => [folder, ['core', 'ports', 'generated', folder]])),
}

type Source = Module & { folder: string }

const sources: Source[] = modulesBelow('src').map((module) => ({ ...module, folder: folderOf(module.path) }))

/** The folder of src, or the file beside it, that a path belongs to. */
function folderOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function violations(rule: (source: Source) => string[]): string[] {
  return sources.flatMap((source) => rule(source).map((what) => `${source.path}: ${what}`))
}

test('there are sources to check', () => {
  expect(sources.length).toBeGreaterThan(50)
})

test('every folder imports only what it may', () => {
  const found = violations((source) => {
    const allowed = mayImport[source.folder]
    if (!allowed) return ['a folder that the architecture does not name']
    if (allowed.includes('*')) return []
    return source.imports
      .filter((specifier) => {
        const target = targetOf(source, specifier)
        return target !== undefined && !allowed.includes(folderOf(target))
      })
      .map((specifier) => `imports ${specifier}`)
  })
  expect(found).toEqual([])
})

test('core is pure: no package, of node only hash and verify, no clock, no chance, nothing asynchronous', () => {
  const found = violations((source) => {
    if (source.folder !== 'core') return []
    const foreign = source.imports.filter((specifier) => !specifier.startsWith('.') && specifier !== 'node:crypto')
    const crypto = [...source.text.matchAll(/import \{([^}]*)\} from 'node:crypto'/g)]
      .flatMap((match) => (match[1] ?? '').split(',').map((name) => name.trim()))
      .filter((name) => name !== '' && name !== 'hash' && name !== 'verify')
    const impure =
      source.text.match(/\basync\b|\bawait\b|Date\.now\(|new Date\(\)|Math\.random|setTimeout|process\./g) ?? []
    return [...foreign, ...crypto, ...impure]
  })
  expect(found).toEqual([])
})

test('the environment is read in config and main alone, the clock and chance come in from outside', () => {
  const found = violations((source) => {
    if (['main.ts', 'config'].includes(source.folder)) return []
    // Applications give no clock to `daypass/verify`; it has a default, and this is the only place.
    if (source.path === 'src/verify/index.ts')
      return source.text.match(/process\.env|Date\.now\(|performance\.now\(|Math\.random\(/g) ?? []
    return source.text.match(/process\.env|Date\.now\(|performance\.now\(|new Date\(\)|Math\.random\(/g) ?? []
  })
  expect(found).toEqual([])
})

test('only app.ts and github know Octokit and Probot in the server, only store and queue our own database', () => {
  const owners: [RegExp, string[]][] = [
    [/^(probot|@octokit\/)/, ['app.ts', 'github', 'cli']],
    [/^(kysely|@electric-sql)/, ['store', 'queue']],
    [/^pg$/, ['store', 'queue', 'connectors']],
    [/^pg-boss/, ['queue']],
    [/^(undici|ipaddr\.js|@redis\/)/, ['connectors']],
    [/^hono|^@hono/, ['http', 'compose']],
    [/^@open-policy-agent/, ['policy']],
    [/^(age-encryption|libsodium)/, ['sealing']],
  ]
  const found = violations((source) =>
    source.imports.filter((specifier) =>
      owners.some(([name, folders]) => name.test(specifier) && !folders.includes(source.folder)),
    ),
  )
  expect(found).toEqual([])
})

// Between the connector that makes a credential and the cipher that hides it for good, nobody looks at it.
test('a secret is revealed where it is used, and a credential by the sealer, and by whoever made it for a drill', () => {
  const revealed = sources.flatMap(({ path, text }) =>
    path === 'src/core/secret.ts'
      ? []
      : [...text.matchAll(/([\w?.]+)\.reveal\b/g)].map(([, what]) => `${path}: ${what}`),
  )
  expect(revealed.sort()).toEqual([
    'src/cli/setup/handed-out.ts: app.clientSecret',
    'src/cli/setup/handed-out.ts: app.privateKey',
    'src/cli/setup/handed-out.ts: app.webhookSecret',
    'src/cli/setup/handed-out.ts: app.webhookSecret',
    'src/compose/deployment.ts: config.databaseUrl?',
    'src/compose/deployment.ts: config.signingKeys',
    'src/compose/doctor.ts: config.databaseUrl?',
    'src/compose/doctor.ts: config.signingKeys',
    'src/compose/doctor.ts: privateKey',
    'src/compose/lending.ts: read.value',
    'src/compose/server.ts: config.privateKey',
    'src/compose/serving/serve-on.ts: secret',
    'src/connectors/postgres/postgres-kind.ts: credential?',
    'src/http/admin-access.ts: token',
    'src/sealing/openssh-cipher.ts: passphrase',
    'src/sealing/pem-private-key.ts: passphrase',
    'src/sealing/seal.ts: credential',
    'src/sealing/seal.ts: credential',
  ])
  const [webhooks] = sources.flatMap(({ path, text }) => (path === 'src/compose/serving/serve-on.ts' ? [text] : []))
  expect(webhooks).toContain('config.webhookSecrets.map((secret) => secret.reveal())')
  // No other way to it: what is hidden has no other method.
  expect(
    sources.filter(({ text }) => /\[['"`]reveal|reveal['"`]\]|\breveal\s*[,}]/.test(text)).map(({ path }) => path),
  ).toEqual([])
})

test('connectors ask their targets, and notices their places, through the guarded fetch alone', () => {
  const found = violations(({ path, folder, text }) => {
    if (!['connectors', 'notices'].includes(folder) || path.startsWith('src/connectors/guarded-fetch/')) return []
    return text.match(/globalThis\.fetch|from 'undici'|from 'node:https?'/g) ?? []
  })
  expect(found).toEqual([])
  // Nor is another handed to them.
  const [parts] = sources.flatMap(({ path, text }) => (path === 'src/compose/open-connectors.ts' ? [text] : []))
  expect(parts).toContain('fetch: createGuardedFetch()')
  const [places] = sources.flatMap(({ path, text }) => (path === 'src/compose/notifying.ts' ? [text] : []))
  expect(places).toContain('send: Send = createGuardedFetch()')
})

test('files stay short', () => {
  const found = violations((source) =>
    source.text.split('\n').length > 260 && source.folder !== 'generated' ? ['longer than 260 lines'] : [],
  )
  expect(found).toEqual([])
})
