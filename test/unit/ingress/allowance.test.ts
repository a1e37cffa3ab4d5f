import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAllowance } from '../../../src/ingress/allowance.ts'

const limits = { smallBody: 10, small: 100, large: 1_000 }

describe('the allowance of unsigned bodies (security.W1)', () => {
  test('however much large bodies hold, small ones get in', () => {
    const allowance = createAllowance(limits)
    const large = Array.from({ length: 100 }, (_, at) => allowance.begin(`10.0.0.${at}`).take(26))
    expect(large.filter((fits) => fits)).toHaveLength(38)
    expect(allowance.begin('192.0.2.1').take(10)).toBe(true)
  })

  test('however many small bodies are under way, large ones get in', () => {
    const allowance = createAllowance(limits)
    const small = Array.from({ length: 100 }, (_, at) => allowance.begin(`10.0.0.${at}`).take(10))
    expect(small.filter((fits) => fits)).toHaveLength(10)
    expect(allowance.begin('192.0.2.1').take(11)).toBe(true)
  })

  test.each([
    ['small', 10, 5],
    ['large', 100, 5],
  ])('one address holds at most half: %s bodies', (_, size, many) => {
    const allowance = createAllowance(limits)
    const own = Array.from({ length: 12 }, () => allowance.begin('10.0.0.1').take(size))
    expect(own.filter((fits) => fits)).toHaveLength(many)
  })

  test('a body that grows is a large one from then on, and leaves the small ones’ share', () => {
    const allowance = createAllowance({ smallBody: 50, small: 100, large: 1_000 })
    const one = allowance.begin('a')
    expect([one.take(50), allowance.begin('a').take(1)]).toEqual([true, false])
    expect([one.take(1), allowance.begin('a').take(49)]).toEqual([true, true])
  })

  test('what was given back can be taken again, whatever was refused', () => {
    const allowance = createAllowance(limits)
    const sizes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(fc.nat(30))))
    fc.assert(
      fc.property(sizes, (bodies) => {
        const held = bodies.map(([address, chunks]) => {
          const one = allowance.begin(address)
          for (const bytes of chunks) one.take(bytes)
          return one
        })
        for (const one of held) one.release()
        for (const one of held) one.release()
        const again = ['a', 'b'].map((address) => allowance.begin(address))
        for (const one of again) for (let at = 0; at < 5; at++) expect(one.take(100)).toBe(true)
        for (const one of again) one.release()
      }),
    )
  })
})
