import { expect, test } from 'vitest'
import { judgeRequiredCheck } from '../../../../src/cli/doctor/required-check.ts'
import { checkRule, requiring, reviewRule } from './inspection-samples.ts'

const ours = 4242

test.each([
  ['required, from this app', [reviewRule, checkRule], 'well', 'before this app has judged it'],
  ['not required', [reviewRule], 'note', 'No rule requires `daypass/policy` on main'],
  ['others are required', [requiring({ context: 'build', integration_id: ours })], 'note', 'No rule requires'],
  ['from any source', [requiring({ context: 'daypass/policy' })], 'note', 'from any source: whoever may write'],
  [
    'from another app',
    [requiring({ context: 'daypass/policy', integration_id: 7 })],
    'wrong',
    'from the app 7, and this one is 4242',
  ],
  ['once from this app, in two rules', [requiring({ context: 'daypass/policy' }), checkRule], 'well', 'this app'],
])('the check is %s', (_what, rules, state, message) => {
  expect(judgeRequiredCheck('main', rules, ours)).toMatchObject([{ state, message: expect.stringContaining(message) }])
})
