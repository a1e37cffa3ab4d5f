import { cpSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { roomyFolder } from '../empty-store.ts'
import { bugs } from './bugs/bugs.ts'
import { eventKinds } from './events.ts'
import { invariants } from './oracle/invariants.ts'
import { fingerprintOf } from './oracle/oracle.ts'
import { allPairs, possiblePairs } from './pairs.ts'
import { play } from './play.ts'
import { scheduleOf } from './schedule.ts'
import { shrink } from './shrink.ts'
import { createTally, simulate } from './simulate.ts'
import { openEmbedded, openMemory, type SimulatedStore } from './store.ts'
import { createStores } from './stores.ts'
import { simulateOnWorkers } from './workers.ts'

let embedded: SimulatedStore
let memory: SimulatedStore

beforeAll(async () => {
  const directory = roomyFolder('daypass-simulation-')
  cpSync(inject('emptyStore'), directory, { recursive: true })
  embedded = await openEmbedded(directory)
  memory = await openMemory()
})
afterAll(() => Promise.all([embedded.close(), memory.close()]))

test.each([10, 20, 30, 40, 50, 60, 70, 80])(
  'seed %i breaks no invariant, and is the same run on either store',
  async (seed) => {
    const [here, there] = [await play(memory, scheduleOf(seed)), await play(embedded, scheduleOf(seed))]
    expect(there.violations).toEqual([])
    expect(here.lines).toEqual(there.lines)
    expect(fingerprintOf(here.lines)).toBe(fingerprintOf(there.lines))
  },
)

test('a seed is one run: played again, all that happens is the same', async () => {
  const [first, again] = [await play(memory, scheduleOf(21)), await play(memory, scheduleOf(21))]
  expect(again.lines).toEqual(first.lines)
  expect(fingerprintOf(again.lines)).toBe(fingerprintOf(first.lines))
  expect(first.lines.length).toBeGreaterThan(100)
  const other = await play(memory, scheduleOf(22))
  expect(fingerprintOf(other.lines)).not.toBe(fingerprintOf(first.lines))
})

test('what comes out of many seeds does not depend on how many threads play them', async () => {
  const seeds = { from: 201, count: 6 }
  const stores = createStores('memory')
  const told: number[] = []
  const one = await simulate(stores, seeds)
  await stores.close()
  const two = await simulateOnWorkers(2, 'memory', seeds, { tell: (seed) => void told.push(seed) })
  expect(two).toEqual(one)
  expect(told).toEqual([201, 202, 203, 204, 205, 206])
})

test.each([
  [{ stop: false }, 5, [3, 4], ['a', 'b', 'c', 'd', 'e']],
  [{ stop: true }, 3, [3], ['a', 'b', 'c']],
])('seeds count in their order, however they come in: %j', (options, seeds, failed, pairs) => {
  const told: number[] = []
  const tally = createTally({ from: 1, count: 5 }, { ...options, tell: (seed) => void told.push(seed) })
  expect(Array.from({ length: 6 }, () => tally.next())).toEqual([1, 2, 3, 4, 5, undefined])
  const shown = ['a', 'b', 'c', 'd', 'e'].map((pair, at) => {
    const found = { seed: at + 1, invariant: 'trail', what: '', schedule: scheduleOf(1) }
    return { seed: at + 1, looks: 2, pairs: [pair], differing: [], ...(at === 2 || at === 3 ? { found } : {}) }
  })
  for (const at of [4, 3, 1, 0]) {
    const one = shown[at]
    if (one) tally.add(one)
    expect(tally.isOver()).toBe(false)
  }
  if (shown[2]) tally.add(shown[2])
  expect(tally.isOver()).toBe(true)
  expect(told).toEqual([1, 2, 3, 4, 5].slice(0, seeds))
  const summary = tally.summary()
  expect(summary.violations.map(({ seed }) => seed)).toEqual(failed)
  expect([summary.seeds, summary.pairs.seen, summary.looks]).toEqual([seeds, pairs.length, 2 * seeds])
})

test('a schedule shrinks to what the failure needs', async () => {
  const whole = { ...scheduleOf(3), happenings: [] as { at: number; kind: 'crash' | 'issue-opened' | 'vote-yes' }[] }
  for (let at = 0; at < 9; at += 1)
    whole.happenings.push({ at, kind: at === 4 ? 'crash' : at === 7 ? 'vote-yes' : 'issue-opened' })
  const fails = async ({ happenings }: { happenings: readonly { kind: string }[] }) =>
    ['crash', 'vote-yes'].every((kind) => happenings.some((one) => one.kind === kind))
  const { happenings, weather } = await shrink(whole, fails)
  expect(happenings.map(({ kind }) => kind)).toEqual(['crash', 'vote-yes'])
  expect(Object.values(weather).every((rate) => rate === 0)).toBe(true)
})

test('at most a fifth of all pairs of state and event are said to be impossible', () => {
  expect(new Set(eventKinds).size).toBe(eventKinds.length)
  expect(new Set(possiblePairs).size).toBe(possiblePairs.length)
  expect(possiblePairs.length).toBeLessThan(allPairs)
  expect(possiblePairs.length).toBeGreaterThanOrEqual(0.8 * allPairs)
})

test.each(bugs)('the bug $name can be planted: what it replaces stands in the product once', ({ replace, breaks }) => {
  for (const { file, from } of replace) expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2)
  expect(invariants).toEqual(expect.arrayContaining([...breaks]))
})
