import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../../src/config/environment.ts'
import type { Environment } from '../../../src/config/secret-source.ts'
import { ProblemsError } from '../../../src/core/error.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const pem = rsa.export({ type: 'pkcs1', format: 'pem' }).toString().trim()
const pkcs8 = rsa.export({ type: 'pkcs8', format: 'pem' }).toString()
const ecPem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const secret = 'b7d1f0c2a94e63588d20'
const jwks = '{"keys":[{"kty":"EC","crv":"P-256","x":"x","y":"y","d":"canary-d"}]}'

const files: Record<string, string> = {
  '/keys/app.pem': `${pem}\n`,
  '/keys/empty.pem': ' \n',
  '/keys/wrong.pem': 'hello',
  '/run/secrets/webhook': `${secret}\n`,
  '/run/secrets/webhook-two': `${secret},${secret}0\r\n`,
  '/run/secrets/webhook-lines': `${secret}\n${secret}0\n`,
  '/run/secrets/database': 'postgres://u:p@db/x\n',
  '/run/secrets/database-lines': 'postgres://u:p@db/x\ny\n',
  '/run/secrets/keys.json': `${jwks}\n`,
  '/run/secrets/empty': '\n',
  '/run/secrets/canary': 'canary-canary-canary\n',
}

function readFile(path: string): string {
  const text = files[path]
  if (text !== undefined) return text
  throw Object.assign(new Error('no'), { code: path.includes('locked') ? 'EACCES' : 'ENOENT' })
}

const minimal: Environment = {
  APP_ID: '12',
  PRIVATE_KEY: pem,
  WEBHOOK_SECRET: secret,
  PUBLIC_URL: 'https://daypass.example',
}

function problemsOf(change: Environment): string[] {
  try {
    readEnvironment({ ...minimal, ...change }, readFile)
    return []
  } catch (thrown) {
    if (!(thrown instanceof ProblemsError)) throw thrown
    expect(thrown.code).toBe('CONFIG_INVALID')
    return thrown.problems.map(({ where, message, code }) => `${where} ${message} [${code}]`)
  }
}

describe('readEnvironment', () => {
  it('takes off quotes that docker --env-file leaves around a value that is no webhook secret (field.D7)', () => {
    const quoted = {
      ...{
        APP_ID: '"12"',
        PUBLIC_URL: "'https://daypass.example'",
        PORT: '"3000"',
        HOST: '"::1"',
        LOG_LEVEL: '"info"',
      },
      ...{ DAYPASS_DATA_DIR: '"./data"', DATABASE_URL: '"postgres://u:p@db/x"', DAYPASS_SIGNING_KEYS: jwks },
      ...{ PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '"/keys/app.pem"', GITHUB_API_URL: 'https://api.acme.ghe.com' },
    }
    const config = readEnvironment({ ...minimal, ...quoted }, readFile)
    expect(config).toMatchObject({ appId: 12, publicUrl: 'https://daypass.example', port: 3000, host: '::1' })
    expect(config).toMatchObject({ logLevel: 'info', dataDirectory: './data' })
    expect(config.databaseUrl?.reveal()).toBe('postgres://u:p@db/x')
  })

  it('needs four settings and has a default for everything that is not secret', () => {
    const config = readEnvironment(minimal, readFile)
    expect({
      ...config,
      privateKey: config.privateKey.reveal(),
      webhookSecrets: config.webhookSecrets.map((s) => s.reveal()),
    }).toEqual({
      appId: 12,
      deliveries: 'push',
      privateKey: `${pem}\n`,
      webhookSecrets: [secret],
      githubApiUrl: 'https://api.github.com',
      publicUrl: 'https://daypass.example',
      host: '127.0.0.1',
      port: 3000,
      adminPort: 9090,
      metrics: undefined,
      databaseUrl: undefined,
      dataDirectory: './data',
      deploymentFile: './daypass.config.yml',
      opa: undefined,
      logLevel: 'info',
      cli: 'daypass',
      signingKeys: undefined,
    })
  })

  it('shows no secret when it is printed', () => {
    const config = readEnvironment(
      { ...minimal, DATABASE_URL: 'postgres://u:canary@db/x', DAYPASS_SIGNING_KEYS: jwks },
      readFile,
    )
    const printed = JSON.stringify(config)
    for (const canary of ['canary', secret, 'PRIVATE']) expect(printed).not.toContain(canary)
  })

  const missing: [string, string][] = [
    ['APP_ID', 'is not set. It is the "App ID"'],
    ['PRIVATE_KEY', 'is not set. Set PRIVATE_KEY_PATH'],
    ['WEBHOOK_SECRET', 'is not set. Make one with'],
    ['PUBLIC_URL', 'is not set. It is the address'],
  ]
  it.each(missing)('without %s', (name, words) => {
    const [problem, ...others] = problemsOf({ [name]: undefined })
    expect(problem).toContain(`${name} ${words}`)
    expect(problem).toMatch(/\[CONFIG_MISSING\]$/)
    expect(others).toEqual([])
  })

  const every = [
    'APP_ID',
    'PRIVATE_KEY',
    'WEBHOOK_SECRET',
    'PUBLIC_URL',
    'GITHUB_API_URL',
    'HOST',
    'PORT',
    'DATABASE_URL',
    'DAYPASS_DATA_DIR',
    'DAYPASS_CONFIG',
    'DAYPASS_OPA',
    'LOG_LEVEL',
    'DAYPASS_SIGNING_KEYS',
    'DAYPASS_ADMIN_PORT',
    'DAYPASS_CLI',
    'DAYPASS_DELIVERIES',
    'DAYPASS_METRICS_HOST',
    'DAYPASS_METRICS_PORT',
  ]
  it.each(every)('%s set but empty is not absent', (name) => {
    for (const empty of ['', '  ']) {
      const mine = problemsOf({ DAYPASS_SIGNING_KEYS: jwks, DAYPASS_METRICS_HOST: '::', [name]: empty })
      expect(mine).toHaveLength(1)
      expect(mine[0]).toContain(`${name} is set but empty.`)
      expect(mine[0]).toMatch(/\[CONFIG_INVALID\]$/)
    }
  })

  const wrong: [string, string, string][] = [
    ['APP_ID', 'acme', 'is not a number above zero'],
    ['APP_ID', '0', 'is not a number above zero'],
    ['APP_ID', '1.5', 'is not a number above zero'],
    ['APP_ID', '-3', 'is not a number above zero'],
    ['PRIVATE_KEY', 'hello', 'is not a private key in PEM form'],
    ['PRIVATE_KEY', ecPem, 'is not an RSA key'],
    ['PRIVATE_KEY', pem.slice(0, 200), 'has no end'],
    ['DAYPASS_SIGNING_KEYS', '"{\\"keys\\":[]}"', 'is not a JWK set'],
    ['PRIVATE_KEY', pem.replace(/PRIVATE/g, 'PUBLIC'), 'is not a private key in PEM form'],
    ['WEBHOOK_SECRET', 'development', 'is a word from an example'],
    ['WEBHOOK_SECRET', 'Development', 'is a word from an example'],
    ['WEBHOOK_SECRET', 'developmentdevelopment', 'is a word from an example'],
    ['WEBHOOK_SECRET', 'secret', 'is a word from an example'],
    ['WEBHOOK_SECRET', 'changeme', 'is a word from an example'],
    ['WEBHOOK_SECRET', 'change-me-password-123', 'is a word from an example'],
    ['WEBHOOK_SECRET', 'b7d1f0c2a94e635', 'is shorter than 16 characters'],
    ['WEBHOOK_SECRET', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'repeats the same few characters'],
    ['WEBHOOK_SECRET', 'abababababababababababab', 'repeats the same few characters'],
    ['WEBHOOK_SECRET', 'your-webhook-secret-here', 'is a word from an example'],
    ['WEBHOOK_SECRET', '<insert your secret here>', 'is a word from an example'],
    ['WEBHOOK_SECRET', `\${WEBHOOK_SECRET}`, 'is an expression that nothing has replaced'],
    ['WEBHOOK_SECRET', '{{ .Values.webhookSecret }}', 'is an expression that nothing has replaced'],
    ['WEBHOOK_SECRET', `"${secret}"`, 'has quotes around it, which would be a part of the secret. Remove the quotes'],
    ['WEBHOOK_SECRET', `${secret},'${secret}0'`, 'would be a part of the secret: secret 2 of 2. Remove the quotes'],
    ['WEBHOOK_SECRET', `${secret}\u200bb`, 'holds U+200B, which nobody sees. Copy it again'],
    ['HOST', '0.0.0.0:3000', 'is not a host name or IP address'],
    ['GITHUB_API_URL', 'https://github.com/', 'is the web site of GitHub, not its API. Give https://api.github.com,'],
    ['GITHUB_API_URL', 'https://acme.ghe.com', 'not its API. Give https://api.acme.ghe.com.'],
    ['APP_ID', '""', 'is set but empty'],
    ['WEBHOOK_SECRET', `${secret},`, 'has an empty place between its commas: secret 2 of 2'],
    ['WEBHOOK_SECRET', `${secret},development`, 'secret 2 of 2 is a word from an example'],
    ['WEBHOOK_SECRET', `${secret},${secret}`, 'names the same secret twice'],
    ['WEBHOOK_SECRET', `${secret}\n${secret}0`, 'holds a line break. Write several secrets on one line'],
    ['PUBLIC_URL', 'daypass.example', 'is not a web address'],
    ['PUBLIC_URL', 'ftp://daypass.example', 'is not a web address'],
    ['PUBLIC_URL', 'http://daypass.example', 'uses http'],
    ['PUBLIC_URL', 'http://localhost.evil.example', 'uses http'],
    ['PUBLIC_URL', 'http://127.0.0.1.evil.example', 'uses http'],
    ['PUBLIC_URL', 'https://user@daypass.example', 'holds a user name'],
    ['PUBLIC_URL', 'https://daypass.example?x=1', 'has a query or a fragment'],
    ['PUBLIC_URL', 'https://daypass.example/#', 'has a query or a fragment'],
    ['GITHUB_API_URL', 'http://github.acme.example/api/v3', 'uses http'],
    ['HOST', 'a b', 'is not a host name'],
    ['PORT', '65536', 'is not a port'],
    ['PORT', '80a', 'is not a port'],
    ['PORT', '-1', 'is not a port'],
    ['DAYPASS_ADMIN_PORT', 'none', 'is not a port'],
    ['DAYPASS_ADMIN_PORT', '3000', 'is the same port as PORT'],
    ['DAYPASS_METRICS_HOST', 'daypass.example', 'is not an IP address. Give one of this machine'],
    ['DAYPASS_METRICS_HOST', '0', 'is not an IP address'],
    ['DAYPASS_METRICS_HOST', '0x7f.1', 'is not an IP address'],
    ['DAYPASS_METRICS_HOST', '[::]', 'is not an IP address'],
    ['DAYPASS_METRICS_HOST', '0.0.0.0:9091', 'is not an IP address'],
    ['DAYPASS_METRICS_PORT', '9091', 'is set without DAYPASS_METRICS_HOST'],
    ['DATABASE_URL', 'mysql://db/x', 'is not the address of a PostgreSQL database'],
    ['DATABASE_URL', 'postgres://u:p@db/x\ny', 'is not the address of a PostgreSQL database'],
    ['DATABASE_URL', 'postgres://', 'is not the address of a PostgreSQL database'],
    ['LOG_LEVEL', 'loud', 'is not a log level. Use one of trace, debug'],
    ['DAYPASS_DELIVERIES', 'both', 'is neither push'],
    ['DAYPASS_DELIVERIES', 'Pull', 'is neither push'],
    ['DAYPASS_CLI', 'daypass`', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', '```\n# injected', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'daypass\nopen', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'daypass\r\nopen', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'daypass\u2028open', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'day\u202epass', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'day\u0007pass', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'daypass\ttoken', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'dаypass', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', '<b>daypass</b>', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'daypass | sh', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', 'daypass; x', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', '$(daypass)', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', '[daypass](https://evil.example)', 'cannot stand in a comment as a command'],
    ['DAYPASS_CLI', `daypass ${'x'.repeat(200)}`, 'cannot stand in a comment as a command'],
    ['DAYPASS_SIGNING_KEYS', '{', 'is not a JWK set'],
    ['DAYPASS_SIGNING_KEYS', '{"keys":[]}', 'is not a JWK set'],
    ['DAYPASS_SIGNING_KEYS', '{"keys":[{"kty":"EC"}]}', 'is not a JWK set'],
    ['DAYPASS_SIGNING_KEYS', 'null', 'is not a JWK set'],
  ]
  it.each(wrong)('%s wrong (%#)', (name, value, words) => {
    const problems = problemsOf({ DAYPASS_SIGNING_KEYS: jwks, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    expect(problems[0]).toContain(words)
    if (value.length > 15) expect(problems[0]).not.toContain(value)
  })

  const keysOf = (c: ReturnType<typeof readEnvironment>) => c.signingKeys?.reveal()
  type Good = [string, Environment, (config: ReturnType<typeof readEnvironment>) => unknown, unknown]
  const good: Good[] = [
    [
      'a key with \\n written out',
      { PRIVATE_KEY: pem.replaceAll('\n', '\\n') },
      (c) => c.privateKey.reveal(),
      `${pem}\n`,
    ],
    ['a key in base64', { PRIVATE_KEY: Buffer.from(pem).toString('base64') }, (c) => c.privateKey.reveal(), `${pem}\n`],
    ['keys in quotes (field.D7)', { DAYPASS_SIGNING_KEYS: `'${jwks}'` }, keysOf, jwks],
    ['keys as a text of JSON (field.D7)', { DAYPASS_SIGNING_KEYS: JSON.stringify(jwks) }, keysOf, jwks],
    ['a PKCS #8 key', { PRIVATE_KEY: pkcs8 }, (c) => c.privateKey.reveal(), pkcs8],
    [
      'a key in a file',
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/keys/app.pem' },
      (c) => c.privateKey.reveal(),
      `${pem}\n`,
    ],
    [
      'two webhook secrets',
      { WEBHOOK_SECRET: `${secret} , ${secret}0` },
      (c) => c.webhookSecrets.map((s) => s.reveal()),
      [secret, `${secret}0`],
    ],
    [
      'slashes at the end',
      { PUBLIC_URL: 'https://Daypass.example:443//' },
      (c) => c.publicUrl,
      'https://daypass.example',
    ],
    ['a path', { PUBLIC_URL: 'https://acme.example/daypass/' }, (c) => c.publicUrl, 'https://acme.example/daypass'],
    ['this machine over http', { PUBLIC_URL: 'http://127.0.0.1:3000' }, (c) => c.publicUrl, 'http://127.0.0.1:3000'],
    ['this machine over IPv6', { GITHUB_API_URL: 'http://[::1]:4000/' }, (c) => c.githubApiUrl, 'http://[::1]:4000'],
    ['any free port', { PORT: '0', DAYPASS_ADMIN_PORT: '0' }, (c) => [c.port, c.adminPort], [0, 0]],
    ...[
      'npx --yes @acme/daypass@1.2.0',
      'docker run --rm ghcr.io/acme/daypass:1',
      'C:\\Tools\\daypass.exe',
      '"~/my tools/daypass"',
    ].map((cli): Good => [`the command ${cli}`, { DAYPASS_CLI: ` ${cli} ` }, (c) => c.cli, cli]),
    [
      'a database',
      { DATABASE_URL: 'postgres://u:p@db/x', DAYPASS_SIGNING_KEYS: jwks },
      (c) => [c.databaseUrl?.reveal(), c.signingKeys?.reveal()],
      ['postgres://u:p@db/x', jwks],
    ],
  ]
  it.each(good)('accepts %s', (_name, change, pick, expected) => {
    expect(pick(readEnvironment({ ...minimal, ...change }, readFile))).toEqual(expected)
  })

  const inFiles: [string, string, (config: ReturnType<typeof readEnvironment>) => unknown, unknown][] = [
    ['PRIVATE_KEY', '/keys/app.pem', (c) => c.privateKey.reveal(), `${pem}\n`],
    ['WEBHOOK_SECRET', '/run/secrets/webhook', (c) => c.webhookSecrets.map((s) => s.reveal()), [secret]],
    [
      'WEBHOOK_SECRET',
      '/run/secrets/webhook-two',
      (c) => c.webhookSecrets.map((s) => s.reveal()),
      [secret, `${secret}0`],
    ],
    ['DATABASE_URL', '/run/secrets/database', (c) => c.databaseUrl?.reveal(), 'postgres://u:p@db/x'],
    ['DAYPASS_SIGNING_KEYS', ' /run/secrets/keys.json', (c) => c.signingKeys?.reveal(), jwks],
  ]
  it.each(inFiles)('takes %s from the file %s', (name, path, pick, expected) => {
    const env = { ...minimal, DAYPASS_SIGNING_KEYS: jwks, [name]: undefined, [`${name}_PATH`]: path }
    expect(pick(readEnvironment(env, readFile))).toEqual(expected)
  })

  const secrets = ['PRIVATE_KEY', 'WEBHOOK_SECRET', 'DATABASE_URL', 'DAYPASS_SIGNING_KEYS']
  describe.each(secrets)('%s_PATH', (name) => {
    const variable = `${name}_PATH`
    const withPath = (path: string, value?: string) =>
      problemsOf({ DAYPASS_SIGNING_KEYS: jwks, [name]: value, [variable]: path })
    const complaints: [string, string, string][] = [
      [
        'of no file',
        '/run/secrets/none',
        'names /run/secrets/none, where there is no file. Correct the path. [CONFIG_MISSING]',
      ],
      [
        'of a file that cannot be read',
        '/run/secrets/locked',
        'names /run/secrets/locked, which cannot be read (EACCES). Make it a file that this user may read. [CONFIG_UNREADABLE]',
      ],
      [
        'of an empty file',
        '/run/secrets/empty',
        'names /run/secrets/empty, which is empty. Put the secret into it. [CONFIG_INVALID]',
      ],
      ['set but empty', ' ', 'is set but empty. Give it the path of a file, or remove it. [CONFIG_INVALID]'],
      [
        'that holds the secret itself',
        secret,
        'names something without a / at its beginning, where there is no file. Correct the path. [CONFIG_MISSING]',
      ],
    ]
    it.each(complaints)('%s', (_name, path, words) => {
      expect(withPath(path)).toEqual([`${variable} ${words}`])
    })

    it('beside the variable itself is an error, whatever either holds', () => {
      for (const value of ['', secret]) {
        const expected = `${name} is set together with ${variable}. Remove one of the two. [CONFIG_INVALID]`
        expect(withPath('/run/secrets/none', value)).toEqual([expected])
      }
    })
  })

  const wrongFiles: [string, string, string][] = [
    ['PRIVATE_KEY', '/keys/wrong.pem', 'is not a private key in PEM form'],
    ['PRIVATE_KEY', '/run/secrets/canary', 'is not a private key in PEM form'],
    ['WEBHOOK_SECRET', '/run/secrets/webhook-lines', 'holds a line break. Write several secrets on one line'],
    ['WEBHOOK_SECRET', '/keys/wrong.pem', 'is shorter than 16 characters'],
    ['DATABASE_URL', '/run/secrets/canary', 'is not the address of a PostgreSQL database'],
    ['DATABASE_URL', '/run/secrets/database-lines', 'is not the address of a PostgreSQL database'],
    ['DAYPASS_SIGNING_KEYS', '/run/secrets/canary', 'is not a JWK set with private keys'],
  ]
  it.each(wrongFiles)('%s_PATH=%s: %s', (name, path, words) => {
    const problems = problemsOf({ DAYPASS_SIGNING_KEYS: jwks, [name]: undefined, [`${name}_PATH`]: path })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${name}_PATH names ${path}, which ${words}`)
    for (const content of ['canary-canary', secret, 'u:p@db']) expect(problems[0]).not.toContain(content)
  })

  it('never repeats what the file of a secret holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...secrets), fc.string({ unit: 'binary', maxLength: 60 }), (name, tail) => {
        const env = { ...minimal, DAYPASS_SIGNING_KEYS: jwks, [name]: undefined, [`${name}_PATH`]: '/run/secrets/x' }
        try {
          readEnvironment(env, () => `canary${tail}`)
        } catch (thrown) {
          expect((thrown as Error).message).not.toContain('canary')
        }
      }),
    )
  })

  const opened: [string, Environment, { host: string; port: number }][] = [
    ['an address of this machine', { DAYPASS_METRICS_HOST: '10.0.0.5' }, { host: '10.0.0.5', port: 9090 }],
    [
      'the admin port of one’s own',
      { DAYPASS_METRICS_HOST: '10.0.0.5', DAYPASS_ADMIN_PORT: '7' },
      { host: '10.0.0.5', port: 7 },
    ],
    ['every address, the loopback included', { DAYPASS_METRICS_HOST: '0.0.0.0' }, { host: '0.0.0.0', port: 9091 }],
    ['every address, IPv6 too', { DAYPASS_METRICS_HOST: '::' }, { host: '::', port: 9091 }],
    ['an address of one network', { DAYPASS_METRICS_HOST: 'fe80::1%eth0' }, { host: 'fe80::1%eth0', port: 9090 }],
    ['a port of one’s own', { DAYPASS_METRICS_HOST: '::', DAYPASS_METRICS_PORT: '9' }, { host: '::', port: 9 }],
    [
      'any free port',
      { DAYPASS_METRICS_HOST: '::', DAYPASS_METRICS_PORT: '0', DAYPASS_ADMIN_PORT: '0' },
      { host: '::', port: 0 },
    ],
  ]
  it.each(opened)('opens metrics at %s', (_name, change, expected) => {
    expect(readEnvironment({ ...minimal, ...change }, readFile).metrics).toEqual(expected)
  })

  const covering = [
    '0.0.0.0',
    '::',
    '0:0:0:0:0:0:0:0',
    '0::0.0.0.0',
    '127.0.0.1',
    '::ffff:127.0.0.1',
    '::FFFF:7f00:1',
    '::ffff:0.0.0.0',
  ]
  it.each(covering)('does not open metrics at the admin port of %s, which covers 127.0.0.1', (host) => {
    const said = [
      'DAYPASS_METRICS_PORT is the same port as DAYPASS_ADMIN_PORT, and DAYPASS_METRICS_HOST covers 127.0.0.1. Choose another. [CONFIG_INVALID]',
    ]
    expect(problemsOf({ DAYPASS_METRICS_HOST: host, DAYPASS_METRICS_PORT: '9090' })).toEqual(said)
    expect(problemsOf({ DAYPASS_METRICS_HOST: host, DAYPASS_ADMIN_PORT: '9091' })).toEqual(said)
    expect(problemsOf({ DAYPASS_METRICS_HOST: host })).toEqual([])
  })

  it('does not open metrics at the public port', () => {
    const said = [
      'DAYPASS_METRICS_PORT is the same port as PORT. Metrics are not public: choose another. [CONFIG_INVALID]',
    ]
    expect(problemsOf({ DAYPASS_METRICS_HOST: '10.0.0.5', DAYPASS_METRICS_PORT: '3000' })).toEqual(said)
    expect(problemsOf({ DAYPASS_METRICS_HOST: '::', PORT: '9091' })).toEqual(said)
  })

  it('requires signing keys with a database that replicas share', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://db/x' })).toEqual([
      expect.stringMatching(/^DAYPASS_SIGNING_KEYS is not set\. DATABASE_URL requires it/),
    ])
    expect(problemsOf({ DATABASE_URL_PATH: '/run/secrets/database' })).toHaveLength(1)
    expect(
      problemsOf({ DATABASE_URL_PATH: '/run/secrets/database', DAYPASS_SIGNING_KEYS_PATH: '/run/secrets/keys.json' }),
    ).toEqual([])
  })

  it('says everything at once', () => {
    const problems = problemsOf({
      APP_ID: undefined,
      PRIVATE_KEY: '',
      WEBHOOK_SECRET: 'development',
      PUBLIC_URL: 'x',
      PORT: 'y',
      LOG_LEVEL: 'z',
      DATABASE_URL_PATH: '/run/secrets/none',
      DAYPASS_SIGNING_KEYS_PATH: '/run/secrets/locked',
    })
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'APP_ID',
      'DATABASE_URL_PATH',
      'DAYPASS_SIGNING_KEYS_PATH',
      'LOG_LEVEL',
      'PORT',
      'PRIVATE_KEY',
      'PUBLIC_URL',
      'WEBHOOK_SECRET',
    ])
  })

  it('names nothing twice for a whole empty environment', async () => {
    try {
      readEnvironment({}, readFile)
      expect.unreachable()
    } catch (thrown) {
      await expect(`${(thrown as Error).message}\n`).toMatchFileSnapshot('../../golden/cli/environment.txt')
    }
  })
})
