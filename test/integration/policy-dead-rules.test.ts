import { beforeAll, expect, it } from 'vitest'
import { placeText } from '../../src/core/policy/policy-finding.ts'
import type { Resource } from '../../src/generated/catalog.ts'
import { deadRules } from '../../src/policy/judging/dead-rules.ts'
import { lint } from '../../src/policy/judging/lint.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'

let opa: { path: string }
beforeAll(async () => {
  opa = await findOpa({})
})

const resource: Resource = {
  id: 'wiki',
  title: 'Wiki',
  kind: 'api',
  sensitivity: 'low',
  connector: 'wiki',
  actions: { read: { scope: 'r' } },
}

const policy = `package daypass

decision := {"outcome": "deny", "reasons": sort(deny)} if {
	count(deny) > 0
} else := {"outcome": "allow", "reasons": ["so"], "max_duration": max_duration, "approvals": []}

# Another rule needs it.
max_duration := "8h"

deny contains "Only members may ask." if input.facts.requester.organisation_member != true

# Says the same again.
deny contains "Only members may ask." if {
	input.facts.requester.type != "User"
	input.facts.requester.organisation_member != true
}

# No question comes so far, and a test does.
deny contains "Not at midnight." if input.facts.now_ns == 1795478400000000000

# Nobody is called so.
deny contains "Not you." if input.facts.requester.login == "mallory"
`

const test = `package daypass_test

import data.daypass

test_midnight if {
	"Not at midnight." in daypass.deny with input as {"facts": {"now_ns": 1795478400000000000, "requester": {"organisation_member": true}}}
}
`

it('finds rules without which nothing changes, in no answer and in no test', async () => {
  const files = new Map([
    ['decision.rego', policy],
    ['decision_test.rego', test],
  ])
  const context = {
    repository: { id: 7, fullName: 'acme/access', private: true },
    now: new Date('2026-11-30T12:00:00Z'),
  }
  const { answered } = await lint(
    opa.path,
    { policy: files, resources: [resource], settings: {}, texts: new Map() },
    context,
  )
  const found = await deadRules(opa, files, answered)
  expect(found.map((one) => `${one.severity} ${one.code} ${placeText(one)}`)).toEqual([
    'warning POLICY_DEAD_RULE policies/decision.rego:13:1',
    'warning POLICY_DEAD_RULE policies/decision.rego:22:1',
  ])
  expect(found[0]?.message).toMatch(/^Without this rule of `deny` nothing changes/)
  await expect(deadRules(opa, files, answered, AbortSignal.abort())).rejects.toMatchObject({ code: 'POLICY_TIMEOUT' })
})
