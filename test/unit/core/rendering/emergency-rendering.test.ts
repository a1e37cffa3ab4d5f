import { expect, test } from 'vitest'
import { requestDigest } from '../../../../src/core/digest.ts'
import type { Debt, RequestRecord } from '../../../../src/core/record.ts'
import { grantPullOf } from '../../../../src/core/rendering/grant-pull.ts'
import { labelsFor } from '../../../../src/core/rendering/labels.ts'
import { renderReceipt } from '../../../../src/core/rendering/receipt.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { approvalOf } from '../../../../src/core/review/approval.ts'
import { recordOf } from '../../../record-of.ts'
import { begins, decided, ends, granted } from '../record-samples.ts'
import { offencesIn } from './gfm-scan.ts'
import { pull } from './review-samples.ts'

const context = { cli: 'daypass' }
const debt: Debt = { since: begins, due: new Date('2026-11-22T19:14:00Z'), tell: ['@acme/security', '@otto'] }

/** What was given in an emergency, as it stands. */
function given(state: 'active' | 'ended', set: Partial<Debt> = {}): RequestRecord {
  const record = granted(state)
  if (!record.request || !record.decision) throw new TypeError('it was decided')
  const request = { ...record.request, version: 2 as const, urgency: 'emergency' as const }
  const output = {
    ...record.decision.output,
    until: '2026-11-21T23:00:00+01:00',
    break_glass: { review_within: '24h', tell: debt.tell },
  }
  const decision = { ...record.decision, output }
  return recordOf({ ...record, request, digest: requestDigest(request), decision, debt: { ...debt, ...set } })
}

const paid = { at: ends, by: [{ id: 8, login: 'owner' }] }
const meant = [
  '**Given in an emergency, before anybody said yes.**',
  '**That time is over.**',
  'For @acme/security @otto',
  '**#43**',
  '#4, #17',
]

test.each<[name: string, record: RequestRecord, label: string]>([
  ['status-emergency', given('active'), 'daypass:active'],
  ['status-emergency-review', given('active', { pull: pull() }), 'daypass:active'],
  ['status-emergency-overdue', given('ended', { pull: pull(), overdue: true }), 'daypass:attention'],
  ['status-emergency-reviewed', given('ended', { pull: pull(), overdue: true, paid }), 'daypass:ended'],
  [
    'status-denied-owing',
    recordOf({ ...decided('denied', 'deny'), outcome: 'denied', owed: [4, 17] }),
    'daypass:denied',
  ],
])('%s', async (name, record, label) => {
  const text = renderStatus(record, context)
  await expect(text).toMatchFileSnapshot(`../../../golden/${name}.md`)
  expect(offencesIn(meant.reduce((rest, word) => rest.replaceAll(word, ''), text))).toEqual([])
  expect(labelsFor(record, [])).toContain(label)
})

test.each([
  ['receipt-emergency', given('ended', { pull: pull() })],
  ['receipt-emergency-reviewed', given('ended', { pull: pull(), paid })],
])('%s', async (name, record) => {
  await expect(renderReceipt(record, context)).toMatchFileSnapshot(`../../../golden/${name}.md`)
})

test('the pull request in which it is reviewed afterwards', async () => {
  const { title, body, file, branch } = grantPullOf(approvalOf(given('active'), 'debt'))
  await expect(`${title}\n\n${body}`).toMatchFileSnapshot('../../../golden/emergency-review.md')
  expect(file).toMatch(/\nurgency: emergency\nafter: true\ndigest: /)
  expect(branch).toBe('daypass/42')
})

test('whom to tell is called only where it is a name', () => {
  const text = renderStatus(given('active', { tell: ['@acme/security', 'everybody @here <b>'] }), context)
  expect(offencesIn(text.replaceAll('For @acme/security', '').replaceAll(meant[0] ?? '', ''))).toEqual([])
})
