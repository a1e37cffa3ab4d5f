import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, run } from '../../demo/command-line.ts'
import { runInProcess } from '../../demo/in-process.ts'
import { catalog, type Stage } from '../../demo/stage.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { renderIssueTemplate } from '../../src/core/request/form-template.ts'
import type { Resource } from '../../src/generated/catalog.ts'
import { stageHere } from '../stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'daypass-configuration-'))
const path = (name: string) => join(folder, name)
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' })
const secret = 'kNfN5mNlQzGm8rV2 a secret that nobody may read'
const deployment = 'connectors:\n  api:\n    type: token\n    repositories: [1]\n'

/** An environment that nothing is wrong with, for a server that finds nobody at GitHub's address. */
const good: Record<string, string> = {
  APP_ID: '123',
  PRIVATE_KEY: String(pem),
  WEBHOOK_SECRET: secret,
  PUBLIC_URL: 'http://127.0.0.1:9',
  GITHUB_API_URL: 'http://127.0.0.1:9',
  PORT: '0',
  DAYPASS_ADMIN_PORT: '0',
  DAYPASS_CONFIG: path('daypass.config.yml'),
  DAYPASS_DATA_DIR: path('data'),
}

beforeAll(() => {
  writeFileSync(path('daypass.config.yml'), deployment)
  writeFileSync(path('file'), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** `daypass serve` with some variables changed; undefined takes one away. */
function serve(change: Record<string, string | undefined>, from = good, start = runInProcess): Promise<Answer> {
  const env = Object.entries({ ...from, ...change }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return start(['serve'], Object.fromEntries(env) as Record<string, string>)
}

/** It said no in words for people: no stack, nothing secret, nothing on the other channel. */
function expectRefusal({ code, stdout, stderr }: Answer, words: readonly (string | RegExp)[]): void {
  for (const said of words) expect(stderr).toMatch(said)
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(stderr).not.toContain('made a mistake of its own')
  expect(stderr).not.toContain(secret)
  expect(stderr).not.toContain('PRIVATE KEY-----\nMII')
}

const wrong: Record<string, string> = {
  APP_ID: 'my-app',
  PRIVATE_KEY: `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
  WEBHOOK_SECRET: 'development',
  PUBLIC_URL: `ftp://${secret.replaceAll(' ', '-')}`,
  GITHUB_API_URL: 'api.github.com',
  HOST: 'http://0.0.0.0',
  PORT: '70000',
  DAYPASS_ADMIN_PORT: '-1',
  DAYPASS_METRICS_HOST: 'everywhere',
  DAYPASS_METRICS_PORT: 'any',
  DAYPASS_CLI: '`daypass`',
  DATABASE_URL: `mysql://root:${secret.replaceAll(' ', '-')}@db/daypass`,
  DAYPASS_SIGNING_KEYS: `{"keys": [{"kty": "EC", "x": "${secret}"}]}`,
  LOG_LEVEL: 'loud',
  PRIVATE_KEY_PATH: '/nowhere/app.pem',
}

describe.concurrent('`daypass serve` does not start', () => {
  test.each(['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'PUBLIC_URL'])('without %s', async (name) => {
    // In a process of its own: its exit code and both channels are what operators get.
    expectRefusal(await serve({ [name]: undefined }, good, run), [`${name}: is not set`, 'CONFIG_MISSING'])
  })

  test('with any variable that is empty, and names all of them', async () => {
    const names = [
      ...Object.keys(wrong).filter((name) => name !== 'PRIVATE_KEY_PATH'),
      'DAYPASS_OPA',
      'DAYPASS_DATA_DIR',
    ]
    const answer = await serve(Object.fromEntries(names.map((name) => [name, ''])))
    expectRefusal(
      answer,
      names.map((name) => `${name}: is set but empty`),
    )
  })

  test('with any variable that is wrong, and names all of them without repeating a value', async () => {
    const { PRIVATE_KEY_PATH: _, ...values } = wrong
    const answer = await serve(values)
    expectRefusal(
      answer,
      Object.keys(values).map((name) => `  ${name}: `),
    )
    expect(answer.stderr).not.toContain(secret.replaceAll(' ', '-'))
  })

  test('with two private keys, or one that is not there', async () => {
    expectRefusal(await serve({ PRIVATE_KEY_PATH: '/nowhere' }), [/PRIVATE_KEY: is set together with PRIVATE_KEY_PATH/])
    expectRefusal(await serve({ PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/nowhere' }), [/PRIVATE_KEY_PATH: /])
  })

  test('with secrets in files that are absent, empty or unreadable, and names all of them at once', async () => {
    const answer = await serve({
      PRIVATE_KEY: undefined,
      PRIVATE_KEY_PATH: path('none'),
      WEBHOOK_SECRET: undefined,
      WEBHOOK_SECRET_PATH: path('file'),
      DATABASE_URL_PATH: folder,
      DAYPASS_SIGNING_KEYS_PATH: secret,
    })
    expectRefusal(answer, [
      /PRIVATE_KEY_PATH: names .*, where there is no file.* \[CONFIG_MISSING\]/,
      /WEBHOOK_SECRET_PATH: names .*, which is empty.* \[CONFIG_INVALID\]/,
      /DATABASE_URL_PATH: names .*, which cannot be read \(EISDIR\).* \[CONFIG_UNREADABLE\]/,
      /DAYPASS_SIGNING_KEYS_PATH: names something without a \/ at its beginning/,
    ])
  })

  test('on a database without signing keys of its own', async () => {
    const url = `postgres://daypass:${secret.replaceAll(' ', '-')}@127.0.0.1:9/daypass`
    expectRefusal(await serve({ DATABASE_URL: url }), ['DAYPASS_SIGNING_KEYS: is not set'])
  })

  test.each([
    ['missing', undefined, /nowhere.yml: There is no deployment file/],
    ['not YAML', 'connectors: [', /YAML_INVALID/],
    ['empty', '', /CONFIG_INVALID/],
    ['with a connector of no kind', deployment.replace('token', 'carrier-pigeon'), /connectors\.api\.type/],
    [
      'with a reference to nothing',
      `${deployment}    audience: "\${NOWHERE_SET}"\n`,
      /NOWHERE_SET\}, which is not set/,
    ],
    ['with an unknown member', `${deployment}    repositores: [1]\n`, /repositores/],
  ])('with a deployment file that is %s', async (name, text, words) => {
    const file = text === undefined ? path('nowhere.yml') : path(`${name.replaceAll(' ', '-')}.yml`)
    if (text !== undefined) writeFileSync(file, text)
    expectRefusal(await serve({ DAYPASS_CONFIG: file, APP_ID: undefined }), [words, 'APP_ID: is not set'])
  })

  test('with an opa that is not there', async () => {
    expectRefusal(await serve({ DAYPASS_OPA: '/nowhere/opa', DAYPASS_DATA_DIR: path('opa') }), ['OPA_MISSING'])
  })

  test('with a data directory that is none', async () => {
    expectRefusal(await serve({ DAYPASS_DATA_DIR: path('file') }), [path('file')])
  })
})

test('secrets are read from files, those of the deployment file too', async () => {
  const { stdout: keys } = await run(['keys'], {})
  const files = {
    PRIVATE_KEY: String(pem),
    WEBHOOK_SECRET: `${secret},${secret}2\n`,
    DATABASE_URL: 'postgres://daypass@127.0.0.1:9/daypass\n',
    DAYPASS_SIGNING_KEYS: keys,
    APPLICATION: 'https://api.acme.example\n',
  }
  const paths = Object.entries(files).map(([name, text]): [string, string] => {
    writeFileSync(path(name), text)
    return [`${name}_PATH`, path(name)]
  })
  writeFileSync(path('files.yml'), `${deployment}    audience: "\${APPLICATION}"\n`)
  const { PRIVATE_KEY: _1, WEBHOOK_SECRET: _2, ...others } = good
  const env = { ...others, ...Object.fromEntries(paths), DAYPASS_CONFIG: path('files.yml') }
  const { stdout, stderr } = await run(['doctor'], env)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^ok +configuration +Environment and deployment file are complete\.$/m)
  expect(stdout).toMatch(/^ok +signing keys +5 signing keys, each for its purpose\.$/m)
  expect(stdout).not.toContain(secret)
})

describe('beside a server that runs', () => {
  let stage: Stage
  beforeAll(async () => {
    const { resources } = readYaml(catalog, 'catalog') as { resources: Resource[] }
    const form = renderIssueTemplate(resources, { ticket: 'optional' })
    stage = await stageHere({ files: { '.github/ISSUE_TEMPLATE/access-request.yml': form } })
    stage.github.setRules('requests', { onlyApp: true })
    stage.github.setRules('daypass/**', { onlyApp: true })
    // A pattern of its own, since the local GitHub has one ruleset for each.
    stage.github.setRules('checkpoint?', { onlyApp: true })
    stage.github.setRules('checkpoints', { nonFastForward: true, deletion: true })
    stage.github.setRules('~DEFAULT_BRANCH', {
      reviews: { count: 1, codeOwners: true, dismissStale: true },
      requiredChecks: [{ context: 'daypass/policy', app: stage.github.appId }],
    })
  })
  afterAll(() => stage?.stop())

  test('a second one on the same store does not start', async () => {
    expectRefusal(await serve({ PORT: '0', LOG_LEVEL: 'silent' }, stage.env, run), [
      'STORE_LOCKED',
      String(stage.server.pid),
    ])
  })

  test('a port that is taken is named', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    try {
      expectRefusal(await serve({ PORT: String(port), DAYPASS_DATA_DIR: path('port'), LOG_LEVEL: 'silent' }), [
        String(port),
      ])
    } finally {
      taken.close()
    }
  })

  test('an address that this machine does not have is named', async () => {
    const change = { LOG_LEVEL: 'silent', DAYPASS_DATA_DIR: path('address') }
    expectRefusal(await serve({ ...change, DAYPASS_METRICS_HOST: '203.0.113.77' }), [
      /^DAYPASS_METRICS_HOST: Nothing can listen at 203\.0\.113\.77 \(EADDRNOTAVAIL\)/,
    ])
    expectRefusal(await serve({ ...change, HOST: '203.0.113.77' }), [/^HOST: Nothing can listen at 203\.0\.113\.77/])
  })

  test('the doctor finds everything well', async () => {
    const { code, stdout, stderr } = await runInProcess(['doctor'], stage.env)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('Everything is in order.')
    expect(stdout).toContain('The store is open in a running server')
    const answer = await run(['doctor', '--json'], stage.env)
    const { ok, findings } = JSON.parse(answer.stdout) as { ok: boolean; findings: { name: string; state: string }[] }
    expect({ code: answer.code, ok }).toEqual({ code: 0, ok: true })
    expect(findings.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['configuration', 'opa', 'signing keys', 'store', 'GitHub', 'clock']),
    )
    // What only the server's metrics tell cannot be seen from here, and is no fault.
    const notes = findings.filter(({ state }) => state !== 'well').map(({ state, name }) => `${state}: ${name}`)
    expect(notes).toEqual(['note: drills'])
  })

  test.each([
    ['another app’s key', { PRIVATE_KEY: String(pem) }, 'GitHub', 'GITHUB_REFUSED'],
    [
      'an address at which there is no GitHub',
      { GITHUB_API_URL: 'http://127.0.0.1:9' },
      'GitHub',
      'GITHUB_UNAVAILABLE',
    ],
    ['no opa', { DAYPASS_OPA: '/nowhere/opa' }, 'opa', 'OPA_MISSING'],
    ['no webhook secret', { WEBHOOK_SECRET: 'development' }, 'configuration', 'CONFIG_INVALID'],
  ])('the doctor finds %s', async (_, change, name, code) => {
    const answer = await runInProcess(['doctor', '--json'], { ...stage.env, ...change })
    expect(answer.code).toBe(1)
    expect(answer.stdout).not.toContain(stage.env.WEBHOOK_SECRET)
    const { ok, findings } = JSON.parse(answer.stdout) as { ok: boolean; findings: { name: string; code?: string }[] }
    expect(ok).toBe(false)
    expect(findings.find((finding) => finding.name === name)).toMatchObject({ state: 'wrong', code })
    const { stdout } = await runInProcess(['doctor'], { ...stage.env, ...change })
    expect(stdout).toMatch(new RegExp(`^WRONG +${name} .*\\[${code}\\]$`, 'm'))
  })
})
