import { expect, test } from 'vitest'
import type { CanonicalRequest } from '../../../../../src/generated/request.ts'
import { accessFacts } from '../../../../../src/reconcile/request/observe/access-facts.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { later, now, request } from '../../../core/lifecycle/approval-samples.ts'

const urgent: CanonicalRequest = { ...request, version: 2, urgency: 'emergency' }

/** What is known of a person who owes the review of #4, where a policy has this text. */
async function known(text: string, asked: CanonicalRequest) {
  const reads: Date[] = []
  const requests = {
    debtsFor: async (_key: unknown, _person: number, since: Date) => {
      reads.push(since)
      return { owed: [{ issue: 4, since: now }], count: 2 }
    },
  }
  const governance = { policy: new Map([['decision.rego', text]]), repository: { owner: 'acme' } }
  const found = await accessFacts({ requests } as unknown as Ports, {
    ...{ key: { repository: 1, issue: 42 }, request: asked, now },
    ...{ governance: governance as never, resource: {} as never },
  })
  return { ...found, reads }
}

test.each([
  [
    'both are named',
    'debts break_glass_last_30d',
    { debts: [{ issue: 4, since_ns: now.getTime() * 1e6 }], break_glass_last_30d: 2 },
  ],
  ['one is', 'break_glass_last_30d', { break_glass_last_30d: 2 }],
  ['none is', 'allow', {}],
  ['a comment speaks of them', '# debts', {}],
])('what is owed is known of an emergency where a policy names it: %s', async (_name, text, expected) => {
  const { requester, reads } = await known(text, urgent)
  expect(requester).toEqual(expected)
  expect(reads).toEqual(Object.keys(expected).length === 0 ? [] : [later(-30 * 86_400)])
})

test('of nothing else it is read', async () => {
  expect(await known('debts break_glass_last_30d', request)).toEqual({ requester: {}, further: {}, reads: [] })
})
