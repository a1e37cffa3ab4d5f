import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { ask, ended, labelled, look, nextSecond, type Shown, shows } from './play.ts'
import { approves, filesFor, granted, proposed, pullOf, stageFor, wants } from './review-play.ts'

const run = promisify(execFile)
const old = '2019-03-02T10:00:00Z'
let stage: Stage
let folder: string
/** Public lines and private files of keys by name. */
const keys = new Map<string, { line: string; file: string; fingerprint: string }>()

async function makeKey(name: string, ...options: string[]): Promise<void> {
  const file = join(folder, name)
  await run('ssh-keygen', ['-q', '-N', '', '-C', name, '-f', file, ...options])
  const { stdout } = await run('ssh-keygen', ['-lf', `${file}.pub`])
  const { stdout: line } = await run('cat', [`${file}.pub`])
  keys.set(name, { file, line: line.trim(), fingerprint: stdout.split(' ')[1] ?? '' })
}

const key = (name: string) => keys.get(name) ?? { line: '', file: '', fingerprint: '' }
const lineOf = (name: string, created_at = old) => ({ key: key(name).line, created_at })
const now = () => new Date().toISOString().replace(/\.\d+/, '')

beforeAll(async () => {
  const resources = ['reviewed', 'again', 'low', 'young'].map((id) => [id, { owners: '@otto' }] as const)
  const files = filesFor(Object.fromEntries(resources))
  const low = /(id: (?:low|young)\n.*\n.*\n {4}sensitivity: )medium/g
  const catalog = (files['catalog/example.yml'] ?? '').replace(low, '$1low')
  stage = await stageFor({}, { files: { ...files, 'catalog/example.yml': catalog } })
  folder = join(stage.folder, 'more-keys')
  await mkdir(folder, { recursive: true })
  await makeKey('first', '-t', 'ed25519')
  await makeKey('second', '-t', 'rsa', '-b', '3072')
  await makeKey('third', '-t', 'ed25519')
  await makeKey('hardware', '-t', 'ecdsa')
})
afterAll(() => stage?.stop())

/** What stock age makes of the credential that is shown, with this key. */
async function opensWith(shown: Shown, name: string): Promise<unknown> {
  const text = shown.ours.map(({ body }) => body ?? '').join('\n')
  const armored = /-----BEGIN AGE ENCRYPTED FILE-----[\s\S]*?-----END AGE ENCRYPTED FILE-----\n/.exec(text)?.[0] ?? ''
  const file = join(folder, 'sealed.age')
  await writeFile(file, armored)
  try {
    const { stdout } = await run('age', ['-d', '-i', key(name).file, file])
    return JSON.parse(stdout)
  } catch {
    return 'shut'
  }
}

const asksForKey = (shown: Shown) => shown.status.includes('### Waiting for a key')

test('without a usable key its requester is told at once, and nobody is asked; `/retry` goes on with the key that came (field.D2, people.U4)', async () => {
  stage.github.setKeys('rita', [lineOf('hardware')])
  const asked = await wants(stage, 'reviewed')
  const told = await shows(stage, asked, 'what is missing', asksForKey)
  expect(told.status).toContain('ecdsa-sha2-nistp256')
  expect(told.status).toContain('KEY_UNUSABLE')
  expect(told.status).toContain('`/retry`')
  expect(stage.github.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/pulls'))).toEqual([])

  stage.github.setKeys('rita', [lineOf('hardware'), lineOf('first', now())])
  await stage.github.as('rita').comment(asked.number, '/retry')
  const pull = await pullOf(stage, asked)
  const { body } = await stage.github.as('otto').pull(pull)
  expect(body).toContain(key('first').fingerprint)
  expect(body).toMatch(/added \d{4}-\d\d-\d\d, \d+ (second|minute)/)
  await approves(stage, 'otto', pull)
  const shown = await granted(stage, asked, ['otto'])
  expect(await opensWith(shown, 'first')).toMatchObject({ version: 2, recipient: { keys: [key('first').fingerprint] } })
})

test('it is sealed to every key that was there; one that joins later enters only by `/retry`, and voids the votes', async () => {
  stage.github.setKeys('rita', [lineOf('second'), lineOf('first')])
  const { asked, pull } = await proposed(stage, 'again')
  const before = (await stage.github.as('otto').pull(pull)).body ?? ''
  expect(before).toContain(key('first').fingerprint)
  expect(before).toContain(key('second').fingerprint)
  expect(before).toMatch(/added 2019-03-02, 7 years before/)
  stage.github.setKeys('rita', [lineOf('second'), lineOf('first'), lineOf('third', now())])
  await nextSecond()
  await stage.github.as('rita').comment(asked.number, '/retry')
  await shows(stage, asked, 'the new key', ({ status }) => status.includes(key('third').fingerprint))
  expect((await stage.github.as('otto').pull(pull)).body).toContain(key('third').fingerprint)
  await approves(stage, 'otto', pull)
  const shown = await granted(stage, asked, ['otto'])
  const fingerprints = ['first', 'third', 'second'].map((name) => key(name).fingerprint)
  for (const name of ['first', 'second', 'third'])
    expect(await opensWith(shown, name)).toMatchObject({ recipient: { keys: fingerprints } })
})

test('a key that joined while it waited opens nothing (security.W3)', async () => {
  stage.github.setKeys('rita', [lineOf('first')])
  const { asked, pull } = await proposed(stage, 'again')
  stage.github.setKeys('rita', [lineOf('first'), lineOf('third')])
  await approves(stage, 'otto', pull)
  const shown = await granted(stage, asked, ['otto'])
  expect(await opensWith(shown, 'first')).toMatchObject({ recipient: { keys: [key('first').fingerprint] } })
  expect(await opensWith(shown, 'third')).toBe('shut')
})

test('without review only old keys count; where there is none, an owner is asked, who sees their age (security.W3)', async () => {
  stage.github.setKeys('rita', [lineOf('first'), lineOf('third', now())])
  const asked = await ask(stage, 'rita', { resource: 'low' })
  const shown = await labelled(stage, asked, 'daypass:active')
  expect(shown.status).toContain('(1 left out)')
  expect(await opensWith(shown, 'first')).toMatchObject({ recipient: { keys: [key('first').fingerprint] } })
  expect(await opensWith(shown, 'third')).toBe('shut')
  await stage.github.as('rita').comment(asked.number, '/done')
  await ended(stage, asked, 'done')

  stage.github.setKeys('rita', [lineOf('third', now())])
  const young = await ask(stage, 'rita', { resource: 'young' })
  const pull = await pullOf(stage, young)
  const waiting = await look(stage, young)
  expect(waiting.status).toContain('### Waiting for 1 approval')
  expect(waiting.status).toContain('an owner must see that it is theirs')
  // An edit of the reason makes no key older.
  await stage.github
    .as('rita')
    .editIssue(young.number, { body: `${(await stage.github.as('rita').issue(young.number)).body}, again` })
  const next = await pullOf(stage, young, pull)
  await approves(stage, 'otto', next)
  expect(await opensWith(await granted(stage, young, ['otto']), 'third')).toMatchObject({ version: 2 })
})
