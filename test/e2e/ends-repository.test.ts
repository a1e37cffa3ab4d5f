import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'
import { type Held, holds, lives, opened, refused } from './ends-play.ts'
import { type Asked, ask, ended, labelled, look, shows } from './play.ts'

// One after the other: what happens to the repository happens to every request in it.
let stage: Stage
let otto: Stage['daypass']

beforeAll(async () => {
  stage = await stageHere()
  otto = await stage.equip('otto')
})
afterAll(() => stage?.stop())

/** Two people's grants, and a request that waits for its reviewers. */
async function scene(): Promise<{ held: Held[]; waiting: Asked }> {
  const [held, waiting] = await Promise.all([
    Promise.all([holds(stage, 'rita', stage.daypass), holds(stage, 'otto', otto)]),
    ask(stage, 'rita', { resource: 'billing-api' }),
  ])
  await labelled(stage, waiting, 'daypass:pending')
  return { held, waiting }
}

async function allEnded({ held, waiting }: Awaited<ReturnType<typeof scene>>, words: string): Promise<void> {
  for (const { asked } of held) {
    await ended(stage, asked, 'void')
    // GitHub may have let the labels through and the comment not yet.
    await shows(stage, asked, 'the receipt', ({ receipt }) => receipt.includes(words))
  }
  await ended(stage, waiting, 'void')
}

test('made public: everything ends', async () => {
  const seen = await scene()
  await stage.github.setPrivate(false)
  await Promise.all(seen.held.map((held) => refused(stage, held)))
  await allEnded(seen, 'the repository was made public')
  await stage.github.setPrivate(true)
})

test('archived: everything ends, and says so once GitHub lets it', async () => {
  const seen = await scene()
  await stage.github.setArchived(true)
  await Promise.all(seen.held.map((held) => refused(stage, held)))
  await stage.github.setArchived(false)
  await allEnded(seen, 'the repository was archived')
})

test('the app uninstalled: everything ends, without GitHub', async () => {
  const { held } = await scene()
  stage.github.deleteInstallation()
  await Promise.all(held.map((one) => refused(stage, one)))
  stage.github.unsuspendInstallation()
})

test('the app suspended: everything ends, without GitHub, and says so when it is let in again', async () => {
  const { held, waiting } = await scene()
  stage.github.suspendInstallation()
  await Promise.all(held.map((one) => refused(stage, one)))
  stage.github.unsuspendInstallation()
  // It finds out when it sweeps, which it does at the start.
  await stage.restart()
  for (const { asked } of held) await ended(stage, asked, 'void')
  await ended(stage, waiting, 'void')
})

test('renamed: nothing happens, and it ends on time', async () => {
  const held = await holds(stage, 'otto', otto, { duration: '15s' })
  await stage.github.renameRepository('entry')
  await stage.github.settled()
  await lives(stage, held)
  const url = held.asked.url.replace('/access/', '/entry/')
  await opened(stage, 'otto', otto, { ...held.asked, url })
  expect(await look(stage, held.asked)).toMatchObject({
    open: true,
    labels: expect.arrayContaining(['daypass:active']),
  })
  await ended(stage, held.asked, 'expired')
  await refused(stage, held)
})

test('transferred to where the app is not: everything ends', async () => {
  const { held } = await scene()
  const { id } = stage.github.repository
  const gone = { status: 404, body: { message: 'Not Found' } }
  stage.github.faults.add({ by: 'app', path: new RegExp(`^/(?:repos/acme/entry|repositories/${id})(?:/|$)`) }, gone)
  await tell('repository', 'transferred')
  await Promise.all(held.map((one) => refused(stage, one)))
  stage.github.faults.clear()
})

test('deleted: everything ends', async () => {
  const { held } = await scene()
  await stage.github.deleteRepository()
  await Promise.all(held.map((one) => refused(stage, one)))
})

/** An event that the local GitHub cannot raise, signed as GitHub signs. */
async function tell(event: string, action: string): Promise<void> {
  const last = stage.github.deliveries.findLast(({ body }) => body.includes('"repository":'))
  const { repository, organization, sender, installation } = JSON.parse(last?.body ?? '{}') as Record<string, unknown>
  const body = JSON.stringify({ action, repository, organization, sender, installation, changes: {} })
  const signature = createHmac('sha256', stage.env.WEBHOOK_SECRET ?? '')
    .update(body)
    .digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${signature}`,
  }
  const answer = await fetch(`${stage.server.url}/api/github/webhooks`, { method: 'POST', headers, body })
  expect(answer.status).toBe(202)
}
