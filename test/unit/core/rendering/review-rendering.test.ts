import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMarker, grantMarkerOf } from '../../../../src/core/comment-marker.ts'
import { requestDigest, sha256 } from '../../../../src/core/digest.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { renderDelivery } from '../../../../src/core/rendering/delivery.ts'
import { displayOf } from '../../../../src/core/rendering/display.ts'
import { grantPullOf } from '../../../../src/core/rendering/grant-pull.ts'
import { longestComment } from '../../../../src/core/rendering/page.ts'
import { renderReceipt } from '../../../../src/core/rendering/receipt.ts'
import { renderReminder } from '../../../../src/core/rendering/reminder.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { recordOf } from '../../../record-of.ts'
import { runs } from '../../../runs.ts'
import { decided, granted } from '../record-samples.ts'
import { hostileText } from '../request/form-samples.ts'
import { offencesIn, scanMarkdown } from './gfm-scan.ts'
import { approved, oneOfThree, requestPullSamples, reviewSamples, security, waiting } from './review-samples.ts'

const context = { cli: 'daypass' }

/** What it would do beyond the references and mentions that are meant. */
function unmeant(markdown: string, meant: readonly string[] = []): string[] {
  return offencesIn(meant.reduce((text, word) => text.replaceAll(word, ''), markdown))
}

describe('the status', () => {
  test.each(reviewSamples())('%s', async (name, record) => {
    const text = renderStatus(record, context)
    await expect(text).toMatchFileSnapshot(`../../../golden/${name}.md`)
    // The number of our own pull request, in bold, is the only reference.
    expect(unmeant(text, ['**#43**'])).toEqual([])
    expect(scanMarkdown(text).outside.join('\n')).not.toContain('@')
  })

  test('mentions nobody, whatever people are called', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (login, name) => {
        const person = { id: 1, login }
        const tally = {
          filled: [{ slot: name, person, review: 1 }],
          open: [
            { slot: name, from: ['@acme/x'], canFill: [person, person], note: login },
            { slot: login, from: ['@acme/x'], canFill: [], note: name },
          ],
          blockedBy: [person],
        }
        for (const record of [waiting(tally), { ...approved('ended'), tally }, { ...approved('active'), tally }]) {
          expect(unmeant(renderStatus(record, context), ['**#43**'])).toEqual([])
          expect(unmeant(renderReceipt(record, context))).toEqual([])
        }
      }),
      { numRuns: runs(300) },
    )
  })
})

describe('the status of a request by pull request', () => {
  const asked = ['@orders-owner', '@security-one', '@security-two']
  test.each(requestPullSamples())('%s', async (name, record) => {
    const text = renderStatus(record, context)
    await expect(text).toMatchFileSnapshot(`../../../golden/${name}.md`)
    expect(unmeant(text, asked)).toEqual([])
    expect(text).not.toMatch(/(?:this|the) issue\b/i)
  })

  test('calls those who are asked only where they can vote', () => {
    for (const [name, record] of requestPullSamples()) {
      const calls = asked.filter((login) => renderStatus(record, context).includes(login))
      expect(calls, name).toEqual(['own-pull-waiting', 'own-pull-blocked'].includes(name) ? asked : [])
    }
  })

  test.each([
    ['own-pull-pushed-by-other', 'attention'],
    ['own-pull-tampered', 'attention'],
    ['own-pull-failed', 'attention'],
    ['own-pull-invalid', 'invalid'],
    ['own-pull-waiting', 'pending'],
  ])('%s is labelled %s', (name, label) => {
    const record = requestPullSamples().find(([known]) => known === name)?.[1] ?? waiting()
    expect(displayOf(record, [], context).labels[0]).toBe(`daypass:${label}`)
  })

  test('leaves it open or closed as it is while it lives, and closes it when it is over', () => {
    for (const [name, record] of requestPullSamples()) {
      const display = displayOf(record, [], context)
      expect([display.open, display.reason], name).toEqual([name === 'own-pull-failed' ? false : undefined, undefined])
    }
  })
})

describe('the label', () => {
  test('calls for attention where somebody changed the pull request, and only while it waits', () => {
    const tampered = reviewSamples().find(([name]) => name === 'review-tampered')?.[1] ?? waiting()
    expect(displayOf(tampered, [], context).labels[0]).toBe('daypass:attention')
    expect(displayOf({ ...tampered, findings: [] }, [], context).labels[0]).toBe('daypass:pending')
    expect(displayOf(recordOf({ ...tampered, state: 'cancelled' }), [], context).labels[0]).toBe('daypass:ended')
  })
})

describe('the delivery', () => {
  test('is a comment of its own where people approved', async () => {
    const display = displayOf(approved('active'), [], context)
    await expect(display.delivery).toMatchFileSnapshot('../../../golden/delivery.md')
    expect(findMarker(display.delivery ?? '')).toEqual({ kind: 'delivery', key: { repository: 123456, issue: 42 } })
    expect(unmeant(display.delivery ?? '')).toEqual([])
    expect(display.status).not.toContain('BEGIN AGE')
    expect(display.status).toContain('Approved by `orders-owner`, `security-one`, `security-two`.')
  })

  test.each<[name: string, record: RequestRecord]>([
    ['nobody was asked', granted('active')],
    ['nothing is sealed', (({ sealed: _, ...rest }) => rest)(approved('active'))],
    ['nothing is merged', waiting(oneOfThree)],
  ])('is none where %s', (_name, record) => {
    expect(displayOf(record, [], context)).not.toHaveProperty('delivery')
  })

  test('does not change when the grant ends', () => {
    expect(renderDelivery(approved('ended'), context)).toBe(renderDelivery(approved('active'), context))
  })
})

test('the receipt names those who approved', async () => {
  const text = renderReceipt(approved('ended'), context)
  await expect(text).toMatchFileSnapshot('../../../golden/receipt-approved.md')
  expect(text).toContain('approved by `orders-owner`, `security-one`, `security-two`')
})

test('the reminder calls those who can act, and nobody else', async () => {
  const text = renderReminder(waiting(oneOfThree), security)
  await expect(text).toMatchFileSnapshot('../../../golden/reminder.md')
  expect(unmeant(text, ['@security-one', '@security-two'])).toEqual([])
  expect(findMarker(text)?.kind).toBe('reminder')
})

describe('the grant pull request', () => {
  const record = waiting(oneOfThree)
  const calls = ['@orders-owner', '@security-one', '@security-two', '#42']

  test('shows the whole request', async () => {
    const { body, ...rest } = grantPullOf(record)
    await expect(body).toMatchFileSnapshot('../../../golden/grant-pull.md')
    const digest = record.digest ?? ''
    expect(rest).toEqual({
      title: 'Grant #42: orders-db · dump, read · 2h',
      branch: 'daypass/42',
      base: 'requests',
      path: `requests/orders-db/${digest}.yml`,
      file: expect.stringContaining(`digest: "${digest}"`),
    })
    expect(body.startsWith(`${grantMarkerOf(record.key, digest)}\n`)).toBe(true)
    expect(findMarker(body)).toBeUndefined()
    const line = scanMarkdown(withoutMarker(body)).inside.find((text) => text.startsWith('{"actions"')) ?? ''
    expect(sha256(line)).toBe(digest)
  })

  test('calls those who are asked, and does nothing else', () => {
    expect(unmeant(withoutMarker(grantPullOf(record).body), calls)).toEqual([])
    const { body } = grantPullOf(record, {
      asked: [{ login: 'a-b_acme' }, { login: '@acme/all' }, { login: 'a b' }, { login: 'x-' }],
    })
    expect(body).toContain('For @a-b_acme `@acme/all` `a b` `x-`.')
    expect(grantPullOf(record, { asked: [] }).body).not.toMatch(/^For /m)
  })

  test('is the same in every state and at every look, since it is compared with what GitHub shows', () => {
    const wanted = grantPullOf(record)
    const { decision, pull } = record
    if (!decision || !pull) throw new TypeError('the sample was decided')
    const { grant, sealed } = granted('active')
    const later: RequestRecord[] = [
      recordOf({ ...record, state: 'granting' }),
      recordOf({ ...record, ...(grant && sealed ? { grant, sealed } : {}), state: 'active' }),
      {
        ...record,
        tally: { filled: [], open: [], blockedBy: [] },
        labels: ['x'],
        findings: [{ code: 'KEY_NONE', message: 'x' }],
      },
      { ...record, decision: { ...decision, at: '2027-01-01T00:00:00.000Z' } },
      { ...record, pull: { ...pull, disturbances: 7, closed: true, widened: 1 } },
    ]
    for (const other of later) expect(grantPullOf(other)).toEqual(wanted)
  })

  test.each<[name: string, change: (record: RequestRecord) => Partial<RequestRecord>]>([
    ['another resource', ({ request }) => (request ? { request: { ...request, resource: 'payroll' } } : {})],
    ['a longer time', ({ request }) => (request ? { request: { ...request, duration: 7201 } } : {})],
    ['another reason', ({ request }) => (request ? { request: { ...request, reason: 'x' } } : {})],
    ['another person', ({ request }) => (request ? { request: { ...request, requester: 8 } } : {})],
    ['a digest of something else', () => ({ digest: 'a1'.repeat(32) })],
  ])('is not made for %s under the same digest', (_name, change) => {
    expect(() => grantPullOf(recordOf({ ...record, ...change(record) }))).toThrow(TypeError)
  })

  test('is not made of what was never frozen', () => {
    const { request: _request, ...rest } = decided('pending', 'review')
    expect(() => grantPullOf(recordOf(rest))).toThrow(TypeError)
  })

  test('differs for every difference that its reader decides on', () => {
    const { decision, resource } = record
    if (!decision || !resource) throw new TypeError('the sample was decided')
    const { body } = grantPullOf(record)
    const others: RequestRecord[] = [
      { ...record, howItEnds: 'at once' },
      { ...record, lapsesAt: new Date('2026-11-22T09:31:00Z') },
      { ...record, requester: { id: 7, login: 'renamed' } },
      { ...record, resource: { ...resource, sensitivity: 'low' } },
      { ...record, resource: { ...resource, scopes: { read: 'admin' } } },
      { ...record, decision: { ...decision, policy: 'other' } },
      { ...record, decision: { ...decision, output: { ...decision.output, approvals: [] } } },
      waiting(undefined, {}, 'another reason'),
    ]
    for (const other of others) expect(grantPullOf(other).body).not.toBe(body)
  })

  test('fits and stays harmless, whatever the request says', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(1, 40, 2000), fc.constantFrom(1, 50), (text, repeat, many) => {
        const hostile = withHostile(text.repeat(repeat), many)
        const { body, title } = grantPullOf(hostile)
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(longestComment)
        expect(title.length).toBeLessThanOrEqual(256)
        expect(unmeant(withoutMarker(body), calls)).toEqual([])
        const said = scanMarkdown(withoutMarker(body)).inside.join(' ')
        expect(said).toContain(hostile.digest)
      }),
      // The example: a name that is cut off right behind «www.».
      { numRuns: runs(60), examples: [['www.evil.example### Resource', 40, 1]] },
    )
  })
})

/** Its own line is known by other means; the scan knows the marks of comments alone. */
function withoutMarker(body: string): string {
  return body.slice(body.indexOf('\n') + 1)
}

/** The largest request that the form takes, in hostile words. */
function withHostile(text: string, many: number): RequestRecord {
  const record = waiting(oneOfThree)
  if (!record.request || !record.decision) throw new TypeError('the sample was decided')
  const reason = Buffer.from(text).subarray(0, 4000).toString('utf8').slice(0, 2000).toWellFormed() || 'x'
  const names = Array.from({ length: many }, (_, index) => `action-${String(index).padStart(2, '0')}-${'x'.repeat(50)}`)
  const from = Array.from({ length: 20 }, () => `@${'a'.repeat(39)}/${'b'.repeat(100)}`)
  const request = { ...record.request, actions: names, reason, ticket: reason.slice(0, 100).toWellFormed() || 'x' }
  const approvals = Array.from({ length: 10 }, () => ({ name: reason.slice(0, 60).toWellFormed(), from, count: 1 }))
  const reasons = Array.from({ length: 20 }, () => reason.slice(0, 500).toWellFormed())
  return {
    ...record,
    request,
    digest: requestDigest(request),
    resource: {
      title: reason.slice(0, 200),
      kind: 'database',
      sensitivity: 'high',
      scopes: Object.fromEntries(names.map((name) => [name, 'x'.repeat(128)])),
    },
    decision: { ...record.decision, output: { outcome: 'review', reasons, max_duration: '8h', approvals } },
    howItEnds: reason.slice(0, 300),
  }
}
