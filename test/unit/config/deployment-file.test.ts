import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decisionsKeptFor,
  deploymentDigest,
  loadDeployment,
  readDeployment,
} from '../../../src/config/deployment-file.ts'
import type { Environment } from '../../../src/config/secret-source.ts'
import { isDaypassError, ProblemsError } from '../../../src/core/error.ts'

const file = 'daypass.config.yml'
const api = 'connectors: { api: { type: token, repositories: [1]'

/** Files that variables may name. */
const readFile = (path: string): string => {
  const text = new Map([
    ['/run/secrets/api', 'https://api.acme.example\n'],
    ['/run/secrets/canary', 'canary-1\n'],
    ['/run/secrets/empty', '\n'],
  ]).get(path)
  if (text !== undefined) return text
  throw Object.assign(new Error('no'), { code: path === '/run/secrets/locked' ? 'EACCES' : 'ENOENT' })
}

function problemsOf(text: string, env: Environment = {}): string[] {
  try {
    readDeployment(text, file, env, readFile)
    return []
  } catch (thrown) {
    if (!(thrown instanceof ProblemsError)) throw thrown
    return thrown.problems.map(({ where, message, code }) => `${where}: ${message} [${code}]`)
  }
}

describe('readDeployment', () => {
  it('reads connectors and what the environment adds', () => {
    const text = `
connectors:
  public-api:
    type: token
    audience: "\${API}"
    probe: "\${API}/whoami?from=\${FROM}"
    repositories: [123456789]
    floors: { max_duration: 8h, min_sensitivity: low }
`
    expect(readDeployment(text, file, { API: 'https://api.acme.example', FROM: `\${API}` }, readFile)).toEqual({
      connectors: {
        'public-api': {
          type: 'token',
          audience: 'https://api.acme.example',
          probe: `https://api.acme.example/whoami?from=\${API}`,
          repositories: [123456789],
          floors: { max_duration: '8h', min_sensitivity: 'low' },
        },
      },
    })
  })

  const wrong: [string, string, string[]][] = [
    ['nothing', '', [`${file}: is not an entry with names and values. [CONFIG_INVALID]`]],
    ['no connectors', 'allow_public_repositories: true', [`${file}: lacks \`connectors\`. Add it. [CONFIG_INVALID]`]],
    [
      'an empty list of connectors',
      'connectors: {}',
      [`${file}: connectors: is empty. Add at least one. [CONFIG_INVALID]`],
    ],
    [
      'a misspelt key',
      `${api}, probes: x } }`,
      [
        `${file}: connectors.api: has \`probes\`, which is not known here. Correct the name or remove it. [CONFIG_INVALID]`,
      ],
    ],
    [
      'no type',
      'connectors: { api: { repositories: [1] } }',
      [`${file}: connectors.api: lacks \`type\`. Add it. [CONFIG_INVALID]`],
    ],
    [
      'no repository',
      'connectors: { api: { type: token, repositories: [] } }',
      [`${file}: connectors.api.repositories: is an empty list. Name at least one. [CONFIG_INVALID]`],
    ],
    [
      'a repository by name',
      'connectors: { api: { type: token, repositories: [acme/access] } }',
      [`${file}: connectors.api.repositories[0]: is not a whole number. [CONFIG_INVALID]`],
    ],
    [
      'a type of a later version',
      `connectors: { db: { type: postgres, url: "\${NONE}", repositories: [1] } }`,
      [`${file}: connectors.db.type: \`postgres\` is not part of this version. Use token or opa. [CONFIG_INVALID]`],
    ],
    [
      'a type that nobody knows',
      'connectors: { db: { type: tokn, repositories: [1] } }',
      [`${file}: connectors.db.type: is not a kind of connector. Use token or opa. [CONFIG_INVALID]`],
    ],
    [
      'a duration in words',
      `${api}, floors: { max_duration: 8 hours } } }`,
      [
        `${file}: connectors.api.floors.max_duration: is not a duration. Write a whole number and one of s, m, h, d, such as 8h. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a sensitivity of one’s own',
      `${api}, floors: { min_sensitivity: secret } } }`,
      [`${file}: connectors.api.floors.min_sensitivity: is not one of low, medium, high, critical. [CONFIG_INVALID]`],
    ],
    [
      'a probe over http',
      `${api}, probe: "http://api.acme.example/x" } }`,
      [`${file}: connectors.api.probe: uses http. Use https; http is accepted for this machine only. [CONFIG_INVALID]`],
    ],
    [
      'a probe of the metadata service',
      `${api}, probe: "http://169.254.169.254/latest" } }`,
      [
        `${file}: connectors.api.probe: is a link-local or metadata address. Name the host of the application. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a probe of the metadata service in disguise',
      `${api}, probe: "http://0xa9fea9fe/latest" } }`,
      [
        `${file}: connectors.api.probe: is a link-local or metadata address. Name the host of the application. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a probe with a password',
      `${api}, probe: "https://u:p@api.acme.example/x" } }`,
      [
        `${file}: connectors.api.probe: holds a user name or password. Remove it: the probe token is the only credential. [CONFIG_INVALID]`,
      ],
    ],
    [
      'an audience with a fragment',
      `${api}, audience: "https://api.acme.example#x" } }`,
      [
        `${file}: connectors.api.audience: is not a web address without a fragment, which an audience is (RFC 8707). [CONFIG_INVALID]`,
      ],
    ],
    [
      'a variable that is absent',
      `${api}, audience: "\${NONE}" } }`,
      [
        `${file}: connectors.api.audience: refers to \${NONE}, which is not set. Set the variable NONE, or NONE_PATH to a file that holds it. [CONFIG_MISSING]`,
      ],
    ],
    [
      'a variable that is empty',
      `${api}, audience: "https://\${EMPTY}" } }`,
      [
        `${file}: connectors.api.audience: refers to \${EMPTY}, which is set but empty. Give EMPTY a value. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a reference without a name',
      `${api}, audience: "https://\${}" } }`,
      [`${file}: connectors.api.audience: has a reference that names no variable. Write \${NAME}. [CONFIG_INVALID]`],
    ],
    [
      'a reference without its end',
      `${api}, audience: "https://\${API" } }`,
      [`${file}: connectors.api.audience: has a "\${" without its "}". Write \${NAME}. [CONFIG_INVALID]`],
    ],
  ]
  it.each(wrong)('%s', (_name, text, problems) => {
    expect(problemsOf(text, { EMPTY: '' })).toEqual(problems)
  })

  const url = (env: Environment) =>
    (readDeployment(`${api}, audience: "\${API}/v1" } }`, file, env, readFile).connectors.api as { audience?: string })
      .audience

  describe('bundles', () => {
    const token = 'k'.repeat(32)
    const env = { A: token, B: 'b'.repeat(64), SHORT: 'k'.repeat(31), LONG: 'k'.repeat(513), BLANK: `${token} x` }
    const ref = (name: string) => `\${${name}}`
    const bundles = (text: string) => `${api} } }\nbundles: ${text}`
    const reader = (written: string, more = '') => `{ token: "${written}"${more} }`
    const A = reader(ref('A'))

    it('name who may read what', () => {
      const text = bundles(
        `[{ repository: 1, readers: { gateway: ${reader(ref('A'), ', resources: [x, y]')}, b: ${reader(ref('B'))} } }]`,
      )
      expect(readDeployment(text, file, env, readFile).bundles).toEqual([
        { repository: 1, readers: { gateway: { token, resources: ['x', 'y'] }, b: { token: env.B } } },
      ])
    })

    const flaws: [string, string, string, string][] = [
      ['a token that is written out', reader(token), 'readers.g.token', 'is written out'],
      ['one that is written out in part', reader(`${ref('A')}x`), 'readers.g.token', 'is written out'],
      ['one of two references', reader(`${ref('A')}${ref('B')}`), 'readers.g.token', 'is written out'],
      ['a short one', reader(ref('SHORT')), 'readers.g.token', 'has fewer than 32 characters'],
      ['a long one', reader(ref('LONG')), 'readers.g.token', 'or more than 512'],
      ['one that no header can carry', reader(ref('BLANK')), 'readers.g.token', 'holds blanks'],
      ['none', '{}', 'readers.g', 'lacks `token`'],
      ['no resource', reader(ref('A'), ', resources: []'), 'readers.g.resources', 'is an empty list'],
      ['something else', reader(ref('A'), ', all: true'), 'readers.g', 'has `all`, which is not known here'],
    ]
    it.each(flaws)('refuse %s', (_name, written, path, message) => {
      const [found, ...more] = problemsOf(bundles(`[{ repository: 1, readers: { g: ${written} } }]`), env)
      expect([found, more]).toEqual([expect.stringContaining(`bundles[0].${path}: `), []])
      expect(found).toContain(message)
      expect(found).not.toContain(token)
    })

    it('refuse one token for two, a repository that no connector names, and the same one twice', () => {
      const text = `[{ repository: 1, readers: { a: ${A}, b: ${A} } }, { repository: 1, readers: { c: ${A} } }, { repository: 2, readers: { d: ${reader(ref('B'))} } }]`
      expect(problemsOf(bundles(text), env)).toEqual([
        expect.stringContaining('bundles[0].readers.b.token: is that of another reader'),
        expect.stringContaining('bundles[1].repository: is there already'),
        expect.stringContaining('bundles[1].readers.c.token: is that of another reader'),
        expect.stringContaining('bundles[2].repository: is named by no connector'),
      ])
    })

    it.each([
      ['5s', []],
      ['10m', []],
      ['4s', ['is not between 5s and 10m']],
      ['11m', ['is not between 5s and 10m']],
      ['1d', ['is not between 5s and 10m']],
      ['9999d', ['is not between 5s and 10m']],
      ['0s', ['is not a duration']],
    ])('of the kind opa: a list that may be judged by for %s', (fresh, problems) => {
      const found = problemsOf(`connectors: { gate: { type: opa, repositories: [1], fresh_for: ${fresh} } }`)
      expect(found).toEqual(problems.map((one) => expect.stringContaining(`connectors.gate.fresh_for: ${one}`)))
    })

    it('of the kind opa: a probe is an address that may be asked', () => {
      const found = (probe: string) =>
        problemsOf(`connectors: { gate: { type: opa, repositories: [1], probe: "${probe}" } }`)
      expect(found('http://127.0.0.1:8181')).toEqual([])
      expect(found('https://opa.acme.example')).toEqual([])
      for (const bad of ['http://opa.acme.example', 'https://a:b@opa.acme.example', 'http://169.254.169.254/'])
        expect(found(bad)).toHaveLength(1)
    })
  })

  it('takes a reference from the file that the variable with _PATH names, less its last newline', () => {
    expect(url({ API: 'https://api.acme.example' })).toBe('https://api.acme.example/v1')
    expect(url({ API_PATH: '/run/secrets/api' })).toBe('https://api.acme.example/v1')
  })

  const files: [string, Environment, string][] = [
    [
      'both',
      { API: 'https://a.example', API_PATH: '/run/secrets/api' },
      'API is set together with API_PATH. Remove one of the two. [CONFIG_INVALID]',
    ],
    [
      'an empty path',
      { API_PATH: ' ' },
      'API_PATH is set but empty. Give it the path of a file, or remove it. [CONFIG_INVALID]',
    ],
    [
      'no file',
      { API_PATH: '/run/secrets/none' },
      'API_PATH names /run/secrets/none, where there is no file. Correct the path. [CONFIG_MISSING]',
    ],
    [
      'a locked file',
      { API_PATH: '/run/secrets/locked' },
      'API_PATH names /run/secrets/locked, which cannot be read (EACCES). Make it a file that this user may read. [CONFIG_UNREADABLE]',
    ],
    [
      'an empty file',
      { API_PATH: '/run/secrets/empty' },
      'API_PATH names /run/secrets/empty, which is empty. Put the secret into it. [CONFIG_INVALID]',
    ],
  ]
  it.each(files)('a reference to %s', (_name, env, words) => {
    expect(problemsOf(`${api}, audience: "\${API}" } }`, env)).toEqual([
      `${file}: connectors.api.audience: refers to \${API}, but ${words}`,
    ])
  })

  it('repeats nothing of a file', () => {
    const problems = problemsOf(`${api}, floors: { max_duration: "\${API}" } } }`, { API_PATH: '/run/secrets/canary' })
    expect(problems).toEqual([expect.stringContaining('is not a duration')])
    expect(problems.join()).not.toContain('canary-1')
  })

  const unnamed = (name: string, ...repositories: number[]): string =>
    `${name}: { type: token, repositories: [${repositories.join(', ')}] }`
  const named = (name: string, audience: string, ...repositories: number[]): string =>
    `${name}: { type: token, audience: "${audience}", repositories: [${repositories.join(', ')}] }`
  const shared: [string, string[], string[]][] = [
    ['one, one repository', [unnamed('a', 1)], []],
    ['two, the same repository', [unnamed('a', 1), unnamed('b', 1)], []],
    ['one, two repositories', [unnamed('a', 1, 2)], ['a']],
    ['two, a repository each', [unnamed('a', 1), unnamed('b', 2)], ['a', 'b']],
    ['one beside others that have one', [unnamed('a', 1), named('b', 'https://b.example', 1, 2)], []],
    ['none', [named('a', 'https://a.example', 1, 2), named('b', 'https://b.example', 3)], []],
  ]
  it.each(shared)('without an audience: %s', (_name, connectors, expected) => {
    const found = problemsOf(`connectors: { ${connectors.join(', ')} }`)
    expect(found.map((problem) => /connectors\.(\w+)\.audience: is missing/.exec(problem)?.[1])).toEqual(expected)
    for (const problem of found) expect(problem).toMatch(/Give it an audience of its own\. \[CONFIG_INVALID\]$/)
  })

  it('says everything at once', () => {
    const text = `
allow_public_repositories: 1
connectors:
  Api: { type: token, repositories: [1] }
  db: { type: postgres, repositories: [1] }
  web: { type: token, probe: "\${NONE}/x", repositories: [1, 1] }
`
    const found = problemsOf(text)
    for (const part of [
      'allow_public_repositories: is not true or false',
      'has the name `Api`',
      'connectors.db.type',
      `\${NONE}`,
      'repositories: names the same thing twice',
    ]) {
      expect(found.join('\n')).toContain(part)
    }
  })

  it('replaces nothing in keys', () => {
    expect(problemsOf(`connectors: { "\${KEY}": { type: token, repositories: [1] } }`, { KEY: 'api' })[0]).toContain(
      `has the name \`\${KEY}\``,
    )
  })

  it('never repeats what a variable holds', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z:/.@#?%-]{4,40}$/), (tail) => {
        const value = `canary${tail}`
        const text = `connectors: { api: { type: token, audience: "\${V}", probe: "\${V}", repositories: ["\${V}"], floors: { max_duration: "\${V}", min_sensitivity: "\${V}" } }, b: { type: "\${V}", repositories: [1] } }`
        expect(problemsOf(text, { V: value }).join('\n')).not.toContain('canary')
      }),
    )
  })

  it('refuses YAML that means more than it shows', () => {
    expect(() => readDeployment('connectors: &a { api: *a }', file, {}, readFile)).toThrow(
      expect.objectContaining({ code: 'YAML_INVALID' }),
    )
  })
})

describe('how long decisions are kept', () => {
  const said = (setting: string) => readDeployment(`${setting}\n${api} } }`, file, {}, readFile)
  it.each([
    ['', 400 * 86_400],
    ['keep_decisions_for: 90d', 90 * 86_400],
    ['keep_decisions_for: 1000d', 1000 * 86_400],
  ])('"%s" is %d seconds', (setting, seconds) => {
    expect(decisionsKeptFor(said(setting))).toBe(seconds)
  })

  it.each([
    'keep_decisions_for: 0d',
    'keep_decisions_for: 12h',
    'keep_decisions_for: 90',
    'keep_decisions_for: for ever',
    'keep_decisions_for: ""',
  ])('%s is refused', (setting) => {
    expect(problemsOf(`${setting}\n${api} } }`)).toEqual([expect.stringContaining('keep_decisions_for')])
  })
})

describe('loadDeployment', () => {
  const cases: [string, string | undefined, string][] = [
    ['absent', 'ENOENT', 'CONFIG_MISSING'],
    ['unreadable', 'EACCES', 'CONFIG_UNREADABLE'],
    ['a directory', 'EISDIR', 'CONFIG_UNREADABLE'],
  ]
  it.each(cases)('%s', (_name, errno, code) => {
    const readFile = (): string => {
      throw Object.assign(new Error('no'), { code: errno })
    }
    try {
      loadDeployment('./daypass.config.yml', readFile, {})
      expect.unreachable()
    } catch (thrown) {
      expect(isDaypassError(thrown) && thrown.code).toBe(code)
    }
  })

  it('names the file as it was given', () => {
    expect(() => loadDeployment('./x.yml', () => 'connectors: {}', {})).toThrow('x.yml: connectors: is empty.')
  })
})

describe('the digest of a deployment file', () => {
  const of = (text: string) => deploymentDigest(text, 'daypass.config.yml')
  const text = `connectors:\n  api: { type: token, audience: "\${AUDIENCE}", repositories: [1] }\n`
  it.each<[string, string, boolean]>([
    ['comments', `# a comment\n${text}`, true],
    [
      'another order',
      `connectors:\n  api:\n    repositories: [1]\n    audience: "\${AUDIENCE}"\n    type: token\n`,
      true,
    ],
    ['another reference', text.replace('AUDIENCE', 'OTHER'), false],
    ['another repository', text.replace('[1]', '[2]'), false],
    ['another name', text.replace('api:', 'db:'), false],
  ])('is the same with %s: %#', (_what, other, same) => {
    expect(of(other) === of(text)).toBe(same)
  })

  it('is of what is written, whatever it stands for', () => {
    const digestWith = (audience: string) => loadDeployment('./x.yml', () => text, { AUDIENCE: audience }).digest
    expect(digestWith('https://one.example')).toBe(of(text))
    expect(digestWith('https://two.example')).toBe(of(text))
  })
})
