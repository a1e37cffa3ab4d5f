import { describe, expect, it } from 'vitest'
import { insteadOf } from '../../../../src/cli/policy/explain-instead.ts'
import type { PolicyReply } from '../../../../src/core/policy/replay-rows.ts'
import type { PolicyInput } from '../../../../src/generated/policy-input.ts'
import type { CompiledPolicy } from '../../../../src/ports/policy-engine.ts'
import { allow, deny, review } from '../../core/effect/effect-samples.ts'
import { policyInput } from '../../policy/fixture.ts'

const policy = { files: new Map([['a.rego', 'package daypass']]) } as unknown as CompiledPolicy
const input = policyInput(({ request }) => {
  request.actions = ['read', 'dump']
})
const dumps = ({ request }: PolicyInput): boolean => request.actions.includes('dump')
const owner = review([['code-owners', 1]], '1h')
const withoutDump = [{ about: 'actions', without: ['dump'] }]

const asking =
  (say: (input: PolicyInput) => PolicyReply | undefined) =>
  async (asked: PolicyInput): Promise<PolicyReply | undefined> =>
    say(asked)

describe('what it would have taken, on the command line', () => {
  it('is access where it was denied, and no review where it was reviewed', async () => {
    const denied = asking((asked) => ({ output: dumps(asked) ? deny : owner }))
    expect(await insteadOf(policy, input, deny, denied)).toEqual({
      wished: 'access',
      complete: true,
      ways: [{ moves: withoutDump, access: 'reviewed' }],
    })
    const reviewed = asking((asked) => ({ output: dumps(asked) ? owner : allow('1h') }))
    expect(await insteadOf(policy, input, owner, reviewed)).toEqual({
      wished: 'at-once',
      complete: true,
      ways: [{ moves: withoutDump, access: 'at-once' }],
    })
  })

  it('is not asked of what was allowed', async () => {
    const never = asking(() => {
      throw new Error('nobody asks')
    })
    expect(await insteadOf(policy, input, allow(), never)).toBeUndefined()
  })

  it('stays within the limits of the catalog as the policy was told of it', async () => {
    const long = policyInput(({ request, facts }) => {
      request.duration = 7_200
      facts.resource.actions = { read: { scope: 'r', sensitivity: 'low', max_duration: 900 } }
    })
    const any = asking(() => ({ output: allow('8h') }))
    expect((await insteadOf(policy, long, deny, any))?.ways.map(({ moves }) => moves)).toEqual([
      [{ about: 'duration', seconds: 900 }],
    ])
  })

  it.each([
    ['no answer', undefined],
    ['a policy that takes too long', { code: 'POLICY_TIMEOUT', message: 'x' } as const],
    ['a policy that fails', { code: 'POLICY_FAILED', message: 'x' } as const],
  ])('ends with %s', async (_what, reply) => {
    expect(
      await insteadOf(
        policy,
        input,
        deny,
        asking(() => reply),
      ),
    ).toBeUndefined()
  })

  it('takes an answer that is none for no yes', async () => {
    const odd = asking((asked) =>
      dumps(asked) ? { output: deny } : ({ code: 'POLICY_UNDEFINED', message: 'x' } as const),
    )
    expect((await insteadOf(policy, input, deny, odd))?.ways).toEqual([])
  })
})
