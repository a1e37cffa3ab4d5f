import { expect, test } from 'vitest'
import { addSeconds } from '../../../src/core/instant.ts'
import { type After, startTimedTurns } from '../../../src/queue/timed-turns.ts'
import { silentLog } from '../../open-test-store.ts'

const now = new Date('2026-11-29T12:00:00.000Z')
/** Until everything has gone on that can. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A timer whose clock the test turns; `waits`: what it waits for, in milliseconds. */
function timer(answers: (() => Promise<Date | undefined>)[], every?: number) {
  const waits: number[] = []
  const calls: (() => void)[] = []
  let turns = 0
  const after: After = (ms, call) => {
    waits.push(ms)
    calls.push(call)
    return () => void calls.splice(calls.indexOf(call), 1)
  }
  const turn = async () => answers[turns++]?.()
  const pace = every === undefined ? {} : { every }
  const { stop } = startTimedTurns({ what: 'test', turn, ...pace, now: () => now, log: silentLog, after })
  const ring = async () => {
    calls.shift()?.()
    await settled()
  }
  return { waits, calls, ring, stop, turns: () => turns }
}

test('looks at once, and again when something is due: within a minute, and never without a pause', async () => {
  const at = (seconds: number) => async () => addSeconds(now, seconds)
  const nothing = async () => undefined
  const { waits, ring, turns, stop } = timer([at(2), at(86_400), at(-5), at(0.2), nothing, nothing])
  await settled()
  for (let times = 0; times < 5; times++) await ring()
  expect([turns(), waits]).toEqual([6, [2_000, 60_000, 1_000, 1_000, 60_000, 60_000]])
  await stop()
})

test('goes on after a turn that failed', async () => {
  const { waits, ring, turns, stop } = timer([
    () => Promise.reject(new Error('the store is away')),
    async () => undefined,
  ])
  await settled()
  await ring()
  expect([turns(), waits]).toEqual([2, [60_000, 60_000]])
  await stop()
})

test('keeps the pace that it was given where nobody knows when something is due, and after a turn that failed', async () => {
  const fails = () => Promise.reject(new Error('GitHub is away'))
  const { waits, ring, stop } = timer([async () => undefined, fails, async () => addSeconds(now, 3)], 15)
  await settled()
  for (let times = 0; times < 2; times++) await ring()
  expect(waits).toEqual([15_000, 15_000, 3_000])
  await stop()
})

test('stops: what runs is waited for, for a while, and nothing begins any more', async () => {
  let finish = () => {}
  const slow = () =>
    new Promise<undefined>((resolve) => {
      finish = () => resolve(undefined)
    })
  const finished = timer([slow])
  let isStopped = false
  const stopping = finished.stop().then(() => {
    isStopped = true
  })
  await settled()
  expect(isStopped).toBe(false)
  finish()
  await stopping
  expect([finished.turns(), finished.calls]).toEqual([1, []])
  const hung = timer([slow])
  const given = hung.stop()
  await hung.ring()
  await given
  expect([hung.turns(), hung.waits]).toEqual([1, [10_000]])
})
