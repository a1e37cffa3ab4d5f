import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { atMost } from '../../../../src/connectors/postgres/at-most.ts'

test('so many go on at once, in the order in which they came, whatever fails', async () => {
  const inTurn = atMost(2)
  const begun: number[] = []
  let running = 0
  let most = 0
  const work = (index: number) =>
    inTurn(async () => {
      begun.push(index)
      running += 1
      most = Math.max(most, running)
      await setImmediate()
      running -= 1
      if (index % 3 === 0) throw new Error(`${index} fails`)
      return index
    })
  const done = await Promise.allSettled(Array.from({ length: 9 }, (_, index) => work(index)))
  expect(done.map(({ status }) => status === 'fulfilled')).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => index % 3 !== 0),
  )
  expect({ begun, most }).toEqual({ begun: [0, 1, 2, 3, 4, 5, 6, 7, 8], most: 2 })
  // None keeps a place.
  expect(await Promise.all([work(1), work(2), work(4)])).toEqual([1, 2, 4])
  expect(most).toBe(2)
})
