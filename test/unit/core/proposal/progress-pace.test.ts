import { expect, test } from 'vitest'
import { mayTell } from '../../../../src/core/proposal/progress-pace.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 12) + seconds * 1000)

test.each<[what: string, told: number[], now: number, may: boolean]>([
  ['nothing has begun', [], 9, false],
  ['it has just begun', [0], 1.999, false],
  ['two seconds are over', [0], 2, true],
  ['it was told just now', [0, 2], 3.999, false],
  ['it was told twice', [0, 2, 4], 6, true],
  ['it was told three times', [0, 2, 4, 6], 99, false],
  ['the clock goes back', [9], 2, false],
])('where %s', (_what, told, now, may) => {
  expect(mayTell(told.map(at), at(now))).toBe(may)
})
