import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../demo/github/free-port.ts'
import { createGuardedFetch } from '../../src/connectors/guarded-fetch/guarded-fetch.ts'
import { createWebhookConnector } from '../../src/connectors/webhook/webhook-kind.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant } from '../../src/core/record.ts'

// The program of the guide is what people copy: it runs as it stands there.
const folder = 'node_modules/.cache/daypass-webhook-guide'
const secret = `whsec_${randomBytes(32).toString('base64')}`
const now = () => new Date()
let program: ChildProcess
let url: string

beforeAll(async () => {
  const [, text = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/connectors/webhook.md', 'utf8')) ?? []
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/target.mjs`, text)
  const port = await freePort()
  url = `http://127.0.0.1:${port}/daypass`
  const env = { ...process.env, ORDERS_HOOK_SECRET: secret, PORT: String(port) }
  program = spawn(process.execPath, [`${folder}/target.mjs`], { env, stdio: 'inherit' })
  while (!(await fetch(url).catch(() => undefined)));
})
afterAll(() => {
  program.kill()
  rmSync(folder, { recursive: true })
})

test('the program of the guide begins, extends, ends, is asked and lists', async () => {
  const store = 's'.repeat(22)
  const connector = createWebhookConnector({
    ...{ name: 'orders', store: async () => store, fetch: createGuardedFetch(), now, randomBytes },
    settings: { url, secret, effect: '5s', worst: '1m', values: ['API_KEY'] },
  })
  const grant: Grant = {
    ...{ id: randomBytes(16).toString('base64url'), connector: 'orders', connectorType: 'webhook' },
    ...{ resource: 'orders-db', audience: url, scope: 'orders:read', requester: 42, digest: 'd'.repeat(64) },
    ...{ policy: 'e'.repeat(64), requestUrl: 'https://github.test/a/b/issues/1' },
    ...{ begins: now(), ends: addSeconds(now(), 3600) },
  }
  const listed = async () => {
    const found = []
    for await (const marked of connector.listOurs?.() ?? []) found.push(marked)
    return found
  }
  expect(await connector.health()).toMatchObject([{ state: 'well' }])
  const first = (await connector.begin(grant, {}))?.reveal()
  expect(first).toEqual({ type: 'webhook', values: { API_KEY: expect.any(String) } })
  expect((await connector.begin(grant, {}))?.reveal()).not.toEqual(first)
  await connector.extend?.({ ...grant, ends: addSeconds(grant.ends, 3600) }, {})
  expect(await connector.drill?.use(grant, undefined, now())).toMatchObject({ control: 'let-in' })
  expect(await connector.probe(grant, {}, now())).toMatchObject({ proved: false })
  expect(await listed()).toEqual([{ grant: grant.id, store }])
  for (let times = 0; times < 2; times++) await connector.end(grant, {}, now())
  expect(await connector.probe(grant, {}, now())).toMatchObject({ proved: true, proof: { how: 'declared' } })
  expect(await listed()).toEqual([])
  // What arrives late begins nothing.
  await expect(connector.begin(grant, {})).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
})
