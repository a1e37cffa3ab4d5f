import { describe, expect, it, test } from 'vitest'
import { depositCleared, depositOver, depositOverdue, goesTo } from '../../../../src/core/lending/deposit-words.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { labelsFor } from '../../../../src/core/rendering/labels.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const deposit = { github: 'lending', repository: 71, secret: 'DB_URL', name: 'acme/shop' }
const record = (more: object = {}) =>
  ({ state: 'ended', findings: [], grant: { id: 'g' }, deposit: { ...deposit, ...more } }) as unknown as RequestRecord

describe('what the receipt says of a secret', () => {
  it.each([
    [{}, 'the secret `DB_URL` of `acme/shop` is being removed'],
    [{ over: { at, how: 'removed' } }, 'the secret `DB_URL` of `acme/shop` was removed at 2026-11-21 12:00:00 UTC'],
    [
      { over: { at, how: 'absent' } },
      'the secret `DB_URL` of `acme/shop` was not there any more at 2026-11-21 12:00:00 UTC',
    ],
    [
      { over: { at, how: 'replaced' } },
      'the secret `DB_URL` of `acme/shop` was left: somebody has put another value there since',
    ],
    [
      { environment: 'prod', over: { at, how: 'gone' } },
      'the secret `DB_URL` of `acme/shop`, environment `prod` is gone with its environment',
    ],
    [{ over: { at, how: 'unput' } }, 'nothing was put into the secret `DB_URL` of `acme/shop`'],
  ])('%o', (more, words) => {
    expect(depositOver(record(more))).toBe(words)
  })

  test('of a credential that went to its requester, nothing', () => {
    const own = { ...record(), deposit: undefined } as unknown as RequestRecord
    expect([depositOver(own), depositCleared(own), depositOverdue(own)]).toEqual(['', '', ''])
  })
})

test('those who approve read who will have it, and what no end recalls', () => {
  expect(goesTo(deposit)).toContain('whoever can run a workflow there has it; what a job has read cannot be recalled')
})

describe('a secret that could not be cleared', () => {
  const late = record({ overdue: true, why: 'GitHub did not answer. @everybody' })

  test('needs somebody, says why, and calls nobody', () => {
    expect(depositOverdue(late)).toMatch(
      /^The access has been ended, and the secret `DB_URL` of `acme\/shop` could not be cleared/,
    )
    expect(depositOverdue(late)).not.toMatch(/(?<![`\w])@everybody/)
    expect(labelsFor(late, [])).toEqual(['daypass:attention'])
  })

  test('needs nobody any more once it is', () => {
    const cleared = record({ overdue: true, over: { at, how: 'removed' } })
    expect(depositOverdue(cleared)).toBe('')
    expect(labelsFor(cleared, [])).toEqual(['daypass:ended'])
  })
})
