import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../../src/core/error.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { PolicyInput } from '../../../../../src/generated/policy-input.ts'
import type { PolicyOutput } from '../../../../../src/generated/policy-output.ts'
import { askStanding } from '../../../../../src/reconcile/request/observe/ask-standing.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { later, now } from '../../../core/lifecycle/approval-samples.ts'
import { extended } from '../../../core/lifecycle/extension-samples.ts'
import { policyInput } from '../../../policy/fixture.ts'

const resource = {
  id: 'orders-db',
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'high',
  connector: 'db',
  actions: { read: { scope: 'orders:read' } },
}

const isMember = (organisation_member: boolean) =>
  policyInput(({ facts }) => void Object.assign(facts.requester, { organisation_member }))

/** What the rules in force say of a grant that ends in two hours; more time for it was asked for later, by whom GitHub once did not see. */
function asked(answer: PolicyOutput | DaypassError | ((asked: PolicyInput) => PolicyOutput)) {
  const ports = {
    inForce: {
      contents: async () => ({ contents: { digest: 'n', resources: [resource], settings: {}, policy: new Map() } }),
    },
    archive: {
      decisions: async () => [
        { why: 'request', input: isMember(true) },
        { why: 'extend', input: isMember(false) },
      ],
    },
    whatIf: {
      compile: async () => ({}),
      decide: async (_policy: unknown, input: PolicyInput) => {
        if (answer instanceof DaypassError) throw answer
        return typeof answer === 'function' ? answer(input) : answer
      },
    },
    floorsOf: () => ({}),
    log: { warn: () => undefined },
  } as unknown as Ports
  return askStanding(ports, extended as RequestRecord, now)
}

const allow = (until?: Date): PolicyOutput => ({
  ...{ outcome: 'allow', reasons: ['so'], max_duration: '8h' },
  ...(until ? { until: until.toISOString() } : {}),
})

describe('until when the rules in force let access last that lives', () => {
  test.each([
    ['for as long as it lasts', allow(), {}],
    ['until it ends anyway', allow(later(7_200)), {}],
    ['until before that: then they are asked again', allow(later(600)), { askAgain: later(600) }],
    [
      'until before that, and with more approvals than it has',
      {
        ...allow(later(600)),
        outcome: 'review' as const,
        approvals: [{ name: 'x', from: ['@acme/x'], count: 1 }],
      },
      { askAgain: later(600), standing: expect.objectContaining({ refused: false, why: 'so' }) },
    ],
    [
      'not any more',
      { outcome: 'deny' as const, reasons: ['over'] },
      { standing: expect.objectContaining({ refused: true }) },
    ],
  ])('%s', async (_name, answer, expected) => expect(await asked(answer)).toEqual(expected))

  test('by what was known when it was given: a no to more time ends nothing (simulation, seed 1652)', async () => {
    const membersAlone = ({ facts }: PolicyInput): PolicyOutput =>
      facts.requester.organisation_member ? allow() : { outcome: 'deny', reasons: ['not for you'] }
    expect(await asked(membersAlone)).toEqual({})
  })

  test('until an instant that has passed is no longer at all; what cannot be asked ends nothing', async () => {
    const past = new DaypassError('POLICY_UNTIL_PAST', 'x')
    expect(await asked(past)).toEqual({ standing: expect.objectContaining({ refused: true }) })
    for (const code of ['POLICY_OUTPUT_INVALID', 'POLICY_TIMEOUT', 'POLICY_UNDEFINED'] as const)
      expect(await asked(new DaypassError(code, 'x'))).toBeUndefined()
  })
})
