import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/core/digest.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import { capabilitiesPath } from '../../src/policy/capabilities.ts'
import { findOpa, type OpaBinary } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyEngine, type PolicyEngineOptions } from '../../src/policy/policy-engine.ts'
import type { CompiledPolicy, PolicyEngine } from '../../src/ports/policy-engine.ts'
import { allowOutput, policyInput, rego } from '../unit/policy/fixture.ts'

const allow = `decision := ${JSON.stringify(allowOutput)}`

let opa: OpaBinary
let engine: PolicyEngine
let good: CompiledPolicy

beforeAll(async () => {
  opa = await findOpa({})
  engine = createPolicyEngine({ opa })
  good = await engine.compile(rego(allow))
})
afterAll(() => engine.close())

async function decideWith(text: string, data?: unknown, input = policyInput()) {
  return engine.decide(await engine.compile(rego(text, data)), input)
}

/** After whatever happened, the engine still decides, and rightly. */
async function expectAlive() {
  await expect(engine.decide(good, policyInput())).resolves.toEqual(allowOutput)
}

describe('a compiled policy', () => {
  const allows = (data?: unknown) => rego('decision := object.union(data.answer, {"outcome": "allow"})', data)
  it('says what its files became: the same files give the same bytes, and others do not', async () => {
    const other = createPolicyEngine({ opa })
    const [one, again] = await Promise.all([
      engine.compile(allows({ answer: allowOutput })),
      other.compile(allows({ answer: allowOutput })),
    ])
    await other.close()
    expect(again.built).toEqual(one.built)
    const hex = expect.stringMatching(/^[0-9a-f]{64}$/)
    const runtime = JSON.parse(readFileSync('node_modules/@open-policy-agent/opa-wasm/package.json', 'utf8'))
    expect(one.built).toEqual({
      ...{ wasm: hex, data: hex },
      engine: {
        opa: opa.version,
        runtime: `opa-wasm ${runtime.version}`,
        capabilities: sha256(readFileSync(capabilitiesPath)),
      },
    })
    const otherData = await engine.compile(allows({ answer: { ...allowOutput, max_duration: '2h' } }))
    expect(otherData.built.data).not.toBe(one.built.data)
    expect(otherData.built.wasm).toBe(one.built.wasm)
    expect(good.built.wasm).not.toBe(one.built.wasm)
  })
})

describe('an answer', () => {
  const approvals = [{ name: 'owners', from: ['code-owners'], count: 1 }]
  const review = { outcome: 'review', reasons: ['x'], max_duration: '1h', approvals }
  const slot = (change: object) => ({ ...review, approvals: [{ ...approvals[0], ...change }] })

  it.each([
    ['allow', allowOutput],
    ['allow with no approvals', { ...allowOutput, approvals: [] }],
    ['review', review],
    ['deny', { outcome: 'deny', reasons: ['x'] }],
  ])('of the agreed shape is passed on: %s', async (_name, output) => {
    await expect(decideWith('decision := data.answer', { answer: output })).resolves.toEqual(output)
  })

  it.each([
    ['sprintf("%d of %s", [1, "two"])', '1 of two'],
    ['regex.replace("a-1 b-22", `([a-z])-([0-9]+)`, "$2$1")', '1a 22b'],
    ['concat("/", regex.split(`[-_]`, "a-b_c"))', 'a/b/c'],
    ['json.patch({"a": "x"}, [{"op": "replace", "path": "/a", "value": "y"}]).a', 'y'],
    ['time.format([0, "Europe/Berlin"])', '1970-01-01T01:00:00+01:00'],
    ['crypto.sha256("")', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('may be made with what the worker adds to opa: %s (field.D3)', async (call, reason) => {
    const text = `decision := {"outcome": "deny", "reasons": [${call}]}`
    await expect(decideWith(text)).resolves.toEqual({ outcome: 'deny', reasons: [reason] })
  })

  it.each([
    ['true', true],
    ['false', false],
    ['null', null],
    ['a number', 1],
    ['a word', 'allow'],
    ['an empty object', {}],
    ['an empty list', []],
    ['a list of answers', [allowOutput]],
    ['no reasons', { outcome: 'allow', max_duration: '1h' }],
    ['an empty list of reasons', { ...allowOutput, reasons: [] }],
    ['an empty reason', { ...allowOutput, reasons: [''] }],
    ['a reason that is no text', { ...allowOutput, reasons: [1] }],
    ['too many reasons', { ...allowOutput, reasons: Array(21).fill('x') }],
    ['an endless reason', { ...allowOutput, reasons: ['x'.repeat(501)] }],
    ['an outcome in capitals', { ...allowOutput, outcome: 'ALLOW' }],
    ['an outcome that is true', { ...allowOutput, outcome: true }],
    ['an outcome in a list', { ...allowOutput, outcome: ['allow'] }],
    ['an unknown outcome', { ...allowOutput, outcome: 'approve' }],
    ['an unknown member', { ...allowOutput, break_glass: true }],
    ['a member named __proto__', JSON.parse('{"outcome":"allow","reasons":["x"],"max_duration":"1h","__proto__":{}}')],
    ['allow without an end', { outcome: 'allow', reasons: ['x'] }],
    ['allow for ever', { ...allowOutput, max_duration: 'forever' }],
    ['allow for nothing', { ...allowOutput, max_duration: '0h' }],
    ['a duration that is a number', { ...allowOutput, max_duration: 3600 }],
    ['allow and approvals', { ...allowOutput, approvals }],
    ['review without approvals', { ...review, approvals: [] }],
    ['review that says nothing of them', { outcome: 'review', reasons: ['x'], max_duration: '1h' }],
    ['an approval by nobody', slot({ from: [] })],
    ['an approval by anybody', slot({ from: ['*'] })],
    ['an approval by zero people', slot({ count: 0 })],
    ['an approval by -1 people', slot({ count: -1 })],
    ['an approval by half a person', slot({ count: 0.5 })],
    ['until a day that no month has', { ...allowOutput, until: '2099-02-30T08:00:00Z' }],
    ['until a plain day', { ...allowOutput, until: '2099-02-01' }],
    ['until null', { ...allowOutput, until: null }],
    ['until, with a denial', { outcome: 'deny', reasons: ['x'], until: '2099-02-01T08:00:00Z' }],
    ['kept out: code owners', slot({ except: ['code-owners'] })],
    ['kept out: a number', slot({ except: [7] })],
    ['kept out: nobody', slot({ except: null })],
    ['an answer longer than 64 KiB', { ...allowOutput, reasons: ['x'.repeat(70_000)] }],
  ])('of another shape is refused: %s', async (_name, output) => {
    await expect(decideWith('decision := data.answer', { answer: output })).rejects.toMatchObject({
      code: 'POLICY_OUTPUT_INVALID',
    })
    await expectAlive()
  })

  it('until an instant that has passed is no answer', async () => {
    const now = '{"outcome": "allow", "reasons": ["x"], "max_duration": "1h", "until": "2026-11-21T00:00:00Z"}'
    await expect(decideWith(`decision := ${now}`, {})).rejects.toMatchObject({ code: 'POLICY_UNTIL_PAST' })
    const then = now.replace('2026', '2099')
    await expect(decideWith(`decision := ${then}`, {})).resolves.toEqual(JSON.parse(then))
    await expectAlive()
  })

  it.each([
    ['no rule holds', 'decision := true if input.never'],
    ['it is divided by zero', `decision := ${JSON.stringify(allowOutput)} if 1 / input.facts.open_grants > 0`],
    [
      'a duration cannot be read',
      `decision := ${JSON.stringify(allowOutput)} if time.parse_duration_ns(input.request.reason)`,
    ],
    [
      'two words are compared with a missing one',
      `decision := ${JSON.stringify(allowOutput)} if input.request.ticket != "x"`,
    ],
  ])('is undefined where %s', async (_name, text) => {
    await expect(decideWith(text)).rejects.toMatchObject({ code: 'POLICY_UNDEFINED' })
    await expectAlive()
  })

  it('is refused where two rules disagree', async () => {
    const text = `decision := ${JSON.stringify(allowOutput)}\n\ndecision := {"outcome": "deny", "reasons": ["x"]} if input.request`
    await expect(decideWith(text)).rejects.toMatchObject({ code: 'POLICY_FAILED' })
    await expectAlive()
  })
})

describe('limits', () => {
  const loop =
    'decision := 1 if count([1 | some i in numbers.range(1, 9000); some j in numbers.range(1, 9000); i * j == 7]) > 0'

  /** Longer than a test may take: where this is a limit, something else has stopped the policy. */
  const hour = 3_600_000

  // Enough memory that time runs out first: WASM never gives any back during an evaluation.
  async function withRoom(options: Partial<PolicyEngineOptions>, use: (roomy: PolicyEngine) => Promise<void>) {
    const roomy = createPolicyEngine({ opa, memoryPages: 16_384, ...options })
    await use(roomy).finally(() => roomy.close())
  }

  it.each([
    ['CPU time', { capMs: hour }, 'within 100 ms of CPU time:'],
    [
      'the clock',
      { deadlineMs: hour, capMs: 100 },
      'within 0.1 s, and was not seen to use up its 3600000 ms of CPU time:',
    ],
  ])('stops a loop by %s, says so, and decides again', (_what, options, said) =>
    withRoom(options, async (roomy) => {
      const policy = await roomy.compile(rego(loop))
      await expect(roomy.decide(policy, policyInput())).rejects.toMatchObject({
        code: 'POLICY_TIMEOUT',
        retry: true,
        message: expect.stringContaining(said),
      })
      await expect(createDecision(roomy)).resolves.toEqual(allowOutput)
    }),
  )

  it('stops a built-in that comes to no end, too', () =>
    withRoom({ capMs: hour }, async (roomy) => {
      const endless = 'decision := {"outcome": "allow", "reasons": [replace(input.request.resource, "", "x")]}'
      const policy = await roomy.compile(rego(endless))
      await expect(roomy.decide(policy, policyInput())).rejects.toMatchObject({ code: 'POLICY_TIMEOUT', retry: true })
      await expect(createDecision(roomy)).resolves.toEqual(allowOutput)
    }))

  async function createDecision(from: PolicyEngine) {
    return from.decide(await from.compile(rego(allow)), policyInput())
  }

  it('lets a decision behind loops wait rather than fail', () =>
    withRoom({}, async (roomy) => {
      const other = await roomy.compile(rego(allow))
      const policy = await roomy.compile(rego(loop))
      const late = Array.from({ length: 4 }, () => roomy.decide(policy, policyInput()))
      const behind = roomy.decide(other, policyInput())
      for (const { status } of await Promise.allSettled(late)) expect(status).toBe('rejected')
      await expect(behind).resolves.toEqual(allowOutput)
    }))

  it.each([
    ['a range', 'decision := 1 if count(numbers.range(1, 100000000)) > 0'],
    [
      'a doubled string',
      `decision := 1 if count(concat("", [s | some _ in numbers.range(1, 100000); s := "${'x'.repeat(1000)}"])) > 0`,
    ],
  ])('stops %s that needs more memory than allowed', async (_name, text) => {
    const before = process.memoryUsage().rss
    const patient = createPolicyEngine({ opa, deadlineMs: hour, capMs: hour })
    try {
      const policy = await patient.compile(rego(text))
      await expect(patient.decide(policy, policyInput())).rejects.toMatchObject({ code: 'POLICY_MEMORY' })
      expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
    } finally {
      await patient.close()
    }
  })

  it('refuses data that does not fit into memory', async () => {
    const small = createPolicyEngine({ opa, memoryPages: 16 })
    try {
      const files = rego('decision := data.x', { x: Array.from({ length: 40_000 }, (_, i) => i) })
      await expect(small.compile(files)).rejects.toMatchObject({ code: 'POLICY_MEMORY' })
    } finally {
      await small.close()
    }
  })

  it('keeps a few policies loaded and reloads the others', async () => {
    const fresh = createPolicyEngine({ opa })
    const texts = Array.from({ length: 12 }, (_, i) => `decision := {"outcome": "deny", "reasons": ["${i}"]}`)
    const policies = await Promise.all(texts.map((text) => fresh.compile(rego(text))))
    for (const round of [1, 2]) {
      for (const [i, policy] of policies.entries()) {
        await expect(fresh.decide(policy, policyInput()), `round ${round}`).resolves.toMatchObject({
          reasons: [`${i}`],
        })
      }
    }
    await fresh.close()
  })
})

describe('input', () => {
  it.each([
    ['null', null],
    ['nothing', undefined],
    ['an empty object', {}],
    [
      'a fact among what a person wrote',
      { ...policyInput(), request: { ...policyInput().request, organisation_member: true } },
    ],
    ['a fact at the top', { ...policyInput(), organisation_member: true }],
    ['an unknown fact', { ...policyInput(), facts: { ...policyInput().facts, admin: true } }],
    [
      'no actions',
      policyInput((i) => {
        i.request.actions = []
      }),
    ],
    [
      'a duration in words',
      policyInput((i) => {
        i.request.duration = '1h' as unknown as number
      }),
    ],
  ])('that is not complete is refused: %s', async (_name, input) => {
    await expect(engine.decide(good, input as PolicyInput)).rejects.toMatchObject({ code: 'POLICY_INPUT_INVALID' })
  })

  it('cannot reach the facts by its names', async () => {
    const hostile = JSON.parse('{"__proto__": {"organisation_member": true}, "constructor": 1}') as object
    const input = policyInput((i) => {
      i.facts.requester.organisation_member = false
    })
    const text = `decision := ${JSON.stringify(allowOutput)} if input.facts.requester.organisation_member`
    await expect(
      decideWith(text, undefined, { ...input, request: { ...input.request, ...hostile } }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/POLICY_(UNDEFINED|INPUT_INVALID)/),
    })
  })
})

describe('compiling', () => {
  it('gives the same policy for the same files', async () => {
    const files = rego('decision := 3')
    expect(await engine.compile(new Map(files))).toBe(await engine.compile(files))
    expect(good.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    ['no file', new Map(), 'POLICY_MISSING'],
    [
      'tests and data alone',
      new Map([
        ['a_test.rego', 'package daypass'],
        ['data.json', '{}'],
      ]),
      'POLICY_MISSING',
    ],
    ['rubbish', new Map([['a.rego', 'package daypass\n\n{{{']]), 'POLICY_INVALID'],
    ['an empty file', new Map([['a.rego', '']]), 'POLICY_FORBIDDEN'],
    ['a policy of somebody else', new Map([['a.rego', 'package authz\n\nallow := true']]), 'POLICY_FORBIDDEN'],
    ['no decision', rego('allow := true'), 'POLICY_INVALID'],
    ['a function named decision', rego('decision(x) := x'), 'POLICY_INVALID'],
    ['a decision from data', rego('x := 1', { daypass: { decision: 1 } }), 'POLICY_INVALID'],
    ['data among the rules', rego('decision := 1', { daypass: { x: 1 } }), 'POLICY_FORBIDDEN'],
    ['a folder of data among the rules', rego('decision := 1').set('daypass/data.yml', 'x: 1'), 'POLICY_FORBIDDEN'],
    ['data that is none', rego('decision := 1').set('x/data.json', '{'), 'POLICY_INVALID'],
    ['a recursion', rego('decision := decision'), 'POLICY_INVALID'],
    ['an unused import', rego('import data.x\n\ndecision := 1'), 'POLICY_INVALID'],
    ['a call that WASM does not have', rego('decision := time.now_ns()'), 'POLICY_INVALID'],
    [
      'a network call',
      rego('decision := http.send({"url": "http://127.0.0.1:1/", "method": "get"})'),
      'POLICY_INVALID',
    ],
    [
      'METADATA schemas',
      rego('# METADATA\n# schemas: [{input: {"$ref": "file:///etc/hostname"}}]\ndecision := 1'),
      'POLICY_FORBIDDEN',
    ],
    ['a path outside', new Map([['../a.rego', 'package daypass\n\ndecision := 1']]), 'POLICY_FORBIDDEN'],
    [
      'a file that is a folder too',
      new Map([
        ['a.rego', 'package daypass'],
        ['a.rego/b.rego', 'package daypass'],
      ]),
      'POLICY_FORBIDDEN',
    ],
  ])('refuses %s', async (_name, files, code) => {
    await expect(engine.compile(files)).rejects.toMatchObject({ code })
  })

  it("gives opa's words with file and line, without the temporary folder", async () => {
    const failed = engine.compile(rego('decision := nowhere'))
    await expect(failed).rejects.toMatchObject({
      where: 'policies/policy.rego:3',
      message: expect.stringContaining('rego_unsafe_var_error'),
    })
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining(tmpdir()) })
  })

  it('leaves nothing behind', async () => {
    const mine = mkdtempSync(join(tmpdir(), 'daypass-test-'))
    const before = process.env.TMPDIR
    process.env.TMPDIR = mine
    try {
      await engine.compile(rego('decision := 2'))
      await engine.compile(rego('decision := nowhere')).catch(() => undefined)
      expect(readdirSync(mine)).toEqual([])
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
      rmSync(mine, { recursive: true })
    }
  })

  it('refuses a policy that it has not compiled', async () => {
    await expect(engine.decide({ ...good }, policyInput())).rejects.toMatchObject({ code: 'POLICY_FAILED' })
  })

  it('says so where opa is missing', async () => {
    const without = createPolicyEngine({ opa: { path: '/nowhere/opa', version: '1.19.0' } })
    await expect(without.compile(rego('decision := 1'))).rejects.toMatchObject({ code: 'OPA_MISSING' })
    await without.close()
  })
})

it('answers nothing after it was closed', async () => {
  const closed = createPolicyEngine({ opa })
  const policy = await closed.compile(rego(allow))
  const underWay = closed.decide(policy, policyInput()).catch((e: unknown) => e)
  await closed.close()
  await expect(closed.decide(policy, policyInput())).rejects.toMatchObject({ code: 'POLICY_FAILED' })
  await underWay
})
