import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleOf, wilson } from './sample.ts'

const names = Array.from({ length: 1000 }, (_, index) => `mutant ${index}`)

describe('a sample', () => {
  test('is the same for the same seed, in whatever order the names come', () => {
    expect(sampleOf(names.toReversed(), 50, 7)).toEqual(sampleOf(names, 50, 7))
  })

  test('is another one for another seed', () => {
    expect(sampleOf(names, 50, 8)).not.toEqual(sampleOf(names, 50, 7))
  })

  test('has each name once, and a larger one has the smaller one within', () => {
    const large = sampleOf(names, 200, 7)
    expect(new Set(large).size).toBe(200)
    expect(large.slice(0, 50)).toEqual(sampleOf(names, 50, 7))
  })

  test('of more than there are is all', () => {
    expect(sampleOf(names, 5000, 7).sort()).toEqual([...names].sort())
  })
})

describe("Wilson's interval", () => {
  // R: prop.test(x, n, correct = FALSE)$conf.int
  test.each([
    [8, 10, 0.4901625, 0.9433178],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
    [900, 1000, 0.8798491, 0.917088],
  ])('%i of %i: %f to %f', (hits, tried, low, high) => {
    const interval = wilson(hits, tried)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  test('of nothing is everything', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
  })

  test('of all is what was seen', () => {
    expect(wilson(8, 10, 10)).toEqual({ low: 0.8, high: 0.8 })
  })

  test('holds the share, and is the narrower the more of all was seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 0, max: 500 }), (tried, some) => {
        const hits = Math.min(some, tried)
        const [endless, few, most] = [
          wilson(hits, tried),
          wilson(hits, tried, tried * 10),
          wilson(hits, tried, tried + 1),
        ]
        for (const { low, high } of [endless, few, most]) {
          expect(low).toBeLessThanOrEqual(hits / tried + 1e-9)
          expect(high).toBeGreaterThanOrEqual(hits / tried - 1e-9)
        }
        expect(few.high - few.low).toBeLessThan(endless.high - endless.low)
        expect(most.high - most.low).toBeLessThan(few.high - few.low)
      }),
    )
  })
})
