import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decisionsKeptFor,
  deploymentDigest,
  loadDeployment,
  readDeployment,
  textsKeptFor,
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
      'what another type has, at any depth',
      'connectors: { api: { type: token, secret: [1], repositories: [1] } }',
      [
        `${file}: connectors.api: has \`secret\`, which is not known here. Correct the name or remove it. [CONFIG_INVALID]`,
      ],
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
      `connectors: { db: { type: aws-sts, url: "\${NONE}", repositories: [1] } }`,
      [
        `${file}: connectors.db.type: \`aws-sts\` is not part of this version. Use token, opa, postgres, redis, webhook or github. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a type that nobody knows',
      'connectors: { db: { type: tokn, repositories: [1] } }',
      [
        `${file}: connectors.db.type: is not a kind of connector. Use token, opa, postgres, redis, webhook or github. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a lending App whose key is written out, and an access repository that is lent',
      'connectors: { g: { type: github, app_id: 1, private_key: "a key", organisation: 9, roles: { push: { repository: 1, permission: push } }, repositories: [1] } }',
      [
        `${file}: connectors.g.private_key: is written out. Put it into a variable, or its path into one that ends in _PATH, and write \${NAME} here. [CONFIG_INVALID]`,
        `${file}: connectors.g.roles.push.repository: is an access repository: whoever writes there could change who is asked. It is never lent. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a role that is never lent',
      'connectors: { g: { type: github, app_id: 1, private_key: "a key", organisation: 9, roles: { push: { repository: 1, permission: admin } }, repositories: [1] } }',
      expect.arrayContaining([expect.stringContaining('connectors.g.roles.push')]),
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
      'a database without TLS',
      `connectors: { db: { type: postgres, url: "postgres://u@db.acme.example/x", roles: { read: r }, repositories: [1] } }`,
      [
        `${file}: connectors.db.url: does not say sslmode=verify-full. Add it: everything else is open to whoever stands in between. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a password that is written out, of a replica too',
      `connectors: { db: { type: postgres, url: "postgres://u:canary@localhost/x", replicas: ["postgres://u:canary@[::1]/x"], roles: { read: r }, repositories: [1] } }`,
      ['url', 'replicas[0]'].map(
        (key) =>
          `${file}: connectors.db.${key}: holds a password that is written out. Put it into a variable, and write \${NAME} here. [CONFIG_INVALID]`,
      ),
    ],
    [
      'an address of something else',
      `connectors: { db: { type: postgres, url: "mysql://u@localhost/x", roles: { read: r }, repositories: [1] } }`,
      [
        `${file}: connectors.db.url: is not an address of PostgreSQL. Write postgres://<user>:<password>@<host>/<database>?sslmode=verify-full. [CONFIG_INVALID]`,
      ],
    ],
    [
      'roles without a preset, and a claim that says something already',
      `${api}, roles: { read: reader }, claims: { sub: { value: root }, Role: { from: person } } } }`,
      [
        ...['sub', 'Role'].map(
          (name) =>
            `${file}: connectors.api.claims.${name}: is a claim that says something already. Give it another name. [CONFIG_INVALID]`,
        ),
        `${file}: connectors.api.roles: is for the presets postgrest and hasura. Say which, or remove it. [CONFIG_INVALID]`,
      ],
    ],
    [
      'a preset without roles, and a probe that would prove nothing',
      `${api}, preset: postgrest, probe: "https://api.acme.example/x" } }`,
      [
        `${file}: connectors.api.roles: is missing. Name the role at the target for each scope. [CONFIG_INVALID]`,
        `${file}: connectors.api.probe: is of no use with postgrest, which reads no status list: it refuses nothing before the token has run out. Remove it. [CONFIG_INVALID]`,
      ],
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
      'a range that is none',
      `${api}, allow_private: ["10.2.0.0/33"] } }`,
      [
        `${file}: connectors.api.allow_private[0]: is no range of addresses. Write one such as 10.2.0.0/16. [CONFIG_INVALID]`,
      ],
    ],
    ...['169.254.0.0/16', '0.0.0.0/0', '10.0.0.0/7', '1.1.1.0/24', 'fe80::/10', '::/0', '::ffff:10.0.0.0/104'].map(
      (range): [string, string, string[]] => [
        `a range that is not private: ${range}`,
        `${api}, allow_private: [10.2.0.0/16, fd12::/16, "${range}"] } }`,
        [
          `${file}: connectors.api.allow_private[2]: opens nothing: it does not lie within 127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, ::1/128, fc00::/7, and no other range is private. [CONFIG_INVALID]`,
        ],
      ],
    ),
    [
      'a probe with a password',
      `${api}, probe: "https://u:p@api.acme.example/x" } }`,
      [
        `${file}: connectors.api.probe: holds a user name or password. Remove it: Daypass shows what it has in another way. [CONFIG_INVALID]`,
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

  describe('a Redis', () => {
    const env = { P: 'of the server', URL: 'rediss://a:of-the-server@cache.acme.example' }
    const cache = (over: Record<string, string> = {}) => {
      const members = {
        urls: `["rediss://a:\${P}@cache.acme.example"]`,
        roles: '{ read: { keys: ["o:*"], commands: ["+@read"] } }',
      }
      const all = Object.entries({ type: 'redis', repositories: '[1]', ...members, ...over })
      return `connectors: { cache: { ${all.map(([name, value]) => `${name}: ${value}`).join(', ')} } }`
    }

    it('has nodes, and roles by the name of an action', () => {
      for (const urls of [`["rediss://a:\${P}@cache.acme.example:7000"]`, `["\${URL}"]`, '["redis://localhost"]'])
        expect(problemsOf(cache({ urls }), env)).toEqual([])
      const roles =
        '{ read: { commands: ["+get", "-@all", "+client|getname"] }, listen: { channels: ["a.*"], commands: ["+subscribe"] } }'
      expect(problemsOf(cache({ roles }), env)).toEqual([])
    })

    it.each<[string, Record<string, string>, string, string]>([
      ['a password that is written out', { urls: '["rediss://a:b@cache.acme.example"]' }, 'urls[0]', 'written out'],
      ['no TLS', { urls: `["\${URL}", "redis://a:\${P}@cache.acme.example"]` }, 'urls[1]', 'rediss://'],
      [
        'a blank in a key, which would be another rule',
        { roles: '{ read: { keys: ["o:* +@all"], commands: ["+get"] } }' },
        'roles.read.keys[0]',
        '',
      ],
      [
        'an end of the selector in a key',
        { roles: '{ read: { keys: ["o:*)"], commands: ["+get"] } }' },
        'roles.read.keys[0]',
        '',
      ],
      ['what is no rule of commands', { roles: '{ read: { commands: ["~*"] } }' }, 'roles.read.commands[0]', ''],
      ['a password as a rule', { roles: '{ read: { commands: [">x"] } }' }, 'roles.read.commands[0]', ''],
      ['nopass as a rule', { roles: '{ read: { commands: ["nopass"] } }' }, 'roles.read.commands[0]', ''],
    ])('with %s is refused', (_, over, path, message) => {
      const [found, ...more] = problemsOf(cache(over), env)
      expect([found, more]).toEqual([expect.stringContaining(`connectors.cache.${path}: `), []])
      expect(found).toContain(message)
      expect(found).not.toContain('of-the-server')
    })
  })

  describe('a webhook', () => {
    const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`
    const env = { S: secretOf(32), T: secretOf(24), SHORT: secretOf(23), LONG: secretOf(65), WORD: 'x'.repeat(40) }
    const one = (name: string) => `"\${${name}}"`
    const hook = (over: Record<string, string> = {}) => {
      const members = {
        type: 'webhook',
        url: '"https://hook.acme.example/x"',
        secret: one('S'),
        effect: '5s',
        worst: '1m',
      }
      const all = Object.entries({ ...members, repositories: '[1]', ...over }).filter(([, value]) => value !== '')
      return `connectors: { hook: { ${all.map(([name, value]) => `${name}: ${value}`).join(', ')} } }`
    }

    it('has an address, secrets, and what is promised of its ends', () => {
      const read = (text: string) => readDeployment(text, file, env, readFile).connectors.hook
      expect(read(hook())).toMatchObject({ type: 'webhook', secret: env.S, effect: '5s', worst: '1m' })
      const rich = {
        secret: `[${one('S')}, ${one('T')}]`,
        values: '[API_KEY, API_USER]',
        allow_private: '[10.2.0.0/16]',
      }
      expect(read(hook(rich))).toMatchObject({ secret: [env.S, env.T], values: ['API_KEY', 'API_USER'] })
      expect(read(hook({ url: '"http://127.0.0.1:4000/x"', effect: '24h', worst: '1d' }))).toBeDefined()
    })

    it.each<[string, Record<string, string>, string, string]>([
      ['no address', { url: '' }, 'hook', 'lacks `url`'],
      ['no promise', { worst: '' }, 'hook', 'lacks `worst`'],
      ['http', { url: '"http://hook.acme.example/"' }, 'hook.url', 'uses http'],
      ['a password in its address', { url: '"https://a:b@hook.acme.example/"' }, 'hook.url', 'user name or password'],
      ['the metadata service', { url: '"https://169.254.169.254/"' }, 'hook.url', 'link-local'],
      ['a secret that is written out', { secret: `"${env.S}"` }, 'hook.secret', 'is written out'],
      [
        'one of several that is written out',
        { secret: `[${one('S')}, "${env.T}"]` },
        'hook.secret[1]',
        'is written out',
      ],
      ['a secret that is none', { secret: one('WORD') }, 'hook.secret', 'no secret of Standard Webhooks'],
      ['a short secret', { secret: one('SHORT') }, 'hook.secret', 'no secret of Standard Webhooks'],
      [
        'a long secret',
        { secret: `[${one('S')}, ${one('LONG')}]` },
        'hook.secret[1]',
        'no secret of Standard Webhooks',
      ],
      ['an end after days', { effect: '1h', worst: '25h' }, 'hook.worst', 'longer than a day'],
      ['an effect after everything is over', { effect: '2m' }, 'hook.effect', 'longer than `worst`'],
      ['a range that is not private', { allow_private: '[1.1.1.0/24]' }, 'hook.allow_private[0]', 'opens nothing'],
      ['values in small letters', { values: '[api_key]' }, 'hook.values[0]', ''],
      ['no values', { values: '[]' }, 'hook.values', 'empty list'],
    ])('with %s is refused', (_, over, path, message) => {
      const [found, ...more] = problemsOf(hook(over), env)
      expect([found, more]).toEqual([expect.stringContaining(`connectors.${path}: `), []])
      expect(found).toContain(message)
      for (const secret of Object.values(env)) expect(found).not.toContain(secret)
    })

    // `daypass exec` makes variables of them: none that has a program do something else.
    it.each([
      'LD_PRELOAD',
      'DYLD_INSERT_LIBRARIES',
      'PATH',
      'NODE_OPTIONS',
      'BASH_ENV',
      'GIT_SSH_COMMAND',
      'DAYPASS_OPA',
    ])('gives no value the name %s', (name) => {
      expect(problemsOf(hook({ values: `[API_KEY, ${name}]` }), env)).toHaveLength(1)
    })
  })

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

    const gate = (written: string) =>
      `connectors: { gate: { type: opa, repositories: [1], probe: "http://127.0.0.1:8181", probe_token: "${written}" } }`

    it('of the kind opa: what the reader that is asked wants to be shown', () => {
      expect(readDeployment(gate(ref('SHORT')), file, env, readFile).connectors.gate).toMatchObject({
        probe_token: env.SHORT,
      })
      expect(problemsOf(gate(token), env)).toEqual([expect.stringContaining('gate.probe_token: is written out')])
      expect(problemsOf(gate(ref('BLANK')), env)).toEqual([expect.stringContaining('gate.probe_token: holds blanks')])
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
  db: { type: aws-sts, repositories: [1] }
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

  it('of texts, for ever where nothing is said', () => {
    expect([textsKeptFor(said('')), textsKeptFor(said('keep_texts_for: 800d'))]).toEqual([undefined, 800 * 86_400])
    expect(problemsOf(`keep_texts_for: 0d\n${api} } }`)).toEqual([expect.stringContaining('keep_texts_for')])
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
