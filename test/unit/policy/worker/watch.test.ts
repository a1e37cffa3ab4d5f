import { expect, test } from 'vitest'
import type { Budget } from '../../../../src/policy/worker/budget.ts'
import { type After, Watch } from '../../../../src/policy/worker/watch.ts'

const budget = { cpuMs: 100, wallMs: 5_000 }
const never = () => new Promise<number>(() => undefined)

/** A watch on a clock of our own. `readCpu` is told what that clock shows. */
function watching(readCpu: (now: number) => Promise<number>, given: Budget = budget) {
  let now = 0
  let looks = 0
  const planned = new Set<{ at: number; act: () => void }>()
  const overs: { at: number; what: keyof Budget }[] = []
  const after: After = (milliseconds, act) => {
    const timer = { at: now + milliseconds, act }
    planned.add(timer)
    return () => planned.delete(timer)
  }
  const watch = new Watch({
    budget: given,
    after,
    readCpu: () => {
      looks += 1
      return readCpu(now)
    },
    over: (what) => overs.push({ at: now, what }),
  })
  const settle = async () => {
    for (let i = 0; i < 5; i += 1) await Promise.resolve()
  }
  return {
    watch,
    overs,
    looks: () => looks,
    planned: () => planned.size,
    /** Everything that is due by then happens at its time. */
    async until(end: number) {
      await settle()
      for (;;) {
        const next = [...planned].sort((a, b) => a.at - b.at)[0]
        if (next === undefined || next.at > end) break
        planned.delete(next)
        now = Math.max(now, next.at)
        next.act()
        await settle()
      }
      now = end
    },
    /** The whole process stands still until then; what was due meanwhile happens now, once. */
    async frozenUntil(end: number) {
      now = end
      for (const timer of [...planned].filter(({ at }) => at <= end)) {
        if (planned.delete(timer)) timer.act()
      }
      await settle()
    },
  }
}

test('a loop with a core of its own is over when its CPU time is used up', async () => {
  const w = watching(async (now) => now)
  await w.until(60_000)
  expect(w.overs).toEqual([{ at: 100, what: 'cpuMs' }])
  expect(w.looks()).toBe(1)
})

test.each([
  ['half of a core', 2],
  ['a tenth of a core', 10],
  ['a fortieth of a core', 40],
])('a loop with %s gets all of its CPU time, and little more', async (_share, part) => {
  const w = watching(async (now) => now / part)
  await w.until(60_000)
  expect(w.overs).toMatchObject([{ what: 'cpuMs' }])
  const taken = Number(w.overs[0]?.at) / part
  expect(taken).toBeGreaterThanOrEqual(100)
  expect(taken).toBeLessThan(106)
})

test.each([
  ['takes no CPU time', async () => 0],
  ['takes too little of it to be over', async () => 99],
  ['cannot be read', () => Promise.reject(new Error('ERR_WORKER_NOT_RUNNING'))],
  ['does not tell', never],
])('a job that %s is over by the clock', async (_what, readCpu) => {
  const w = watching(readCpu)
  await w.until(4_999)
  expect(w.overs).toEqual([])
  await w.until(60_000)
  expect(w.overs).toMatchObject([{ at: 5_000, what: 'wallMs' }])
})

test('a cap that is no whole number of ticks is met', async () => {
  const w = watching(never, { cpuMs: 100, wallMs: 333 })
  await w.until(60_000)
  expect(w.overs).toMatchObject([{ at: 333, what: 'wallMs' }])
})

test('what cannot be read once is read again, and counts', async () => {
  const w = watching((now) => (now < 300 ? Promise.reject(new Error('not yet')) : Promise.resolve(now)))
  await w.until(60_000)
  expect(w.overs).toMatchObject([{ at: 300, what: 'cpuMs' }])
})

test('a thread that does not tell is not asked again before it does', async () => {
  const w = watching(never)
  await w.until(4_999)
  expect(w.looks()).toBe(1)
})

test('a process that stood still for an hour ends no job for that', async () => {
  const w = watching(async () => 1)
  await w.frozenUntil(3_600_000)
  await w.frozenUntil(7_200_000)
  await w.until(7_204_499)
  expect(w.overs).toEqual([])
  await w.until(7_300_000)
  expect(w.overs).toMatchObject([{ what: 'wallMs' }])
})

test.each([
  ['before the first look', 50],
  ['between two looks', 150],
  ['just before the cap', 4_999],
])('nothing happens after the end: %s', async (_when, end) => {
  const w = watching(async (now) => now / 1_000)
  await w.until(end)
  w.watch.end()
  expect(w.planned()).toBe(0)
  await w.until(60_000)
  expect(w.overs).toEqual([])
})

test('a reading that comes after the end changes nothing', async () => {
  const reading = Promise.withResolvers<number>()
  const w = watching(() => reading.promise)
  await w.until(200)
  w.watch.end()
  reading.resolve(1e9)
  await w.until(60_000)
  expect(w.overs).toEqual([])
  expect(w.planned()).toBe(0)
})

test('a reading that comes after the cap does not end it twice', async () => {
  const reading = Promise.withResolvers<number>()
  const w = watching(() => reading.promise)
  await w.until(5_000)
  reading.resolve(1e9)
  await w.until(60_000)
  expect(w.overs).toMatchObject([{ what: 'wallMs' }])
})
