import fc from 'fast-check'

type Values = { resource?: string; actions?: string; duration?: string; reason?: string; ticket?: string | undefined }

/** The body of an issue as GitHub renders the form; a field of `undefined` has no heading. */
export function formBody(values: Values = {}): string {
  const fields = {
    Resource: 'orders-db',
    Actions: 'read, dump',
    Duration: '2h',
    Reason: 'incident 4711: customers see stale orders',
    Ticket: 'OPS-17' as string | undefined,
  }
  if ('resource' in values) fields.Resource = values.resource ?? ''
  if ('actions' in values) fields.Actions = values.actions ?? ''
  if ('duration' in values) fields.Duration = values.duration ?? ''
  if ('reason' in values) fields.Reason = values.reason ?? ''
  if ('ticket' in values) fields.Ticket = values.ticket
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([heading, value]) => `### ${heading}\n\n${value}\n`)
    .join('\n')
}

/** Text that tries to be more than text: pieces of forms, Markdown, HTML and odd characters in any order. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\n\n',
        '\r\n',
        ' ',
        '    ',
        '\t',
        '### Resource',
        '### Actions',
        '### Duration',
        '### Reason',
        '### Ticket',
        '### Start',
        '### Until',
        '## Duration',
        '# ',
        '---',
        '===',
        '- ',
        '> ',
        '1. ',
        '- [X] dump',
        '_No response_',
        'payroll',
        '8h',
        '<!--',
        '-->',
        '<details>',
        '```',
        '~~~',
        '`',
        '``',
        '|',
        '|-|',
        '\\',
        '\\|',
        '[x]: y',
        '](',
        '![',
        '@acme/security',
        '#12',
        'GH-12',
        'fixes #1',
        'https://evil.example',
        'www.evil.example',
        'a@b.example',
        'deadbeef',
        ':tada:',
        '*',
        '**',
        '_',
        '~~',
        '$',
        '$$',
        '&amp;',
        '&#8203;',
        '\u200b',
        '\u202e',
        '\u00ad',
        '\ufe0f',
        '\u{e0041}',
        '\u2028',
        '\u0000',
        'é',
        'e\u0301',
        '«',
        '»',
        '注文',
        '❤️',
        '</summary>',
        '</details>',
        '<script>',
        '"',
        "'",
        '(',
        ')',
        '!',
        '<https://evil.example>',
      ),
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))
