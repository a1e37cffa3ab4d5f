import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIssueForm } from '../../../../src/core/request/form-reader.ts'
import { renderIssueBody, type Wish, writeIssueBody } from '../../../../src/core/request/form-writer.ts'
import { runs } from '../../../runs.ts'
import { formBody, hostileText } from './form-samples.ts'

const wish: Wish = {
  resource: 'orders-db',
  actions: ['read', 'dump'],
  duration: '2h',
  reason: 'incident 4711: customers see stale orders',
  ticket: 'OPS-17',
}

function findingsOf(change: Partial<Wish>): string[] {
  const written = writeIssueBody({ ...wish, ...change })
  return written.ok ? [] : written.findings.map(({ code, where }) => `${where} ${code}`)
}

describe('the body of a request', () => {
  test('is what GitHub renders for the form', () => {
    expect(renderIssueBody(wish)).toBe(formBody())
    const { ticket: _, ...without } = wish
    expect(renderIssueBody(without)).toBe(formBody({ ticket: undefined }))
    expect(renderIssueBody({ ...wish, ticket: '' })).toBe(formBody({ ticket: '_No response_' }))
  })

  test.each<[string, Partial<Wish>]>([
    ['all fields', {}],
    ['space around them', { resource: ' orders-db ', actions: [' read', 'dump '], duration: '2h\n' }],
    ['an empty ticket', { ticket: ' ' }],
    ['several paragraphs', { reason: 'first\r\n\r\nsecond\nthird' }],
    ['a hash that is no heading', { reason: '#4711 is down' }],
    ['a resource that nobody knows here', { resource: 'no-such-thing' }],
  ])('is written for %s', (_name, change) => {
    expect(findingsOf(change)).toEqual([])
  })

  test.each<[string, Partial<Wish>, string[]]>([
    ['no reason', { reason: ' ' }, ['reason REQUEST_FIELD_EMPTY']],
    ['what an empty field looks like', { reason: '_No response_' }, ['reason REQUEST_FIELD_EMPTY']],
    ['what a list not answered looks like (github.F4)', { reason: 'None' }, ['reason REQUEST_FIELD_EMPTY']],
    ['no resource chosen (github.F4)', { resource: 'choose a resource' }, ['resource REQUEST_FIELD_EMPTY']],
    ['a ticket that would be read as none (github.F4)', { ticket: 'None' }, ['ticket REQUEST_FIELD_INVALID']],
    ['a heading of the form', { reason: 'x\n### Duration\n\n8h' }, ['reason, line 2 REQUEST_HEADING_TWICE']],
    ['a heading of its own', { reason: 'x\n\n## why' }, ['reason, line 3 REQUEST_HEADING_UNKNOWN']],
    ['HTML', { reason: 'x <details>' }, ['reason REQUEST_HIDDEN_TEXT']],
    ['a bidi character', { reason: 'a\nb \u202e c' }, ['reason, line 2 REQUEST_HIDDEN_TEXT']],
    ['a reason that is too long', { reason: 'x'.repeat(4097) }, ['reason REQUEST_TOO_LONG']],
    ['a resource that cannot be', { resource: 'Orders DB' }, ['resource REQUEST_FIELD_INVALID']],
    ['an action twice', { actions: ['read', 'read'] }, ['actions REQUEST_FIELD_INVALID']],
    ['an empty action', { actions: ['read', ''] }, ['actions REQUEST_FIELD_INVALID']],
    ['no action', { actions: [] }, ['actions REQUEST_FIELD_EMPTY']],
    ['a comma inside an action', { actions: ['read,dump'] }, ['actions REQUEST_FIELD_INVALID']],
    ['a duration in words', { duration: 'some hours' }, ['duration REQUEST_DURATION_INVALID']],
    ['no duration at all', { duration: '0h' }, ['duration REQUEST_DURATION_INVALID']],
    ['a ticket of two lines', { ticket: 'a\nb' }, ['ticket, line 1 REQUEST_FIELD_INVALID']],
  ])('is refused for %s', (_name, change, expected) => {
    expect(findingsOf(change)).toEqual(expected)
  })

  // Without the comparison this passes: the text is a ticket by itself, in the right order, and stands there once.
  test('is refused for a reason that would become a ticket', () => {
    const { ticket: _, ...without } = wish
    const sneaky = { ...without, reason: 'x\n\n### Ticket\n\nOPS-1' }
    expect(readIssueForm(renderIssueBody(sneaky)).ok).toBe(true)
    expect(writeIssueBody(sneaky)).toMatchObject({ ok: false, findings: [{ code: 'REQUEST_FIELD_INVALID' }] })
  })

  test('is read back as it was meant, whatever the texts hold, or not written', () => {
    const property = fc.property(hostileText, fc.option(hostileText, { nil: undefined }), (reason, ticket) => {
      const { ticket: _, ...rest } = wish
      const given = { ...rest, reason, ...(ticket === undefined ? {} : { ticket }) }
      const written = writeIssueBody(given)
      if (!written.ok) {
        expect(written.findings.length).toBeGreaterThan(0)
        return
      }
      const reading = readIssueForm(written.body)
      expect(reading).toMatchObject({
        ok: true,
        fields: { ...rest, reason: reason.replaceAll('\r\n', '\n').trim() },
      })
      expect(reading.ok && reading.fields.ticket).toBe(ticket?.trim() || undefined)
    })
    fc.assert(property, { numRuns: runs(2000) })
  })
})
