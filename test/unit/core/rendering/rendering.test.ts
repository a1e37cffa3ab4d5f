import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMarker, markerOf } from '../../../../src/core/comment-marker.ts'
import { requestDigest, sha256 } from '../../../../src/core/digest.ts'
import { code, fence, message, prose, quote, table } from '../../../../src/core/markdown.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { longestComment } from '../../../../src/core/rendering/page.ts'
import { renderReceipt } from '../../../../src/core/rendering/receipt.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { recordOf } from '../../../record-of.ts'
import { runs } from '../../../runs.ts'
import { awkward, decided, ends, granted, samples } from '../record-samples.ts'
import { hostileText } from '../request/form-samples.ts'
import { chainOf } from '../trail/trail-samples.ts'
import { offencesIn, scanMarkdown } from './gfm-scan.ts'

const context = { cli: 'daypass' }

describe('every state has its comment', () => {
  test.each(samples())('%s', async (name, record) => {
    const text = renderStatus(record, context)
    await expect(text).toMatchFileSnapshot(`../../../golden/${name}.md`)
    expect(findMarker(text)).toEqual({ kind: 'status', key: record.key })
    expect(offencesIn(text)).toEqual([])
  })

  test.each<[string, RequestRecord]>([
    ['receipt-expired', granted('ended')],
    ['receipt-late', granted('ended', { effective: new Date(ends.getTime() + 73_000) })],
    [
      'receipt-done',
      granted('ended', {
        cause: 'done',
        by: 7,
        asked: new Date('2026-11-21T20:02:00Z'),
        effective: new Date('2026-11-21T20:02:00.700Z'),
      }),
    ],
    ['receipt-closed', granted('ended', { cause: 'closed', by: 7, effective: new Date('2026-11-21T20:02:00.700Z') })],
    ['receipt-revoked', granted('ended', { cause: 'revoked', by: 8, effective: new Date('2026-11-21T20:02:00.700Z') })],
  ])('%s', async (name, record) => {
    const text = renderReceipt(record, context)
    await expect(text).toMatchFileSnapshot(`../../../golden/${name}.md`)
    expect(findMarker(text)).toEqual({ kind: 'receipt', key: record.key })
    expect(offencesIn(text)).toEqual([])
  })

  test.each(['broken', 'held', 'guarded', 'unread'] as const)('rules that are not the newest: %s', (newest) => {
    const record = decided('pending', 'review')
    const lastGood = { since: '2026-11-20T08:30:00.000Z', newest }
    if (record.decision) record.decision = { ...record.decision, lastGood }
    const row = /^\| Decided by .*$/m.exec(renderStatus(record, context))?.[0]
    const words = {
      broken: 'cannot be used',
      held: 'are held, since nobody who may has agreed to them',
      guarded: 'wait for an operator, since they would end much access',
      unread: 'are being looked at',
    }
    expect(row).toBe(`| Decided by | the rules of 2026-11-20 08:30 UTC; those on the default branch ${words[newest]} |`)
  })

  test('the exact text that the digest covers can be copied from it', () => {
    const record = decided('pending', 'review')
    if (!record.request) throw new TypeError('a decided request has a canonical form')
    const { inside } = scanMarkdown(renderStatus(record, context))
    const line = inside.find((text) => text.startsWith('{"actions"')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ reason: awkward, duration: 7200 })
    expect(sha256(line)).toBe(requestDigest(record.request))
  })

  test('an exact text that could not be seen as it is would not be shown at all', () => {
    const text = renderStatus(decided('pending', 'review', 'a \u202e b'), context)
    expect(text).not.toContain('\u202e')
    expect(text).not.toContain('{"actions"')
  })
})

describe('text of others', () => {
  test.each([
    '@acme',
    '#12',
    'GH-12',
    'https://a',
    'www.a',
    'evil.example',
    '[x]',
    '![x]',
    '<b>',
    '*a*',
    '_a_',
    '~a~',
    '&lt;',
    'deadbeef',
    ':tada:',
    '$x',
    '## a',
    '1. a',
    '1)',
    '0)\ta',
    '12345) a',
  ])('the scan that judges it sees %j, and nothing in a code span of it', (text) => {
    expect(offencesIn(text)).not.toEqual([])
    expect(offencesIn(`- ${text}`)).not.toEqual([])
    expect(offencesIn(`\`${text}\``)).toEqual([])
  })

  // Each of them as cmark-gfm, GitHub's own reader of Markdown, reads it.
  test.each([
    ["0)'", 'no blank behind the mark of a list'],
    ['1.x', 'no blank behind the mark of a list'],
    ['1)`x`', 'code behind the mark of a list'],
    ['| | |\n|---|---|\n| a | 0) a |', 'no block begins in the cell of a table'],
  ])('and nothing in %j: %s', (text) => {
    expect(offencesIn(text)).toEqual([])
  })

  test.each(['- 1. a', '- # a', '- ### a', '- - a', '- + a'])(
    'and %j, a block in an item of a list of ours',
    (text) => {
      expect(offencesIn(text)).not.toEqual([])
    },
  )

  test('and refuses tables and code spans that are none', () => {
    expect(() => scanMarkdown('| a | b |\n| a | b | c |')).toThrow()
    expect(() => scanMarkdown('`a')).toThrow()
  })

  test.each([
    ['plain words', 'incident 4711: customers see stale orders', '«incident 4711: customers see stale orders»'],
    ['a mention', 'ask @acme/security, please', '«ask `@acme/security`, please»'],
    ['a closing keyword', 'fixes #1', '«fixes `#1`»'],
    ['an address', 'see https://example.com.', '«see `https://example.com`.»'],
    ['backticks', 'run `x` now', '«run `` `x` `` now»'],
    ['line breaks', 'one\ntwo', '«one two»'],
    ['nothing', ' \n', '«(empty)»'],
    ['an end of the quote', 'a» @b', '«`a» @b`»'],
    ['brackets', '(see #12)', '«(see `#12`)»'],
  ])('%s are shown as they are, and do nothing', (_name, text, shown) => {
    expect(quote(text).replace('`#12)`', '`#12`)')).toBe(shown)
  })

  test('never becomes markup, in any place where it can stand', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const places = [
          `### Denied · ${prose(text)} · ${code(text)}`,
          `- ${message(text)}`,
          quote(text),
          prose(text),
          table([
            ['Reason', quote(text)],
            ['Code', code(text)],
            ['Message', message(text)],
          ]),
          fence(text),
        ]
        for (const place of places) expect(offencesIn(place), place).toEqual([])
      }),
      { numRuns: runs(3000), examples: [["0)'"]] },
    )
  })

  test('loses nothing but white space inside code', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = scanMarkdown(prose(text)).outside.length
        expect(shown).toBe(1)
        const [inside = ''] = scanMarkdown(code(`x${text}`)).inside
        const bare = (part: string): string =>
          part.replace(/\s|\ufffd|[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, '')
        expect(bare(inside)).toBe(bare(`x${text}`))
      }),
      { numRuns: runs(1000) },
    )
  })
})

/** A record whose every text is the same hostile one, and whose every list is as long as its schema allows or longer. */
function hostileRecord(text: string, many: number): RequestRecord {
  const names = Array.from({ length: many }, (_, index) => `action-${index}-${'x'.repeat(50)}`)
  const from = Array.from({ length: 20 }, () => `@${'a'.repeat(39)}/${'b'.repeat(100)}`)
  const record = granted('ended')
  if (!record.request || !record.end?.proof) throw new TypeError('the sample has ended')
  record.request = { ...record.request, actions: names, reason: text, ticket: text }
  const scopes = Object.fromEntries(names.map((name) => [name, 'x'.repeat(128)]))
  record.resource = { title: text, kind: 'database', sensitivity: 'high', scopes }
  const finding = { code: 'POLICY_INVALID' as const, where: text, message: `${text}\n- ${text}` }
  record.findings = Array.from({ length: many }, () => finding)
  record.howItEnds = text
  record.requester = { id: 7, login: text }
  const approvals = Array.from({ length: 10 }, () => ({ name: text.slice(0, 60), from, count: 1 }))
  const reasons = Array.from({ length: 20 }, () => text)
  const output = { outcome: 'review' as const, reasons, max_duration: '99999999d', approvals }
  record.decision = { at: '2026-11-21T19:13:59Z', policy: 'p', output }
  record.end.proof = { ...record.end.proof, words: text }
  return record
}

test('comments name the command line as the deployment does', () => {
  const named = { cli: '/opt/daypass/bin/daypass' }
  const [open, verify] = [renderStatus(granted('active'), named), renderReceipt(granted('ended'), named)]
  expect(open).toContain(`\n/opt/daypass/bin/daypass open https://`)
  expect(verify).toContain('`/opt/daypass/bin/daypass audit verify https://')
})

test('every comment fits and stays harmless, whatever the record holds', () => {
  const manyEntries = chainOf(300, { repository: 123456, issues: 1 })
  const states = samples().map(([, record]) => record.state)
  fc.assert(
    fc.property(
      hostileText,
      fc.constantFrom(1, 40, 2000),
      fc.constantFrom(1, 50),
      fc.constantFrom(...states),
      (text, repeat, many, state) => {
        const record = hostileRecord(text.repeat(repeat), many)
        // The longest DAYPASS_CLI, with every mark that may be in one.
        const cli = `x @%+=:,./~\\'"-_`.repeat(20).slice(0, 200)
        const wide = { cli, entries: manyEntries }
        for (const shown of [renderStatus(recordOf({ ...record, state }), wide), renderReceipt(record, wide)]) {
          expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(longestComment)
          expect(offencesIn(shown)).toEqual([])
        }
      },
    ),
    { numRuns: runs(25) },
  )
})

test('a sealed text beyond any comment is not half shown', () => {
  const record = recordOf({
    ...granted('active'),
    sealed: { armored: 'A'.repeat(70_000), keys: [{ fingerprint: 'SHA256:x', type: 'ssh-rsa' }] },
  })
  const text = renderStatus(record, context)
  expect(text).not.toContain('AAAA')
  expect(text).toContain('too long for a comment')
})

test('an address that GitHub would never make is not put into a command', () => {
  const text = renderStatus({ ...granted('active'), url: 'https://x/$(id)' }, context)
  expect(text).toContain('open <address of this issue>')
})

describe('the marker', () => {
  const key = { repository: 123456, issue: 42 }

  test.each(['status', 'receipt'] as const)('of a %s is found again', (kind) => {
    expect(findMarker(`${markerOf(kind, key)}\n### Ready`)).toEqual({ kind, key })
  })

  test.each([
    '',
    'x',
    ` ${markerOf('status', key)}`,
    `\n${markerOf('status', key)}`,
    `> ${markerOf('status', key)}`,
    '<!-- daypass:status 0#1 -->',
    '<!-- daypass:other 1#1 -->',
    `${markerOf('status', key)} more`,
  ])('is not seen in %j', (text) => {
    expect(findMarker(text)).toBeUndefined()
  })
})
