import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestDigest } from '../../../../src/core/digest.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { longestComment } from '../../../../src/core/rendering/page.ts'
import { renderReceipt, renderRest } from '../../../../src/core/rendering/receipt.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { readEntries, readShown } from '../../../../src/core/trail/entries-in-comment.ts'
import { entryLine } from '../../../../src/core/trail/entry.ts'
import { runs } from '../../../runs.ts'
import { decided, granted } from '../record-samples.ts'
import { offencesIn } from '../rendering/gfm-scan.ts'
import { hostileText } from '../request/form-samples.ts'
import { chainOf, forged } from './trail-samples.ts'

const entries = chainOf(5, { repository: 123456, issues: 1 })
const context = { cli: 'daypass', entries }

describe('entries in a comment', () => {
  it('look like this', async () => {
    await expect(renderStatus(decided('pending', 'review', 'r'), context)).toMatchFileSnapshot(
      '../../../golden/status-with-trail.md',
    )
    await expect(renderReceipt(granted('ended'), context)).toMatchFileSnapshot('../../../golden/receipt-with-trail.md')
  })

  it('are read back as they were, also after a browser changed the line ends', () => {
    for (const text of [renderStatus(granted('active'), context), renderReceipt(granted('ended'), context)]) {
      expect(readEntries(text)).toStrictEqual(entries)
      expect(readEntries(text.replaceAll('\n', '\r\n'))).toStrictEqual(entries)
      expect(readEntries(text.trimEnd())).toStrictEqual(entries)
      expect(offencesIn(text)).toEqual([])
    }
  })

  it('are none where none were', () => {
    expect(readEntries(renderStatus(granted('active'), { cli: 'daypass' }))).toBeUndefined()
    expect(readEntries('')).toBeUndefined()
  })

  it('are read back whatever stands in them and above them', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const kept = text.toWellFormed().slice(0, 500)
        const odd = forged(entries[0], {
          facts: { why: kept, '```': '```\n</details>', how: `\n\`\`\`\n\n</details>${kept}` },
        })
        const record = { ...granted('ended'), request: decided('ended', 'review', kept).request } as RequestRecord
        const withOdd = { ...context, entries: [odd, ...entries] }
        for (const body of [renderStatus(record, withOdd), renderReceipt(record, withOdd)]) {
          expect(readEntries(body)).toStrictEqual([odd, ...entries])
          expect(offencesIn(body)).toEqual([])
        }
      }),
      { numRuns: runs(100) },
    )
  })

  it('cannot be forged by a reason that looks like them', () => {
    const fold = renderStatus(granted('active'), context).slice(-3000)
    const forgery = `x\n${fold}\nRequest digest: \`${'a'.repeat(64)}\`, the SHA-256 of this line (RFC 8785):\n\n\`\`\`\n{}\n\`\`\`\n`
    const record = decided('pending', 'review', forgery)
    expect(readEntries(renderStatus(record, { cli: 'daypass' }))).toBeUndefined()
    expect(readEntries(renderStatus(record, context))).toStrictEqual(entries)
    expect(readShown(renderStatus(record, context))).toMatchObject([{ digest: record.digest }])
  })
})

describe('a broken block is not an absent one', () => {
  const body = renderStatus(granted('active'), context)
  const [first = ''] = entries.map(entryLine)
  it.each<[string, string]>([
    ['its end is gone', body.replace(/\n<\/details>\s*$/, '')],
    ['a line lost its brace', body.replace(first, first.slice(1))],
    ['something stands below it', `${body}\nand more`],
    ['its fence is another', body.replace('```json', '```yaml')],
  ])('%s', (_what, text) => {
    expect(readEntries(text)).toStrictEqual(['a fold without its lines'])
  })

  it.each<[string, string]>([
    ['a blank too many', first.replace('{"event"', '{ "event"')],
    ['a member twice', first.replace('"kind":"submitted"', '"kind":"ended","kind":"submitted"')],
    ['another order', first.replace(/^\{"event":(.*),"hash":("[0-9a-f]+"),/, '{"hash":$2,"event":$1,')],
    ['no JSON', `{${first.slice(2)}`],
  ])('a line with %s is handed on as the text that it is', (_what, line) => {
    expect(line).not.toBe(first)
    expect(readEntries(body.replace(first, line))?.[0]).toBe(line)
  })
})

describe('where there is no room for all of them', () => {
  const many = chainOf(200, { repository: 123456, issues: 1 })
  const wide = { ...context, entries: many }

  it('a status leaves out the oldest and says so', () => {
    const body = renderStatus(granted('active'), wide)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(longestComment)
    const shown = readEntries(body) ?? []
    expect(shown.length).toBeGreaterThan(50)
    expect(shown).toStrictEqual(many.slice(-shown.length))
    expect(body).toContain(`–200, ${200 - shown.length} older left out · as of `)
  })

  it('a receipt has further comments, which hold the rest', () => {
    const rest = renderRest(granted('ended'), wide)
    const receipt = renderReceipt(granted('ended'), wide)
    expect(rest.length).toBeGreaterThan(1)
    for (const body of rest) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(longestComment)
    expect([...rest, receipt].flatMap((body) => readEntries(body) ?? [])).toStrictEqual(many)
    expect(renderRest(granted('ended'), context)).toStrictEqual([])
  })
})

describe('the request that a status shows', () => {
  const honest = decided('pending', 'review')
  const record = { ...honest, digest: honest.request ? requestDigest(honest.request) : '' }

  it('is read with the digest of what stands there', () => {
    const [shown, ...more] = readShown(renderStatus(record, context))
    expect(shown).toMatchObject({ what: 'request', digest: record.digest, right: true })
    expect(JSON.parse(shown?.line ?? '')).toStrictEqual(record.request)
    expect(more).toStrictEqual([])
  })

  it('is another one when its text was edited', () => {
    const edited = renderStatus(record, context).replace('"duration":7200', '"duration":9999')
    expect(readShown(edited)).toMatchObject([{ digest: record.digest, right: false }])
  })

  it('is a digest alone once its reason was forgotten: the line would not fit it', () => {
    const request = record.request && { ...record.request, reason: '' }
    const body = renderStatus({ ...record, ...(request ? { request } : {}) }, context)
    expect(readShown(body)).toStrictEqual([{ what: 'request', digest: record.digest, right: true }])
  })
})
