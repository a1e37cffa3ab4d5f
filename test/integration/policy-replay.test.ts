import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import { findOpa, type OpaBinary } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../../src/policy/policy-engine.ts'
import { createPolicyReplay } from '../../src/policy/policy-replay.ts'
import type { OldQuestion, PolicyReplay } from '../../src/ports/policy-replay.ts'
import { allowOutput, policyInput, rego } from '../unit/policy/fixture.ts'

let opa: OpaBinary
let replay: PolicyReplay

beforeAll(async () => {
  opa = await findOpa({})
  replay = createPolicyReplay({ opa })
})
afterAll(() => replay.close())

const denied = (reason: string) => ({ outcome: 'deny', reasons: [reason] })
const ofIssue = (issue: number, change: (input: PolicyInput) => void = () => undefined): PolicyInput =>
  policyInput((input) => {
    input.request.issue = issue
    change(input)
  })
/** Of issues 0, 1, 2 …, each answered by its number. */
const numbered = (count: number, expected: (issue: number) => unknown = (issue) => denied(`${issue}`)): OldQuestion[] =>
  Array.from({ length: count }, (_, issue) => ({ input: ofIssue(issue), expected: expected(issue) }))
const saysItsNumber = 'decision := {"reasons": [sprintf("%d", [input.request.issue])], "outcome": "deny"}'
const compile = (text: string, data?: unknown) => replay.compile(rego(text, data))

describe('old questions', () => {
  it('that are answered with the same bytes come back with nothing, however many they are', async () => {
    expect(await replay.ask(numbered(1_000), await compile(saysItsNumber))).toEqual([])
    expect(await replay.ask([], await compile(saysItsNumber))).toEqual([])
  })

  it('whose answer is another one come back, in their order, and no others', async () => {
    const changed = [3, 255, 256, 511, 512, 899]
    const questions = numbered(900, (issue) => denied(changed.includes(issue) ? 'something else' : `${issue}`))
    expect(await replay.ask(questions, await compile(saysItsNumber))).toEqual(
      changed.map((index) => ({ index, now: { output: denied(`${index}`) } })),
    )
  })

  it.each([
    ['a reason', { ...allowOutput, reasons: ['Yes'] }],
    ['the order of reasons', { ...allowOutput, reasons: ['b', 'a'] }],
    ['the form of a duration', { ...allowOutput, max_duration: '60m' }],
    ['a list that was not there', { ...allowOutput, approvals: [] }],
  ])('are compared byte for byte: %s', async (_what, expected) => {
    const policy = await compile('decision := data.answer', { answer: { ...allowOutput, reasons: ['a', 'b'] } })
    const same = { max_duration: '1h', reasons: ['a', 'b'], outcome: 'allow' }
    const questions = [expected, same].map((one, issue) => ({ input: ofIssue(issue), expected: one }))
    expect((await replay.ask(questions, policy)).map(({ index }) => index)).toEqual([0])
  })

  it.each([
    ['gives no answer', 'decision := x if { x := input.facts.requester.permission }', 'POLICY_UNDEFINED'],
    ['contradicts itself', 'decision := 1\n\ndecision := 2 if input.request.issue', 'POLICY_FAILED'],
    ['answers in no agreed shape', 'decision := {"outcome": "yes"}', 'POLICY_OUTPUT_INVALID'],
    ['needs more memory than it may have', 'decision := 1 if count(numbers.range(1, 100000000)) > 0', 'POLICY_MEMORY'],
  ])('are answered with an error where the policy %s, and the others all the same', async (_what, text, code) => {
    const patient = createPolicyReplay({ opa, deadlineMs: 3_600_000, capMs: 3_600_000 })
    try {
      const bad = text.replace('decision :=', 'answer :=').replace('\n\ndecision :=', '\n\nanswer :=')
      const policy = await patient.compile(
        rego(
          `decision := answer if input.request.issue == 2 else := ${JSON.stringify(allowOutput)} if input.request.issue != 2\n\n${bad}`,
        ),
      )
      const found = await patient.ask(
        numbered(5, () => allowOutput),
        policy,
      )
      expect(found).toMatchObject([{ index: 2, now: { code } }])
    } finally {
      await patient.close()
    }
  })

  it('are answered, all but the ones that take too long', async () => {
    const slow = 'count([1 | some i in numbers.range(1, 9000); some j in numbers.range(1, 9000); i * j == 7]) > 0'
    const roomy = createPolicyReplay({ opa, memoryPages: 16_384, capMs: 3_600_000 })
    try {
      const policy = await roomy.compile(
        rego(
          `decision := ${JSON.stringify(allowOutput)} if input.request.issue in {70, 71} else := 1 if { input.request.issue == 7; ${slow} } else := ${JSON.stringify(denied('no'))}`,
        ),
      )
      const found = await roomy.ask(
        numbered(90, () => denied('no')),
        policy,
      )
      expect(found).toMatchObject([
        { index: 7, now: { code: 'POLICY_TIMEOUT' } },
        { index: 70, now: { output: allowOutput } },
        { index: 71, now: { output: allowOutput } },
      ])
    } finally {
      await roomy.close()
    }
  })

  it('are put to the policy of before as well: an answer that it does not give either is shown', async () => {
    const [before, now] = await Promise.all([compile(saysItsNumber), compile(saysItsNumber.replace('"%d"', '"%d!"'))])
    const questions = numbered(3, (issue) => denied(issue === 1 ? 'forged' : `${issue}`))
    expect(await replay.ask(questions, before, before)).toEqual([
      { index: 1, now: { output: denied('1') }, before: { output: denied('1') } },
    ])
    expect(await replay.ask(questions, now, before)).toEqual(
      [0, 1, 2].map((index) => ({
        index,
        now: { output: denied(`${index}!`) },
        before: { output: denied(`${index}`) },
      })),
    )
  })

  it('with a fact that nobody read are answered where that makes no difference', async () => {
    const policy = await compile(
      'decision := {"outcome": "deny", "reasons": [p]} if { input.request.issue == 1; p := input.facts.requester.permission } else := {"outcome": "deny", "reasons": ["same"]}',
    )
    const possible = (issue: number) =>
      (['read', 'write'] as const).map((permission) =>
        ofIssue(issue, (input) => {
          input.facts.requester.permission = permission
        }),
      )
    const asked = (issue: number, expected: unknown) => ({ input: ofIssue(issue), expected, possible: possible(issue) })
    const questions = [asked(1, denied('same')), asked(2, denied('same')), asked(3, denied('other'))]
    expect(await replay.ask(questions, policy)).toEqual([
      { index: 0, now: 'varies' },
      { index: 2, now: { output: denied('same') } },
    ])
  })

  it('that are none are refused, and so are policies of another engine', async () => {
    const policy = await compile(saysItsNumber)
    const broken = { request: {} } as unknown as PolicyInput
    await expect(replay.ask([{ input: broken, expected: 1 }], policy)).rejects.toMatchObject({
      code: 'POLICY_INPUT_INVALID',
    })
    const engine = createPolicyEngine({ opa })
    const foreign = await engine.compile(rego(saysItsNumber))
    await engine.close()
    await expect(replay.ask(numbered(1), foreign)).rejects.toMatchObject({ code: 'POLICY_FAILED' })
  })

  it('have no answer once the replay is closed, and that is no answer of the policy', async () => {
    const other = createPolicyReplay({ opa })
    const policy = await other.compile(rego(saysItsNumber))
    const refused = expect(other.ask(numbered(2_000), policy)).rejects.toMatchObject({ code: 'POLICY_FAILED' })
    await other.close()
    await refused
    await expect(other.ask(numbered(2), policy)).rejects.toMatchObject({ code: 'POLICY_FAILED' })
  })
})

describe('what a policy reads', () => {
  it.each<[what: string, text: string, names: string[]]>([
    ['in a body', 'decision := 1 if input.facts.requester.permission == "admin"', ['permission', 'admin']],
    ['behind an else', 'decision := 1 if input.a else := 2 if input.facts.requester.permission', ['permission']],
    ['under another name', 'decision := 1 if who.permission\n\nwho := input.facts.requester', ['permission']],
    ['by a text', 'decision := object.get(input.facts.requester, "permission", "none")', ['permission']],
    ['in a template', 'decision := $"{input.request.ticket}"', ['ticket']],
    ['in a comprehension', 'decision := [x | x := input.request.ticket]', ['ticket']],
    ['where it is negated', 'decision := 1 if not input.request.ticket', ['ticket']],
  ])('%s', async (_what, text, names) => {
    expect([...(await replay.reads(await compile(text))).names]).toEqual(expect.arrayContaining(names))
  })

  it('and nothing that it does not name', async () => {
    const { names, teams } = await replay.reads(await compile('decision := 1 # permission "@acme/no"'))
    expect([names.has('permission'), teams]).toEqual([false, []])
  })

  it('are also the teams that its rules and its data name', async () => {
    const data = { settings: { who: ['@acme/duty', 'acme'], more: { '@acme/key': '@acme/value' } } }
    const policy = await compile('decision := 1 if "@acme/on-call" in input.facts.requester.teams', data)
    expect((await replay.reads(policy)).teams).toEqual(['@acme/duty', '@acme/on-call', '@acme/value'])
  })
})
