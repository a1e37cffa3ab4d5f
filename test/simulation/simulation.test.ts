import { cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { bugs } from './bugs/bugs.ts'
import { eventKinds, possiblePairs, requestStates } from './events.ts'
import { invariants } from './oracle/invariants.ts'
import { fingerprintOf } from './oracle/oracle.ts'
import { play } from './play.ts'
import { scheduleOf } from './schedule.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'
import { openEmbedded, type SimulatedStore } from './store.ts'

let store: SimulatedStore

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'daypass-simulation-'))
  cpSync(inject('emptyStore'), directory, { recursive: true })
  store = await openEmbedded(directory)
})
afterAll(() => store.close())

test('no seed breaks an invariant', async () => {
  const { violations, seeds } = await simulate(store, { from: 1, count: 8 })
  expect(violations).toEqual([])
  expect(seeds).toBe(8)
})

test('a seed is one run: played again, all that happens is the same', async () => {
  const [first, again] = [await play(store, scheduleOf(21)), await play(store, scheduleOf(21))]
  expect(again.lines).toEqual(first.lines)
  expect(fingerprintOf(again.lines)).toBe(fingerprintOf(first.lines))
  expect(first.lines.length).toBeGreaterThan(100)
  const other = await play(store, scheduleOf(22))
  expect(fingerprintOf(other.lines)).not.toBe(fingerprintOf(first.lines))
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
  const all = requestStates.length * eventKinds.length
  expect(new Set(eventKinds).size).toBe(eventKinds.length)
  expect(possiblePairs.length).toBeLessThan(all)
  expect(possiblePairs.length).toBeGreaterThanOrEqual(0.8 * all)
})

test.each(bugs)('the bug $name can be planted: what it replaces stands in the product once', ({ replace, breaks }) => {
  for (const { file, from } of replace) expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2)
  expect(invariants).toEqual(expect.arrayContaining([...breaks]))
})
