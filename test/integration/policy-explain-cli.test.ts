import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { trailHash } from '../../src/core/trail/entry.ts'
import {
  documentDigest,
  type MadeBy,
  receiptDigest,
  receiptDraft,
  sealedReceipt,
} from '../../src/core/trail/receipt-of-decision.ts'
import type { DecisionReceipt } from '../../src/generated/decision-receipt.ts'
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

const ref = 'f'.repeat(32)
const owners = [{ name: 'owners', from: ['code-owners'], count: 1 }]
const review: PolicyOutput = { outcome: 'review', reasons: ['It is sensitive.'], max_duration: '8h', approvals: owners }
const text = (output: object) => `decision := ${JSON.stringify(output)}`

let opa: OpaBinary
let engine: PolicyReplay
let policy: CompiledPolicy
let stricter: CompiledPolicy
let trail: TrailWorld

beforeAll(async () => {
  opa = await findOpa({})
  engine = createPolicyReplay({ opa })
  policy = await engine.compile(rego(text(review)))
  stricter = await engine.compile(rego(text({ outcome: 'deny', reasons: ['Nobody.'] })))
})
afterAll(() => engine.close())
beforeEach(async () => {
  trail = await createTrailWorld()
  trail.world.deps.openReplay = async () => createPolicyReplay({ opa })
  for (const { digest, files } of [policy, stricter]) trail.records.texts.set(digest, [...files])
  trail.records.secrets.set('99#7', ref)
})

type Kept = {
  by?: CompiledPolicy
  at?: string
  why?: MadeBy['why']
  input?: PolicyInput
  decision?: Partial<MadeBy['decision']>
}

/** A decision as a store keeps it, with its receipt, of which the trail tells in an entry of its own. */
function keep({
  by = policy,
  at = '2026-11-21T12:00:00.000Z',
  why = 'request',
  input = policyInput(),
  decision,
}: Kept = {}): KeptDecision {
  const output = by === policy ? review : ({ outcome: 'deny', reasons: ['Nobody.'] } as PolicyOutput)
  const made: MadeBy = {
    ...{ input, why, decision: { at, policy: 'a'.repeat(64), output, ...decision } },
    // The bytes of a module depend on the opa of the machine, and stand in no golden file.
    texts: { digest: by.digest, commit: 'c'.repeat(40), built: by.built },
  }
  const draft = receiptDraft(made)
  if (!draft) throw new Error('there is a receipt')
  const receipt = sealedReceipt(draft, { person: () => ref, input: (digest) => keyedByFake(ref, digest) })
  const id = trail.records.decided.length + 1
  const kept = {
    id,
    key: { repository: 99, issue: 7 },
    input,
    decision: made.decision,
    at: new Date(at),
    why,
    policy: by.digest,
    receipt,
  }
  trail.records.decided.push(kept)
  tellOf(receipt)
  return kept
}

/** An entry of the request that holds the digest of this receipt. */
function tellOf(receipt: DecisionReceipt): void {
  const last = trail.records.entries.at(-1)
  if (!last) throw new Error('there is a trail')
  const facts = { receipt: receiptDigest(receipt) }
  const event = { ...last.event, version: 2 as const, issue: 7, kind: 'decided' as const, facts }
  trail.records.entries.push({ event, hash: trailHash(event), signature: 's' })
}

const change = (kept: KeptDecision, set: Partial<KeptDecision>) => {
  trail.records.decided = trail.records.decided.map((one) => (one === kept ? { ...kept, ...set } : one))
}

async function explained(...args: string[]) {
  const code = await trail.world.run('policy', 'explain', '7', '--json', ...args)
  const answer = JSON.parse(trail.world.out)
  if (answer.error === undefined) expect(answer.ok).toBe(code === 0)
  return { code, ...answer, first: answer.decisions?.[0] }
}

describe('daypass policy explain', () => {
  beforeEach(() => {
    trail.world.env.DAYPASS_REPOSITORY = 'acme/access'
  })

  it('shows what decided, that it is borne out, and what would be said today', async () => {
    keep({ decision: { said: review, output: { ...review, reasons: ['Its key is young.'] } } })
    keep({ why: 'grant', at: '2026-11-21T13:00:00.000Z' })
    const { id } = keep({ by: stricter, at: '2026-11-22T12:00:00.000Z' })
    // The newest decision of the repository is another request's.
    trail.records.decided = trail.records.decided.map((one) =>
      one.id === id ? { ...one, key: { repository: 99, issue: 8 } } : one,
    )
    expect(await trail.world.run('policy', 'explain', 'acme/access#7')).toBe(0)
    const shown = [policy, stricter].reduce(
      (all, { digest, built }) => all.replaceAll(digest, '(texts)').replaceAll(built.engine.opa, '(version)'),
      trail.world.out,
    )
    await expect(shown).toMatchFileSnapshot('../golden/cli/policy-explain.txt')
    const { decisions, today, gone } = await explained()
    expect(decisions.map(({ why }: { why: string }) => why)).toEqual(['grant', 'request'])
    expect(decisions[0]).toMatchObject({
      recorded: review,
      same: true,
      again: { output: review },
      policy: policy.digest,
    })
    expect(new Set(Object.values(decisions[0].verdicts))).toEqual(new Set(['same']))
    expect(today).toEqual({
      same_policy: false,
      policy: stricter.digest,
      reply: { output: { outcome: 'deny', reasons: ['Nobody.'] } },
    })
    expect(gone).toBe(1)
  })

  it('says what it would have taken, by the texts that decided', async () => {
    const dumps = 'decision := {"outcome": "deny", "reasons": ["no dumps"]} if "dump" in input.request.actions'
    const ticketed = 'else := {"outcome": "deny", "reasons": ["up to 30m"]} if input.request.duration > 1800'
    const by = await engine.compile(rego(`${dumps}\n${ticketed}\nelse := ${JSON.stringify(review)}`))
    trail.records.texts.set(by.digest, [...by.files])
    const input = policyInput(({ request }) => Object.assign(request, { actions: ['read', 'dump'] }))
    keep({ by, input, decision: { output: { outcome: 'deny', reasons: ['no dumps'] } } })
    const moves = [
      { about: 'actions', without: ['dump'] },
      { about: 'duration', seconds: 1800 },
    ]
    expect((await explained()).instead).toEqual({
      wished: 'access',
      complete: true,
      ways: [{ moves, access: 'reviewed' }],
    })
    await trail.world.run('policy', 'explain', '7')
    expect(trail.world.out).toContain(
      '  Given        by policy and catalog alone, in a new request\n               - without `dump`, for 30 m, with approval\n',
    )
  })

  it.each([
    ['its address', 'https://github.com/acme/access/issues/7'],
    ['the address of its pull request', 'https://github.com/Acme/Access/pull/7'],
    ['repository and number', 'acme/access#7'],
    ['numbers', '99#7'],
    ['its number alone', '7'],
    ['its number as it is written', '#7'],
  ])('knows a request by %s', async (_what, name) => {
    keep()
    expect(await trail.world.run('policy', 'explain', name)).toBe(0)
    expect(trail.world.out).toContain('acme/access#7: review')
  })

  it.each([
    ['no number', 'acme/access'],
    ['another repository', 'acme/other#7'],
    ['a number with more', '7x'],
    ['issue 0', 'acme/access#0'],
    ['an address of something else', 'https://github.com/acme/access/wiki'],
  ])('answers 2 to %s', async (_what, name) => {
    keep()
    expect(await trail.world.run('policy', 'explain', name)).toBe(2)
    expect(trail.world.err).toContain('USAGE')
  })

  it('answers 2 to a number alone where no repository is set', async () => {
    trail.world.env.DAYPASS_REPOSITORY = ''
    expect(await trail.world.run('policy', 'explain', '7')).toBe(2)
  })

  it('says that nothing is kept, or not any more', async () => {
    expect(await explained()).toMatchObject({ code: 1, error: { code: 'DECISION_MISSING', where: 'acme/access#7' } })
    change(keep(), { key: { repository: 99, issue: 8 } })
    expect(await explained()).toMatchObject({ code: 0, decisions: [], gone: 1 })
    expect(await trail.world.run('policy', 'explain', '7')).toBe(0)
    expect(trail.world.out).toContain('The trail tells of 1 more that is not kept any more.')
  })

  it.each<[what: string, spoil: (kept: KeptDecision) => void, part: string]>([
    [
      'an answer that was changed',
      (kept) => change(kept, { decision: { ...(kept.decision as object), output: { ...review, max_duration: '9h' } } }),
      'output',
    ],
    [
      'an input that was changed',
      (kept) => change(kept, { input: policyInput(({ request }) => Object.assign(request, { duration: 60 })) }),
      'input',
    ],
    [
      'a receipt that was changed',
      ({ receipt }) => receipt && Object.assign(receipt, { at: '2026-11-21T12:00:01.000Z' }),
      'trail',
    ],
    [
      'texts that were changed',
      () => trail.records.texts.set(policy.digest, [['policy.rego', `package daypass\n\n${text(review)}\n# more\n`]]),
      'policy',
    ],
    ['texts that answer otherwise', () => trail.records.texts.set(policy.digest, [...stricter.files]), 'again'],
    ['an entry that tells of another', () => void trail.records.entries.pop(), 'trail'],
  ])('answers 1 to %s', async (_what, spoil, part) => {
    spoil(keep())
    const { code, first } = await explained()
    expect([code, first.verdicts[part]]).toEqual([1, 'other'])
    expect(await trail.world.run('policy', 'explain', '7')).toBe(1)
    expect(trail.world.out).toContain('DOES NOT FIT')
  })

  it.each<[what: string, spoil: (kept: KeptDecision) => void]>([
    ['are gone', () => trail.records.texts.delete(policy.digest)],
    [
      'compile no more',
      () => trail.records.texts.set(policy.digest, [['policy.rego', 'package daypass\n\ndecision := ']]),
    ],
  ])('answers 1 where texts %s', async (_what, spoil) => {
    spoil(keep())
    expect(await explained()).toMatchObject({ code: 1 })
  })

  it('says forgotten, and not tampered with, where its requester was forgotten', async () => {
    const kept = keep()
    change(kept, { input: without(withoutReason(JSON.parse(JSON.stringify(kept.input))), 1001) })
    trail.records.secrets.clear()
    expect(await explained()).toMatchObject({
      code: 0,
      first: { verdicts: { input: 'forgotten', trail: 'same' }, same: true },
    })
    // They came back, and have another secret.
    trail.records.secrets.set('99#7', '0'.repeat(32))
    expect(await explained()).toMatchObject({ code: 0, first: { verdicts: { input: 'forgotten' } } })
    expect(await trail.world.run('policy', 'explain', '7')).toBe(0)
    expect(trail.world.out).not.toContain('DOES NOT FIT')
  })

  it('takes another answer to what is left of an input for no contradiction', async () => {
    const reading = await engine.compile(
      rego('decision := {"outcome": "deny", "reasons": [concat(" ", ["because", input.request.reason])]}'),
    )
    trail.records.texts.set(reading.digest, [...reading.files])
    const said = { outcome: 'deny', reasons: ['because incident 4711'] } as PolicyOutput
    const kept = keep({ by: reading, decision: { output: said } })
    expect(await explained()).toMatchObject({ code: 0, first: { same: true } })
    change(kept, { input: without(withoutReason(JSON.parse(JSON.stringify(kept.input))), 1001) })
    expect(await explained()).toMatchObject({ code: 1 })
    trail.records.secrets.clear()
    const { code, first } = await explained()
    expect([code, first.verdicts.again, first.same]).toEqual([0, 'forgotten', undefined])
  })

  it('takes another opa than that of the time for no contradiction, and compares no modules then', async () => {
    const { receipt } = keep()
    trail.records.entries.pop()
    const older = { ...receipt, engine: { ...receipt?.engine, opa: '1.18.0' }, wasm: 'd'.repeat(64) }
    trail.records.decided = trail.records.decided.map((one) => ({ ...one, receipt: older }) as KeptDecision)
    tellOf(older as never)
    const { code, first } = await explained()
    expect([code, first.verdicts]).toMatchObject([
      0,
      { engine: 'other', wasm: 'unknown', again: 'same', trail: 'same' },
    ])
    expect(await trail.world.run('policy', 'explain', '7')).toBe(0)
    expect(trail.world.out).toContain('opa 1.18.0, opa-wasm 1.10.0, which are not those of this machine')
  })

  it('says of older decisions what is known of them', async () => {
    const kept = keep()
    trail.records.entries.pop()
    change(kept, { policy: null, at: null, why: null, receipt: null })
    expect(await trail.world.run('policy', 'explain', '7')).toBe(0)
    expect(trail.world.out).toContain('none: an older version decided')
    expect(await explained()).toMatchObject({ code: 0, first: { receipt: null, policy: null } })
  })

  it('asks a policy of one’s own instead of the newest, and guesses nothing', async () => {
    keep()
    const folder = mkdtempSync(join(tmpdir(), 'daypass-test-'))
    const other = (rules: string) => {
      writeFileSync(join(folder, 'policy.rego'), `package daypass\n\n${rules}\n`)
      return ['--policies', folder]
    }
    expect(await explained()).toMatchObject({ today: { same_policy: true } })
    expect(await explained(...other('decision := {"outcome": "deny", "reasons": ["no"]}'))).toMatchObject({
      code: 0,
      today: { same_policy: false, reply: { output: { outcome: 'deny', reasons: ['no'] } } },
    })
    expect(await explained(...other(`${text(review)} if input.facts.requester.permission == "admin"`))).toMatchObject({
      today: { varies: ['facts.requester.permission'] },
    })
    expect(await explained(...other('decision := 1 if input.nothing'))).toMatchObject({
      code: 0,
      today: { reply: { code: 'POLICY_UNDEFINED' } },
    })
    expect(await explained(...other('decision := '))).toMatchObject({ code: 1, error: { code: 'POLICY_INVALID' } })
  })

  it('explains from an export as from the store, but for what only the store can tell', async () => {
    keep()
    const fromStore = await explained()
    expect(await trail.world.run('audit', 'export', '--decisions')).toBe(0)
    const file = join(trail.world.home, 'trail.jsonl')
    writeFileSync(file, trail.world.out)
    const { first, ...rest } = await explained('--from', file)
    expect(first.verdicts).toEqual({ ...fromStore.first.verdicts, input: 'unknown' })
    expect(rest).toMatchObject({ code: 0, gone: 0, today: { same_policy: true } })
    expect(documentDigest(first.recorded)).toBe(documentDigest(review))
  })

  it('prints nothing that a terminal obeys', async () => {
    const hostile = { ...review, reasons: ['\u001b[31mred\u0007'] }
    const compiled = await engine.compile(rego(text(hostile)))
    trail.records.texts.set(compiled.digest, [...compiled.files])
    keep({ by: compiled, decision: { output: hostile } })
    expect(await trail.world.run('policy', 'explain', '7')).toBe(0)
    expect(trail.world.out).toContain('?[31mred?')
    for (const character of ['\u001b', '\u0007']) expect(trail.world.out).not.toContain(character)
  })
})
