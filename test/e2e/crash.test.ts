import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, callOrders, ended, labelled, look, type Shown, tokenOf } from './play.ts'

let stage: Stage
let otto: Stage['daypass']

beforeAll(async () => {
  stage = await stageHere({ inProcess: 'commands' })
  otto = await stage.equip('otto')
})
afterAll(() => stage?.stop())

/** What `daypass open` shows of a grant: when it ends, and a token. */
async function open({ url }: Asked): Promise<{ ends: number; token: string; credential: string }> {
  const { stdout, stderr } = await otto('open', url, '--json')
  expect(stderr).toBe('')
  const shown = JSON.parse(stdout) as { ends: string; access_token: string; credential: { refresh_token: string } }
  return { ends: Date.parse(shown.ends), token: shown.access_token, credential: shown.credential.refresh_token }
}

/** The instant of the end, as the signed entry in the receipt has it. */
function endedAt({ receipt }: Shown): number {
  const line = receipt.split('\n').find((one) => one.startsWith('{') && one.includes('"kind":"ended"')) ?? ''
  return Date.parse((JSON.parse(line) as { event: { at: string } }).event.at)
}

async function reached(instant: number): Promise<void> {
  await eventually('the end', async () => (Date.now() > instant ? true : undefined), 90_000)
}

test('after a crash, what was due meanwhile ends, and the rest not before its time', async () => {
  const [missed, coming] = [
    await ask(stage, 'otto', { duration: '20s' }),
    await ask(stage, 'otto', { duration: '30s' }),
  ]
  await Promise.all([labelled(stage, missed, 'daypass:active'), labelled(stage, coming, 'daypass:active')])
  const [{ ends: due }, { ends: next }] = await Promise.all([open(missed), open(coming)])
  await stage.server.kill()
  await reached(due)
  await stage.restart()
  const late = await ended(stage, missed, 'expired')
  const rest = await ended(stage, coming, 'expired')
  expect(endedAt(late)).toBeGreaterThanOrEqual(due)
  expect(endedAt(rest)).toBeGreaterThanOrEqual(next)
  for (const shown of [late, rest]) expect(shown.ours).toHaveLength(2)
})

test('a crash right after a delivery was accepted loses nothing and doubles nothing', async () => {
  const asked = await ask(stage, 'otto')
  await eventually('the accepted delivery', async () =>
    stage.github.deliveries.find(({ status, body }) => status === 202 && body.includes(`/issues/${asked.number}"`)),
  )
  await stage.server.kill()
  await stage.restart()
  const shown = await labelled(stage, asked, 'daypass:active')
  expect(shown.ours).toHaveLength(1)
  expect(await callOrders(stage, await tokenOf(otto, asked))).toMatchObject({ status: 200 })
})

test.each([
  ['comment', 'POST', /\/comments$/],
  ['change of the issue', 'PATCH', /\/issues\/\d+$/],
])('a crash while GitHub does not answer to our %s doubles nothing', async (_, method, path) => {
  const { faults, calls } = stage.github
  faults.add({ by: 'app', method, path, times: 1, applied: true }, 'timeout')
  const seen = calls.length
  const asked = await ask(stage, 'otto')
  await eventually('a comment', async () => ((await look(stage, asked)).status === '' ? undefined : true))
  if (method === 'PATCH') await eventually('the label', async () => (await look(stage, asked)).labels[0])
  expect(calls.length).toBeGreaterThan(seen)
  await stage.server.kill()
  faults.clear()
  await stage.restart()
  await labelled(stage, asked, 'daypass:active')
  expect(await callOrders(stage, await tokenOf(otto, asked))).toMatchObject({ status: 200 })
  expect((await look(stage, asked)).ours).toHaveLength(1)
})

/** What the server has logged about a request. */
function told({ number }: Asked): { time: number; msg: string }[] {
  const lines = stage.server
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  return lines.map((line) => JSON.parse(line)).filter(({ request }) => request?.issue === number)
}

test('access ends while GitHub is down; the receipt follows', async () => {
  const { faults } = stage.github
  const [short, handedIn] = [await ask(stage, 'otto', { duration: '20s' }), await ask(stage, 'otto')]
  await Promise.all([labelled(stage, short, 'daypass:active'), labelled(stage, handedIn, 'daypass:active')])
  const [timed, other] = await Promise.all([open(short), open(handedIn)])
  faults.add({ by: 'app' }, { status: 502 })
  const body = new URLSearchParams({ token: other.credential })
  expect((await fetch(`${stage.server.url}/oauth/revoke`, { method: 'POST', body })).status).toBe(200)
  await eventually('the refusal', async () =>
    (await callOrders(stage, other.token)).status === 401 ? true : undefined,
  )
  await reached(timed.ends)
  expect(await callOrders(stage, timed.token)).toMatchObject({ status: 401 })
  // It has ended, since Daypass tries to say so, and nothing else: an end that waited for GitHub would look, and fail.
  await eventually('what GitHub does not let be shown', async () =>
    told(short).find(({ msg, time }) => time >= timed.ends && /could not be shown/.test(msg)),
  )
  expect(told(short).filter(({ msg }) => /a look at a request failed/.test(msg))).toEqual([])
  expect(await look(stage, short)).toMatchObject({ open: true, receipt: '' })
  faults.clear()
  const shown = await ended(stage, short, 'expired')
  expect(endedAt(shown)).toBeGreaterThanOrEqual(timed.ends)
  await ended(stage, handedIn, 'revoked')
})

test('SIGTERM finishes what runs and exits with 0; what is left goes on after the start', async () => {
  const { github } = stage
  github.setLatency(200)
  const running = await ask(stage, 'otto')
  await eventually('a look at it', async () =>
    github.calls.find(({ by, path }) => by === 'app' && path.endsWith(`/issues/${running.number}`)),
  )
  expect(await stage.server.stop()).toBe(0)
  github.setLatency(0)
  // Nobody is there to take this delivery.
  const missed = await ask(stage, 'otto')
  await github.settled()
  await stage.restart()
  for (const asked of [running, missed]) {
    const shown = await labelled(stage, asked, 'daypass:active')
    expect(shown.ours).toHaveLength(1)
  }
})
