import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../../src/core/error.ts'
import type { PolicyInput } from '../../../../../src/generated/policy-input.ts'
import type { PolicyOutput } from '../../../../../src/generated/policy-output.ts'
import type { CompiledPolicy } from '../../../../../src/ports/policy-engine.ts'
import { type ActedBy, actedOn, askWays } from '../../../../../src/reconcile/request/observe/ask-ways.ts'
import { allow, resource, review } from '../../../core/effect/effect-samples.ts'
import { policyInput } from '../../../policy/fixture.ts'

const now = new Date('2026-11-28T12:00:00Z')
const by: ActedBy = { resource, floors: {}, settings: {} }
const deny: PolicyOutput = { outcome: 'deny', reasons: ['no dumps'] }
const input = policyInput(({ request }) => {
  request.actions = ['read', 'dump']
})
const noDumps = ({ request }: PolicyInput): PolicyOutput => (request.actions.includes('dump') ? deny : allow())

/** Asks for access; `passes`: so many milliseconds with each question. */
async function ask(
  policy: (input: PolicyInput) => PolicyOutput,
  given: Partial<ActedBy> = {},
  { passes = 0, text = '' } = {},
) {
  let clock = now.getTime()
  const inputs: PolicyInput[] = []
  const warned: string[] = []
  const decide = async (_policy: unknown, asked: PolicyInput) => {
    clock += passes
    inputs.push(asked)
    return policy(asked)
  }
  const ports = {
    whatIf: { decide, compile: async () => compiled },
    now: () => new Date(clock),
    log: { info: () => undefined, error: () => undefined, warn: (_facts: object, words: string) => warned.push(words) },
  }
  const compiled = { files: new Map([['a.rego', text]]) } as unknown as CompiledPolicy
  const wished = (access: string) => access !== 'none'
  const ways = await askWays(ports, compiled, { input, wished, by: { ...by, ...given } })
  return { ways: ways.map(({ moves }) => moves), asked: inputs.length, inputs, warned }
}

const withoutDump = [{ about: 'actions', without: ['dump'] }]

describe('what it would take', () => {
  test('is found by asking the policy', async () => {
    expect(await ask(noDumps)).toMatchObject({ ways: [withoutDump], warned: [] })
  })

  test('never goes beyond a limit of the repository, the deployment or the catalog', async () => {
    expect((await ask(noDumps, { floors: { actions: ['dump'] } })).ways).toEqual([])
    expect((await ask(noDumps, { settings: { max_duration: '20m' } })).ways).toEqual([
      [...withoutDump, { about: 'duration', seconds: 1_200 }],
    ])
    const actions = { read: { scope: 'r', max_duration: '10m' }, dump: { scope: 'd' } }
    expect((await ask(noDumps, { resource: { ...resource, actions }, earlier: { open: 0, lastDay: 0 } })).ways).toEqual(
      [],
    )
  })

  test('is nothing where a quota is reached, whatever is asked for', async () => {
    const settings = { requests_per_person_per_day: 1 }
    expect((await ask(noDumps, { settings, earlier: { open: 0, lastDay: 1 } })).ways).toEqual([])
  })

  test('a ticket is named where requests can have one', async () => {
    const ticketed = ({ request }: PolicyInput) => (request.ticket ? allow('1h') : deny)
    expect((await ask(ticketed)).ways).toEqual([[{ about: 'ticket' }]])
    expect((await ask(ticketed, { settings: { ticket: 'off' } })).ways).toEqual([])
  })

  test('other instants are asked about only where a policy reads the instant', async () => {
    const times = ({ inputs }: { inputs: PolicyInput[] }) => new Set(inputs.map(({ facts }) => facts.now_ns)).size
    expect(times(await ask(noDumps))).toBe(1)
    expect(times(await ask(noDumps, {}, { text: 'input.facts.now_ns > 0' }))).toBeGreaterThan(40)
  })

  test('the deadline of the whole is short, since a request waits', async () => {
    const { ways, asked } = await ask(() => deny, {}, { passes: 1_000 })
    expect(ways).toEqual([])
    expect(asked).toBeLessThan(5)
  })

  test.each(['POLICY_TIMEOUT', 'POLICY_MEMORY', 'POLICY_FAILED', 'POLICY_INPUT_INVALID'] as const)(
    'after %s it is not looked for any more, and nothing else is disturbed',
    async (code) => {
      const fails = () => {
        throw new DaypassError(code, 'no')
      }
      expect(await ask(fails)).toMatchObject({
        ways: [],
        asked: 1,
        warned: ['what a request would take could not be found out'],
      })
    },
  )

  test.each(['POLICY_UNDEFINED', 'POLICY_OUTPUT_INVALID'] as const)(
    '%s is no yes, and does not end the search at once',
    async (code) => {
      const odd = (asked: PolicyInput) => {
        if (asked.request.duration !== 3_600) throw new DaypassError(code, 'no')
        return noDumps(asked)
      }
      expect((await ask(odd)).ways).toEqual([withoutDump])
      const never = () => {
        throw new DaypassError(code, 'no')
      }
      expect((await ask(never)).asked).toBeLessThan(20)
    },
  )

  test('a limit that is no duration is an error, and no yes', async () => {
    expect(await ask(() => allow('9999d'))).toMatchObject({ ways: [], warned: [expect.any(String)] })
  })
})

test('keys that are too young make a review of what would be given at once', () => {
  const key = { line: 'ssh-ed25519 A', fingerprint: 'SHA256:a', type: 'ssh-ed25519' } as const
  const keys = (since: string) => ({
    set: { at: now.toISOString(), keys: [{ ...key, since }], left: [] },
    asked: now,
    minAge: 86_400,
  })
  const access = (since: string, said = allow('1h')) =>
    actedOn(said, { ...input, request: { ...input.request, actions: ['read'] } }, { ...by, keys: keys(since) }).access
  expect(access('2026-11-01T00:00:00Z')).toBe('at-once')
  expect(access('2026-11-28T11:00:00Z')).toBe('reviewed')
  expect(access('2026-11-28T11:00:00Z', review([['code-owners', 1]], '1h'))).toBe('reviewed')
  expect(access('2026-11-28T11:00:00Z', deny)).toBe('none')
})
