import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

// The import rules of docs/architecture.md. A folder that is not named here may not exist.
const src = join(import.meta.dirname, '../../src')
const outside = ['config', 'ingress', 'github', 'policy', 'connectors', 'sealing', 'audit', 'store', 'http', 'cli']
const mayImport: Record<string, string[]> = {
  'main.ts': ['*'],
  // The server's half of the composition root, so that the command line need not load it.
  'server.ts': ['*'],
  // The same for what `daypass doctor` looks at.
  'doctor.ts': ['*'],
  // And for what `daypass audit` reads.
  'audit-records.ts': ['*'],
  // What both of them open.
  'keys-and-store.ts': ['*'],
  'app.ts': ['core', 'ports', 'generated'],
  core: ['core', 'generated'],
  generated: ['generated'],
  ports: ['core', 'ports', 'generated'],
  reconcile: ['core', 'ports', 'generated', 'reconcile'],
  queue: ['core', 'ports', 'generated', 'queue'],
  verify: ['verify'],
  ...Object.fromEntries(outside.map((folder) => [folder, ['core', 'ports', 'generated', folder]])),
}

type Source = { path: string; folder: string; text: string; imports: string[] }

const sources: Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
    return { path: path.split(sep).join('/'), folder: path.split(sep)[0] ?? '', text, imports }
  })

function folderOf(from: Source, specifier: string): string {
  return relative(src, join(src, dirname(from.path), specifier)).split(sep)[0] ?? ''
}

function violations(rule: (source: Source) => string[]): string[] {
  return sources.flatMap((source) => rule(source).map((what) => `src/${source.path}: ${what}`))
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
      .filter((specifier) => specifier.startsWith('.'))
      .filter((specifier) => !allowed.includes(folderOf(source, specifier)))
      .map((specifier) => `imports ${specifier}`)
  })
  expect(found).toEqual([])
})

test('core is pure: no package, of node only createHash and verify, no clock, no chance, nothing asynchronous', () => {
  const found = violations((source) => {
    if (source.folder !== 'core') return []
    const foreign = source.imports.filter((specifier) => !specifier.startsWith('.') && specifier !== 'node:crypto')
    const crypto = [...source.text.matchAll(/import \{([^}]*)\} from 'node:crypto'/g)]
      .flatMap((match) => (match[1] ?? '').split(',').map((name) => name.trim()))
      .filter((name) => name !== '' && name !== 'createHash' && name !== 'verify')
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
    if (source.path === 'verify/index.ts')
      return source.text.match(/process\.env|Date\.now\(|performance\.now\(|Math\.random\(/g) ?? []
    return source.text.match(/process\.env|Date\.now\(|performance\.now\(|new Date\(\)|Math\.random\(/g) ?? []
  })
  expect(found).toEqual([])
})

test('only app.ts and github know Octokit and Probot in the server, only store and queue the database', () => {
  const owners: [RegExp, string[]][] = [
    [/^(probot|@octokit\/)/, ['app.ts', 'github', 'cli']],
    [/^(kysely|pg|@electric-sql)/, ['store', 'queue']],
    [/^pg-boss/, ['queue']],
    [/^hono|^@hono/, ['http', 'server.ts']],
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

test('files stay short', () => {
  const found = violations((source) =>
    source.text.split('\n').length > 260 && source.folder !== 'generated' ? ['longer than 260 lines'] : [],
  )
  expect(found).toEqual([])
})
