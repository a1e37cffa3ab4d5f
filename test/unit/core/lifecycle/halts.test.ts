import { expect, test } from 'vitest'
import { type Halt, haltFindings } from '../../../../src/core/lifecycle/halts.ts'

const foreign = (issue: number): Halt => ({ code: 'STORE_FOREIGN', issue, store: 's'.repeat(22) })
const truncated: Halt = { code: 'TRAIL_TRUNCATED', repository: 7, place: 'github', seq: 120 }

test.each<[what: string, halts: Halt[], said: [string, string][]]>([
  ['nothing', [], []],
  ['another store', [foreign(4)], [['STORE_FOREIGN', 'another store of it looks after #4. ']]],
  ['more of it', [foreign(4), foreign(5), foreign(6)], [['STORE_FOREIGN', 'looks after #4 and 2 more.']]],
  ['a trail that was cut', [truncated], [['TRAIL_TRUNCATED', 'runs `npx daypass adopt --trail 7`']]],
  [
    'both',
    [foreign(4), truncated],
    [
      ['STORE_FOREIGN', '#4'],
      ['TRAIL_TRUNCATED', 'github has a signed checkpoint of trail entry 120'],
    ],
  ],
])('%s keeps access from beginning', (_what, halts, said) => {
  const wanted = said.map(([code, words]) => ({ code, message: expect.stringContaining(words) }))
  expect(haltFindings(halts, 'npx daypass')).toEqual(wanted)
})
