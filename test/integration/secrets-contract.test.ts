import sodium from 'libsodium-wrappers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import type { SecretPlace } from '../../src/core/lending/secret-place.ts'
import { createActionsSecrets } from '../../src/github/lending/actions-secrets.ts'
import type { ActionsSecrets } from '../../src/ports/actions-secrets.ts'
import { sealBox } from '../../src/sealing/sealed-box.ts'
import { silentLog } from '../open-test-store.ts'

// Secrets of the local GitHub, by the calls that are made to the real one, and as unkind as that.
let github: LocalGitHub
let secrets: ActionsSecrets

beforeAll(async () => {
  github = await startLocalGitHub({
    repositories: ['shop'],
    people: [
      { login: 'rita', permission: 'write' },
      { login: 'nora', owner: true },
    ],
  })
  await github.secrets.makeEnvironment('shop', 'Production')
  const log = { ...silentLog, child: () => log } as never
  const { id: app_id, organisation } = github.lendingApp
  const app = { app_id, private_key: github.privateKey, organisation }
  const options = { baseUrl: github.url, userAgent: 'daypass/test', log, now: () => new Date(), pause: 1, fetch }
  secrets = createActionsSecrets(app, options)
})
afterAll(() => github?.stop())

const placeIn = (environment: string | undefined, secret: string): SecretPlace => ({
  ...{ github: 'lending', repository: github.repositoryId('shop'), secret },
  ...(environment === undefined ? {} : { environment }),
})

describe.each([undefined, 'production'])('a secret (environment: %s)', (environment) => {
  const put = async (place: SecretPlace, text: string) => {
    const key = await secrets.keyOf(place)
    return secrets.put(place, key, await sealBox(text, key.key))
  }

  test('is put, found, written over and removed; a job gets what was sealed', async () => {
    const place = placeIn(environment, 'DB_URL')
    expect(await secrets.find(place)).toBe('absent')
    const at = await put(place, 'postgres://ü@db')
    expect(await github.secrets.valueFor('shop', 'db_url', environment)).toBe('postgres://ü@db')
    // GitHub says when it did, and later that it was then.
    expect(at?.toISOString()).toMatch(/^\d{4}-.*\.000Z$/)
    expect(await secrets.find(place)).toMatchObject({ updated: at?.toISOString() })
    await put(place, 'another')
    expect(await github.secrets.valueFor('shop', 'DB_URL', environment)).toBe('another')
    await secrets.remove(place)
    await secrets.remove(place)
    expect(await secrets.find(place)).toBe('absent')
  })

  test.each([
    [
      'sealed to another key',
      async () => ({ id: undefined, box: await boxFor(sodium.crypto_box_keypair().publicKey) }),
    ],
    ['that is no box', async () => ({ id: undefined, box: 'AAAA' })],
    ['by the id of another key', async () => ({ id: '1', box: 'AAAA' })],
  ])('%s is refused', async (_, made) => {
    const place = placeIn(environment, 'REFUSED')
    const key = await secrets.keyOf(place)
    const { id, box } = await made()
    await expect(secrets.put(place, { ...key, id: id ?? key.id }, box)).rejects.toMatchObject({
      code: 'GITHUB_REFUSED',
    })
    expect(await secrets.find(place)).toBe('absent')
  })

  test('what the App may not see is never absent', async () => {
    const nowhere = { ...placeIn(environment, 'X'), repository: 999_999 }
    await expect(secrets.find(nowhere)).rejects.toMatchObject({ code: expect.stringMatching(/^GITHUB_/) })
    const [told] = await secrets.health(nowhere)
    expect(told).toMatchObject({ state: 'wrong' })
  })

  test('neither the first App nor whoever may only read writes there, and the permission is named', async () => {
    const base = environment === undefined ? 'actions/secrets' : `environments/${environment}/secrets`
    const path = `/repos/acme/shop/${base}/DB_URL`
    const refused = await fetch(`${github.url}${path}`, {
      method: 'DELETE',
      headers: { authorization: `token ${await firstApp()}` },
    })
    expect(refused.status).toBe(403)
    const permission = environment === undefined ? 'secrets' : 'environments'
    expect(refused.headers.get('x-accepted-github-permissions')).toBe(`${permission}=write`)
    expect((await github.as('rita').request('PUT', path, {})).status).not.toBe(201)
  })
})

test('an environment that is taken away takes its secrets along', async () => {
  await github.secrets.makeEnvironment('shop', 'staging')
  const place = placeIn('staging', 'DB_URL')
  await github.secrets.write('shop', 'DB_URL', 'x', 'staging')
  github.secrets.dropEnvironment('shop', 'staging')
  expect(await secrets.find(place)).toBe('gone')
  await expect(secrets.keyOf(place)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
  expect(await secrets.health(place)).toMatchObject([
    { state: 'wrong', message: /There is no environment staging in acme\/shop/ },
  ])
})

test('what is there already is noted by the doctor', async () => {
  const place = placeIn(undefined, 'THEIRS')
  expect(await secrets.health(place)).toMatchObject([{ state: 'well' }])
  await github.secrets.write('shop', 'THEIRS', 'x')
  expect(await secrets.health(place)).toMatchObject([{ state: 'note', message: /writes nothing over it/ }])
})

async function boxFor(publicKey: Uint8Array): Promise<string> {
  return sealBox('x', sodium.to_base64(publicKey, sodium.base64_variants.ORIGINAL))
}

/** A token of the App that Daypass runs as. */
async function firstApp(): Promise<string> {
  const { SignJWT, importPKCS8 } = await import('jose')
  const { createPrivateKey } = await import('node:crypto')
  const pem = createPrivateKey(github.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString()
  const seconds = Math.floor(Date.now() / 1000)
  const jwt = await new SignJWT({ iss: String(github.appId), iat: seconds - 10, exp: seconds + 300 })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(pem, 'RS256'))
  const url = `${github.url}/app/installations/${github.installationId}/access_tokens`
  const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${jwt}` } })
  return ((await answer.json()) as { token: string }).token
}
