import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import type { LookEnd } from '../../../src/ports/looks.ts'
import { watchLooks } from '../../../src/queue/watch-looks.ts'
import { testClock } from '../../open-test-store.ts'

function arrange() {
  const clock = testClock('2026-11-21T12:00:00Z')
  const told: [LookEnd, number][] = []
  let names = 0
  const watch = {
    freshName: () => `look-${++names}`,
    ended: (end: LookEnd, seconds: number) => void told.push([end, seconds]),
  }
  return { clock, told, looks: watchLooks({ watch, now: clock.now }) }
}

describe('the looks of one turn', () => {
  test('have names and times of their own', () => {
    const { clock, told, looks } = arrange()
    clock.advance(100)
    expect(looks.begin()).toBe('look-1')
    clock.advance(2)
    looks.ended({ outcome: 'again' })
    clock.advance(100)
    expect(looks.begin()).toBe('look-2')
    clock.advance(3)
    looks.ended({ outcome: 'done' })
    expect(told).toEqual([
      [{ outcome: 'again' }, 2],
      [{ outcome: 'done' }, 3],
    ])
  })

  test.each([
    ['raised on purpose', new DaypassError('STORE_UNAVAILABLE', 'away'), { outcome: 'failed', failure: 'passing' }],
    ['of anything else', new TypeError('no such thing'), { outcome: 'failed', failure: 'unforeseen' }],
    ['that is none', 'a string', { outcome: 'failed', failure: 'unforeseen' }],
    ['that says who goes on', new DaypassError('FENCED_OFF', 'taken over'), { outcome: 'fenced' }],
  ])('end with an error %s that was thrown, under the name of the look', (_, thrown, end) => {
    const { clock, told, looks } = arrange()
    looks.begin()
    clock.advance(1)
    expect(looks.threw(thrown)).toEqual({ look: 'look-1' })
    expect(told).toEqual([[end, 1]])
  })

  test('end once each: what is thrown between two is no look', () => {
    const { told, looks } = arrange()
    looks.begin()
    looks.ended({ outcome: 'done' })
    expect(looks.threw(new DaypassError('STORE_UNAVAILABLE', 'away'))).toEqual({})
    expect(told).toEqual([[{ outcome: 'done' }, 0]])
  })

  test('take no time less than none where the clock is set back', () => {
    const { clock, told, looks } = arrange()
    looks.begin()
    clock.advance(-60)
    looks.ended({ outcome: 'done' })
    expect(told).toEqual([[{ outcome: 'done' }, 0]])
  })

  test('have no names where nobody watches', () => {
    const looks = watchLooks({ now: () => new Date(0) })
    expect(looks.begin()).toBeUndefined()
    expect(looks.threw(new Error('away'))).toEqual({})
  })
})
