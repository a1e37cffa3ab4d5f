import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { NewApp } from '../../../../src/cli/github/setup-github.ts'
import { fileNames } from '../../../../src/cli/setup/deployment-texts.ts'
import { checkNewApp, makeRoom, readHanded, unpack } from '../../../../src/cli/setup/handed-out.ts'
import { type Folder, openFolder } from '../../../../src/cli/setup/setup-folder.ts'
import { begunBefore, keepState, readState } from '../../../../src/cli/setup/state.ts'
import { Secret } from '../../../../src/core/secret.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder(join(mkdtempSync(join(tmpdir(), 'daypass-test-')), 'daypass'))
})
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const names = () => readdirSync(folder.path).sort()

const asked = {
  ...{ organisation: 'acme', team: 'orders', url: 'https://daypass.acme.example', repository: 'access' },
  ...{ appName: 'Daypass acme', site: 'https://github.com', apiUrl: 'https://api.github.com' },
}
const app: NewApp = {
  ...{ id: 3101, slug: 'daypass-acme', name: 'Daypass acme', page: 'https://github.com/apps/daypass-acme' },
  ...{ owner: 'Acme', clientId: 'Iv1.a' },
  clientSecret: new Secret('the client secret'),
  webhookSecret: new Secret('the webhook secret'),
  privateKey: new Secret('the private key'),
}

describe('the folder', () => {
  test("is its owner's alone, and so is each file; git leaves it out", async () => {
    await folder.make('a', 'text')
    await folder.replace('b', 'text')
    await folder.replace('b', 'other')
    expect(modeOf(folder.path)).toBe('700')
    expect(names().map((name) => `${name} ${modeOf(folder.at(name))}`)).toEqual(['.gitignore 600', 'a 600', 'b 600'])
    expect(await folder.read('.gitignore')).toMatch(/^\*$/m)
    expect(await folder.read('b')).toBe('other')
    expect(await folder.read('c')).toBeUndefined()
  })

  test('never writes over a file', async () => {
    writeFileSync(folder.at('key'), 'somebody else’s')
    await expect(folder.make('key', 'mine')).rejects.toMatchObject({ code: 'SETUP_EXISTS' })
    await expect(folder.reserve('key')).rejects.toMatchObject({ code: 'SETUP_EXISTS' })
    expect(await folder.read('key')).toBe('somebody else’s')
  })

  test.each(["a'b", 'a"b', 'a$b', 'a\\b', 'a\nb'])(
    'is refused where its path would break a file of variables: %j',
    async (name) => {
      await expect(openFolder(join(tmpdir(), name))).rejects.toMatchObject({ code: 'USAGE' })
    },
  )
})

describe('what GitHub hands out once', () => {
  const files = ['.gitignore', 'app.json', 'app.private-key.pem', 'client-secret', 'webhook-secret']

  test('lies whole on the disk before each part gets its file', async () => {
    const keep = await makeRoom(folder)
    expect(await readHanded(folder)).toBe('lost')
    await keep(app)
    const handed = await readHanded(folder)
    if (typeof handed !== 'object') throw new Error('it is not there')
    expect(await unpack(folder, handed)).toEqual({ id: 3101, slug: app.slug, page: app.page, clientId: 'Iv1.a' })
    expect(names()).toEqual(files)
    expect(names().map((name) => modeOf(folder.at(name)))).toEqual(files.map(() => '600'))
    expect(await folder.read(fileNames.privateKey)).toBe('the private key')
    expect(await folder.read(fileNames.app)).not.toMatch(/secret|private key/)
  })

  test.each([1, 2, 3, 4])('is taken apart to the end after a stop at file %i, half written', async (at) => {
    await (await makeRoom(folder))(app)
    const handed = await readHanded(folder)
    if (typeof handed !== 'object') throw new Error('it is not there')
    const stopped = { ...folder, make: stopAt(at) }
    await expect(unpack(stopped, handed)).rejects.toThrow('stopped')
    const again = await readHanded(folder)
    if (typeof again !== 'object') throw new Error('it is lost')
    await unpack(folder, again)
    expect(names()).toEqual(files)
    expect(await folder.read(fileNames.webhookSecret)).toBe('the webhook secret')
  })

  /** A process that dies in the middle of a file. */
  function stopAt(at: number): Folder['make'] {
    let count = 0
    return async (name, text) => {
      count += 1
      if (count < at) return folder.make(name, text)
      await folder.make(name, text.slice(0, 5))
      throw new Error('stopped')
    }
  }

  test.each([fileNames.privateKey, fileNames.webhookSecret, fileNames.clientSecret, fileNames.app])(
    'is not asked for where %s is in the way',
    async (name) => {
      await folder.make(name, 'of another set-up')
      await expect(makeRoom(folder)).rejects.toMatchObject({ code: 'SETUP_EXISTS' })
      expect(await readHanded(folder)).toBe('nothing')
    },
  )

  test('counts only where it is of this organisation, with a secret for its webhook', () => {
    expect(() => checkNewApp(asked, app)).not.toThrow()
    for (const [change, words] of [
      [{ owner: 'evil' }, /of evil/],
      [{ owner: '' }, /somebody else/],
      [{ webhookSecret: new Secret('') }, /without a webhook secret/],
    ] as const)
      expect(() => checkNewApp(asked, { ...app, ...change })).toThrow(words)
  })
})

describe('the state', () => {
  test('is written before anybody goes on, whole', async () => {
    const keeper = await keepState(folder, { version: 1, asked, intended: {} })
    await keeper.keep({ intended: { app: '2026-12-01T09:00:00.000Z' } })
    expect(await readState(folder)).toEqual(keeper.state)
    expect(names()).toEqual(['.gitignore', 'setup.json'])
  })

  test('is gone on with where somebody says so', async () => {
    expect(await begunBefore(folder, false)).toBeUndefined()
    expect(await begunBefore(folder, true)).toBeUndefined()
    await keepState(folder, { version: 1, asked, intended: {} })
    await expect(begunBefore(folder, false)).rejects.toMatchObject({ code: 'SETUP_EXISTS' })
    expect(await begunBefore(folder, true)).toMatchObject({ asked })
  })

  test.each(['', '{', '{"version":2}', '[]'])('is refused where it is not in its form: %j', async (text) => {
    await folder.make(fileNames.state, text)
    await expect(readState(folder)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
