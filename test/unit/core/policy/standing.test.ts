import { describe, expect, it } from 'vitest'
import { standingAnswer } from '../../../../src/core/policy/standing-answer.ts'
import { standingQuestion } from '../../../../src/core/policy/standing-question.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { PolicyInput } from '../../../../src/generated/policy-input.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'

const now = new Date('2026-11-30T12:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

const orders: Resource = {
  ...{ id: 'orders', title: 'Orders', kind: 'api', sensitivity: 'low', connector: 'c' },
  actions: { read: { scope: 'orders:read' }, write: { scope: 'orders:write' } },
}

const asked: PolicyInput = {
  request: { resource: 'orders', actions: ['read'], duration: 28_800, reason: 'x', issue: 4 },
  facts: {
    now_ns: 1,
    repository: { id: 7, full_name: 'acme/access', private: true },
    requester: { id: 1, login: 'rita', type: 'User', organisation_member: true, teams: ['@acme/orders'] },
    resource: { id: 'orders', title: 'Old', kind: 'api', sensitivity: 'high', connector: 'c', actions: {} },
    open_grants: 0,
    requests_last_day: 3,
  },
}

describe('what is asked about access that lives', () => {
  it('is what was asked, with the time that is left, this instant and the catalog of now', () => {
    const question = standingQuestion(asked, { now, ends: later(7_200), resources: [orders] })
    expect(question).toMatchObject({
      request: { ...asked.request, duration: 7_200 },
      facts: { ...asked.facts, now_ns: now.getTime() * 1e6, resource: { title: 'Orders', sensitivity: 'low' } },
    })
  })

  it.each([
    ['lasts a second at least', later(0.2), 1],
    ['lasts a second when it is over', later(-5), 1],
    ['is not asked for longer than it was', later(90_000), 28_800],
  ])('%s', (_, ends, duration) =>
    expect(standingQuestion(asked, { now, ends, resources: [orders] })?.request.duration).toBe(duration),
  )

  it.each([
    ['its resource', []],
    ['one of its actions', [{ ...orders, actions: { write: { scope: 'w' } } }]],
  ])('is nothing where the catalog has lost %s', (_, resources) =>
    expect(standingQuestion(asked, { now, ends: later(60), resources })).toBeUndefined(),
  )
})

describe('what the answer means', () => {
  const owners = { name: 'owners', from: ['code-owners'], count: 1 }
  const say = (output: Partial<PolicyOutput>): PolicyOutput => ({ outcome: 'allow', reasons: ['r'], ...output })
  const question = standingQuestion(asked, { now, ends: later(7_200), resources: [orders] }) ?? asked
  const given = (output: Partial<PolicyOutput>) => ({ at: '', policy: '', output: say(output) })
  const reviewed = given({ outcome: 'review', approvals: [owners] })
  const by = { resource: orders, floors: {}, settings: {} }

  it.each<[what: string, before: ReturnType<typeof given>, output: Partial<PolicyOutput>, expected: object]>([
    ['what is allowed stands', given({}), {}, { is: 'fine' }],
    ['what is allowed by now stands', reviewed, {}, { is: 'fine' }],
    ['what is denied ends', given({}), { outcome: 'deny', reasons: ['a', 'b'] }, { is: 'refused', why: 'a; b' }],
    [
      'what asks for the approvals that it has stands',
      reviewed,
      { outcome: 'review', approvals: [owners] },
      { is: 'fine' },
    ],
    [
      'what asks for some where none were',
      given({}),
      { outcome: 'review', approvals: [owners] },
      { is: 'more', why: 'r' },
    ],
    [
      'what asks for one more',
      reviewed,
      { outcome: 'review', approvals: [{ ...owners, count: 2 }] },
      { is: 'more', why: 'r' },
    ],
    ['what is left is within a shorter maximum', given({}), { max_duration: '2h' }, { is: 'fine' }],
    ['what is left is beyond a shorter maximum', given({}), { max_duration: '1h' }, { is: 'refused' }],
  ])('%s', (_, before, output, expected) =>
    expect(standingAnswer(question, say(output), before, by)).toMatchObject(expected),
  )

  it('minds the floors', () =>
    expect(standingAnswer(question, say({}), given({}), { ...by, floors: { actions: ['write'] } })).toMatchObject({
      is: 'refused',
    }))
})
