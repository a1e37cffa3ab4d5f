import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CliDeps } from '../../src/cli/deps.ts'
import { createProgram } from '../../src/cli/program.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { wayOutVariables } from '../../src/config/way-out.ts'
import { errorCodes } from '../../src/core/error-codes.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Every page that people read, by its path. */
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

describe('docs/errors.md', () => {
  const told = read('docs/errors.md')
  const listed = [...told.matchAll(/^\| `([A-Z_]+)`( ↻)? \| (.+) \| (.+) \|$/gm)]
  const verify = [...read('src/verify/error.ts').matchAll(/^ {2}\| '([A-Z_]+)'$/gm)].map(([, code = '']) => code)

  test('has every code with its meaning and what to do, and no other', () => {
    expect(listed.map(([, code]) => code)).toEqual([...Object.keys(errorCodes), ...verify])
    expect(verify.length).toBeGreaterThan(10)
  })

  test('marks those that may succeed later', () => {
    const marked = listed.filter(([, , mark]) => mark !== undefined).map(([, code]) => code)
    const retried = Object.entries(errorCodes).flatMap(([code, { retry }]) => (retry ? [code] : []))
    expect(marked).toEqual(retried)
  })
})

describe('docs/operating.md', () => {
  const told = read('docs/operating.md')
  /** Names of variables as the readers of the configuration use them. */
  const files = readdirSync(join(root, 'src/config'), { recursive: true, encoding: 'utf8' })
  const ours = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...read(`src/config/${file}`).matchAll(/\.(?:required|optional|isSet)(Secret)?\(\s*'([A-Z_]+)'/g)].flatMap(
        ([, secret, name = '']) => (secret === undefined ? [name] : [name, `${name}_PATH`]),
      ),
    )
  const used = [...ours, ...wayOutVariables]
  const rows = new Map(
    [...told.matchAll(/^\| (`[A-Z_]+`(?: or `[A-Z_]+`)?) \| (.+?) \|/gm)].flatMap(([, names = '', value = '']) =>
      [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => [name, value] as const),
    ),
  )

  test('has a row for every variable of the environment, and no other', () => {
    expect(new Set(used).size).toBeGreaterThan(10)
    expect([...rows.keys()].sort()).toEqual([...new Set(used)].sort())
  })

  test('names the defaults that the code has', () => {
    const pem = read('test/fixtures/keys/rsa-3072-pkcs8')
    const needed = {
      APP_ID: '1',
      PRIVATE_KEY: pem,
      WEBHOOK_SECRET: 'f3a9c1e7b5d20486',
      PUBLIC_URL: 'https://d.example',
    }
    const config = readEnvironment(needed, () => '')
    const defaults = {
      GITHUB_API_URL: config.githubApiUrl,
      HOST: config.host,
      PORT: String(config.port),
      DAYPASS_ADMIN_PORT: String(config.adminPort),
      DAYPASS_DATA_DIR: config.dataDirectory,
      DAYPASS_CONFIG: config.deploymentFile,
      LOG_LEVEL: config.logLevel,
      DAYPASS_CLI: config.cli,
    }
    for (const [name, value] of Object.entries(defaults))
      expect(`${name} ${rows.get(name)}`).toBe(`${name} \`${value}\``)
  })

  test('names every metric', () => {
    const sources = ['src/http/metrics/metrics.ts', 'src/http/metrics/look-metrics.ts'].map(read).join('')
    const metrics = [...sources.matchAll(/'(daypass_[a-z_]+)'/g)].map(([, name = '']) => name)
    expect(metrics.length).toBeGreaterThan(4)
    expect(metrics.filter((name) => !told.includes(name))).toEqual([])
  })
})

/** Everything that people read or copy from: pages, sources that write texts, and the texts. */
const shown = ['src', 'demo', 'policies', 'schemas', 'test/golden', 'bin'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
)

test('no shown command downloads Daypass by a name that is not ours in the registry', () => {
  const download =
    /\b(?:npx|npm exec|pnpm dlx|yarn dlx|bunx)\s+(?:-\S+\s+)*daypass\b|\bnpm (?:i|install)\s+(?:-\S+\s+)*daypass\b/
  expect(shown.length).toBeGreaterThan(400)
  for (const bad of ['npx daypass open', 'npx --yes daypass@1', 'npm install -g daypass', 'npm i daypass@latest'])
    expect(bad).toMatch(download)
  expect('npm install --global ./daypass-0.1.0.tgz').not.toMatch(download)
  expect(
    [...pages, 'app.yml', 'package.json', 'Dockerfile', ...shown].filter((path) => download.test(read(path))),
  ).toEqual([])
})

const silent = { machine: { stdout: process.stdout, stderr: process.stderr }, version: '0' } as unknown as CliDeps
const known = new Set(createProgram(silent, () => undefined).commands.map((command) => command.name()))

describe('pages', () => {
  test('there are commands to compare with', () => {
    expect([...known]).toContain('doctor')
  })

  test.each(pages)('%s: every relative link leads somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
    const local = links.filter((link) => !/^(?:[a-z]+:|#)/.test(link))
    const missing = local.filter((link) => !existsSync(join(root, dirname(page), link.split('#')[0] ?? '')))
    expect(missing).toEqual([])
  })

  test.each(pages)('%s: names no command that there is not', (page) => {
    const named = [...read(page).matchAll(/`daypass ([a-z]+)\b/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })
})

test.each(['docs/architecture.md', 'docs/glossary.md'])('%s names only files that there are', (page) => {
  const named = [...read(page).matchAll(/`((?:src|test|schemas|policies|demo|bench|docs)\/[^`<\s]*)`/g)]
  expect(named.length).toBeGreaterThan(20)
  expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('docs/policy.md has a row for every setting of the access repository, and no other', () => {
  const { properties } = JSON.parse(read('schemas/config.schema.json')) as { properties: object }
  const [, table = ''] = /\n\| setting \|.*\n\|---\|---\|\n((?:\|.*\n)+)/.exec(read('docs/policy.md')) ?? []
  const named = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)])
  expect(named.map(([, name]) => name).sort()).toEqual(Object.keys(properties).sort())
})

test('messages point at pages that there are', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  )
  const pointed = sources.flatMap((path) =>
    [...read(`src/${path}`).matchAll(/docs\/[a-z-]+\.md/g)].map(([page]) => ({ path: relative(root, path), page })),
  )
  expect(pointed.filter(({ page }) => !existsSync(join(root, page)))).toEqual([])
})

test('docs/data.md names every table of the store, and none that there is not', () => {
  const [, members = ''] = /^export type Tables = \{\n([\s\S]*?)\n\}/m.exec(read('src/store/database/tables.ts')) ?? []
  const tables = [...members.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name)
  const [, section = ''] = /^## In the store\n([\s\S]*?)^## /m.exec(read('docs/data.md')) ?? []
  const rows = [...section.matchAll(/^\|[^|]*\|([^|]*)\|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)])
  expect(rows.map(([, name]) => name).sort()).toEqual(tables.sort())
})
