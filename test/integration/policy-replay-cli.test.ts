import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DaypassError } from '../../src/core/error.ts'
import { documentDigest, receiptDraft, sealedReceipt } from '../../src/core/trail/receipt-of-decision.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import type { PolicyOutput } from '../../src/generated/policy-output.ts'
import { findOpa, type OpaBinary } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyReplay } from '../../src/policy/policy-replay.ts'
import type { KeptDecision } from '../../src/ports/decision-archive.ts'
import type { CompiledPolicy } from '../../src/ports/policy-engine.ts'
import type { PolicyReplay } from '../../src/ports/policy-replay.ts'
import { without, withoutReason } from '../../src/store/erasure.ts'
import { keyedByFake } from '../fakes/audit-records.ts'
import { createTrailWorld, type TrailWorld } from '../unit/cli/audit/trail-world.ts'
import { policyInput, rego } from '../unit/policy/fixture.ts'

// Recorded decisions asked again by the real engine, from a store and from an export of it.

const denied = (reason: string): PolicyOutput => ({ outcome: 'deny', reasons: [reason] })
/** Says the number of the issue, and to 9 the reason that was given. */
const text = `decision := {"outcome": "deny", "reasons": [input.request.reason]} if {
	input.request.issue == 9
} else := {"outcome": "deny", "reasons": [sprintf("%d", [input.request.issue])]}`

let opa: OpaBinary
let engine: PolicyReplay
let policy: CompiledPolicy
let trail: TrailWorld
let folder: string

beforeAll(async () => {
  opa = await findOpa({})
  engine = createPolicyReplay({ opa })
  policy = await engine.compile(rego(text))
})
afterAll(() => engine.close())
beforeEach(async () => {
  trail = await createTrailWorld()
  trail.world.deps.openReplay = async () => createPolicyReplay({ opa })
  trail.records.texts.set(policy.digest, [...policy.files])
  folder = mkdtempSync(join(tmpdir(), 'daypass-test-'))
})

const inputOf = (issue: number, change: (input: PolicyInput) => void = () => undefined): PolicyInput =>
  policyInput((input) => {
    input.request.issue = issue
    change(input)
  })
const at = new Date('2026-11-21T12:00:00.000Z')

/** As a store keeps it, with its receipt. */
function keep(issue: number, change: Partial<KeptDecision> = {}, output: PolicyOutput = denied(`${issue}`)): void {
  const { decided } = trail.records
  const input = (change.input ?? inputOf(issue)) as PolicyInput
  const decision = { at: at.toISOString(), policy: 'a'.repeat(64), output }
  const texts = { digest: policy.digest, built: policy.built }
  const draft = receiptDraft({ input, decision, texts, why: 'request' })
  const secret = { person: () => 'f'.repeat(32), input: (digest: string) => keyedByFake('f'.repeat(32), digest) }
  const receipt = draft ? sealedReceipt(draft, secret) : null
  const known = { id: decided.length + 1, key: { repository: 99, issue }, input, decision, at, why: 'request' }
  decided.push({ ...known, policy: policy.digest, receipt, ...change })
}

async function replayed(
  ...args: string[]
): Promise<{ code: number; asked: number; equal: number; counts: object; rows: { is: string; request: string }[] }> {
  const code = await trail.world.run('policy', 'replay', ...args, '--json')
  const answer = JSON.parse(trail.world.out)
  expect(answer.ok).toBe(code === 0)
  return { code, ...answer }
}

/** A folder with another policy. */
function otherPolicy(rules: string): string {
  writeFileSync(join(folder, 'policy.rego'), `package daypass\n\n${rules}\n`)
  return folder
}

async function exported(): Promise<string> {
  expect(await trail.world.run('audit', 'export', '--decisions')).toBe(0)
  const file = join(trail.world.home, 'trail.jsonl')
  writeFileSync(file, trail.world.out)
  return file
}

describe('daypass policy replay', () => {
  it('says that every answer has the same bytes, and answers 0', async () => {
    for (let issue = 1; issue <= 300; issue++) keep(issue, {}, issue === 9 ? denied('incident 4711') : undefined)
    expect(await trail.world.run('policy', 'replay')).toBe(0)
    expect(trail.world.out).toBe('300 decisions asked again: 300 answered with the same bytes.\n')
    expect(await replayed('--last', '10')).toEqual({ code: 0, ok: true, asked: 10, equal: 10, counts: {}, rows: [] })
    expect(trail.records.closed).toBe(2)
  })

  it('names each that is answered otherwise, or that cannot be compared, and answers 1', async () => {
    keep(1)
    keep(2, {}, denied('forged'))
    keep(3, { policy: null, at: null, why: null, receipt: null })
    keep(4, { policy: 'd'.repeat(64) })
    const blank = (issue: number) => without(withoutReason(JSON.parse(JSON.stringify(inputOf(issue)))), 1001)
    keep(5, { input: blank(5) })
    keep(9, { input: blank(9) }, denied('incident 4711'))
    keep(6, { input: { ...inputOf(6), version: 99, later: {} } })
    keep(7, { decision: { at: at.toISOString(), policy: 'a'.repeat(64), output: denied('put there later') } })
    keep(8, { decision: {} })
    expect(await trail.world.run('policy', 'replay')).toBe(1)
    await expect(trail.world.out).toMatchFileSnapshot('../golden/cli/policy-replay.txt')
    const { rows, counts, equal } = await replayed()
    expect(rows.map(({ is, request }) => [request, is])).toEqual([
      ['acme/access#8', 'unreadable'],
      ['acme/access#7', 'altered'],
      ['acme/access#6', 'unreadable'],
      ['acme/access#9', 'forgotten'],
      ['acme/access#4', 'texts-missing'],
      ['acme/access#3', 'not-kept'],
      ['acme/access#2', 'different'],
    ])
    expect([equal, counts]).toMatchObject([2, { unreadable: 2, different: 1 }])
  })

  it.each<[what: string, args: [number, Partial<KeptDecision>?, PolicyOutput?]]>([
    ['an older version kept no texts', [1, { policy: null, receipt: null }]],
    [
      'somebody was forgotten',
      [9, { input: without(withoutReason(JSON.parse(JSON.stringify(inputOf(9)))), 1001) }, denied('incident 4711')],
    ],
  ])('answers 0 where only %s', async (_what, args) => {
    keep(...args)
    expect(await replayed()).toMatchObject({ code: 0, asked: 1, equal: 0, rows: [{}] })
  })

  it('shows texts that were changed under their digest, and such as compile no more', async () => {
    keep(1)
    trail.records.texts.set(policy.digest, [['policy.rego', 'package daypass\n\ndecision := 1\n']])
    expect(await replayed()).toMatchObject({ code: 1, rows: [{ is: 'altered', part: 'policy' }] })
    trail.records.texts.set(policy.digest, [['policy.rego', 'package daypass\n\ndecision := undefined_function(1)\n']])
    expect(await replayed()).toMatchObject({ code: 1, rows: [{ is: 'different', now: { code: 'POLICY_INVALID' } }] })
  })

  it('does not take a machine without opa for an answer', async () => {
    keep(1)
    trail.world.deps.openReplay = async () => createPolicyReplay({ opa: { path: '/nowhere/opa', version: '0' } })
    expect(await trail.world.run('policy', 'replay', '--json')).toBe(1)
    expect(JSON.parse(trail.world.out).error.code).toBe('OPA_MISSING')
  })

  describe('of another policy', () => {
    it('shows what it would have answered, and nothing else', async () => {
      for (let issue = 1; issue <= 5; issue++) keep(issue)
      const rules = text.replace('input.request.issue == 9', 'input.request.issue == 3')
      expect(await replayed('--policies', otherPolicy(rules))).toMatchObject({
        code: 1,
        asked: 5,
        equal: 4,
        rows: [
          {
            request: 'acme/access#3',
            is: 'different',
            recorded: denied('3'),
            now: { output: denied('incident 4711') },
          },
        ],
      })
    })

    it('shows beside it where the texts of then do not answer as recorded', async () => {
      keep(1, { receipt: null }, denied('forged'))
      keep(2, { receipt: null }, denied('x'))
      const now = otherPolicy('decision := {"outcome": "deny", "reasons": ["x"]}')
      expect((await replayed('--policies', now)).rows).toMatchObject([
        { request: 'acme/access#2', is: 'not-reproduced', again: { output: denied('2') } },
        { request: 'acme/access#1', is: 'different', now: { output: denied('x') }, again: { output: denied('1') } },
      ])
    })

    it('guesses no fact that nobody had read', async () => {
      keep(1)
      keep(2, {
        input: inputOf(2, ({ facts }) => {
          facts.requester.permission = 'admin'
        }),
      })
      const number = 'sprintf("%d", [input.request.issue])'
      const rules = (word: string) =>
        `decision := {"outcome": "deny", "reasons": [${word}]} if who.permission == "read" else := {"outcome": "deny", "reasons": [${number}]}\n\nwho := input.facts.requester`
      expect(await replayed('--policies', otherPolicy(rules('"no"')))).toMatchObject({
        code: 1,
        equal: 1,
        rows: [{ request: 'acme/access#1', is: 'not-known-then', facts: ['facts.requester.permission'] }],
      })
      // Whatever it was, the answer is the same.
      expect(await replayed('--policies', otherPolicy(rules(number)))).toMatchObject({ code: 0, equal: 2 })
      expect(await replayed('--policies', otherPolicy(`${rules('"no"')}\n\nold if who.keys.usable > 0`))).toMatchObject(
        {
          rows: [{}, { is: 'not-known-then', facts: ['facts.requester.permission', 'facts.requester.keys'] }],
        },
      )
    })

    it('asks without the texts of then too, and says nothing of who was forgotten where it would have to know', async () => {
      const blank = without(withoutReason(JSON.parse(JSON.stringify(inputOf(1)))), 1001)
      keep(1, { input: blank, policy: null, receipt: null })
      keep(2, { policy: 'd'.repeat(64), receipt: null })
      const harmless = otherPolicy('decision := {"outcome": "deny", "reasons": [sprintf("%d", [input.request.issue])]}')
      expect(await replayed('--policies', harmless)).toMatchObject({ code: 0, equal: 2 })
      expect(await replayed('--policies', otherPolicy(text))).toMatchObject({
        code: 0,
        equal: 1,
        rows: [{ request: 'acme/access#1', is: 'forgotten' }],
      })
    })

    it('says what is wrong with it', async () => {
      keep(1)
      expect(await trail.world.run('policy', 'replay', '--policies', otherPolicy('decision := '), '--json')).toBe(1)
      expect(JSON.parse(trail.world.out).error.code).toBe('POLICY_INVALID')
      expect(await trail.world.run('policy', 'replay', '--policies', '/no/such/folder')).toBe(1)
      expect(trail.world.err).toContain('POLICY_MISSING')
    })
  })

  describe('from an export', () => {
    it('finds what it finds in the store, and the export still verifies', async () => {
      for (let issue = 1; issue <= 8; issue++) keep(issue, {}, issue === 3 ? denied('forged') : undefined)
      keep(1, { policy: null, at: null, why: null, receipt: null }, denied('ü \u2028 \u0000'))
      const fromStore = await replayed()
      const file = await exported()
      expect(await replayed('--from', file)).toEqual(fromStore)
      expect((await replayed('--from', file, '--last', '3')).asked).toBe(3)
      expect(await trail.world.run('audit', 'verify', '--export', file)).toBe(0)
      // Texts stand there once, however many decisions they made.
      expect(
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line.startsWith('{"policy"')),
      ).toHaveLength(1)
    })

    it('of one repository holds its decisions alone', async () => {
      keep(1)
      keep(2, { key: { repository: 5, issue: 2 } })
      const file = await exported()
      expect(await replayed('--from', file, '--repository', 'Acme/Access')).toMatchObject({ asked: 1 })
      expect(await replayed('--from', file)).toMatchObject({ asked: 2 })
      expect(await trail.world.run('audit', 'export', '--decisions', '--repository', '99')).toBe(0)
      expect(trail.world.out.split('\n').filter((line) => line.startsWith('{"decision"'))).toHaveLength(1)
    })

    it.each<[what: string, spoil: (text: string) => string]>([
      ['is none', () => 'one\ntwo\n'],
      ['is empty', () => ''],
      ['holds no decisions', (text) => `${text.split('\n')[0]}\n`],
      ['was cut', (text) => text.slice(0, -40)],
      ['has a policy of another shape', (text) => text.replace('"files":[[', '"files":[1,[')],
      ['has a receipt of another shape', (text) => text.replace('"input_version":1', '"input_version":"1"')],
    ])('is refused where it %s', async (_what, spoil) => {
      keep(1)
      const file = await exported()
      writeFileSync(file, spoil(readFileSync(file, 'utf8')))
      expect(await trail.world.run('policy', 'replay', '--from', file)).toBe(2)
      expect(trail.world.err).toContain('USAGE')
    })
  })

  it.each<[what: string, args: string[]]>([
    ['no number', ['--last', 'ten']],
    ['none of them', ['--last', '0']],
    ['a repository that nobody knows', ['--repository', 'acme/other']],
    ['a file that is not there', ['--from', '/no/such/file']],
    ['more than options', ['orders']],
  ])('answers 2 to %s', async (_what, args) => {
    keep(1)
    expect(await trail.world.run('policy', 'replay', ...args)).toBe(2)
    expect(trail.world.err).toContain('USAGE')
  })

  it('says what to do where a server holds the store', async () => {
    trail.world.openRecords = () => Promise.reject(new DaypassError('STORE_LOCKED', 'Another Daypass uses it.'))
    expect(await trail.world.run('policy', 'replay')).toBe(1)
    expect(trail.world.err).toContain('daypass audit export --decisions')
  })

  it('exports decisions as lines alone', async () => {
    expect(await trail.world.run('audit', 'export', '--decisions', '--csv')).toBe(2)
    keep(1)
    expect(await trail.world.run('audit', 'export')).toBe(0)
    expect(trail.world.out).not.toContain(documentDigest(denied('1')))
    expect(trail.world.out).not.toContain('{"decision"')
  })
})
