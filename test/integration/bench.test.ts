import { describe, expect, test } from 'vitest'
import { compared, counted, type Finding, type Goal } from '../../bench/finding.ts'
import { type Bench, runBenches } from '../../bench/run.ts'
import { percentile } from '../../bench/statistics.ts'
import { inTurns } from '../../bench/turns.ts'

const show = (figure: number) => `${figure} ms`
const pairs = (...ratios: number[]) => ratios.map((ratio) => ({ ours: ratio * 10, rival: 10 }))
const finding = (goal: Goal, ...ratios: number[]) =>
  compared({ what: 'a decision', rival: 'opa', pairs: pairs(...ratios), goal, show })

describe('a ratio is held against its goal', () => {
  test.each<[string, Goal, number[], boolean]>([
    ['below the most', { atMost: 1 }, [0.5], true],
    ['the most itself', { atMost: 1 }, [1], true],
    ['above the most', { atMost: 1 }, [1.01], false],
    ['above the least', { atLeast: 1 }, [1.5], true],
    ['the least itself', { atLeast: 1 }, [1], true],
    ['below the least', { atLeast: 1 }, [0.99], false],
    ['one disturbed round of three', { atMost: 1 }, [0.5, 40, 0.6], true],
    ['two disturbed rounds of three', { atMost: 1 }, [40, 0.5, 40], false],
    ['no round at all', { atMost: 1 }, [], false],
    ['no figure', { atMost: 1 }, [Number.NaN], false],
    ['no figure, at least', { atLeast: 1 }, [Number.NaN], false],
  ])('%s', (_, goal, ratios, met) => {
    expect(finding(goal, ...ratios).met).toBe(met)
  })

  test('it is taken within each round, not between the medians of both sides', () => {
    const slowed = [
      { ours: 1, rival: 2 },
      { ours: 10, rival: 20 },
      { ours: 100, rival: 200 },
    ]
    const found = compared({ what: 'a', rival: 'b', pairs: slowed, goal: { atMost: 0.5 }, show })
    expect(found).toMatchObject({ value: 0.5, met: true, rounds: [0.5, 0.5, 0.5] })
  })
})

test.each([
  [[7, 7, 7], 10, true],
  [[19, 26, 19], 22, true],
  [[23, 23, 19], 22, false],
  [[], 22, false],
])('counts of %j, at most %d', (counts, most, met) => {
  expect(counted('calls', counts, most, 'GitHub')).toMatchObject({ unit: 'count', met })
})

test.each([
  [[1, 2, 3, 4], 50, 2],
  [[4, 3, 2, 1], 99, 4],
  [[5], 50, 5],
  [[], 50, Number.NaN],
])('of %j the percentile %d is %d', (values, rank, expected) => {
  expect(percentile(values, rank)).toBe(expected)
})

test('both sides do every piece of work, in blocks, and begin by turns', async () => {
  const done: string[] = []
  const times = await inTurns({
    items: [1, 2, 3, 4, 5],
    ours: (item) => done.push(`our ${item}`),
    rival: async (item) => done.push(`their ${item}`),
    block: 2,
  })
  const [first, second, third] = [done.slice(0, 4), done.slice(4, 8), done.slice(8)]
  expect(first).toEqual(['our 1', 'our 2', 'their 1', 'their 2'])
  expect(second).toEqual(['their 3', 'their 4', 'our 3', 'our 4'])
  expect(third).toEqual(['our 5', 'their 5'])
  expect([times.ours.length, times.rival.length]).toEqual([5, 5])
})

describe('npm run bench', () => {
  const good: Bench = async (progress) => {
    progress(1, 4)
    return [finding({ atMost: 1 }, 0.5, 0.4, 0.6), counted('calls', [7, 7, 8], 10, 'GitHub allows 5000')]
  }
  const bad: Bench = async () => [finding({ atMost: 0.1 }, 0.5)]
  const broken: Bench = async () => Promise.reject(new Error('there is no opa'))
  const all = { good, bad, broken }

  async function run(...args: string[]) {
    const [printed, told]: [string[], string[]] = [[], []]
    const code = await runBenches(args, all, { print: (text) => printed.push(text), tell: (text) => told.push(text) })
    return { code, printed: printed.join('\n'), told }
  }

  test.each<[string, string[], number]>([
    ['all goals met', ['good'], 0],
    ['a goal missed', ['bad'], 1],
    ['one of several missed', ['good', 'bad'], 1],
    ['one that cannot be measured', ['good', 'broken'], 1],
    ['all of them', [], 1],
    ['an unknown name', ['good', 'nonsense'], 2],
    ['an unknown option', ['--fast'], 2],
    ['a value where none belongs', ['--json=yes'], 2],
    ['help', ['--help'], 0],
  ])('%s', async (_, args, code) => {
    expect((await run(...args)).code).toBe(code)
  })

  test('prints a table: what, measured, beside, ratio, goal, verdict', async () => {
    const { printed, told } = await run()
    await expect(`${printed}\n`).toMatchFileSnapshot('../golden/bench/table.txt')
    expect(told).toEqual(['good', 'good: 25 %', 'bad', 'broken'])
  })

  test('wrong use measures nothing, and says what there is', async () => {
    const { printed, told } = await run('nonsense')
    expect(printed).toBe('')
    expect(told.join('\n')).toMatch(/no bench called nonsense[\s\S]*good, bad, broken/)
  })

  test('--json prints one JSON text and nothing else', async () => {
    const { ok, findings, failures } = JSON.parse((await run('--json')).printed)
    expect(ok).toBe(false)
    expect(findings.map((one: Finding & { bench: string }) => [one.bench, one.unit, one.value, one.met])).toEqual([
      ['good', 'ratio', 0.5, true],
      ['good', 'count', 7, true],
      ['bad', 'ratio', 0.5, false],
    ])
    expect(failures).toEqual([{ bench: 'broken', message: 'there is no opa' }])
  })
})
