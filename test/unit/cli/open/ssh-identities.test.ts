import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Machine } from '../../../../src/cli/deps.ts'
import { readIdentities } from '../../../../src/cli/open/ssh-identities.ts'
import { createOpener } from '../../../../src/sealing/opener.ts'
import { seal } from '../../../../src/sealing/seal.ts'
import { createIssuer, payloadFor, sealable } from '../../sealing/delivery.ts'
import { fixture, passphrase, publicLine } from '../../sealing/keys.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'daypass-ssh-'))
  await mkdir(join(home, '.ssh'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const put = (name: string, text: string) => writeFile(join(home, '.ssh', name), text)
const machine = (askHidden?: Machine['askHidden']) => ({ home, askHidden }) as Machine
const found = async (...named: string[]) =>
  (await readIdentities(named, machine())).map(({ file }) => file.slice(join(home, '.ssh').length + 1))

test('every private key is found, whatever its file is called, the usual ones first (field.D11)', async () => {
  await put('github_work', fixture('ed25519'))
  await put('aaa', fixture('rsa-3072-pkcs1'))
  await put('id_rsa', fixture('rsa-3072'))
  await put('id_rsa.pub', fixture('rsa-3072.pub'))
  await put('known_hosts', 'github.com ssh-ed25519 AAAA')
  await put('config', 'Host *\n  IdentityFile ~/.ssh/github_work\n')
  await put('huge', `-----BEGIN OPENSSH PRIVATE KEY-----\n${'A'.repeat(70_000)}`)
  await mkdir(join(home, '.ssh', 'folder'))
  await symlink(join(home, '.ssh', 'github_work'), join(home, '.ssh', 'linked'))
  await symlink(join(home, 'nowhere'), join(home, '.ssh', 'dangling'))
  expect(await found()).toEqual(['id_rsa', 'aaa', 'github_work', 'linked'])
})

test('the one with the fingerprint opens it, and no passphrase of another is asked for (field.D11)', async () => {
  await put('github_work', fixture('ed25519'))
  await put('id_rsa', fixture('rsa-3072-pkcs8-encrypted'))
  await put('id_rsa.pub', fixture('rsa-3072-pkcs8-encrypted.pub'))
  await put('id_ed25519', fixture('ed25519-aes256-ctr'))
  const issuer = await createIssuer()
  const armored = await seal(sealable(payloadFor('ed25519')), [publicLine('ed25519')], issuer.sign)
  const asked: string[] = []
  const identities = await readIdentities(
    [],
    machine(async (question) => {
      asked.push(question)
      return passphrase
    }),
  )
  await expect(createOpener().open(armored, identities, issuer.verify)).resolves.toMatchObject({ version: 2 })
  expect(asked).toEqual([])
})

test('a public line of another key beside a file that was named does not hide it', async () => {
  await put('id_rsa', fixture('rsa-3072-pkcs8-encrypted'))
  await put('id_rsa.pub', fixture('rsa-3072.pub'))
  const [identity] = await readIdentities([join(home, '.ssh', 'id_rsa')], machine())
  expect(identity).not.toHaveProperty('publicLine')
})

test.each<[string, string[], string, RegExp]>([
  ['no key', [], 'KEY_NONE', /-i.*agent or on hardware cannot decrypt: export/s],
  ['a named file that is not there', ['/nowhere'], 'USAGE', /no such file/],
])('%s is said with what to do (field.D11)', async (_, named, code, words) => {
  await put('id_ed25519_sk.pub', fixture('sk-ed25519.pub'))
  const thrown = await readIdentities(named, machine()).catch((error: unknown) => error)
  expect(thrown).toMatchObject({ code, message: expect.stringMatching(words) })
})

test('that no key fits says what agents and hardware keys cannot do (field.D11)', async () => {
  await put('other', fixture('ed25519-other'))
  const issuer = await createIssuer()
  const armored = await seal(sealable(payloadFor('ed25519')), [publicLine('ed25519')], issuer.sign)
  const opening = createOpener().open(armored, await readIdentities([], machine()), issuer.verify)
  await expect(opening).rejects.toMatchObject({
    code: 'SEALED_NOT_FOR_YOU',
    message: expect.stringMatching(/fingerprint.*-i.*agent or on hardware cannot decrypt/s),
  })
})
