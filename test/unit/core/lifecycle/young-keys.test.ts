import { expect, test } from 'vitest'
import { withYoungKeys } from '../../../../src/core/lifecycle/young-keys.ts'
import type { KeySet } from '../../../../src/core/ssh/recipient-keys.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'

const asked = new Date('2026-11-21T10:00:00Z')
const old = {
  line: 'ssh-ed25519 AAAA',
  type: 'ssh-ed25519',
  fingerprint: 'SHA256:old',
  since: '2025-01-01T00:00:00Z',
} as const
const young = { ...old, fingerprint: 'SHA256:young', since: '2026-11-21T09:00:00Z' } as const
const { since: _unknown, ...unknown } = { ...old, fingerprint: 'SHA256:unknown' }
const setOf = (...keys: KeySet['keys']): KeySet => ({ at: asked.toISOString(), keys, left: [] })
const allow: PolicyOutput = { outcome: 'allow', reasons: ['low'], max_duration: '1h' }
const review: PolicyOutput = { outcome: 'review', reasons: [], approvals: [{ name: 'x', from: ['@a/b'], count: 2 }] }
const deny: PolicyOutput = { outcome: 'deny', reasons: ['no'] }
const given = (said: PolicyOutput, set: KeySet, voted = false) => {
  const { output, keys } = withYoungKeys(said, set, { asked, minAge: 86_400, voted })
  const names = (all: readonly { fingerprint?: string }[]) => all.map((one) => one.fingerprint?.slice(7))
  return { outcome: output.outcome, approvals: output.approvals, keys: names(keys.keys), left: names(keys.left) }
}
const owner = [{ name: 'owners', from: ['code-owners'], count: 1 }]

test.each<[string, PolicyOutput, KeySet, boolean, ReturnType<typeof given>]>([
  ['an old key', allow, setOf(old), false, { outcome: 'allow', approvals: undefined, keys: ['old'], left: [] }],
  [
    'an old key among others counts alone',
    allow,
    setOf(old, young, unknown),
    false,
    { outcome: 'allow', approvals: undefined, keys: ['old'], left: ['young', 'unknown'] },
  ],
  ['only a young one', allow, setOf(young), false, { outcome: 'review', approvals: owner, keys: ['young'], left: [] }],
  [
    'only one of unknown age',
    allow,
    setOf(unknown),
    false,
    { outcome: 'review', approvals: owner, keys: ['unknown'], left: [] },
  ],
  [
    'after the vote it asks for the same',
    allow,
    setOf(young),
    true,
    { outcome: 'review', approvals: owner, keys: ['young'], left: [] },
  ],
  [
    'reviewers have seen all that were frozen',
    allow,
    setOf(old, young),
    true,
    { outcome: 'allow', approvals: undefined, keys: ['old', 'young'], left: [] },
  ],
  [
    'a review of its own',
    review,
    setOf(young),
    false,
    { outcome: 'review', approvals: review.approvals, keys: ['young'], left: [] },
  ],
  ['a no', deny, setOf(young), false, { outcome: 'deny', approvals: undefined, keys: ['young'], left: [] }],
  ['no key at all', allow, setOf(), false, { outcome: 'allow', approvals: undefined, keys: [], left: [] }],
])('%s (security.W3)', (_, said, set, voted, expected) => {
  expect(given(said, set, voted)).toEqual(expected)
})

test('what the policy limits stays limited, and why an owner is asked is said', () => {
  const { output } = withYoungKeys(allow, setOf(young, unknown), { asked, minAge: 86_400, voted: false })
  expect(output.max_duration).toBe('1h')
  expect(output.reasons).toEqual(['low', expect.stringContaining('an owner must see that it is theirs')])
})
