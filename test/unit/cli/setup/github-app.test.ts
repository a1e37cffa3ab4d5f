import { expect, test } from 'vitest'
import { fileNames } from '../../../../src/cli/setup/deployment-texts.ts'
import { setUpApp } from '../../../../src/cli/setup/github-app.ts'
import { makeRoom } from '../../../../src/cli/setup/handed-out.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { newApp, partsWith } from './world.ts'

const file = { description: '', url: 'https://daypass.example', permissions: {}, events: [] }
const options = { file, paste: false, organisation: 5, repository: 7 }
const taken = { id: 3101, slug: 'daypass-acme', page: newApp.page, clientId: 'Iv1.a' }
const absent = { app: async () => undefined }

/** Waits for the page, and calls it with what GitHub would bring back. */
async function bringBack(said: readonly string[], text: () => string, code = '0a1b'): Promise<Response> {
  await expect.poll(() => said.some((line) => line.includes('?key='))).toBe(true)
  const address = new URL(/http\S+/.exec(said.find((line) => line.includes('?key=')) ?? '')?.[0] ?? '')
  const page = await (await fetch(address)).text()
  const state = /apps\/new\?state=([\w-]+)/.exec(page)?.[1] ?? text()
  return fetch(`${address.origin}/created?code=${code}&state=${state}`, { redirect: 'manual' })
}

test('the browser goes on to the installation, and keys lie in files', async () => {
  const { parts, said, timers } = await partsWith({ github: { ...absent, convert: async () => newApp } })
  const app = setUpApp(parts, options)
  const answer = await bringBack(said, () => '')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toContain('/installations/new/permissions?suggested_target_id=5')
  expect(await app).toEqual(taken)
  expect(parts.keeper.state.app).toEqual(taken)
  expect(timers).toEqual([])
  expect(await parts.folder.read(fileNames.privateKey)).toBe('the private key')
  expect(said.join('\n')).not.toMatch(/the (?:private key|webhook secret|client secret)/)
})

test('the page closes after ten minutes', async () => {
  const { parts, said, timers } = await partsWith({ github: absent })
  const app = setUpApp(parts, options)
  await expect.poll(() => said.length).toBe(1)
  expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([600_000])
  timers[0]?.act()
  await expect(app).rejects.toMatchObject({ code: 'SETUP_UNFINISHED' })
  await expect(fetch(/http\S+/.exec(said[0] ?? '')?.[0] ?? '')).rejects.toThrow()
})

test('what GitHub refuses leaves nothing behind: the next page is a new one', async () => {
  const convert = () => Promise.reject(new DaypassError('SETUP_UNFINISHED', 'used'))
  const { parts, said } = await partsWith({ github: { ...absent, convert } })
  const app = setUpApp(parts, options)
  app.catch(() => undefined)
  expect((await bringBack(said, () => '')).status).toBe(502)
  await expect(app).rejects.toMatchObject({ code: 'SETUP_UNFINISHED' })
  expect(await parts.folder.read(fileNames.handed)).toBeUndefined()
  expect(parts.keeper.state.intended.conversion).toBeUndefined()
})

test('an app of somebody else is not taken over, whoever brought its code', async () => {
  const { parts, said } = await partsWith({
    github: { ...absent, convert: async () => ({ ...newApp, owner: 'mallory' }) },
  })
  const app = setUpApp(parts, options)
  app.catch(() => undefined)
  await bringBack(said, () => '')
  await expect(app).rejects.toThrow(/of mallory, and not of acme/)
  expect(await parts.folder.read(fileNames.privateKey)).toBeUndefined()
})

test('what was handed out before a stop is taken over without a page', async () => {
  const state = { intended: { app: 'then', conversion: 'then' } }
  const { parts, said } = await partsWith({ state })
  await (await makeRoom(parts.folder))(newApp)
  expect(await setUpApp(parts, options)).toEqual(taken)
  expect(said).toHaveLength(1)
  // And where the stop came after the files, before it was noted.
  const { parts: later } = await partsWith({ state })
  await later.folder.make(fileNames.app, JSON.stringify({ name: 'Daypass acme', ...taken }))
  expect(await setUpApp(later, options)).toEqual(taken)
  expect(await setUpApp(later, options)).toEqual(taken)
})

const unfinished: [string, object, boolean, RegExp][] = [
  ['its code did not come', { app: 'then' }, false, /its code did not come here/],
  ['its keys were lost', { app: 'then', conversion: 'then' }, false, /keys were lost/],
  ['its keys were lost in the middle', { app: 'then' }, true, /keys were lost/],
]
test.each(unfinished)('there is no second app where one was made and %s', async (_, intended, half, words) => {
  const app = async () => ({ id: 1, owner: 'ACME' })
  const { parts, said } = await partsWith({ github: { app }, state: { intended } })
  if (half) await parts.folder.make(fileNames.handed, '{"id":31')
  const failed = setUpApp(parts, options)
  await expect(failed).rejects.toThrow(words)
  await expect(failed).rejects.toMatchObject({
    code: 'SETUP_APP_LOST',
    where: 'https://github.com/organizations/acme/settings/apps/daypass-acme',
  })
  expect(said).toEqual([])
})

test('an app of that name that somebody else has is no matter', async () => {
  const app = async () => ({ id: 1, owner: 'mallory' })
  const github = { app, convert: async () => newApp }
  const { parts, said } = await partsWith({ github, state: { intended: { app: 'then' } } })
  const made = setUpApp(parts, options)
  await bringBack(said, () => '')
  expect(await made).toEqual(taken)
})

test.each([fileNames.privateKey, fileNames.app, fileNames.handed])(
  'no page opens where %s of another set-up lies',
  async (name) => {
    const { parts, said } = await partsWith({ github: absent })
    await parts.folder.make(name, JSON.stringify({ ...taken, secrets: {} }))
    await expect(setUpApp(parts, options)).rejects.toMatchObject({ code: 'SETUP_EXISTS' })
    expect(said).toEqual([])
  },
)
