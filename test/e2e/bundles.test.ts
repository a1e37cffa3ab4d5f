import { execFileSync } from 'node:child_process'
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalog, type Stage } from '../../demo/stage.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { stageHere } from '../stage.ts'
import { ask, ended, labelled } from './play.ts'

// From the request to the bundle, without a reader that runs: that is test/targets/bundle-reader.test.ts.

let stage: Stage
let opa: string
let dir: string

const tokens = { GATEWAY_TOKEN: 'g'.repeat(64), OTHER_TOKEN: 'o'.repeat(64) }

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  opa = (await findOpa({})).path
  stage = await stageHere({
    env: tokens,
    files: { 'catalog/example.yml': catalog.replaceAll('connector: orders-api', 'connector: gate') },
    deployment: `connectors:
  gate: { type: opa, fresh_for: 6s, repositories: [{repository}], drill: off }
bundles:
  - repository: {repository}
    readers:
      gateway: { token: "\${GATEWAY_TOKEN}", resources: [orders-api] }
      other: { token: "\${OTHER_TOKEN}", resources: [billing-api] }
`,
  })
  const keys = (await (await fetch(`${stage.server.url}/.well-known/jwks.json`)).json()) as { keys: JsonWebKey[] }
  const key = keys.keys.find(({ daypass }) => daypass === 'bundle') ?? {}
  const spki = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  writeFileSync(join(dir, 'key.pem'), spki)
})
afterAll(async () => {
  await stage?.stop()
  rmSync(dir, { recursive: true })
})

type Headers = Record<string, string>

function bundle(headers: Headers = {}, token = tokens.GATEWAY_TOKEN, path?: string): Promise<Response> {
  const { owner, name } = stage.github.repository
  const url = `${stage.server.url}/bundles/${path ?? `${owner}/${name}`}.tar.gz`
  return fetch(url, { headers: { authorization: `Bearer ${token}`, ...headers } })
}

/** What the gate in a bundle says, once a stock opa has verified it. */
async function says(response: Response, scope: string): Promise<unknown> {
  const { owner, name } = stage.github.repository
  writeFileSync(join(dir, 'bundle.tar.gz'), Buffer.from(await response.arrayBuffer()))
  const verify = ['--verification-key', 'key.pem', '--signing-alg', 'ES256', '--scope', `${owner}/${name}`]
  execFileSync(opa, ['build', '-b', 'bundle.tar.gz', ...verify, '-o', 'out.tar.gz'], { cwd: dir })
  const input = { subject: `github|${stage.github.as('rita').id}`, resource: 'orders-api', scope }
  writeFileSync(join(dir, 'input.json'), JSON.stringify(input))
  const asked = ['eval', '-f', 'raw', '-b', 'out.tar.gz', '-i', 'input.json', 'data.daypass_gate.allow']
  return JSON.parse(execFileSync(opa, asked, { cwd: dir, encoding: 'utf8' }))
}

/** Waits for the bundle after this one, as opa does. */
const after = async (etag: string | null): Promise<Response> => {
  for (;;) {
    const response = await bundle({ 'if-none-match': etag ?? '', prefer: 'modes=snapshot,delta;wait=30' })
    if (response.status === 200) return response
  }
}

test('whoever waits for a bundle gets it with the grant, and the next without', async () => {
  // Before its first event nothing is known of a repository.
  expect([(await bundle()).status, await (await bundle()).json()]).toEqual([
    503,
    { error: 'temporarily_unavailable', code: 'REPOSITORY_NOT_ENROLLED' },
  ])
  await stage.github.commitFiles({ 'policies/word/data.json': '{"said":"first"}' })
  await expect.poll(async () => (await bundle()).status).toBe(200)
  const first = await bundle()
  expect(await says(first, 'orders:read')).toBe(false)
  const asked = await ask(stage, 'rita')
  const active = await labelled(stage, asked, 'daypass:active')
  expect(active.status).toContain('There is nothing to open: the access is in effect.')
  expect(active.status).not.toContain('AGE ENCRYPTED')
  let newest = first
  const until = async (wanted: boolean) => {
    do newest = await after(newest.headers.get('etag'))
    while ((await says(newest.clone(), 'orders:read')) !== wanted)
  }
  await until(true)
  expect(await says(newest.clone(), 'orders:write')).toBe(false)
  expect(await says(await bundle({}, tokens.OTHER_TOKEN), 'orders:read')).toBe(false)
  await stage.github.as('rita').comment(asked.number, '/done')
  await until(false)
  const { receipt } = await ended(stage, asked, 'done')
  expect(receipt).toContain('every list that had it is too old to be judged by')
})

test('a change of what is in force is in the next one', async () => {
  const { headers } = await bundle()
  const etag = headers.get('etag')
  const waiting = bundle({ 'if-none-match': etag ?? '', prefer: 'wait=30' })
  await stage.github.commitFiles({ 'policies/word/data.json': '{"said":"later"}' })
  let response = await waiting
  for (;;) {
    const text = Buffer.from(await response.clone().arrayBuffer())
    writeFileSync(join(dir, 'word.tar.gz'), text)
    const said = execFileSync(opa, ['eval', '-f', 'json', '-b', 'word.tar.gz', 'data.word.said'], { cwd: dir })
    if (said.toString().includes('"later"')) break
    response = await after(response.headers.get('etag'))
  }
})

test('nobody learns without a token whether there is one', async () => {
  for (const [token, path] of [
    ['', undefined],
    ['x'.repeat(64), undefined],
    [tokens.GATEWAY_TOKEN, 'acme/nowhere'],
  ] as const) {
    const response = await bundle({}, token, path)
    expect([response.status, await response.json()]).toEqual([404, { error: 'not_found' }])
  }
})
