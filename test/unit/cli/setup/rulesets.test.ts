import { expect, test } from 'vitest'
import { judgeDefaultBranch, judgeOwnBranch } from '../../../../src/cli/doctor/branch-protection.ts'
import { judgeRequiredCheck } from '../../../../src/cli/doctor/required-check.ts'
import { type FoundRuleset, stepFor, type WantedRuleset, wantedRulesets } from '../../../../src/cli/setup/rulesets.ts'

const [main, ledger, checkpoints] = wantedRulesets(3101) as [WantedRuleset, WantedRuleset, WantedRuleset]
const found = (wanted: WantedRuleset, change: object = {}): FoundRuleset => ({
  ...structuredClone(wanted),
  id: 5,
  ...change,
})

test('the app alone is beyond the rules of the ledger, and nobody beyond the others', () => {
  expect(ledger.bypass_actors).toEqual([{ actor_id: 3101, actor_type: 'Integration', bypass_mode: 'always' }])
  expect([main.bypass_actors, checkpoints.bypass_actors]).toEqual([[], []])
  expect(ledger.conditions.ref_name.include).toEqual(
    ['requests', 'daypass/**', 'checkpoints'].map((name) => `refs/heads/${name}`),
  )
})

test('doctor finds nothing wrong with them', () => {
  const ruleset = { id: 5, source: 'acme/access', above: false }
  const rules = (wanted: WantedRuleset, bypassed: boolean) =>
    wanted.rules.map(({ type, parameters = {} }) => ({ type, parameters, ruleset, bypassed }))
  expect(judgeOwnBranch('requests', rules(ledger, true))).toEqual([])
  expect(judgeDefaultBranch('main', rules(main, false), true)).toEqual([])
  expect(judgeRequiredCheck('main', rules(main, false), 3101)).toMatchObject([{ state: 'well' }])
})

/** A required check of ours, or of anybody; beside it, others. */
function anyCheck(app?: number, ...more: string[]) {
  const [, check] = main.rules
  const contexts = ['daypass/policy', ...more]
  const required_status_checks = contexts.map((context) => ({ context, ...(app ? { integration_id: app } : {}) }))
  return { type: 'required_status_checks', parameters: { ...check?.parameters, required_status_checks } }
}

const differences: [string, object][] = [
  ['it was switched off', { enforcement: 'disabled' }],
  [
    'somebody is beyond it',
    { bypass_actors: [{ actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' }] },
  ],
  ['GitHub does not show who is beyond it', { bypass_actors: undefined }],
  ['it is for other branches', { conditions: { ref_name: { include: ['refs/heads/other'], exclude: [] } } }],
  [
    'a branch is left out of it',
    { conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: ['refs/heads/main'] } } },
  ],
  ['a rule is gone', { rules: [] }],
  ['the check may be anybody’s', { rules: [main.rules[0], anyCheck()] }],
  ['other checks are wanted, too', { rules: [main.rules[0], anyCheck(3101, 'lint')] }],
  [
    'a rule is weaker',
    { rules: [{ ...main.rules[0], parameters: { ...main.rules[0]?.parameters, required_approving_review_count: 0 } }] },
  ],
]
test.each(differences)('is put right where %s', (_, change) => {
  expect(stepFor(main, [found(main, change)])).toEqual({ does: 'change', id: 5 })
})

test('is left alone where it does the same, whatever GitHub adds', () => {
  const [rule, check] = main.rules
  const more = { rules: [check, { ...rule, parameters: { ...rule?.parameters, allowed_merge_methods: ['merge'] } }] }
  expect(stepFor(main, [found(main, more)])).toEqual({ does: 'nothing' })
  expect(stepFor(ledger, [found(checkpoints), found(ledger)])).toEqual({ does: 'nothing' })
})

test('is made where there is none of its name', () => {
  expect(stepFor(main, [found(main, { name: 'main' })])).toEqual({ does: 'make' })
})
