import { describe, expect, test } from 'vitest'
import { readExtendOrder } from '../../../../src/core/request/extend-order.ts'

describe('behind /extend (field.D8, people.U10)', () => {
  test.each([
    ['1h still open', '1h', 'still open'],
    ['2 hours still  open', '2h', 'still open'],
    ['1h30m  still open', '90m', 'still open'],
    ['90 min: still open', '90m', 'still open'],
    ['1h, still open', '1h', 'still open'],
    ['an hour and 30 minutes more logs to read', '90m', 'more logs to read'],
    ['1 day, 12 hours the vendor answers tomorrow', '36h', 'the vendor answers tomorrow'],
    ['PT1H still open', '1h', 'still open'],
    ['1h', '1h', ''],
    ['2 hours', '2h', ''],
    ['', '', ''],
    ['2 still open', '2', 'still open'],
    ['until 5pm today, still open', 'until 5pm today,', 'still open'],
  ])('%j', (rest, duration, why) => {
    expect(readExtendOrder(rest)).toEqual({ duration, why })
  })

  test.each([
    ['1h 30m outage', '90m', '1h'],
    ['1 h 30 minutes of logs', '90m', '1h'],
    ['2 days 1 hour was lost', '49h', '2d'],
    ['1h 30m', '90m', '1h'],
  ])('%j may mean two things, and is asked about', (rest, both, one) => {
    const { flaw = '' } = readExtendOrder(rest)
    expect(flaw).toContain(`Write \`/extend ${both} why\` or \`/extend ${one} why\`.`)
  })
})
