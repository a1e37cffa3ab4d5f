import { describe, expect, it, test } from 'vitest'
import type { NewEvent } from '../../../../src/core/trail/entry.ts'
import { needsRequester, peopleIn, pseudonymised } from '../../../../src/core/trail/pseudonyms.ts'
import { type ReceiptDraft, receiptDigest } from '../../../../src/core/trail/receipt-of-decision.ts'
import type { DecisionReceipt } from '../../../../src/generated/decision-receipt.ts'

const pseudonymise = {
  person: (id: number) => `person ${id}`,
  key: (fingerprint: string) => `key ${fingerprint.length}`,
  input: (digest: string) => `input ${digest.length}`,
}
const event = (facts: NewEvent['facts']): NewEvent => ({ at: '', kind: 'governed', actor: { kind: 'daypass' }, facts })

test.each<[fact: string, value: NewEvent['facts'][string], shown: unknown]>([
  ['by', [5, 6], ['person 5', 'person 6']],
  ['asked', [5], ['person 5']],
  ['voters', 5, 'person 5'],
  ['approvers', [5, 6], ['person 5', 'person 6']],
  ['key', 'SHA256:abc', 'key 10'],
  ['keys', ['SHA256:abc'], ['key 10']],
  ['input', 'a'.repeat(64), 'input 64'],
  ['input', undefined, undefined],
  ['key', undefined, undefined],
  // Kids of ours are nobody's keys.
  ['trail', ['kid'], ['kid']],
  ['reviews', [5], [5]],
])('the fact %s of %j is told as %j', (fact, value, shown) => {
  expect(pseudonymised(event({ [fact]: value }), pseudonymise).facts[fact]).toEqual(shown)
})

test('what is not known is no fact: an event with it would be none', () => {
  expect(Object.keys(pseudonymised(event({ first_use: undefined, uses: 0 }), pseudonymise).facts)).toEqual(['uses'])
})

test('everybody who approved is among those whose secrets are needed', () => {
  expect(peopleIn(event({ approvers: [5, 6], by: [5] }))).toEqual([5, 6])
})

test.each([
  [{ keys: ['k'] }, true],
  [{ key: 'k' }, true],
  [{ input: 'i' }, true],
  [{ input: undefined }, false],
  [{ by: [5] }, false],
])('the requester’s secret is needed for %j: %s', (facts, is) => {
  expect(needsRequester({ facts })).toBe(is)
})

describe('an event that tells of a decision', () => {
  const receipt = { version: 1, requester: 7, input: 'a'.repeat(64) } as unknown as ReceiptDraft
  const told: NewEvent = { ...event({ outcome: 'deny' }), kind: 'decided', receipt }

  it('needs the secret of its requester, whoever else it names', () => {
    expect([needsRequester(told), peopleIn(told)]).toEqual([true, [7]])
  })

  it('holds the digest of the receipt as it is sealed, and nothing that could be guessed', () => {
    const sealed = { version: 1, requester: 'person 7', input: 'input 64' } as unknown as DecisionReceipt
    expect(pseudonymised(told, pseudonymise).facts).toEqual({ outcome: 'deny', receipt: receiptDigest(sealed) })
  })
})
