import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDaypassError } from '../../../../src/core/error.ts'
import { Limits } from '../../../../src/github/api/rate-limits.ts'
import { type Asked, type Made, waitFor } from '../../../../src/github/api/shares.ts'
import { start } from '../scripted-github.ts'

const ofMinute = { most: 60, within: 60_000 }
type By = Asked['by']

/** So many creations by each of these, one a second. */
const made = (...counts: [by: By, count: number, repository?: number][]): Made[] =>
  counts
    .flatMap(([by, count, repository = 1]) => Array.from({ length: count }, () => ({ by, repository })))
    .map((one, second) => ({ ...one, for: 'open', at: second * 1000 }))
const open = (by: By, repository = 1): Asked => ({ for: 'open', by, repository })

describe('of 60 a minute, 45 are open to what others cause', () => {
  test.each<[what: string, before: Made[], asked: Asked, wait: { second: number; shared: boolean } | undefined]>([
    ['nothing was made', [], open(7), undefined],
    ['a person alone has less than a third', made([7, 14]), open(7), undefined],
    ['a person alone has a third', made([7, 15]), open(7), { second: 60, shared: true }],
    ['another person beside them', made([7, 15]), open(8), undefined],
    ['the other has a third of what was left', made([7, 15], [8, 10]), open(8), { second: 60, shared: true }],
    ['when the other is gone, it is a share again', made([8, 10], [7, 15]), open(7), { second: 70, shared: true }],
    ['repairs are a person', made(['repair', 15]), open('repair'), { second: 60, shared: true }],
    ['repairs keep no person from anything', made(['repair', 15]), open(7), undefined],
    ['upkeep has no share', made(['upkeep', 44]), open('upkeep', 2), undefined],
    ['upkeep has its end', made(['upkeep', 45]), open('upkeep', 2), { second: 60, shared: false }],
    ['a repository alone has less than eight ninths', made(['upkeep', 39]), open(7), undefined],
    ['a repository alone has eight ninths', made(['upkeep', 40]), open(7), { second: 60, shared: true }],
    ['another repository beside it', made(['upkeep', 40]), open(7, 2), undefined],
    ['the open part is used up', made(['upkeep', 45]), open(7, 2), { second: 60, shared: false }],
    ['a credential, then', made(['upkeep', 45]), { ...open(7, 2), for: 'credential' }, undefined],
    ['an end, then', made(['upkeep', 45]), { ...open(7, 2), for: 'end' }, undefined],
    [
      'ends use up half of the reserve',
      made(['upkeep', 52]),
      { ...open(7, 2), for: 'end' },
      { second: 60, shared: false },
    ],
    ['a credential, after these', made(['upkeep', 52]), { ...open(7, 2), for: 'credential' }, undefined],
    ['credentials of one person', made([7, 20]), { ...open(7), for: 'credential' }, { second: 60, shared: true }],
    ['all is used up', made(['upkeep', 60]), { ...open(7, 2), for: 'credential' }, { second: 60, shared: false }],
  ])('%s', (_, before, asked, wait) => {
    expect(waitFor(asked, before, ofMinute)).toEqual(wait && { at: wait.second * 1000, shared: wait.shared })
  })

  test('an allowance without room for one says so', () => {
    expect(waitFor(open(7), [], { most: 1, within: 60_000 })).toEqual({ at: 60_000, shared: false })
  })
})

const budget = { perMinute: 60, perHour: 400 }
const at = (ms: number) => new Date(start.getTime() + ms)

/** The instant from which on it may be tried, or undefined where it was made. */
function refusedUntil(limits: Limits, now: Date, asked: Asked): Date | undefined {
  try {
    limits.check('11', now, asked)
    return undefined
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_LIMITED') && error.until) return error.until
    throw error
  }
}

const causes = fc.constantFrom<By>(1, 2, 3, 4, 5, 6, 7, 8, 'repair')
const tries = fc.array(fc.record({ by: causes, repository: fc.integer({ min: 1, max: 3 }), pause: fc.nat(9_000) }), {
  minLength: 1,
  maxLength: 1_500,
})

/** What these persons get who try again and again, whatever they are told. */
function flood(limits: Limits, of: readonly { by: By; repository: number; pause: number }[]): number {
  let now = 0
  for (const one of of) {
    now += one.pause
    // Until they are told to wait.
    while (refusedUntil(limits, at(now), { for: 'open', by: one.by, repository: one.repository }) === undefined);
  }
  return now
}

describe('whatever flooding persons do', () => {
  test('a quarter is left for credentials, and an eighth for ends, at once', () => {
    fc.assert(
      fc.property(tries, fc.constantFrom('credential', 'end'), (of, what) => {
        const limits = new Limits(budget)
        const now = at(flood(limits, of))
        let given = 0
        while (refusedUntil(limits, now, { for: what, by: 1_000 + given, repository: 1_000 + given }) === undefined)
          given += 1
        expect(given).toBeGreaterThanOrEqual(what === 'credential' ? 15 : 7)
      }),
    )
  })

  /** What is left of so much when so many have taken, one after the other, what one alone may have. */
  const left = (of: number, persons: number): number =>
    persons === 0 ? of : left(Math.floor((of * 2) / 3), persons - 1)

  test('so many of them leave so much to whoever comes anew: eight leave one of a minute at least', () => {
    expect(left(45, 8)).toBe(1)
    fc.assert(
      fc.property(tries, (of) => {
        const limits = new Limits({ perMinute: 60, perHour: 60 })
        // All within a minute.
        flood(
          limits,
          of.map((one) => ({ ...one, pause: 0 })),
        )
        const persons = new Set(of.map(({ by }) => by)).size
        let newcomers = 0
        while (
          refusedUntil(limits, at(0), { for: 'open', by: 100 + newcomers, repository: 100 + newcomers }) === undefined
        )
          newcomers += 1
        expect(newcomers).toBeGreaterThanOrEqual(left(45, persons))
      }),
    )
  })

  test('whoever is refused is told the very instant from which on there is room', () => {
    fc.assert(
      fc.property(tries, (of) => {
        const limits = new Limits(budget)
        const ms = flood(limits, of)
        const asked: Asked = { for: 'open', by: of[0]?.by ?? 1, repository: of[0]?.repository }
        const until = refusedUntil(limits, at(ms), asked)
        if (until === undefined) return
        expect(until.getTime()).toBeGreaterThan(at(ms).getTime())
        expect(refusedUntil(limits, new Date(until.getTime() - 1), asked)).toEqual(until)
        expect(refusedUntil(limits, until, asked)).toBeUndefined()
      }),
    )
  })
})

test('where both the minute and the hour are used up, the later of the two counts', () => {
  const limits = new Limits({ perMinute: 4, perHour: 4 })
  for (const by of [1, 2, 3, 4]) limits.check('11', at(0), { for: 'credential', by, repository: by })
  const asked: Asked = { for: 'credential', by: 5, repository: 5 }
  expect(refusedUntil(limits, at(1_000), asked)).toEqual(at(3_600_000))
})

test('a person who has used up a share closes nothing: there still is room for what nobody waits for', () => {
  const limits = new Limits(budget)
  flood(limits, [{ by: 7, repository: 1, pause: 0 }])
  expect(limits.isCalm('11', at(0))).toBe(true)
  limits.check('11', at(0))
  flood(
    limits,
    [1, 2, 3, 4, 5].map((by) => ({ by, repository: by, pause: 0 })),
  )
  expect(limits.isCalm('11', at(0))).toBe(false)
})
