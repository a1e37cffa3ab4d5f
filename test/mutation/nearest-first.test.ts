import { expect, test } from 'vitest'
import { nearestFirst } from './nearest-first.ts'

test('tests named after the changed file go first, then those of its folder, then the others as they come', () => {
  const tests = [
    '/tree/test/unit/core/lifecycle/votes.test.ts',
    '/tree/test/unit/core/review/matching.test.ts',
    '/tree/test/unit/core/review/votestand.test.ts',
    '/tree/test/unit/core/review/votes-order.test.ts',
    '/tree/test/integration/votes.test.ts',
    '/tree/test/unit/core/review/votes.test.ts',
  ]
  expect(tests.toSorted(nearestFirst('/tree/src/core/review/votes.ts'))).toEqual([
    '/tree/test/unit/core/review/votes-order.test.ts',
    '/tree/test/unit/core/review/votes.test.ts',
    '/tree/test/unit/core/review/matching.test.ts',
    '/tree/test/unit/core/review/votestand.test.ts',
    '/tree/test/unit/core/lifecycle/votes.test.ts',
    '/tree/test/integration/votes.test.ts',
  ])
})
