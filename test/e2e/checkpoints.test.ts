import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../../demo/command-line.ts'
import { runInProcess as run } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Held, holds, lives } from './ends-play.ts'
import { ask, ended, labelled } from './play.ts'

// One after the other: a store, an older copy of it, and what was placed meanwhile.
let stage: Stage
let held: Held
let placed: Record<string, string>

beforeAll(async () => {
  // Every five minutes is a turn; one that falls in here would place a checkpoint before there is anything to lose.
  do {
    await stage?.stop()
    stage = await stageHere()
    stage.github.setRules('checkpoints', { nonFastForward: true, deletion: true })
    held = await holds(stage, 'rita', stage.daypass, { duration: '1h' })
    await stage.server.stop()
  } while ((await head()) !== undefined)
  await cp(data(), data('copy'), { recursive: true })
  for (const act of [
    ['--why', 'a drill'],
    ['--lift', 'all', '--why', 'over'],
  ])
    expect(await run(['lockdown', ...act], stage.env)).toMatchObject({ code: 0 })
  await stage.restart()
})
afterAll(() => stage?.stop())

const data = (name = 'data') => join(stage.folder, name)
const asRita = async (method: string, path: string, body?: unknown) => {
  const { owner, name } = stage.github.repository
  return stage.github.as('rita').request(method, `/repos/${owner}/${name}${path}`, body)
}
const head = async (): Promise<string | undefined> => {
  const { data: found } = await asRita('GET', '/git/ref/heads/checkpoints')
  return (found as { object?: { sha: string } }).object?.sha
}
/** Every file of the branch, as a clone has it. */
async function filesAt(commit: string): Promise<Record<string, string>> {
  const { data: found } = await asRita('GET', `/git/trees/${commit}?recursive=1`)
  const blobs = (found as { tree: { path: string; type: string; sha: string }[] }).tree.filter(
    (one) => one.type === 'blob',
  )
  const texts = blobs.map(async ({ path, sha }) => {
    const { data: blob } = await asRita('GET', `/git/blobs/${sha}`)
    return [path, Buffer.from((blob as { content: string }).content, 'base64').toString('utf8')] as const
  })
  return Object.fromEntries(await Promise.all(texts))
}
const verify = async (...args: string[]): Promise<Answer> =>
  run(['audit', 'verify', '--json', ...args, '--checkpoints', data('clone')], stage.env)

async function clone(files: Record<string, string>): Promise<void> {
  await rm(data('clone'), { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(data('clone'), path)), { recursive: true })
    await writeFile(join(data('clone'), path), text)
  }
}

test('the trail has a checkpoint on a branch of its own, which a clone compares with the store', async () => {
  const commit = await eventually('a checkpoint', head)
  placed = await filesAt(commit)
  const [path = ''] = Object.keys(placed)
  expect(Object.keys(placed)).toEqual([
    expect.stringMatching(new RegExp(`^trail/${stage.github.repository.id}/\\d+\\.json$`)),
  ])
  await stage.server.stop()
  await clone(placed)
  expect(await verify('--store')).toMatchObject({ code: 0 })
  await clone({ [path]: placed[path]?.replace(/"at":"2/, '"at":"1') ?? '' })
  const answer = await verify('--store')
  expect(answer.code).toBe(1)
  expect(JSON.parse(answer.stdout)).toMatchObject({ ok: false, code: 'TRAIL_SIGNATURE', where: path })
})

test('an outsider with write access can neither move it back nor delete it', async () => {
  const before = await head()
  const { data: main } = await asRita('GET', '/git/ref/heads/main')
  const { sha } = (main as { object: { sha: string } }).object
  expect(await asRita('PATCH', '/git/refs/heads/checkpoints', { sha, force: true })).toMatchObject({ status: 422 })
  expect(await asRita('DELETE', '/git/refs/heads/checkpoints')).toMatchObject({ status: 422 })
  expect(await head()).toBe(before)
})

test('an older copy of the store grants nothing and signs nothing on; what lives goes on, and ends', async () => {
  await rm(data(), { recursive: true })
  await cp(data('copy'), data(), { recursive: true })
  await clone(placed)
  const answer = await verify('--store')
  expect(answer.code).toBe(1)
  const [path = ''] = Object.keys(placed)
  expect(JSON.parse(answer.stdout)).toMatchObject({ code: 'TRAIL_TRUNCATED', where: expect.stringContaining(path) })
  const before = await head()
  await stage.restart()
  await eventually('the server to say so', async () =>
    stage.server.log().includes('TRAIL_TRUNCATED') ? true : undefined,
  )
  const { status } = await labelled(stage, await ask(stage, 'otto'), 'daypass:attention')
  expect(status).toContain('`TRAIL_TRUNCATED`')
  await lives(stage, held)
  await stage.github.as('rita').comment(held.asked.number, '/done')
  await ended(stage, held.asked, 'done')
  expect(await head()).toBe(before)
})

test('once an operator has said that what is missing is lost, granting goes on', async () => {
  await stage.server.stop()
  const doctor = await run(['doctor', '--json'], stage.env)
  expect(doctor.code).toBe(1)
  const { findings } = JSON.parse(doctor.stdout) as { findings: { code?: string; where?: string }[] }
  expect(findings).toContainEqual(expect.objectContaining({ code: 'TRAIL_TRUNCATED', where: 'checkpoints' }))
  const { repository } = stage.github
  const adopted = await run(['adopt', '--trail', String(repository.id)], stage.env)
  expect(adopted, adopted.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('Given up: entry') })
  await stage.restart()
  await labelled(stage, await ask(stage, 'rita'), 'daypass:active')
})
