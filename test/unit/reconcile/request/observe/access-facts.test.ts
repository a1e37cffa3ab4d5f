import { describe, expect, it, test } from 'vitest'
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

describe('what was before', () => {
  const asking = (policy: string, earlier = { grants: 0, requests: 5, denials: 1 }) => {
    const asked: unknown[] = []
    const requests = {
      earlierAccess: async (...of: unknown[]) => {
        asked.push(of)
        return earlier
      },
    }
    const governance = { policy: new Map([['decision.rego', policy]]), repository: { owner: 'acme' } }
    const wanted = {
      ...{ key: { repository: 71, issue: 4 }, governance, now: new Date('2026-11-21T12:00:00Z') },
      ...{ request: { requester: 5 }, resource: { id: 'orders-db' } },
    }
    const found = accessFacts({ requests } as never, wanted as never)
    return { asked, found }
  }

  it('is read where a policy names it', async () => {
    const { asked, found } = asking('a if input.facts.history.first_time')
    expect((await found).further).toEqual({ history: { first_time: true, burst: true, after_denial: true } })
    expect(asked).toEqual([[{ repository: 71, issue: 4 }, 5, 'orders-db', new Date('2026-11-21T12:00:00Z')]])
  })

  it('and nowhere else', async () => {
    const { asked, found } = asking('# history\na if input.facts.requester.id == 5')
    expect((await found).further).toEqual({})
    expect(asked).toEqual([])
  })
})
