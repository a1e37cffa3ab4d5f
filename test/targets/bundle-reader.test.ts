import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  altered,
  type Between,
  type BundleSource,
  type OpaServer,
  standBetween,
  startOpaServer,
} from '../../demo/bundle-reader.ts'
import { freePort } from '../../demo/github/free-port.ts'
import { catalog, type Stage } from '../../demo/stage.ts'
import { writeTar } from '../../src/policy/bundle/write-tar.ts'
import { readTar } from '../../src/policy/tar.ts'
import type { Purpose } from '../../src/ports/signer.ts'
import { openSigner } from '../../src/signing/signing-keys.ts'
import { ask, ended, labelled } from '../e2e/play.ts'
import { stageHere } from '../stage.ts'

// A stock opa that reads bundles, with somebody in between.

let stage: Stage
let between: Between
let opa: OpaServer
let from: BundleSource

const token = 'k'.repeat(64)

beforeAll(async () => {
  const port = await freePort()
  stage = await stageHere({
    env: { GATEWAY_TOKEN: token },
    files: { 'catalog/example.yml': catalog.replaceAll('connector: orders-api', 'connector: gate') },
    deployment: `connectors:
  gate:
    type: opa
    fresh_for: 6s
    probe: http://127.0.0.1:${port}
    repositories: [{repository}]
    drill: off
bundles:
  - repository: {repository}
    readers:
      gateway: { token: "\${GATEWAY_TOKEN}", resources: [orders-api] }
`,
  })
  between = await standBetween(stage.server.url)
  const { owner, name } = stage.github.repository
  const scope = `${owner}/${name}`
  from = { url: between.url, resource: `/bundles/${scope}.tar.gz`, token, scope, issuer: stage.server.url, port }
  opa = await startOpaServer(from)
})
afterAll(async () => {
  await opa?.stop()
  await between?.stop()
  await stage?.stop()
})

const question = (scope = 'orders:read', resource = 'orders-api') => ({
  subject: `github|${stage.github.as('rita').id}`,
  resource,
  scope,
})
const allows = (...of: Parameters<typeof question>) => opa.ask('daypass_gate/allow', question(...of))
/** A change that everybody sees who reads the bundle. */
const mark = (word: string) =>
  stage.github.commitFiles({ 'policies/word/data.json': JSON.stringify({ said: word }) }, `Say ${word}`)
const word = () => opa.ask('word/said')

describe('a stock opa', () => {
  test('waits for the next bundle, and follows a change of what is in force', async () => {
    await expect.poll(() => opa.ask('daypass_gate/fresh')).toBe(true)
    await mark('one')
    await expect.poll(word).toBe('one')
    const answers = between.seen.filter(({ status }) => status === 200)
    expect(answers.length).toBeGreaterThan(1)
    for (const answer of answers)
      expect(answer).toMatchObject({
        prefer: 'modes=snapshot,delta;wait=30',
        type: 'application/vnd.openpolicyagent.bundles',
      })
  })

  test('says yes to whom access is given, for what and as long as it is, without a credential', async () => {
    expect(await allows()).toBe(false)
    const asked = await ask(stage, 'rita')
    const active = await labelled(stage, asked, 'daypass:active')
    await expect.poll(() => allows()).toBe(true)
    expect([await allows('orders:write'), await allows('orders:read', 'billing-api')]).toEqual([false, false])
    expect(active.status).toContain('There is nothing to open: the access is in effect.')
    await stage.github.as('rita').comment(asked.number, '/done')
    await expect.poll(() => allows()).toBe(false)
    const { receipt } = await ended(stage, asked, 'done')
    expect(receipt).toContain(`refused by \`${new URL(opa.url).host}\``)
  })

  test('is told nothing of resources that are not its own', async () => {
    const asked = await ask(stage, 'rita', { resource: 'billing-api' })
    await labelled(stage, asked, 'daypass:pending')
    expect(Object.keys((await opa.ask('daypass_live/grants')) as object)).toEqual([])
  })

  const changed = (change: (files: Map<string, Uint8Array>) => unknown) => (bundle: Buffer) => {
    const files = readTar(gunzipSync(bundle))
    change(files)
    return gzipSync(writeTar(files))
  }

  /** The same files, signed by a key of this server, with what is said otherwise. */
  const signedAnew = (purpose: Purpose, other: { scope?: string }) => async (bundle: Buffer) => {
    const signer = await openSigner({ directory: join(stage.folder, 'data/keys') }, () => undefined)
    const files = readTar(gunzipSync(bundle))
    const { signatures } = JSON.parse(Buffer.from(files.get('.signatures.json') ?? '').toString())
    const jws = await signer.signJwt(purpose, 'JWT', { ...decodeJwt(signatures[0]), ...other })
    files.set('.signatures.json', Buffer.from(JSON.stringify({ signatures: [jws] })))
    return gzipSync(writeTar(files))
  }

  test('takes one that was signed anew by the right key', async () => {
    between.change = signedAnew('bundle', {})
    await mark('signed')
    await expect.poll(word).toBe('signed')
    between.change = undefined
  })

  test('takes one that was packed anew, and not changed', async () => {
    between.change = changed(() => undefined)
    await mark('packed')
    await expect.poll(word).toBe('packed')
    between.change = undefined
  })

  test.each<[string, (bundle: Buffer) => Buffer | Promise<Buffer>]>([
    ['its rules', altered('policies/decision.rego', 'package daypass', 'package daypass\n\nmore := 1')],
    ['the gate', altered('gate/daypass_gate.rego', 'default allow := false', 'default allow := true')],
    ['its data', altered('data.json', '"fresh_for_ns":6', '"fresh_for_ns":9999996')],
    ['what is in it', changed((files) => files.set('policies/more.rego', Buffer.from('package daypass.more\n')))],
    ['who signed it: another key of ours', signedAnew('trail', {})],
    ['for whom it is signed', signedAnew('bundle', { scope: 'acme/other' })],
    ['its signature, which is gone', changed((files) => files.delete('.signatures.json'))],
  ])(
    'refuses a bundle of which somebody changed %s, and lets nobody in by what it had for long',
    async (what, change) => {
      const before = await word()
      between.change = change
      const refused = () => opa.log().split('Bundle load failed').length
      const until = refused()
      await mark(what)
      await expect.poll(refused).toBeGreaterThan(until)
      expect(await word()).toBe(before)
      expect(await allows()).toBe(false)
      between.change = undefined
      await expect.poll(word).toBe(what)
    },
  )

  test('takes what nobody signed where its settings name no key: why docs/bundles.md wants `keyid`', async () => {
    between.change = changed((files) => files.delete('.signatures.json'))
    const careless = await startOpaServer({ ...from, port: await freePort(), keyid: false })
    try {
      await expect.poll(() => careless.ask('daypass_gate/fresh')).toBe(true)
    } finally {
      between.change = undefined
      await careless.stop()
    }
  })

  test('that hears of nothing any more lets nobody in, though it keeps its bundle for ever', async () => {
    const asked = await ask(stage, 'rita')
    await labelled(stage, asked, 'daypass:active')
    await expect.poll(() => allows()).toBe(true)
    between.change = () => {
      throw new Error('cut')
    }
    await expect.poll(() => allows()).toBe(false)
    expect(await opa.ask('daypass_gate/fresh', {})).toBe(false)
    expect(await word()).toBeDefined()
    between.change = undefined
    await expect.poll(() => allows()).toBe(true)
  })
})
