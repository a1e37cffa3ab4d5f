import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { UnsignedPayload } from '../../src/core/unsigned-payload.ts'
import { signedBytes } from '../../src/sealing/delivery-signature.ts'
import { seal } from '../../src/sealing/seal.ts'
import { unseal } from '../../src/sealing/unseal.ts'
import { createIssuer, payloadFor, sealable } from '../unit/sealing/delivery.ts'
import { fixture, fixtureNames, keysFolder, privateKey, publicLine } from '../unit/sealing/keys.ts'

/** Stock `age` and `ssh-keygen`, which share no code with us, open what we seal, and we open what they seal. */
const missing = ['age', 'ssh-keygen'].filter((tool) => spawnSync(tool, ['--help']).error !== undefined)
const folder = mkdtempSync(join(tmpdir(), 'daypass-age-'))
const path = (name: string): string => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let issuer: Awaited<ReturnType<typeof createIssuer>>
beforeAll(async () => {
  // Git keeps no file modes beyond x, and ssh-keygen refuses private keys that others can read.
  for (const name of fixtureNames) writeFileSync(path(name), readFileSync(new URL(name, keysFolder)), { mode: 0o600 })
  issuer = await createIssuer()
})

const notice = `${missing.join(' and ')} not installed: NOT TESTED against the stock age (apt-get install age openssh-client)`
if (missing.length > 0) console.warn(`\n*** ${notice} ***\n`)
beforeEach((context) => {
  if (missing.length === 0) return
  if (process.env.CI) throw new Error(notice)
  context.skip(notice)
})

function age(args: readonly string[], input: string): string {
  return execFileSync('age', args, { input, encoding: 'utf8', stdio: 'pipe' })
}

async function signedText(payload: UnsignedPayload): Promise<string> {
  return JSON.stringify({ ...payload, signature: await issuer.sign(signedBytes(payload)) })
}

describe.each(['ed25519', 'ed25519-other', 'rsa-3072', 'rsa-4096', 'rsa-3072-pkcs1'])('%s', (name) => {
  test('the stock age opens what we seal', async () => {
    const payload = payloadFor(name)
    const text = age(['-d', '-i', path(name)], await seal(sealable(payload), [publicLine(name)], issuer.sign))
    expect(JSON.parse(text)).toMatchObject(payload)
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
  })

  test('we open what the stock age seals', async () => {
    const payload = payloadFor(name)
    const armored = age(['-R', path(`${name}.pub`), '-a'], await signedText(payload))
    expect(await unseal(armored, [privateKey(name)], issuer.verify)).toMatchObject(payload)
  })

  test('the stock age does not open it with another key', async () => {
    const armored = await seal(sealable(payloadFor(name)), [publicLine(name)], issuer.sign)
    const other = name === 'ed25519' ? 'ed25519-other' : 'ed25519'
    expect(() => age(['-d', '-i', path(other)], armored)).toThrow(/no identity matched/)
  })
})

test('keys made just now work both ways', async () => {
  for (const type of ['ed25519', 'ed25519', 'ed25519', 'rsa']) {
    const file = path(`fresh-${type}`)
    rmSync(file, { force: true })
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', file], { input: 'y\n' })
    const line = readFileSync(`${file}.pub`, 'utf8').trim()
    const fingerprint = execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' }).split(' ')[1] ?? ''
    const payload = payloadFor(type, { recipient: { id: 1, keys: [fingerprint] } })
    const armored = await seal(sealable(payload), [line], issuer.sign)
    expect(JSON.parse(age(['-d', '-i', file], armored))).toMatchObject(payload)
  }
})

test('the fixtures are what ssh-keygen says they are', () => {
  for (const line of fixture('fingerprints.txt').trim().split('\n')) {
    const [name = '', ...rest] = line.split(' ')
    const said = execFileSync('ssh-keygen', ['-lf', path(`${name}.pub`)], { encoding: 'utf8' }).trim()
    expect(said).toBe(rest.join(' '))
  }
})
