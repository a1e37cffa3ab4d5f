import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, callOrders, ended, labelled, look, type Shown, tokenOf } from './play.ts'

let stage: Stage
let otto: Stage['daypass']
/** Seconds until the server was ready on the existing store, by the clock and of the processor, for each start. */
const starts: { clock: number; processor: number }[] = []

beforeAll(async () => {
  stage = await stageHere({ inProcess: false })
  otto = await stage.equip('otto')
})
afterAll(() => stage?.stop())

async function start(): Promise<void> {
  const begin = performance.now()
  await stage.restart()
  // See proc_pid_stat(5): time in user and kernel mode, in hundredths of a second.
  const times = readFileSync(`/proc/${stage.server.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  const processor = (Number(times[11]) + Number(times[12])) / 100
  starts.push({ clock: (performance.now() - begin) / 1000, processor })
}

/** What `daypass open` shows of a grant: when it ends, and a token. */
async function open({ url }: Asked): Promise<{ ends: number; token: string; credential: string }> {
  const { stdout, stderr } = await otto('open', url, '--json')
  expect(stderr).toBe('')
  const shown = JSON.parse(stdout) as { ends: string; access_token: string; credential: { refresh_token: string } }
  return { ends: Date.parse(shown.ends), token: shown.access_token, credential: shown.credential.refresh_token }
}

/** Seconds after its due time at which the end took effect, as the receipt says. */
function lateness({ receipt }: Shown): number {
  return Number(/expired (?:on time \()?([\d.]+) s/.exec(receipt)?.[1])
}

async function reached(instant: number): Promise<void> {
  await eventually('the end', async () => (Date.now() > instant ? true : undefined), 90_000)
}

test('after a crash, what was due meanwhile ends at once, and the rest on time', async () => {
  const [missed, coming] = [await ask(stage, 'otto', { duration: '8s' }), await ask(stage, 'otto', { duration: '18s' })]
  await Promise.all([labelled(stage, missed, 'daypass:active'), labelled(stage, coming, 'daypass:active')])
  const [{ ends: due }, { ends: next }] = await Promise.all([open(missed), open(coming)])
  await stage.server.kill()
  await reached(due)
  await start()
  const ready = Date.now()
  const late = await ended(stage, missed, 'expired')
  expect(lateness(late), 'seconds late, nearly all of them before the start').toBeLessThan((ready - due) / 1000 + 2)
  const onTime = await ended(stage, coming, 'expired')
  expect(lateness(onTime), 'seconds late').toBeLessThanOrEqual(Math.max(0, (ready - next) / 1000) + 2)
  for (const shown of [late, onTime]) expect(shown.ours).toHaveLength(2)
})

test('a crash right after a delivery was accepted loses nothing and doubles nothing', async () => {
  const asked = await ask(stage, 'otto')
  await eventually('the accepted delivery', async () =>
    stage.github.deliveries.find(({ status, body }) => status === 202 && body.includes(`/issues/${asked.number}"`)),
  )
  await stage.server.kill()
  await start()
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
  await start()
  await labelled(stage, asked, 'daypass:active')
  expect(await callOrders(stage, await tokenOf(otto, asked))).toMatchObject({ status: 200 })
  expect((await look(stage, asked)).ours).toHaveLength(1)
})

test('access ends on time while GitHub is down; the receipt follows', async () => {
  const { faults } = stage.github
  const [short, handedIn] = [await ask(stage, 'otto', { duration: '10s' }), await ask(stage, 'otto')]
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
  // Long enough that an end which waited for GitHub would show as late.
  await reached(timed.ends + 4_000)
  expect(await look(stage, short)).toMatchObject({ open: true, receipt: '' })
  faults.clear()
  const shown = await ended(stage, short, 'expired')
  expect(shown.receipt).toContain('expired on time')
  expect(lateness(shown), 'seconds late').toBeLessThanOrEqual(2)
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
  await start()
  for (const asked of [running, missed]) {
    const shown = await labelled(stage, asked, 'daypass:active')
    expect(shown.ours).toHaveLength(1)
  }
})

test('a start on an existing store is quick', () => {
  expect(starts.length).toBeGreaterThan(3)
  // By the processor's time: that of the clock is as long as the machine is busy with other tests.
  const quickest = Math.min(...starts.map(({ processor }) => processor))
  expect(quickest, `seconds of: ${JSON.stringify(starts)}`).toBeLessThan(4)
  expect(quickest).toBeGreaterThan(0.1)
})
