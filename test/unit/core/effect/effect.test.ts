import { describe, expect, test } from 'vitest'
import { type EffectLimits, effectOf } from '../../../../src/core/effect/effect.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import { allow, deny, electorate, limits, review } from './effect-samples.ts'

function shown(output: PolicyOutput, given: Partial<EffectLimits> = {}): unknown {
  const { words: _, ...effect } = effectOf(output, { ...limits, ...given }, electorate)
  return effect.access === 'reviewed' ? { ...effect, slots: effect.slots.map((slot) => [...slot]) } : effect
}

const none = { access: 'none' }
const dump = { actions: ['read', 'dump'], duration: 3_600 }
const long = { actions: ['read'], duration: 4 * 3_600 }

describe('the effect of an answer', () => {
  test.each<[name: string, output: PolicyOutput, given: Partial<EffectLimits>, expected: unknown]>([
    ['deny', deny, {}, none],
    ['allow: at once, as long as the policy says', allow('2h'), {}, { access: 'at-once', seconds: 7_200 }],
    ['the catalog says less', allow('12h'), {}, { access: 'at-once', seconds: 8 * 3_600 }],
    ['one of the actions says least', allow('12h'), { request: dump }, { access: 'at-once', seconds: 3_600 }],
    [
      'the repository says less',
      allow('12h'),
      { settings: { max_duration: '5h' } },
      { access: 'at-once', seconds: 18_000 },
    ],
    [
      'the connector says less',
      allow('12h'),
      { floors: { max_duration: '90m' } },
      { access: 'at-once', seconds: 5_400 },
    ],
    ['asked for longer than policy lets: no access', allow('2h'), { request: long }, none],
    ['asked for just as long', allow('4h'), { request: long }, { access: 'at-once', seconds: 4 * 3_600 }],
    ['asked for longer than the connector lets', allow('8h'), { request: long, floors: { max_duration: '2h' } }, none],
    ['an action that the connector does not give out', allow(), { request: dump, floors: { actions: ['read'] } }, none],
    ['below the least sensitivity of the connector', allow(), { floors: { min_sensitivity: 'high' } }, none],
    [
      'a quota is reached',
      allow(),
      { settings: { open_requests_per_person: 1 }, earlier: { open: 1, lastDay: 1 } },
      none,
    ],
    [
      'nobody limits it: as long as anything may last',
      { ...allow(), max_duration: '400h' },
      { resource: { ...limits.resource, actions: { read: { scope: 'r' } } } },
      { access: 'at-once', seconds: 400 * 3_600 },
    ],
    [
      'review: the requester is nobody',
      review([['code-owners', 1]], '2h'),
      {},
      { access: 'reviewed', seconds: 7_200, slots: [[2, 3]] },
    ],
    [
      'as many slots as people are asked for',
      review(
        [
          ['code-owners', 2],
          ['@acme/security', 1],
        ],
        '2h',
      ),
      {},
      {
        access: 'reviewed',
        seconds: 7_200,
        slots: [
          [2, 3],
          [2, 3],
          [4, 5],
        ],
      },
    ],
    [
      'several names fill one slot',
      review([['@two+@acme/dba', 1]], '2h'),
      {},
      { access: 'reviewed', seconds: 7_200, slots: [[2, 3, 4]] },
    ],
    ['more votes than people', review([['code-owners', 3]]), {}, none],
    [
      'a team without people',
      review([
        ['code-owners', 1],
        ['@acme/empty', 1],
      ]),
      {},
      none,
    ],
    ['a name that nobody has', review([['@acme/other', 1]]), {}, none],
    [
      'two slots that only the same person fills',
      review([
        ['@two', 1],
        ['@two', 1],
      ]),
      {},
      none,
    ],
    ['a review without slots', { ...review([]), approvals: [] }, {}, none],
    ['a review beyond a limit', review([['code-owners', 1]], '30m'), {}, none],
  ])('%s', (_name, output, given, expected) => {
    expect(shown(output, given)).toEqual(expected)
  })

  test('a limit that is no duration is an error, and never none at all', () => {
    expect(() => shown(allow('9999d'))).toThrow(expect.objectContaining({ code: 'REQUEST_DURATION_INVALID' }))
  })
})
