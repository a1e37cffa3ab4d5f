import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestBody, readIssueForm } from '../../../../src/core/request/form-reader.ts'
import { frozenReason } from '../../../../src/core/request/reason.ts'
import { linear } from '../../../linear.ts'
import { runs } from '../../../runs.ts'
import { formBody, hostileText } from './form-samples.ts'

function codesOf(body: string): string[] {
  const reading = readIssueForm(body)
  return reading.ok ? [] : reading.findings.map(({ code, where }) => `${where} ${code}`)
}

const reasonLine = 15

describe('a form as GitHub renders it', () => {
  test('is read as it was written', () => {
    expect(readIssueForm(formBody())).toEqual({
      ok: true,
      fields: {
        resource: 'orders-db',
        actions: ['read', 'dump'],
        duration: '2h',
        reason: 'incident 4711: customers see stale orders',
        ticket: 'OPS-17',
        where: {
          resource: 'Resource, line 3',
          actions: 'Actions, line 7',
          duration: 'Duration, line 11',
          reason: 'Reason, line 15',
          ticket: 'Ticket, line 19',
        },
      },
    })
  })

  test.each([
    ['Windows line ends', formBody().replaceAll('\n', '\r\n')],
    ['empty lines before it', `\n\n${formBody()}`],
    ['no empty lines', formBody().replaceAll('\n\n', '\n')],
    ['an empty ticket', formBody({ ticket: '_No response_' })],
    ['no ticket', formBody({ ticket: undefined })],
    ['empty start and end', `${formBody()}\n### Start\n\n_No response_\n\n### Until\n\n_No response_\n`],
    ['ticked boxes', formBody({ actions: '- [X] read\n- [ ] write\n- [x] dump' })],
  ])('may have %s', (_name, body) => {
    const reading = readIssueForm(body)
    expect(reading).toMatchObject({
      ok: true,
      fields: { resource: 'orders-db', actions: ['read', 'dump'], duration: '2h' },
    })
  })

  test.each([
    ['several paragraphs', 'first\n\nsecond\nthird'],
    ['emoji', 'the ❤️ of it 👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣'],
    ['other scripts', 'Störung bei Bestellungen, 注文が古い, заказы устарели, الطلبات قديمة'],
    ['a link and a mention', 'see https://example.com/a?b=1 and [x](https://example.com), @acme/security, #12'],
    ['code', 'run `select 1` and\n\n```\n# not allowed to look like a heading\n```'.replace('# not', 'not')],
    ['prices and comparisons', 'costs 5$ or $5, a < b, a <3, R&D, x && y'],
    ['a rule after an empty line', 'above\n\n---\n\nbelow'],
    ['a log line', 'postgres[123]: FATAL and more'],
    ['a hash that is no heading', '#4711 is down'],
  ])('may hold %s in the reason', (_name, reason) => {
    expect(readIssueForm(formBody({ reason }))).toMatchObject({ ok: true, fields: { reason } })
  })
})

describe('headings', () => {
  test.each([
    ['### Resource\n\npayroll', 'REQUEST_HEADING_TWICE'],
    ['### Ticket\n\nOPS-1', 'REQUEST_HEADING_TWICE', 21],
    ['### Reason', 'REQUEST_HEADING_TWICE'],
    ['### Target\n\npayroll', 'REQUEST_HEADING_UNKNOWN'],
    ['## Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['# Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['###### Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['###\tDuration', 'REQUEST_HEADING_UNKNOWN'],
    ['###', 'REQUEST_HEADING_UNKNOWN'],
    ['   ### Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['\t### Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['> ### Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['>> - ### Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['1. ### Duration', 'REQUEST_HEADING_UNKNOWN'],
    ['### Duration ###', 'REQUEST_HEADING_UNKNOWN'],
    ['### **Duration**', 'REQUEST_HEADING_UNKNOWN'],
    ['### duration', 'REQUEST_HEADING_UNKNOWN'],
    ['###  Duration', 'REQUEST_HEADING_UNKNOWN'],
  ])('refuses %j inside the reason', (text, code, line = reasonLine + 2) => {
    expect(codesOf(formBody({ reason: `why\n\n${text}` }))).toEqual([`line ${line} ${code}`])
  })

  test.each([
    'Duration\n---',
    'Duration\n===',
    'Duration\n-',
    '> Duration\n> ---',
    '- Duration\n  ===',
    '**Duration**\n---',
    '| Duration |\n|---|',
  ])('refuses the underlined %j', (text) => {
    expect(codesOf(formBody({ reason: text }))).toEqual([`line ${reasonLine + 1} REQUEST_HEADING_UNKNOWN`])
  })

  test.each([
    ['nothing', '', ['line 1 REQUEST_HEADING_MISSING']],
    ['no heading', 'please let me in', ['line 1 REQUEST_HEADING_MISSING', 'line 1 REQUEST_HEADING_MISSING']],
    ['text before the form', `hello\n${formBody()}`, ['line 1 REQUEST_HEADING_MISSING']],
    [
      'a missing reason',
      '### Resource\n\na\n\n### Actions\n\nb\n\n### Duration\n\n1h',
      ['line 11 REQUEST_HEADING_MISSING'],
    ],
    [
      'a heading below the reason that belongs above it',
      formBody().replace('### Duration', '### X').replace('### Reason', '### Duration').replace('### X', '### Reason'),
      ['line 13 REQUEST_HEADING_ORDER'],
    ],
    [
      'a heading below the ticket that belongs above it',
      `${formBody({ ticket: undefined })}\n### Until\n\n### Ticket\n\nOPS-1`,
      ['line 19 REQUEST_HEADING_ORDER'],
    ],
  ])('refuses %s', (_name, body, codes) => {
    expect(codesOf(body).slice(0, codes.length)).toEqual(codes)
  })

  test('does not list the same complaint for ever', () => {
    const reading = readIssueForm(formBody({ reason: '# x\n'.repeat(500) }))
    expect(reading.ok ? 0 : reading.findings.length).toBe(20)
  })
})

describe('values', () => {
  test.each([
    ['an empty resource', { resource: '' }, 'Resource, line 1 REQUEST_FIELD_EMPTY'],
    ['a resource not answered', { resource: '_No response_' }, 'Resource, line 3 REQUEST_FIELD_EMPTY'],
    ['no resource chosen (github.F4)', { resource: 'choose a resource' }, 'Resource, line 3 REQUEST_FIELD_EMPTY'],
    ['None as the resource (github.F4)', { resource: 'None' }, 'Resource, line 3 REQUEST_FIELD_EMPTY'],
    ['None as the actions (github.F4)', { actions: 'None' }, 'Actions, line 7 REQUEST_FIELD_EMPTY'],
    ['no duration (github.F4)', { duration: '_No response_' }, 'Duration, line 11 REQUEST_FIELD_EMPTY'],
    ['None as the duration (github.F4)', { duration: 'None' }, 'Duration, line 11 REQUEST_FIELD_EMPTY'],
    ['None as the reason (github.F4)', { reason: ' None\n' }, 'Reason, line 15 REQUEST_FIELD_EMPTY'],
    ['two resources', { resource: 'a\nb' }, 'Resource, line 3 REQUEST_FIELD_INVALID'],
    ['no action', { actions: '_No response_' }, 'Actions, line 7 REQUEST_FIELD_EMPTY'],
    ['no box ticked', { actions: '- [ ] read' }, 'Actions, line 7 REQUEST_FIELD_EMPTY'],
    ['boxes and words', { actions: '- [X] read\ndump' }, 'Actions, line 7 REQUEST_FIELD_INVALID'],
    ['a comma too many', { actions: 'read,, dump' }, 'Actions, line 7 REQUEST_FIELD_INVALID'],
    ['two durations', { duration: '2h\n8h' }, 'Duration, line 11 REQUEST_FIELD_INVALID'],
    ['no reason', { reason: '_No response_' }, 'Reason, line 15 REQUEST_FIELD_EMPTY'],
    ['a reason of 4097 bytes', { reason: 'x'.repeat(4097) }, 'Reason, line 15 REQUEST_TOO_LONG'],
    ['a reason of 4098 bytes in 1366 letters', { reason: '注'.repeat(1366) }, 'Reason, line 15 REQUEST_TOO_LONG'],
    ['two tickets', { ticket: 'a\nb' }, 'Ticket, line 19 REQUEST_FIELD_INVALID'],
  ])('refuses %s', (_name, fields, code) => {
    expect(codesOf(formBody(fields))).toEqual([code])
  })

  test('says what to do where no resource was chosen (github.F4)', () => {
    expect(readIssueForm(formBody({ resource: 'choose a resource' }))).toMatchObject({
      ok: false,
      findings: [{ code: 'REQUEST_FIELD_EMPTY', where: 'Resource, line 3', message: 'Choose a resource.' }],
      fields: { resource: '' },
    })
  })

  test('takes none in small letters, which may be a name, and None inside a text (github.F4)', () => {
    const fields = { resource: 'none', actions: ['none'], reason: 'None of the orders is shown' }
    const body = formBody({ ...fields, actions: 'none' })
    expect(readIssueForm(body)).toMatchObject({ ok: true, fields })
  })

  test.each(['_No response_', 'None'])('takes %s as no ticket (github.F4)', (ticket) => {
    const reading = readIssueForm(formBody({ ticket }))
    expect(reading.ok && Object.keys(reading.fields)).not.toContain('ticket')
  })

  test.each(['Start', 'Until'])('refuses %s, which comes later', (heading) => {
    expect(codesOf(`${formBody()}\n### ${heading}\n\nsoon`)).toEqual([`${heading}, line 23 REQUEST_FIELD_INVALID`])
  })

  test('takes a reason of exactly 4096 bytes', () => {
    expect(codesOf(formBody({ reason: 'x'.repeat(4096) }))).toEqual([])
    expect(codesOf(formBody({ reason: 'é'.repeat(2048) }))).toEqual([])
  })
})

describe('any text in the reason', () => {
  test('leaves all other fields as they are, or the whole is refused', () => {
    const plain = readIssueForm(formBody())
    if (!plain.ok) throw new TypeError('the plain form must be read')
    let read = 0
    fc.assert(
      fc.property(hostileText, (text) => {
        const reading = readIssueForm(formBody({ reason: `why ${text}` }))
        if (!reading.ok) return
        read++
        const { where: _where, ...fields } = reading.fields
        const { where: _plain, ...expected } = plain.fields
        expect(fields).toEqual({ ...expected, reason: frozenReason(`why ${text}`) })
        expect(readIssueForm(formBody({ reason: fields.reason }))).toMatchObject({
          ok: true,
          fields: { reason: fields.reason },
        })
      }),
      { numRuns: runs(3000) },
    )
    expect(read).toBeGreaterThan(100)
  })

  test.each(['### Actions', '## Elsewhere'])(
    'is refused where only a character that nobody sees keeps %s from being a heading',
    (line) => {
      expect(codesOf(formBody({ reason: `why\n\u200b${line}` }))).toEqual(['Reason, line 15 REQUEST_HIDDEN_TEXT'])
    },
  )

  test('any body at all is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        const reading = readIssueForm(text)
        expect(reading.ok || reading.findings.length > 0).toBe(true)
      }),
      { numRuns: runs(1000) },
    )
  })
})

describe('long text', () => {
  const parts = [
    'a',
    '\n',
    '# x\n',
    '[',
    '[x\n',
    '$a\n',
    '$',
    '<',
    '\u0301',
    '`',
    '~',
    '- ',
    '> ',
    '1. ',
    '\\',
    '&',
    '|-',
    '❤️',
    '- [X] a\n',
    '### Resource\n',
  ]

  test.each([...parts, 'é'])('of %j is refused unread beyond 16 KiB', linear, (part) => {
    for (const bytes of [longestBody + Buffer.byteLength(part), 10_000_000]) {
      expect(codesOf(part.repeat(bytes / Buffer.byteLength(part)))).toEqual(['line 1 REQUEST_TOO_LONG'])
    }
  })

  // What looks for hidden text is read in linear time whatever its length; the limit of 16 KiB keeps all else from taking long.
  test.each(parts)('of %j is read below 16 KiB', linear, (part) => {
    const fill = (bytes: number) => part.repeat(bytes / Buffer.byteLength(part))
    for (const body of [fill(longestBody), formBody({ actions: fill(longestBody - 200) })]) {
      expect(codesOf(body)).not.toContain('line 1 REQUEST_TOO_LONG')
    }
  })
})
