import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../../src/core/effect/effect.ts'
import { type Probed, probeRemarks } from '../../../../src/core/lint/probe-remarks.ts'
import type { Question } from '../../../../src/core/policy/grid.ts'
import { policyInput } from '../../policy/fixture.ts'

const question: Question = {
  resource: {
    id: 'orders-db',
    title: 'Orders',
    kind: 'database',
    sensitivity: 'low',
    connector: 'orders',
    actions: { read: { scope: 'r' } },
  },
  action: 'read',
  role: 'member',
  kind: 'plain',
  input: policyInput(),
}

const none: Effect = { access: 'none', words: 'no' }
const atOnce = (seconds = 3_600): Effect => ({ access: 'at-once', seconds, words: 'yes' })
const reviewed = (...slots: number[][]): Effect => ({
  access: 'reviewed',
  slots: slots.map((people) => new Set(people)),
  seconds: 3_600,
  words: 'review',
})

type Fact = Extract<Probed, { of: 'facts' }>
type Setting = Extract<Probed, { of: 'settings' }>
const fact = (change: Partial<Fact> = {}): Fact => ({
  of: 'facts',
  question,
  part: 'facts.requester.permission',
  how: 'absent',
  reach: 'reachable',
  before: none,
  after: atOnce(),
  ...change,
})
const setting = (change: Partial<Setting> = {}): Setting => ({
  of: 'settings',
  question,
  part: 'settings.most',
  how: 'absent',
  whole: false,
  before: none,
  after: atOnce(),
  ...change,
})

const shown = (probed: readonly Probed[]) => probeRemarks(probed).map(({ severity, code }) => `${severity} ${code}`)

describe('an answer that becomes looser', () => {
  it.each<[string, Probed, string]>([
    ['without a fact that may be absent', fact(), 'error POLICY_FAILS_OPEN'],
    ['without a fact that is always there', fact({ reach: 'unreachable' }), 'warning POLICY_FAILS_OPEN'],
    ['without a part of a setting', setting(), 'warning POLICY_SETTING_FAILS_OPEN'],
    ['without a whole setting', setting({ whole: true }), 'notice POLICY_SETTING_FAILS_OPEN'],
    ['with a setting of null', setting({ how: 'null', whole: true }), 'error POLICY_SETTING_FAILS_OPEN'],
    ['with a setting that cannot be read', setting({ how: 'spoilt' }), 'error POLICY_SETTING_FAILS_OPEN'],
    ['from a review', fact({ before: reviewed([1, 2]) }), 'error POLICY_FAILS_OPEN'],
    ['to a review', fact({ after: reviewed([1]) }), 'error POLICY_FAILS_OPEN'],
    [
      'by one approval less',
      fact({ before: reviewed([1, 2], [3]), after: reviewed([1, 2]) }),
      'error POLICY_FAILS_OPEN',
    ],
    ['for longer', fact({ before: atOnce(60) }), 'error POLICY_FAILS_OPEN'],
  ])('is found: %s', (_what, probed, expected) => {
    expect(shown([probed])).toEqual([expected])
  })

  it.each<[string, Effect, Effect]>([
    ['nothing changed', atOnce(), atOnce()],
    ['only words changed', none, { access: 'none', words: 'other' }],
    ['it became stricter', atOnce(), none],
    ['it needs an approval more', reviewed([1]), reviewed([1], [2])],
    ['it is shorter', atOnce(3_600), atOnce(60)],
    ['others are asked, and nobody is shown to be new', reviewed([1]), reviewed([2])],
  ])('is not where %s', (_what, before, after) => {
    expect(shown([fact({ before, after })])).toEqual([])
  })

  it('is told once for each part, by the worst of it, with what happens', () => {
    const other: Question = { ...question, kind: 'no-ticket' }
    const [remark, ...more] = probeRemarks([
      fact({ how: 'null', reach: 'unreachable' }),
      fact({ before: reviewed([1], [2]) }),
      fact({ question: other }),
      fact({ question: other, how: 'spoilt' }),
    ])
    expect(more).toEqual([])
    expect(remark).toMatchObject({ severity: 'error', about: { words: expect.arrayContaining(['permission']) } })
    expect(remark?.message).toBe(
      'When `input.facts.requester.permission` is missing or says nothing, 2 answers are looser: `read` on `orders-db` by a member of the organisation, without a ticket is denied, and then allowed at once for up to 1h. Allow what is known to be true, rather than deny what is known to be wrong.',
    )
  })

  it('is told of the part and not of what it lies in', () => {
    const found = probeRemarks([
      fact(),
      fact({ part: 'facts.requester' }),
      fact({ part: 'facts.requester.permissions' }),
    ])
    expect(found.map(({ message }) => message.split('`')[1])).toEqual([
      'input.facts.requester.permission',
      'input.facts.requester.permissions',
    ])
  })
})
