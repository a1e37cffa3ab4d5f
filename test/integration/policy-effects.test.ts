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

type Beside = { recorded?: PolicyInput[]; told?: JudgingStep[]; people?: Record<string, number[]> }

const flipsOf = async (before: Proposed, after: Proposed, { recorded = [], told = [], people }: Beside = {}) => {
  const lint = {
    ...{ repository: { id: 7, fullName: 'acme/access', private: true }, now: new Date('2026-11-30T12:00:00Z') },
    ...{ recorded, tell: (step: JudgingStep) => void told.push(step) },
    ...(people && {
      peopleBehind: async (names: readonly string[]) =>
        new Map(names.map((name) => [name, { people: (people[name] ?? []).map((id) => ({ id, login: `p${id}` })) }])),
    }),
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
    expect(await flipsOf(before, after, { recorded: [asked] })).toContain('stricter member recorded read+dump')
  })

  test.each<[what: string, people: Record<string, number[]>, expected: string]>([
    ['the same people', { '@acme/old': [5, 6], '@acme/new': [6, 5] }, 'words'],
    ['others', { '@acme/old': [5, 6], '@acme/new': [7, 8] }, 'other-approvers'],
    ['more people', { '@acme/old': [5], '@acme/new': [5, 6] }, 'looser'],
    ['fewer', { '@acme/old': [5, 6], '@acme/new': [5] }, 'stricter'],
  ])('compares people, whatever they are called by: %s', async (_, people, expected) => {
    const asking = (team: string) =>
      files(`package daypass

decision := {"outcome": "review", "reasons": ["r"], "max_duration": "1h", "approvals": [{"name": "a", "from": ["${team}"], "count": 1}]}
`)
    const flips = await flipsOf(asking('@acme/old'), asking('@acme/new'), { people })
    expect(flips.find((flip) => flip.endsWith('member plain read'))?.split(' ')[0]).toBe(expected)
  })

  test('is seen where an operation has to be named, has not to be any more, or is called otherwise', async () => {
    const bound: Resource = { ...orders, operation: 'migration' }
    const plain = files(policy(nobody))
    const migration = files(policy(nobody), [bound])
    const ways = (flips: string[]) => [...new Set(flips.map((flip) => flip.split(' ')[0]))]
    const stricter = await flipsOf(plain, migration)
    expect(stricter).toContain('stricter member plain read')
    expect(ways(stricter)).toEqual(['stricter', 'words'])
    const looser = await flipsOf(migration, plain)
    expect(looser).toContain('looser member plain read')
    expect(ways(looser)).toEqual(['looser', 'words'])
    const other = await flipsOf(migration, files(policy(nobody), [{ ...bound, operation: 'deployment' }]))
    expect(ways(other)).toEqual(['words'])
    expect(other.filter((flip) => !flip.includes(' member '))).toEqual([])
  })

  test('is seen where commits of other branches are let in', async () => {
    const landed = '\ndeny contains "not there" if not input.facts.operation.on_default_branch == true\n'
    const bound: Resource = { ...orders, operation: 'migration' }
    const flips = await flipsOf(files(policy(landed), [bound]), files(policy(nobody), [bound]))
    expect(flips).toContain('looser member extreme read')
  })

  test('tells how far it has come', async () => {
    const told: JudgingStep[] = []
    await flipsOf(files(policy(apart)), files(policy(nobody)), { told })
    const asked = told.flatMap((step) => (step.step === 'asking' ? [step] : []))
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.at(-1)?.asked).toBe(asked.at(-1)?.of)
    expect(asked.map((one) => one.asked)).toStrictEqual(asked.map((one) => one.asked).toSorted((a, b) => a - b))
  })
})
