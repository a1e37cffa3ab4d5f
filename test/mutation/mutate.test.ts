import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Score } from './score.ts'

const root = join(import.meta.dirname, '../..')
let folder: string
let tree: string

const files = {
  'package.json': '{ "type": "module" }',
  'src/core/review/votes.ts': 'export const isEnough = (votes: number, needed: number): boolean => votes >= needed\n',
  'test/mutation/vitest.mutation.config.ts': `export default {
    root: process.cwd(), test: { include: JSON.parse(process.env.DAYPASS_MUTATE_TESTS ?? '[]') } }\n`,
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}

/** A test that says how many of how many needed are enough. */
const writeTest = (...rows: [votes: number, needed: number, isEnough: boolean][]): void =>
  write(
    'test/unit/core/review/votes.test.ts',
    `import { expect, test } from 'vitest'
     import { isEnough } from '../../../../src/core/review/votes.ts'
     test.each(${JSON.stringify(rows)})('%s of %s', (votes, needed, told) => expect(isEnough(votes, needed)).toBe(told))\n`,
  )

function mutate(...more: string[]): { exit: number | null; toTry: string; score: Score } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/mutate.ts', '--room', join(folder, 'room'), '--tree', tree, '--part', 'votes', '--json', ...more],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH } },
  )
  if (!stdout.startsWith('{')) throw new Error(`${stdout}${stderr}`)
  const { scores } = JSON.parse(stdout) as { scores: [Score] }
  return { exit: status, toTry: /: (\d+ of \d+) mutants to try/.exec(stderr)?.[1] ?? '', score: scores[0] }
}

const alive = ({ alive: those }: Score): string[] => those.map(({ replacement }) => replacement).sort()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daypass-mutate-'))
  tree = join(folder, 'planted')
  for (const [path, text] of Object.entries(files)) write(path, text)
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a weak test lets a mutant live, a strong one kills it, and what was tried before is not tried again', () => {
  writeTest([2, 1, true], [0, 1, false])
  const weak = mutate()
  expect(alive(weak.score)).toEqual(['votes > needed'])
  expect(weak).toMatchObject({ exit: 1, score: { left: 0, counts: { survived: 1, uncovered: 0, invalid: 0 } } })
  const { all } = weak.score
  expect(weak.toTry).toBe(`${all} of ${all}`)

  // A run that is cut while it writes loses one line.
  const journal = join(folder, 'room/journal.jsonl')
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(all)
  const killedLast = lines.sort((a) => (a.includes('"survived"') ? -1 : 1)).join('\n')
  writeFileSync(journal, killedLast.slice(0, -20))
  expect(mutate('--told')).toMatchObject({ exit: 1, toTry: '', score: { left: 1 } })

  writeTest([2, 1, true], [1, 1, true], [0, 1, false])
  const strong = mutate()
  expect(strong).toMatchObject({ exit: 0, toTry: `2 of ${all}`, score: { left: 0, all, score: 100, alive: [] } })
  expect(readFileSync(join(tree, 'src/core/review/votes.ts'), 'utf8')).toBe(files['src/core/review/votes.ts'])
  expect(existsSync(join(tree, 'stryker.log'))).toBe(false)
})

test.each([
  ['within the tree', () => join(tree, 'room')],
  ['around it', () => folder],
  ['the tree', () => tree],
])('no room %s', (_where, room) => {
  const args = ['scripts/mutate.ts', '--room', room(), '--tree', tree]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(stderr).toContain('outside of the tree')
  expect(status).toBe(1)
})
