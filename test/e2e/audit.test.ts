import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInProcess as run } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, ended, labelled, look } from './play.ts'

let stage: Stage
let granted: Asked
let denied: Asked
let auditor: Stage['daypass']

beforeAll(async () => {
  stage = await stageHere({ inProcess: 'commands' })
  auditor = await stage.equip('nora')
  granted = await ask(stage, 'rita', { duration: '15m' })
  denied = await ask(stage, 'mallory')
  await labelled(stage, granted, 'daypass:active')
  await labelled(stage, denied, 'daypass:denied')
  await stage.github.as('rita').comment(granted.number, '/done')
  await ended(stage, granted, 'done')
})
afterAll(() => stage?.stop())

const verdict = async (...args: string[]) => {
  const { code, stdout, stderr } = await auditor('audit', 'verify', '--json', ...args)
  expect(stderr).toBe('')
  return { exit: code, ...JSON.parse(stdout) }
}

test('an honest issue verifies by itself, for anybody who may read it (security.R10)', async () => {
  const first = await verdict(granted.url)
  expect(first).toMatchObject({
    exit: 0,
    ok: true,
    trusted: { how: 'first-use', issuer: stage.env.PUBLIC_URL, app: stage.github.slug },
  })
  expect(first.found[0].entries).toBeGreaterThan(3)
  expect(await verdict(denied.url)).toMatchObject({ exit: 0, ok: true, trusted: { how: 'pinned' } })
  const page = await auditor('audit', 'show', granted.url)
  expect(page.stdout).toMatch(/Reason +incident 4711\n/)
  expect(page.stdout).toMatch(/Ended .*\(done\)/)
})

test('no comment tells who in numbers or names, outside of the words for people', async () => {
  const { ours } = await look(stage, granted)
  const lines = ours.flatMap(({ body }) => body?.match(/^\{"event".*$/gm) ?? [])
  expect(lines.length).toBeGreaterThan(3)
  const { id } = stage.github.as('rita')
  for (const line of lines) expect(line).not.toMatch(new RegExp(`rita|incident|"id"|[^0-9a-f]${id}[^0-9a-f]`))
})

test('the store says what a server in front of it means', async () => {
  const held = await run(['audit', 'verify', '--store'], stage.env)
  expect(held).toMatchObject({ code: 1, stdout: '' })
  expect(held.stderr).toContain('[STORE_LOCKED]')
})

test('without a server: issue, store and export agree, and tampering is named', async () => {
  const { github } = stage
  await stage.server.stop()
  expect(await verdict(granted.url)).toMatchObject({ exit: 0, ok: true })

  const store = await run(['audit', 'verify', granted.url, '--store', '--json'], {
    ...stage.env,
    HOME: stage.home,
    XDG_CONFIG_HOME: join(stage.folder, 'nora', '.config'),
    GITHUB_TOKEN: github.as('nora').token,
  })
  expect(store.code, store.stdout + store.stderr).toBe(0)
  expect(JSON.parse(store.stdout).found).toHaveLength(2)

  const exported = await run(['audit', 'export'], stage.env)
  expect(exported.code, exported.stderr).toBe(0)
  const checkpoints = await readFile(join(stage.env.DAYPASS_DATA_DIR ?? '', 'checkpoints.jsonl'), 'utf8')
  expect(exported.stdout).toContain(checkpoints.trimEnd().split('\n').at(-1))
  const file = join(stage.folder, 'trail.jsonl')
  await writeFile(file, exported.stdout)
  expect(await verdict(granted.url, '--export', file)).toMatchObject({ exit: 0, trusted: { how: 'pinned' } })
  await writeFile(file, exported.stdout.replace('"kind":"granted"', '"kind":"decided"'))
  expect(await verdict('--export', file)).toMatchObject({ exit: 1, ok: false, code: 'TRAIL_ALTERED' })

  const csv = await run(['audit', 'export', '--csv'], stage.env)
  expect(csv.stdout).toMatch(/"submitted","rita"/)
  const page = await run(['audit', 'show', '--store', `${github.repository.id}#${granted.number}`], stage.env)
  expect(page.stdout).toMatch(/Asked .* by rita/)

  const before = await look(stage, granted)
  const receipt = before.ours.find(({ body }) => body === before.receipt)
  const otto = github.as('otto')
  const tamper = async (body: string) => {
    await otto.editComment(receipt?.id ?? 0, body)
    return verdict(granted.url)
  }
  const lines = before.receipt.match(/^\{"event".*\n/gm) ?? []
  const [, second = '', third = ''] = lines
  expect(await tamper(before.receipt.replace('"cause":"done"', '"cause":"time"'))).toMatchObject({
    code: 'TRAIL_ALTERED',
  })
  expect(await tamper(before.receipt.replace(second + third, third + second))).toMatchObject({ code: 'TRAIL_ORDER' })
  expect(await tamper(before.receipt.replace(second, second + second))).toMatchObject({ code: 'TRAIL_DOUBLED' })
  expect(await tamper(before.receipt.replace(lines.at(-1) ?? '', ''))).toMatchObject({ code: 'TRAIL_TRUNCATED' })
  expect(await tamper(before.receipt)).toMatchObject({ ok: true })
  await otto.deleteComment(receipt?.id ?? 0)
  expect(await verdict(granted.url)).toMatchObject({ ok: false, code: 'TRAIL_MISSING' })
})
