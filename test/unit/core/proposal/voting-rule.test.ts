import { expect, test } from 'vitest'
import { type VotingRule, votingRule } from '../../../../src/core/proposal/voting-rule.ts'
import type { Floors } from '../../../../src/core/request/limits.ts'
import type { Settings } from '../../../../src/generated/config.ts'

const plain: VotingRule = { further: 1, memberFor: undefined, keyMinAge: undefined }

test.each<[what: string, settings: Settings | undefined, floors: Floors[], rule: Partial<VotingRule>]>([
  ['nothing', {}, [], {}],
  [
    'settings',
    { policy: { loosening_approvals: 2 }, member_for: '1d', key_min_age: '1h' },
    [],
    { further: 2, memberFor: 86_400, keyMinAge: 3_600 },
  ],
  [
    'a repository that asks for less than the deployment',
    { policy: { loosening_approvals: 0 } },
    [{ loosening_approvals: 1 }, {}],
    { further: 1 },
  ],
  ['a repository that asks for none', { policy: { loosening_approvals: 0 } }, [{}], { further: 0 }],
  [
    'a repository that asks for more',
    { policy: { loosening_approvals: 3 } },
    [{ loosening_approvals: 2 }],
    { further: 3 },
  ],
  [
    'the strictest of several connectors',
    { key_min_age: '1h' },
    [{ loosening_approvals: 2 }, { loosening_approvals: 4, key_min_age: '7d' }],
    { further: 4, keyMinAge: 604_800 },
  ],
  ['settings that cannot be used', undefined, [], { memberFor: 'unreadable', keyMinAge: 86_400 }],
  ['an age that is none', { key_min_age: '99999999d' }, [], { keyMinAge: Number.POSITIVE_INFINITY }],
])('by %s', (_what, settings, floors, rule) => {
  expect(votingRule(settings, floors)).toStrictEqual({ ...plain, ...rule })
})
