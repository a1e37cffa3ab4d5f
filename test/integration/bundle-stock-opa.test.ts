import { execFileSync, spawnSync } from 'node:child_process'
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleFiles } from '../../src/policy/bundle/bundle-files.ts'
import { readGate } from '../../src/policy/bundle/gate.ts'
import { signBundle } from '../../src/policy/bundle/sign-bundle.ts'
import { writeTar } from '../../src/policy/bundle/write-tar.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { readTar } from '../../src/policy/tar.ts'
import type { LiveList } from '../../src/ports/live-lists.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { generateKeySet, openSigner } from '../../src/signing/signing-keys.ts'
import { runs } from '../runs.ts'

// What a stock opa takes, and what it refuses: that it is signed here and verified there is two programs agreeing on each hash.

const scope = 'acme/access'
const at = new Date('2026-11-30T12:00:00.123Z')
const gate = await readGate()
const short = new Map([['decision.rego', 'package daypass\n\ndecision := data.daypass_settings.outcome\n']])
const policy = new Map([
  ...short,
  [`${'long/'.repeat(4)}${'x'.repeat(150)}.rego`, 'package daypass.more\n\none := 1\n'],
])
const live: LiveList = {
  published: at,
  freshFor: 60,
  grants: [{ id: 'g'.repeat(22), subject: 'github|42', resource: 'orders-api', scopes: ['orders:read'], ends: at }],
}

let dir: string
let opa: string
let signer: Signer

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  opa = (await findOpa({})).path
  signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => undefined)
  const key = signer.publicKeys().find(({ daypass }) => daypass === 'bundle')
  const spki = createPublicKey({ key: key as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  writeFileSync(join(dir, 'key.pem'), spki)
})
afterAll(() => rmSync(dir, { recursive: true }))

const filesOf = (data: string, rules = policy) =>
  bundleFiles({ revision: 'e'.repeat(64), policy: rules, data, gate, live })
const bundleOf = (data: string) => signBundle(filesOf(data), { scope, at }, signer)

/** What opa says of a bundle that it verifies: undefined where it takes it. */
function refusal(bundle: Uint8Array): string | undefined {
  writeFileSync(join(dir, 'bundle.tar.gz'), bundle)
  const key = ['--verification-key', 'key.pem', '--signing-alg', 'ES256', '--scope', scope]
  const { status, stdout, stderr } = spawnSync(opa, ['build', '-b', 'bundle.tar.gz', ...key, '-o', 'out.tar.gz'], {
    cwd: dir,
    encoding: 'utf8',
  })
  return status === 0 ? undefined : stdout + stderr
}

/** The same bundle with other files under the same signature. */
async function changed(change: (files: Map<string, Uint8Array>) => void): Promise<Buffer> {
  // Our own reader knows no long names.
  const made = await signBundle(filesOf('{"daypass_settings":{"outcome":"deny"}}', short), { scope, at }, signer)
  const files = readTar(gunzipSync(made))
  change(files)
  return gzipSync(writeTar(files))
}

const altered = (files: Map<string, Uint8Array>, name: string, from: string, to: string) => {
  const text = Buffer.from(files.get(name) ?? '').toString()
  expect(text).toContain(from)
  files.set(name, Buffer.from(text.replace(from, to)))
}

test('the gate passes its own tests in a stock opa', () => {
  const { status, stdout } = spawnSync(opa, ['test', join(import.meta.dirname, '../../gate')], { encoding: 'utf8' })
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^PASS: (\d+)\/\1\n$/)])
})

describe('a bundle', () => {
  test('is taken by a stock opa, with its rules, its data and the gate', async () => {
    const bundle = await bundleOf('{"daypass_settings":{"outcome":"deny"}}')
    expect(refusal(bundle)).toBeUndefined()
    const asked = ['daypass.decision', 'daypass.more.one', 'daypass_gate.allow', 'daypass_live.published_ns']
    const query = `[${asked.map((name) => `data.${name}`).join(', ')}]`
    const output = execFileSync(opa, ['eval', '-f', 'raw', '-b', join(dir, 'out.tar.gz'), query], { encoding: 'utf8' })
    expect(output.trim()).toBe('["deny",1,false,1796040000123000000]')
  })

  test('of the same contents has the same files, in the same bytes', async () => {
    const data = '{"daypass_settings":{"outcome":"deny"}}'
    const tars = [await bundleOf(data), await bundleOf(data)].map((bundle) => gunzipSync(bundle))
    const [one = '', two] = tars.map((tar) => tar.toString('latin1').split('.signatures.json')[0])
    expect(one.length).toBeGreaterThan(1_000)
    expect(two).toBe(one)
  })

  test('is taken as it was, packed anew', async () => {
    expect(refusal(await changed(() => undefined))).toBeUndefined()
  })

  test.each<[string, (files: Map<string, Uint8Array>) => void]>([
    ['a rule was altered', (files) => altered(files, 'policies/decision.rego', 'outcome', 'outcomes')],
    [
      'the gate was altered',
      (files) => altered(files, 'gate/daypass_gate.rego', 'default allow := false', 'default allow := true'),
    ],
    ['an answer was altered', (files) => altered(files, 'data.json', 'deny', 'allow')],
    [
      'the end of a grant was altered',
      (files) => altered(files, 'data.json', '"ends_ns":1796040000123000000', '"ends_ns":9996040000123000000'),
    ],
    ['the list was made younger', (files) => altered(files, 'data.json', '"published_ns":1', '"published_ns":2')],
    ['it owns more of the data', (files) => altered(files, '.manifest', '"daypass"', '"daypass","system"')],
    ['a file was added', (files) => void files.set('policies/more.rego', Buffer.from('package daypass\n\nok := 1\n'))],
    ['data were added', (files) => void files.set('more/data.json', Buffer.from('{}'))],
    ['a file is missing', (files) => void files.delete('gate/daypass_gate.rego')],
    ['it is not signed', (files) => void files.delete('.signatures.json')],
    ['the signature is of nothing', (files) => void files.set('.signatures.json', Buffer.from('{"signatures":[]}'))],
  ])('is refused where %s', async (_, change) => {
    expect(refusal(await changed(change))).toMatch(/verification|signature|digest|not found|mismatch/)
  })

  test.each(['token', 'status', 'trail', 'delivery'] as const)(
    'is refused where the key for %s signed it',
    async (other) => {
      const wrong: Pick<Signer, 'signJwt'> = { signJwt: (_purpose, ...of) => signer.signJwt(other, ...of) }
      expect(refusal(await signBundle(filesOf('{}'), { scope, at }, wrong))).toContain('verif')
    },
  )

  test('is refused where it was signed for another scope', async () => {
    expect(refusal(await signBundle(filesOf('{}'), { scope: 'acme/other', at }, signer))).toContain('scope')
  })

  // Each of these was a difference between RFC 8785 and what opa hashes, or might be one.
  test.each([
    ['separators of lines', '{"s":{"\u2028":"\u2029","a\u2028b":1}}'],
    [
      'letters of two and of four bytes as names, which sort otherwise in UTF-16',
      '{"s":{"\uffff":1,"\u{1f600}":2,"é":3,"z":4}}',
    ],
    ['what HTML takes for its own', '{"s":"<script>&\'\\"/</script>"}'],
    ['control characters', '{"s":"\\u0000\\u0001\\b\\f\\n\\r\\t\\u001f\u007f\u0080"}'],
    ['numbers that no double holds', '{"s":[12345678901234567890,0.1000000000000000055511151231257827,-0,1e400]}'],
    ['numbers as they are written', '{"s":[1.0,1E5,1e+5,0.10,100000000000000000000000,5e-324]}'],
    ['names that JavaScript has for itself', '{"s":{"__proto__":1,"constructor":{"prototype":[]},"10":1,"9":2}}'],
    ['nothing', '{"s":[null,true,false,"",[],{}]}'],
  ])('holds %s', async (_, data) => {
    expect(refusal(await bundleOf(data))).toBeUndefined()
  })

  test('holds whatever JSON does', async () => {
    const data = fc.tuple(
      fc.jsonValue({ noUnicodeString: false }),
      fc.dictionary(fc.string({ unit: 'binary' }), fc.string()),
    )
    await fc.assert(
      fc.asyncProperty(data, async (s) => {
        expect(refusal(await bundleOf(JSON.stringify({ s })))).toBeUndefined()
      }),
      { numRuns: runs(5, 200) },
    )
  })
})
