import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { appendFile, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { isCatalog, isSettings } from '../../../../src/generated/validators.js'
import { createWorld, type World } from '../world.ts'

type Place = { world: World; directory: string; read(path: string): string; states(): Record<string, string> }

/** An empty directory for an access repository, and a package with a small policy library. */
async function createPlace(): Promise<Place> {
  const world = await createWorld()
  const policies = join(world.home, 'policies')
  mkdirSync(join(policies, 'cases'), { recursive: true })
  for (const file of [
    'daypass.rego',
    'daypass_test.rego',
    'data.json',
    'notes.md',
    'cases/data.json',
    'cases/duration.yaml',
  ]) {
    writeFileSync(join(policies, file), `${file}\n`)
  }
  const directory = mkdtempSync(join(tmpdir(), 'daypass-init-'))
  return {
    world,
    directory,
    read: (path) => readFileSync(join(directory, path), 'utf8'),
    states: () =>
      Object.fromEntries(
        (JSON.parse(world.out) as { files: { path: string; state: string }[] }).files.map((f) => [f.path, f.state]),
      ),
  }
}

const form = '.github/ISSUE_TEMPLATE/access-request.yml'
const everything = [
  'catalog/example.yml',
  '.github/daypass.yml',
  '.github/CODEOWNERS',
  'policies/daypass.rego',
  'policies/daypass_test.rego',
  'policies/cases/duration.yaml',
  'policies/data.json',
  'capabilities.json',
  'README.md',
  '.github/ISSUE_TEMPLATE/config.yml',
  form,
]

describe('daypass init', () => {
  it('writes a whole access repository that Daypass can read', async () => {
    const { world, directory, read, states } = await createPlace()
    const args = [
      'init',
      directory,
      '--issuer',
      'https://daypass.example/',
      '--organisation',
      'globex',
      '--team',
      'orders',
      '--json',
    ]
    expect(await world.run(...args)).toBe(0)
    expect(states()).toEqual(Object.fromEntries(everything.map((path) => [path, 'written'])))
    const catalog = readYaml(read('catalog/example.yml'), 'catalog')
    expect(isCatalog(catalog) && catalog.resources[0]?.team).toBe('@globex/orders')
    const settings = readYaml(read('.github/daypass.yml'), 'settings')
    expect(isSettings(settings) && settings.issuer).toBe('https://daypass.example')
    expect(read('.github/CODEOWNERS')).toContain('/requests/example-api/ @globex/orders\n')
    expect(readYaml(read(form), 'form')).toMatchObject({ name: 'Access request' })
    expect(read(form)).toContain('example-api')
    expect(await readdir(join(directory, 'policies/cases'))).toEqual(['duration.yaml'])
    expect((await readdir(join(directory, 'policies'))).sort()).toEqual([
      'cases',
      'data.json',
      'daypass.rego',
      'daypass_test.rego',
    ])
  })

  it('leaves the tests out where their tables are not part of the package', async () => {
    const { world, directory, states } = await createPlace()
    await rm(join(world.home, 'policies/cases'), { recursive: true })
    expect(await world.run('init', directory, '--json')).toBe(0)
    expect(Object.keys(states()).filter((path) => path.startsWith('policies/'))).toEqual([
      'policies/data.json',
      'policies/daypass.rego',
    ])
  })

  it('tells what to do next, the first time', async () => {
    const { world, directory } = await createPlace()
    expect(await world.run('init', directory)).toBe(0)
    await expect(world.out.replace(directory, '<directory>')).toMatchFileSnapshot('../../../golden/cli/init.txt')
    expect(await world.run('init', directory)).toBe(0)
    expect(world.out).not.toContain('Next')
  })

  it('keeps what people wrote and renews the form from the catalog', async () => {
    const { world, directory, read, states } = await createPlace()
    await world.run('init', directory)
    await writeFile(join(directory, 'README.md'), 'ours\n')
    await writeFile(join(directory, 'policies/daypass.rego'), 'package daypass\n')
    await writeFile(
      join(directory, 'catalog/example.yml'),
      read('catalog/example.yml').replace('example-api', 'billing-api'),
    )
    expect(await world.run('init', directory, '--json')).toBe(0)
    expect(states()).toMatchObject({
      'README.md': 'kept',
      'policies/daypass.rego': 'kept',
      'policies/data.json': 'unchanged',
      [form]: 'replaced',
    })
    expect(read('README.md')).toBe('ours\n')
    expect(read(form)).toContain('billing-api')
  })

  it('renews nothing but the form with --form', async () => {
    const { world, directory, states } = await createPlace()
    await mkdir(join(directory, 'catalog'))
    await writeFile(
      join(directory, 'catalog/a.yml'),
      'resources: [{id: a, title: A, kind: api, sensitivity: low, connector: c, actions: {read: {scope: r}}}]\n',
    )
    expect(await world.run('init', '--form', directory, '--json')).toBe(0)
    expect(states()).toEqual({ [form]: 'written' })
    expect((await readdir(directory)).sort()).toEqual(['.github', 'catalog'])
  })

  it('keeps a form that somebody made his own, and replaces everything with --force', async () => {
    const { world, directory, read, states } = await createPlace()
    await world.run('init', directory)
    await writeFile(join(directory, form), 'name: Ours\n')
    await world.run('init', directory, '--json')
    expect(states()[form]).toBe('kept')
    await appendFile(join(directory, 'README.md'), 'more\n')
    await world.run('init', directory, '--force', '--json')
    expect(states()).toMatchObject({ [form]: 'replaced', 'README.md': 'replaced' })
    expect(read(form)).toContain('Access request')
  })

  const wrong: [string, number, string, (place: Place) => unknown, string[]][] = [
    ['an organisation with a slash', 2, 'USAGE', () => {}, ['--organisation', 'a/b']],
    ['a team that breaks out of YAML', 2, 'USAGE', () => {}, ['--team', 'x"\n- y']],
    ['an issuer over http', 1, 'ISSUER_UNKNOWN', () => {}, ['--issuer', 'http://daypass.example']],
    ['--form without a catalog', 1, 'CATALOG_MISSING', () => {}, ['--form']],
    [
      'a catalog that is not right',
      1,
      'CATALOG_INVALID',
      ({ directory }) => catalog(directory, 'resources: [{id: A}]\n'),
      [],
    ],
    ['a catalog that is not YAML', 1, 'YAML_INVALID', ({ directory }) => catalog(directory, 'resources: [\n'), []],
    [
      'settings that are not right',
      1,
      'SETTINGS_INVALID',
      ({ directory }) => settings(directory, 'ticket: maybe\n'),
      [],
    ],
    [
      'a directory where a file should be',
      1,
      'CONFIG_UNREADABLE',
      ({ directory }) => mkdir(join(directory, 'README.md')),
      [],
    ],
    [
      'a link to nowhere',
      1,
      'CONFIG_UNREADABLE',
      ({ directory }) => symlink('/nowhere/x', join(directory, 'README.md')),
      [],
    ],
    [
      'a package without policies',
      1,
      'POLICY_MISSING',
      ({ world }) => rm(join(world.home, 'policies'), { recursive: true }),
      [],
    ],
  ]
  it.each(wrong)('refuses %s', async (_name, exitCode, code, arrange, args) => {
    const place = await createPlace()
    await arrange(place)
    expect(await place.world.run('init', place.directory, ...args)).toBe(exitCode)
    expect(place.world.err).toContain(`[${code}]`)
  })
})

async function catalog(directory: string, text: string): Promise<void> {
  await mkdir(join(directory, 'catalog'))
  await writeFile(join(directory, 'catalog/example.yml'), text)
}

async function settings(directory: string, text: string): Promise<void> {
  await mkdir(join(directory, '.github'))
  await writeFile(join(directory, '.github/daypass.yml'), text)
}
