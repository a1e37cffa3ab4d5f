import { expect, test } from 'vitest'
import { createSlots } from '../../../src/queue/concurrency.ts'

test('places are given in order, and the most urgent first', async () => {
  const slots = createSlots(1)
  const entered: string[] = []
  const first = await slots.enter()
  const enter = (name: string, urgency?: number) =>
    slots.enter(urgency).then(({ leave, waited }) => {
      if (waited) entered.push(name)
      leave()
    })
  const all = [enter('a', 3), enter('b', 1), enter('c', 3), enter('d', 0), enter('e', 1), enter('f')]
  expect(first.waited).toBe(false)
  first.leave()
  await Promise.all(all)
  expect(entered).toEqual(['d', 'f', 'b', 'e', 'a', 'c'])
})
