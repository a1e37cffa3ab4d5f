import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  compareReceipt,
  documentDigest,
  isContradicted,
  type MadeBy,
  type ReceiptEvidence,
  type ReceiptPart,
  type ReceiptVerdict,
  receiptDigest,
  receiptDraft,
  sealedReceipt,
} from '../../../../src/core/trail/receipt-of-decision.ts'
import type { DecisionReceipt } from '../../../../src/generated/decision-receipt.ts'
import { isDecisionReceipt } from '../../../../src/generated/validators.js'
import { allowOutput, policyInput } from '../../policy/fixture.ts'

const hex = (digit: string): string => digit.repeat(64)
const ref = 'f'.repeat(32)
const built = {
  wasm: hex('1'),
  data: hex('2'),
  engine: { opa: '1.19.0', runtime: 'opa-wasm 1.10.0', capabilities: hex('3') },
}
const made: MadeBy = {
  input: policyInput(),
  decision: { at: '2026-11-21T12:00:00.000Z', policy: hex('a'), output: allowOutput } as MadeBy['decision'],
  texts: { digest: hex('b'), commit: 'c'.repeat(40), built },
  why: 'request',
}
const secret = { person: () => ref, input: (digest: string) => documentDigest(`hidden ${digest}`) }
const draft = receiptDraft(made)
if (!draft) throw new Error('there is no receipt')
const receipt = sealedReceipt(draft, secret)

test('a receipt says by what was decided, and nothing of who asked', () => {
  expect(isDecisionReceipt(receipt)).toBe(true)
  expect(receipt).toEqual({
    ...{ version: 1, at: '2026-11-21T12:00:00.000Z', why: 'request', requester: ref, input_version: 1 },
    ...{ input: secret.input(documentDigest(made.input)), governance: { digest: hex('a'), commit: 'c'.repeat(40) } },
    ...{ policy: hex('b'), ...built, output: documentDigest(allowOutput) },
  })
  for (const hidden of ['1001', documentDigest(made.input)]) expect(JSON.stringify(receipt)).not.toContain(hidden)
})

test.each<[what: string, change: Partial<MadeBy>, expected: Partial<DecisionReceipt> | undefined]>([
  ['what the texts became is not known', { texts: { digest: hex('b') } }, undefined],
  ['no commit is known', { texts: { digest: hex('b'), built } }, { governance: { digest: hex('a'), commit: null } }],
  ['the input has a version', { input: { ...policyInput(), version: 1 } }, { input_version: 1 }],
])('where %s', (_what, change, expected) => {
  const found = receiptDraft({ ...made, ...change })
  if (expected) expect(found).toMatchObject(expected)
  else expect(found).toBeUndefined()
})

describe('compared with what is there', () => {
  const genuine: ReceiptEvidence = {
    trail: receiptDigest(receipt),
    input: { requester: ref, input: receipt.input },
    output: allowOutput,
    policy: hex('b'),
    built,
    again: { ...allowOutput },
  }
  const all = (verdict: ReceiptVerdict): Record<ReceiptPart, ReceiptVerdict> => ({
    ...{ trail: verdict, input: verdict, output: verdict, policy: verdict },
    ...{ wasm: verdict, data: verdict, engine: verdict, again: verdict },
  })
  const engine = (change: Partial<typeof built.engine>) => ({
    built: { ...built, engine: { ...built.engine, ...change } },
  })

  it.each<[what: string, change: ReceiptEvidence, expected: Partial<Record<ReceiptPart, ReceiptVerdict>>]>([
    ['all as it was', {}, {}],
    ['the trail has another one', { trail: hex('0') }, { trail: 'other' }],
    ['the trail has none', { trail: undefined }, { trail: 'unknown' }],
    ['another input', { input: { requester: ref, input: hex('0') } }, { input: 'other' }],
    ['a requester without a secret', { input: 'forgotten' }, { input: 'forgotten' }],
    [
      'a requester with a newer secret',
      { input: { requester: '0'.repeat(32), input: hex('0') } },
      { input: 'forgotten' },
    ],
    [
      'a newer secret that fits by chance',
      { input: { requester: '0'.repeat(32), input: receipt.input } },
      { input: 'forgotten' },
    ],
    ['nobody to ask for the secret', { input: undefined }, { input: 'unknown' }],
    ['another answer was kept', { output: { outcome: 'allow' } }, { output: 'other' }],
    ['other texts', { policy: hex('0') }, { policy: 'other' }],
    [
      'other texts were forgotten',
      { policy: undefined, built: undefined },
      { policy: 'unknown', wasm: 'unknown', data: 'unknown', engine: 'unknown' },
    ],
    ['another module', { built: { ...built, wasm: hex('0') } }, { wasm: 'other' }],
    ['other data', { built: { ...built, data: hex('0') } }, { data: 'other' }],
    ['another opa', engine({ opa: '1.20.0' }), { engine: 'other', wasm: 'unknown', data: 'unknown' }],
    ['another runtime', engine({ runtime: 'x' }), { engine: 'other', wasm: 'unknown', data: 'unknown' }],
    ['other capabilities', engine({ capabilities: hex('0') }), { engine: 'other', wasm: 'unknown', data: 'unknown' }],
    ['another answer now', { again: { ...allowOutput, max_duration: '60m' } }, { again: 'other' }],
    ['no answer now', { again: undefined }, { again: 'unknown' }],
  ])('%s', (_what, change, expected) => {
    const verdicts = compareReceipt(receipt, { ...genuine, ...change })
    expect(verdicts).toEqual({ ...all('same'), ...expected })
    const { engine: _noFault, ...faults } = expected
    expect(isContradicted(verdicts)).toBe(Object.values(faults).includes('other'))
  })

  it('nothing is there', () => {
    expect(compareReceipt(receipt, {})).toEqual(all('unknown'))
  })

  const leaves = (value: object, path: string[] = []): string[][] =>
    Object.entries(value).flatMap(([name, inner]) =>
      typeof inner === 'object' && inner !== null ? leaves(inner, [...path, name]) : [[...path, name]],
    )
  const changed = (value: unknown, [first, ...rest]: string[], to: unknown): unknown =>
    first === undefined
      ? to
      : { ...(value as object), [first]: changed((value as Record<string, unknown>)[first], rest, to) }

  it('whatever is changed in it, its digest is another one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...leaves(receipt)), fc.jsonValue(), (path, to) => {
        const other = changed(receipt, path, to) as DecisionReceipt
        const isSame = JSON.stringify(other) === JSON.stringify(receipt)
        expect(compareReceipt(other, { trail: receiptDigest(receipt) }).trail).toBe(isSame ? 'same' : 'other')
      }),
    )
  })
})
