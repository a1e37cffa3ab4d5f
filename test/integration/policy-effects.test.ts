import { beforeAll, describe, expect, test } from 'vitest'
import type { JudgingStep } from '../../src/core/lint/judgement.ts'
import type { Resource } from '../../src/generated/catalog.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import { effectsOf } from '../../src/policy/judging/effects.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import type { Proposed } from '../../src/ports/proposals.ts'
import { policyInput } from '../unit/policy/fixture.ts'

let opa: string
beforeAll(async () => {
  opa = (await findOpa({})).path
})

const action = (scope: string) => ({ scope })
const orders: Resource = {
  ...{ id: 'orders-db', title: 'Orders', kind: 'database', sensitivity: 'low', connector: 'orders' },
  actions: { read: action('r'), write: action('w'), dump: action('d') },
}

const policy = (deny: string): string => `package daypass

import rego.v1

default decision := {"outcome": "deny", "reasons": ["no"], "approvals": []}

decision := {"outcome": "allow", "reasons": ["so"], "max_duration": "1h", "approvals": []} if {
	input.facts.requester.organisation_member == true
	count(deny) == 0
}
${deny}
`
const apart = `
deny contains "never both" if {
	"read" in input.request.actions
	"dump" in input.request.actions
}
`
const nobody = '\ndeny contains "not you" if input.facts.requester.login == ""\n'

const files = (rego: string, resources: Resource[] = [orders]): Proposed => ({
  ...{
    policy: new Map([['decision.rego', rego]]),
    resources,
    settings: {},
    texts: new Map(),
    problems: [],
    digest: '',
  },
})

const flipsOf = async (before: Proposed, after: Proposed, recorded: PolicyInput[] = [], told: JudgingStep[] = []) => {
  const lint = {
    ...{ repository: { id: 7, fullName: 'acme/access', private: true }, now: new Date('2026-11-30T12:00:00Z') },
    ...{ recorded, tell: (step: JudgingStep) => void told.push(step) },
  }
  const { flips } = await effectsOf(opa, before, after, lint)
  return flips.map(({ comparison, role, kind, actions }) => `${comparison} ${role} ${kind} ${actions.join('+')}`)
}

describe('who gets what otherwise', () => {
  test('is seen where it shows only in what is asked for together, either way', async () => {
    const [strict, open] = [files(policy(apart)), files(policy(nobody))]
    const rows = ['member together dump+read', 'member together dump+read+write']
    expect(await flipsOf(strict, open)).toStrictEqual(rows.map((row) => `looser ${row}`))
    expect(await flipsOf(open, strict)).toStrictEqual(rows.map((row) => `stricter ${row}`))
  })

  test('is not told twice where one of them alone comes to the same', async () => {
    const none = '\ndeny contains "no dump" if "dump" in input.request.actions\n'
    const flips = await flipsOf(files(policy(none)), files(policy(nobody)))
    expect(flips.filter((flip) => flip.includes('together'))).toStrictEqual([])
    expect(flips).toContain('looser member plain dump')
  })

  test('counts what was asked for together as not there where one of it is gone', async () => {
    const { dump: _gone, ...left } = orders.actions
    const [before, after] = [files(policy(nobody)), files(policy(nobody), [{ ...orders, actions: left }])]
    const { request, facts } = policyInput()
    const asked: PolicyInput = {
      request: { ...request, resource: 'orders-db', actions: ['read', 'dump'], duration: 60 },
      facts: { ...facts, requester: { ...facts.requester, type: 'User', organisation_member: true } },
    }
    expect(await flipsOf(before, after, [asked])).toContain('stricter member recorded read+dump')
  })

  test('tells how far it has come', async () => {
    const told: JudgingStep[] = []
    await flipsOf(files(policy(apart)), files(policy(nobody)), [], told)
    const asked = told.flatMap((step) => (step.step === 'asking' ? [step] : []))
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.at(-1)?.asked).toBe(asked.at(-1)?.of)
    expect(asked.map((one) => one.asked)).toStrictEqual(asked.map((one) => one.asked).toSorted((a, b) => a - b))
  })
})
