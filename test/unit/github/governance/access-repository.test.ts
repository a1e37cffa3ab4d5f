import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { gitHash } from '../../../../src/github/git/blobs.ts'
import { createAccessRepository } from '../../../../src/github/governance/access-repository.ts'
import { repositoryAnswer, scripted } from '../scripted-github.ts'

const resource = (id: string) =>
  `resources:\n  - { id: ${id}, title: T, kind: api, sensitivity: low, connector: c, actions: { read: { scope: "${id}:read" } } }\n`

type File = string | { link: string } | { bytes: Buffer }
type Files = Record<string, File>

/** A repository whose branch is these files; `commit` may be changed, and `files` with it. */
function repository(files: Files, options: { truncated?: (path: string) => boolean; branch?: unknown } = {}) {
  const state = { files, commit: 'c1', defaultBranch: 'main', private: true }
  const content = (file: File) =>
    typeof file === 'string' ? Buffer.from(file) : 'bytes' in file ? file.bytes : Buffer.from(file.link)
  const entry = (path: string, file: File) => {
    const mode = typeof file === 'object' && 'link' in file ? '120000' : '100644'
    return { path, mode, type: 'blob', sha: gitHash(content(file)), size: content(file).length }
  }
  const fake = scripted(({ path, query, headers }) => {
    const all = Object.entries(state.files)
    if (path === '/repos/acme/access')
      return { body: { ...repositoryAnswer, default_branch: state.defaultBranch, private: state.private } }
    if (path === '/repos/acme/access/git/ref/heads/main') {
      const etag = `"${state.commit}"`
      if (headers.get('if-none-match') === etag) return { status: 304 }
      return {
        headers: { etag },
        body: options.branch ?? { ref: 'refs/heads/main', object: { type: 'commit', sha: state.commit } },
      }
    }
    const tree = /\/git\/trees\/(.+)$/.exec(path)?.[1]
    if (tree !== undefined) {
      const folder = tree === state.commit ? '' : `${tree.slice('tree-'.length)}/`
      const recursive = query.has('recursive')
      const below = all
        .filter(([name]) => name.startsWith(folder))
        .map(([name, file]) => entry(name.slice(folder.length), file))
      const folders = [
        ...new Set(below.flatMap(({ path: name }) => (name.includes('/') ? [name.split('/')[0] ?? ''] : []))),
      ]
      const entries = recursive
        ? below
        : [
            ...below.filter(({ path: name }) => !name.includes('/')),
            ...folders.map((name) => ({ path: name, mode: '040000', type: 'tree', sha: `tree-${folder}${name}` })),
          ]
      return {
        body: {
          sha: `t-${tree}`,
          truncated: options.truncated?.(`${folder}${recursive ? '**' : '*'}`) ?? false,
          tree: entries,
        },
      }
    }
    const blob = /\/git\/blobs\/(.+)$/.exec(path)?.[1]
    const file = all.find(([, candidate]) => gitHash(content(candidate)) === blob)?.[1]
    return file === undefined ? undefined : { body: { encoding: 'base64', content: content(file).toString('base64') } }
  })
  const commit = (changed: Files) => {
    state.files = changed
    state.commit = `${state.commit}+`
  }
  return { ...fake, state, commit, access: createAccessRepository(fake.repositories, readYaml) }
}

const good: Files = {
  'catalog/a.yml': resource('alpha'),
  'catalog/b.yml': resource('beta'),
  'policies/main.rego': 'package daypass\n',
  'policies/lib/x.rego': 'package daypass.x\n',
  'policies/main_test.rego': 'package daypass_test\n',
  'policies/data.json': '{}',
  'policies/README.md': 'no',
  '.github/daypass.yml': 'ticket: required\n',
  '.github/CODEOWNERS': 'first\n',
  'docs/CODEOWNERS': 'third\n',
  'src/main.ts': 'x',
}

test('what counts is read, what does not is not', async () => {
  const { access, paths } = repository(good)
  const { resources, settings, policy, codeowners, problems } = await access.read(7)
  expect(problems).toEqual([])
  expect(resources?.map(({ id }) => id)).toEqual(['alpha', 'beta'])
  expect(settings).toEqual({ ticket: 'required' })
  expect([...policy.keys()]).toEqual(['data.json', 'lib/x.rego', 'main.rego'])
  expect(codeowners).toBe('first\n')
  expect(paths().filter((path) => path.includes('/git/blobs/'))).toHaveLength(7)
})

describe('the digest', () => {
  const digestOf = async (files: Files) => (await repository(files).access.read(7)).digest
  test.each<[string, Files, boolean]>([
    ['another order of files', Object.fromEntries(Object.entries(good).reverse()), true],
    ['an unrelated file', { ...good, 'src/main.ts': 'y' }, true],
    ['a test of the policy', { ...good, 'policies/main_test.rego': 'changed' }, true],
    ['CODEOWNERS where it does not count', { ...good, 'docs/CODEOWNERS': 'changed' }, true],
    ['the catalog', { ...good, 'catalog/a.yml': resource('gamma') }, false],
    ['the policy', { ...good, 'policies/main.rego': 'package daypass\n\n' }, false],
    ['data of the policy', { ...good, 'policies/data.json': '[]' }, false],
    ['the settings', { ...good, '.github/daypass.yml': 'ticket: off\n' }, false],
    ['the owners', { ...good, '.github/CODEOWNERS': 'other\n' }, false],
    [
      'a file under another name',
      { ...good, 'policies/lib/x.rego': '', 'policies/lib/y.rego': 'package daypass.x\n' },
      false,
    ],
  ])('%s', async (_, files, same) => {
    expect((await digestOf(files)) === (await digestOf(good))).toBe(same)
  })
})

describe('CODEOWNERS counts in GitHub`s order of places', () => {
  test.each<[Files, string | undefined]>([
    [{ '.github/CODEOWNERS': 'a', CODEOWNERS: 'b', 'docs/CODEOWNERS': 'c' }, 'a'],
    [{ CODEOWNERS: 'b', 'docs/CODEOWNERS': 'c' }, 'b'],
    [{ 'docs/CODEOWNERS': 'c' }, 'c'],
    [{ 'src/CODEOWNERS': 'd' }, undefined],
  ])('%j', async (owners, expected) => {
    const governance = await repository({ 'catalog/a.yml': resource('alpha'), ...owners }).access.read(7)
    expect(governance.codeowners).toBe(expected)
    expect(governance.problems).toEqual([])
  })
})

describe('a part with a problem is unusable as a whole', () => {
  const link = { link: '../elsewhere' }
  test.each<[string, Files, string, string]>([
    ['a linked file of the catalog', { 'catalog/b.yml': link }, 'CATALOG_INVALID', 'resources'],
    ['a linked catalog', { 'catalog/a.yml': '', 'catalog/b.yml': '', catalog: link }, 'CATALOG_INVALID', 'resources'],
    ['a link beside the catalog', { 'catalog/readme': link }, 'CATALOG_INVALID', 'resources'],
    ['a nested file', { 'catalog/more/c.yml': resource('gamma') }, 'CATALOG_INVALID', 'resources'],
    ['the other suffix', { 'catalog/c.yaml': resource('gamma') }, 'CATALOG_INVALID', 'resources'],
    ['broken YAML', { 'catalog/b.yml': 'a: [' }, 'YAML_INVALID', 'resources'],
    ['an id used twice', { 'catalog/b.yml': resource('alpha') }, 'CATALOG_INVALID', 'resources'],
    [
      'no UTF-8',
      { 'catalog/b.yml': { bytes: Buffer.concat([Buffer.from(resource('beta')), Buffer.from('# \xff', 'latin1')]) } },
      'CATALOG_INVALID',
      'resources',
    ],
    ['too large', { 'catalog/b.yml': '#'.repeat(65_537) }, 'CATALOG_INVALID', 'resources'],
    ['an empty file', { 'catalog/b.yml': '' }, 'CATALOG_INVALID', 'resources'],
    ['linked settings', { '.github/daypass.yml': link }, 'SETTINGS_INVALID', 'settings'],
    ['unknown settings', { '.github/daypass.yml': 'max_duration: for ever' }, 'SETTINGS_INVALID', 'settings'],
    ['settings that are a list', { '.github/daypass.yml': '[]' }, 'SETTINGS_INVALID', 'settings'],
    ['linked owners', { '.github/CODEOWNERS': link }, 'OWNERS_INVALID', 'codeowners'],
    [
      'owners that are no UTF-8',
      { '.github/CODEOWNERS': { bytes: Buffer.from('* @\xff', 'latin1') } },
      'OWNERS_INVALID',
      'codeowners',
    ],
    ['linked policy', { 'policies/main.rego': link }, 'POLICY_FORBIDDEN', 'policy'],
    ['a linked folder of the policy', { 'policies/lib': link }, 'POLICY_FORBIDDEN', 'policy'],
  ])('%s', async (_, change, code, part) => {
    const governance = await repository({ ...good, ...change }).access.read(7)
    expect(governance.problems[0]).toMatchObject({ code, where: expect.any(String), message: expect.any(String) })
    const found = governance[part as 'resources' | 'settings' | 'codeowners' | 'policy']
    expect(found instanceof Map ? found.size : found).toBe(found instanceof Map ? 0 : undefined)
  })

  test.each<[string, Files]>([
    ['no catalog', { 'README.md': 'x' }],
    ['a catalog without resources', { 'catalog/a.yml': 'resources: []\n' }],
  ])('%s', async (_, files) => {
    const { problems, resources } = await repository(files).access.read(7)
    expect(problems.map(({ code }) => code)).toEqual(['CATALOG_MISSING'])
    expect(resources).toBeUndefined()
  })

  test('and the problems are told all at once', async () => {
    const broken = {
      'catalog/a.yml': 'a: [',
      'catalog/b.yml': 'resources: [{ id: X }]',
      '.github/daypass.yml': 'colour: red',
    }
    const { problems } = await repository({ ...good, ...broken }).access.read(7)
    expect(new Set(problems.map(({ where }) => where.split(/[: ]/)[0]))).toEqual(
      new Set(['catalog/a.yml', 'catalog/b.yml', '.github/daypass.yml']),
    )
  })
})

test('settings of comments alone set nothing', async () => {
  const { settings, problems } = await repository({ ...good, '.github/daypass.yml': '# nothing\n' }).access.read(7)
  expect({ settings, problems }).toEqual({ settings: {}, problems: [] })
})

describe('reading again', () => {
  test('costs two calls while nothing changes, three after an unrelated commit, and one for each changed file', async () => {
    const { access, asked, commit } = repository(good)
    const calls = async () => {
      const before = asked.length
      await access.read(7)
      return asked.length - before
    }
    await calls()
    expect(await calls()).toBe(2)
    commit({ ...good, 'src/main.ts': 'y' })
    expect(await calls()).toBe(3)
    commit({ ...good, 'catalog/a.yml': resource('gamma') })
    expect(await calls()).toBe(4)
  })

  test('together with others is done once', async () => {
    const { access, asked } = repository(good)
    await access.read(7)
    asked.length = 0
    await Promise.all([access.read(7), access.read(7), access.read(7)])
    expect(asked).toHaveLength(2)
  })

  test('sees at once that the repository is public now', async () => {
    const { access, state } = repository(good)
    expect((await access.read(7)).repository.private).toBe(true)
    state.private = false
    expect((await access.read(7)).repository.private).toBe(false)
  })

  test('reads another default branch, and nothing of the old one', async () => {
    const { access, state } = repository(good)
    await access.read(7)
    state.defaultBranch = 'other'
    await expect(access.read(7)).rejects.toMatchObject({ code: 'REPOSITORY_UNREADABLE' })
  })
})

describe('what cannot be read is an error and never an empty repository', () => {
  test.each([
    ['another ref', { ref: 'refs/tags/main', object: { type: 'commit', sha: 'c1' } }],
    ['a tag', { ref: 'refs/heads/main', object: { type: 'tag', sha: 'c1' } }],
  ])('%s', async (_, branch) => {
    await expect(repository(good, { branch }).access.read(7)).rejects.toMatchObject({ code: 'REPOSITORY_UNREADABLE' })
  })

  test('a tree that GitHub cuts is read folder by folder', async () => {
    const whole = await repository(good).access.read(7)
    const cut = await repository(good, { truncated: (path) => path === '**' }).access.read(7)
    expect(cut).toEqual(whole)
  })

  test.each(['*', 'catalog/**', 'policies/**'])('a folder that GitHub cuts too: %s', async (folder) => {
    const { access } = repository(good, { truncated: (path) => path === '**' || path === folder })
    await expect(access.read(7)).rejects.toMatchObject({ code: 'REPOSITORY_UNREADABLE' })
  })

  test('contents that do not fit their hash', async () => {
    const fake = repository(good)
    const lying = scripted((call) => {
      if (call.path.includes('/git/blobs/')) return { body: { encoding: 'base64', content: 'AAAA' } }
      if (call.path.includes('/git/ref/'))
        return { body: { ref: 'refs/heads/main', object: { type: 'commit', sha: 'c1' } } }
      if (call.path.includes('/git/trees/')) {
        return {
          body: {
            truncated: false,
            tree: [{ path: 'catalog/a.yml', mode: '100644', sha: gitHash(Buffer.from('x')), size: 1 }],
          },
        }
      }
      return undefined
    })
    expect((await fake.access.read(7)).problems).toEqual([])
    const access = createAccessRepository(lying.repositories, readYaml)
    await expect(access.read(7)).rejects.toMatchObject({ code: 'REPOSITORY_UNREADABLE' })
  })
})
