import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { operator as operatorOf, times } from './ends-play.ts'
import { look, shows } from './play.ts'
import { approves, counted, deliveries, granted, proposed, stageFor } from './review-play.ts'

let stage: Stage
/** Where the server's clock stands still: no look comes due then by the time that goes by. */
let stopped: Date | undefined
const clock = () => new Date()

beforeAll(async () => {
  const owners = '@acme/orders'
  const resources = { one: { owners }, more: { owners }, later: { owners } }
  stage = await stageFor(resources, { now: () => stopped ?? clock() })
})
afterAll(() => stage?.stop())

const operator = async (args: string[], more: Record<string, string> = {}) => {
  const { stdout, stderr, code } = await operatorOf(stage, args, more)
  expect(code, stderr).toBe(0)
  return stdout
}

test('what was approved under a lockdown, an extension too, goes on when it is lifted, and not at its next look', async () => {
  const rita = stage.github.as('rita')
  const held = await proposed(stage, 'more', '20m')
  await approves(stage, 'otto', held.pull)
  await granted(stage, held.asked, ['otto'])
  await rita.comment(held.asked.number, '/extend 20m still open')
  const waits = await shows(stage, held.asked, 'an extension', ({ ours }) => times(ours, '### Extension to 40 m') > 0)
  const said = waits.ours.find(({ body }) => body?.startsWith('### Extension'))?.body ?? ''
  const longer = Number(/in \*\*#(\d+)\*\*/.exec(said)?.[1])
  const { asked, pull } = await proposed(stage, 'one')

  expect(await operator(['--why', 'a drill'])).toContain('Locked down: everything')
  for (const one of [pull, longer]) await counted(stage, one, () => approves(stage, 'otto', one))
  await shows(stage, asked, 'the lockdown', ({ status }) => status.includes('locked down all access'))
  stopped = clock()
  // Nor does a sweep find them, which reads the open issues first.
  stage.github.faults.add({ by: 'app', method: 'GET', path: /\/issues\?(?:.*&)?state=open/ }, { status: 502 })
  await stage.github.settled()
  expect(deliveries(await look(stage, asked))).toEqual([])
  expect(times((await look(stage, held.asked)).ours, '### Extended · until')).toBe(0)

  expect(await operator(['--lift', 'all', '--why', 'over'])).toContain('What waited goes on by itself within seconds.')
  await granted(stage, asked, ['otto'])
  await shows(stage, held.asked, 'more time', ({ ours }) => times(ours, '### Extended · until') > 0)
  stage.github.faults.clear()
})

test('without a server it is written to the store, and the next one finds it', async () => {
  stopped = undefined
  await stage.server.stop()
  // It says what it lacks, and exits with 1.
  expect(await operatorOf(stage, ['--list'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('APP_ID: is not set'),
  })
  const locked = await operator(['--why', 'a drill'], stage.env)
  const id = /^Locked down: everything \(lockdown (\d+), /.exec(locked)?.[1] ?? ''
  await stage.restart()
  const { asked, pull } = await proposed(stage, 'later')
  await approves(stage, 'otto', pull)
  await shows(stage, asked, 'the lockdown', ({ status }) => status.includes(`all access (lockdown ${id})`))
  await stage.server.stop()
  expect(await operatorOf(stage, ['--lift', '99', '--why', 'over'], stage.env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('[LOCKDOWN_UNKNOWN]'),
  })
  expect(await operator(['--lift', id, '--why', 'over'], stage.env)).toContain(`Lifted: lockdown ${id}, of everything.`)
  expect(await operator(['--list'], stage.env)).toBe('No lockdown is in force.\n')
  await stage.restart()
  await granted(stage, asked, ['otto'])
})
