import { expect, test } from 'vitest'
import { createHeapMeter, growthOf, type Heap } from './heap.ts'

const heaps = (thread: number, ...bytes: number[]): Heap[] =>
  bytes.map((one, index) => ({ thread, looks: index, bytes: one }))

test.each<[string, Heap[], number | undefined]>([
  ['what warms up is left out', heaps(1, 1, 1, 100, 100, 100, 100, 100, 100, 100, 100), 0],
  ['what is kept from seed to seed', heaps(1, 90, 95, 100, 100, 100, 100, 110, 110, 110, 110), 0.1],
  ['what is let go', heaps(1, 90, 95, 100, 100, 100, 100, 90, 90, 90, 90), -0.1],
  ['the thread that differs most', [...heaps(1, 9, 9, 9, 9, 9), ...heaps(2, 1, 100, 100, 120, 120)], 0.2],
  ['too little', heaps(1, 1, 2, 3), undefined],
])('growth: %s', (_what, measured, growth) => {
  const found = growthOf(measured)
  if (growth === undefined) expect(found).toBeUndefined()
  else expect(found).toBeCloseTo(growth)
})

test('a meter adds up looks, and sees what is kept', () => {
  const meter = createHeapMeter(3, 2)
  const kept: number[][] = []
  expect(meter(10)).toBeUndefined()
  const before = meter(5)
  kept.push(Array.from({ length: 1_000_000 }, (_, index) => index + 0.5))
  expect(meter(1)).toBeUndefined()
  const after = meter(1)
  expect([before?.thread, before?.looks, after?.looks]).toEqual([3, 15, 17])
  expect((after?.bytes ?? 0) - (before?.bytes ?? 0)).toBeGreaterThan(4_000_000)
  expect(kept).toHaveLength(1)
})
