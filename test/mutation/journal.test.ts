import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendToJournal, nameOf, readJournal, stillHolds, type Tried, type Verdict } from './journal.ts'
import { isMet, type Plan, scoreOf, textOfScore } from './score.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daypass-journal-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tried = (line: number, verdict: Verdict, tree = 'now'): Tried => ({
  ...{ file: 'src/core/a.ts', sha256: '00', line, column: 1, endLine: line, endColumn: 9 },
  ...{ kind: 'StringLiteral', replacement: '""', part: 'core', verdict, tree },
})
const part = { name: 'core', files: [], tests: [], goal: 85, sampled: true }
const journalOf = (...lines: Tried[]) => new Map(lines.map((line) => [nameOf(line), line]))

test('the last line about a mutant counts, and one that was cut is no line', () => {
  const path = join(folder, 'cut.jsonl')
  expect(readJournal(path).size).toBe(0)
  appendToJournal(path, tried(1, 'survived'))
  appendFileSync(path, JSON.stringify(tried(2, 'killed')).slice(0, -9))
  appendToJournal(path, tried(1, 'killed'))
  appendToJournal(path, tried(3, 'timeout'))
  expect([...readJournal(path).values()]).toEqual([tried(1, 'killed'), tried(3, 'timeout')])
})

test('a mutant has another name in a file that has changed, and the same whatever became of it', () => {
  expect(nameOf({ ...tried(1, 'killed'), sha256: '01' })).not.toBe(nameOf(tried(1, 'killed')))
  expect(nameOf({ ...tried(1, 'killed'), replacement: 'x' })).not.toBe(nameOf(tried(1, 'killed')))
  expect(nameOf(tried(1, 'survived', 'before'))).toBe(nameOf(tried(1, 'killed')))
})

test.each<[Verdict, boolean]>([
  ['killed', true],
  ['timeout', true],
  ['survived', false],
  ['uncovered', false],
  ['invalid', false],
])('in a tree that has changed since, %s holds: %s', (verdict, holds) => {
  expect(stillHolds(tried(1, verdict, 'before'), 'now')).toBe(holds)
  expect(stillHolds(tried(1, verdict), 'now')).toBe(true)
})

const lines = (['killed', 'timeout', 'survived', 'uncovered', 'invalid'] as const).map((verdict, line) =>
  tried(line, verdict),
)
const plan = (all: number, chosen = lines): Plan => ({ tree: 'now', all, chosen })

test('a score is what was noticed among what could be', () => {
  const score = scoreOf(part, plan(5), journalOf(...lines))
  expect(score).toMatchObject({ score: 50, left: 0, alive: [lines[2], lines[3]] })
  expect(score).not.toHaveProperty('interval')
  expect(isMet(score)).toBe(false)
})

test('a sample has an interval', () => {
  const { interval } = scoreOf(part, plan(100), journalOf(...lines))
  expect(interval?.low).toBeLessThan(0.5)
  expect(interval?.high).toBeGreaterThan(0.5)
})

test.each([
  ['the first that were drawn', lines.slice(0, 3), true],
  ['others than the first', lines.slice(1), false],
])('has an interval where %s were tried', (_which, known, has) => {
  expect('interval' in scoreOf(part, plan(5), journalOf(...known))).toBe(has)
})

test.each([
  ['all noticed', lines.slice(0, 2), lines.slice(0, 2), true],
  ['one not tried', lines.slice(0, 2), lines.slice(0, 1), false],
  ['one alive in an older tree', lines.slice(0, 2), [tried(0, 'killed'), tried(1, 'survived', 'before')], false],
  ['nothing planned', [], [], false],
])('%s: the goal is met: %s', (_what, chosen, known, met) => {
  expect(isMet(scoreOf(part, plan(chosen.length, chosen), journalOf(...known)))).toBe(met)
})

test('is told with those that live, a line each', () => {
  expect(textOfScore(scoreOf(part, plan(5), journalOf(...lines))).split('\n')).toEqual([
    'survived src/core/a.ts:2:1 StringLiteral: ""',
    'uncovered src/core/a.ts:3:1 StringLiteral: ""',
    'core: 5 of 5 mutants, 0 left: 1 killed, 1 timeout, 1 survived, 1 uncovered, 1 invalid; 50.0 %, goal 85 %',
  ])
})
