import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInProcess as run } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Held, holds, lives } from './ends-play.ts'
import { type Asked, ask, labelled, look, shows } from './play.ts'

// One after the other: the same server, with its store, without it, and with it again.
let stage: Stage
let held: Held
let waiting: Asked
let before: Awaited<ReturnType<typeof look>>[]

beforeAll(async () => {
  stage = await stageHere()
  held = await holds(stage, 'rita', stage.daypass, { duration: '1h' })
  waiting = await ask(stage, 'rita', { resource: 'billing-api' })
  await labelled(stage, waiting, 'daypass:pending')
  before = await Promise.all([held.asked, waiting].map((asked) => look(stage, asked)))
})
afterAll(() => stage?.stop())

const data = (name = 'data') => join(stage.folder, name)
const ready = async () => {
  const response = await fetch(`${stage.server.url}/readyz`)
  return { ...((await response.json()) as { code?: string; message?: string }), status: response.status }
}

/** Starts the server without what it knew: as a container does without its volume. */
async function lose(): Promise<void> {
  await stage.server.stop()
  await rename(data(), data('data-away'))
  await stage.restart()
}

test('a server that has lost its store acts on nothing that GitHub shows of it, and says so (people.U1)', async () => {
  await lose()
  const { message } = await eventually('the server to say so', async () => {
    const found = await ready()
    return found.status === 503 && found.code === 'STORE_FOREIGN' ? found : undefined
  })
  expect(message).toMatch(/^Another store of this app, [\w-]{22}, looks after #\d+\./)
  const other = await ask(stage, 'otto')
  const { status } = await labelled(stage, other, 'daypass:attention')
  expect(status).toContain('`STORE_FOREIGN`')
  await stage.github.as('otto').comment(other.number, '/cancel')
  await labelled(stage, other, 'outcome:cancelled')
  await stage.github.settled()
  const now = await Promise.all([held.asked, waiting].map((asked) => look(stage, asked)))
  expect(now).toEqual(before)
})

test('with its store again, everything goes on', async () => {
  await stage.server.stop()
  await rm(data(), { recursive: true })
  await rename(data('data-away'), data())
  await stage.restart()
  expect((await ready()).status).toBe(200)
  await lives(stage, held)
  expect((await look(stage, waiting)).labels).toContain('daypass:pending')
})

test('what a lost store began is ended once an operator has adopted it, and granting goes on', async () => {
  await lose()
  const { message = '' } = await eventually('the server to say so', async () => {
    const found = await ready()
    return found.code === 'STORE_FOREIGN' ? found : undefined
  })
  const store = /app, ([\w-]{22}),/.exec(message)?.[1] ?? ''
  expect(message).toContain(`daypass adopt --store ${store}`)
  await stage.server.stop()
  const adopted = await run(['adopt', '--store', store], stage.env)
  expect(adopted.code, adopted.stderr).toBe(0)
  expect(adopted.stdout).toContain(`Adopted: ${store}.`)
  await stage.restart()
  const shown = await shows(stage, held.asked, 'that it ends', ({ ours }) =>
    ours.some(({ body }) => body?.startsWith('### Ending · another store of Daypass gave this access')),
  )
  // What the lost store wrote is the only trace of what it did.
  expect(shown.ours[0]).toEqual(before[0]?.ours[0])
  await eventually('the server to be ready', async () => ((await ready()).status === 200 ? true : undefined))
  await labelled(stage, await ask(stage, 'rita'), 'daypass:active')
})
