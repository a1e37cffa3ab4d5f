import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unseenCharacter, withoutUnseen } from '../../../src/core/hidden-text.ts'
import { readIssueForm } from '../../../src/core/request/form-reader.ts'
import { hiddenText } from '../../../src/core/request/shown-text.ts'
import { linear } from '../../linear.ts'
import { formBody } from './request/form-samples.ts'

const hidden: [name: string, text: string, line?: number][] = [
  ['an HTML comment', 'a <!-- approve at once --> b'],
  ['an HTML comment that never ends', 'a <!-- b'],
  ['details', '<details>b</details>'],
  ['any tag', 'a <b>bold</b>'],
  ['a closing tag', 'a </p> b'],
  ['a processing instruction', '<?php b'],
  ['a tag that continues on the next line', 'a <span\nhidden> b'],
  ['a character reference', 'a &#8203; b'],
  ['a hexadecimal reference', 'a&#x200b;b'],
  ['a named reference', 'a &ZeroWidthSpace; b'],
  ['a zero-width space', 'a\u200bb'],
  ['a zero-width joiner outside of an emoji', 'a\u200db'],
  ['a word joiner', 'a\u2060b'],
  ['a byte order mark', 'a\ufeffb'],
  ['a soft hyphen', 'a\u00adb'],
  ['a right-to-left override', 'a\u202eb'],
  ['a left-to-right mark', 'a\u200eb'],
  ['an isolate', 'a\u2066b\u2069'],
  ['tag characters', 'a\u{e0041}\u{e0042}'],
  ['tag characters behind an emoji that has none', '😀\u{e0041}\u{e007f}'],
  ['a variation selector', 'a\ufe0fb'],
  ['a supplementary variation selector', 'a\u{e0100}b'],
  ['two variation selectors behind an emoji', '❤\ufe0f\ufe0f'],
  ['a Hangul filler', 'a\u3164b'],
  ['a combining grapheme joiner', 'a\u034fb'],
  ['an invisible times sign', 'a\u2062b'],
  ['a null', 'a\u0000b'],
  ['an escape character', 'a\u001b[31mb'],
  ['a lone carriage return', 'a\rb'],
  ['a C1 control character', 'a\u0085b'],
  ['a line separator', 'a\u2028b'],
  ['a paragraph separator', 'a\u2029b'],
  ['a lone surrogate', 'a\ud83db'],
  ['private use', 'a\ue000b'],
  ['a noncharacter', 'a\ufffeb'],
  ['piled up accents', `a${'\u0336'.repeat(9)}`],
  ['a link definition', '[x]: https://example.com "hidden"'],
  ['a link definition in a quote', '> [x]: y'],
  ['a link definition in a list', '- [x]: y'],
  ['a footnote', '[^x]: y'],
  ['a link definition over two lines', 'a\n\n[x\ny]: z', 17],
  ['the info string of a code block', '``` hidden words\nb\n```'],
  ['the info string of a tilde block', '~~~ hidden\nb\n~~~'],
  ['the info string of a tilde block, with tildes in it', '~~~~ ~ hidden ~\nb\n~~~'],
  ['the info string behind blanks and a quote', '>  ```` \t hidden\n'],
  ['white mathematics', 'a $\\color{white}{b}$'],
  ['commented mathematics', 'a $x % b\nc$ d'],
  ['a block of mathematics', 'a\n\n$$\n\\phantom{b}\n$$', 17],
  ['quoted mathematics', 'a $`\\phantom{b}`$'],
]

describe('text that a reader of the issue would not see', () => {
  test.each(hidden)('%s is refused with its line', (_name, text, line = 15) => {
    const reading = readIssueForm(formBody({ reason: text }))
    if (reading.ok) throw new TypeError('it was read')
    expect(reading.findings[0]).toMatchObject({ code: 'REQUEST_HIDDEN_TEXT', where: `Reason, line ${line}` })
  })

  test.each(['resource', 'actions', 'duration', 'ticket'] as const)('is refused in the field %s as well', (field) => {
    const reading = readIssueForm(formBody({ [field]: 'a\u200bb' }))
    expect(reading).toMatchObject({ ok: false, findings: [{ code: 'REQUEST_HIDDEN_TEXT' }] })
  })

  test('all lines are named at once', () => {
    const findings = hiddenText(['ok', 'a\u200bb', '', '<b>', '', '[x]: y'])
    expect(findings.map(({ line }) => line).sort()).toEqual([2, 4, 6])
  })
})

describe('whatever the text repeats, it is read in linear time', () => {
  const size = 300_000
  test.each([
    ...['a', 'x ', '[', '[\\', '\\]', '[x\n', '> [', '$', '$$', '$a\n', 'a$', '<', '&#', '&a', '\u0301', '\u0336'],
    ...[
      '`',
      '` ',
      '~',
      '~ ',
      '- ',
      '1. ',
      '> \t',
      '\n',
      ' ',
      '\t',
      '\u200d',
      '\ufe0f',
      '❤️',
      '1\ufe0f',
      '🇩',
      '👨‍👩‍👧\u200d',
    ],
  ])('%j', linear, (part) => {
    hiddenText(part.repeat(size / part.length).split('\n'))
  })

  test.each([
    ['the mark of a code block and words', `\`\`\`${'a'.repeat(size)}\``],
    ['the mark of a code block and blanks', `\`\`\`${' '.repeat(size)}\``],
    ['an unfinished flag of tags', `\u{1f3f4}${'\u{e0067}'.repeat(size)}`],
    ['a label that never closes', `[${'\\a'.repeat(size)}`],
  ])('%s', linear, (_name, line) => {
    hiddenText([line])
  })
})

test.each([
  ['plain text', 'a b, c. 4711!'],
  ['an emoji with its selector', '❤️'],
  ['a family', '👨‍👩‍👧'],
  ['a flag of tags', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['a keycap', '1️⃣'],
  ['a tab', 'a\tb'],
  ['the mark of a code block alone', '```  '],
  ['the mark of a tilde block alone', '~~~ ~~ \t'],
  ['marks in running text', 'a ``` b ~~~ c'],
  ['a code span of three marks', '```a```'],
  ['accents in NFC', 'Übergrößenträger, café, Việt Nam'],
  ['Arabic', 'الطلبات قديمة'],
  ['Devanagari', 'हिन्दी'],
])('%s is seen', (_name, text) => {
  expect(unseenCharacter(text)).toBeUndefined()
  expect(hiddenText([text])).toEqual([])
})

test('an emoji stays whole in our own comments, and what is beside it as it is', () => {
  expect(withoutUnseen('❤️ 👨‍👩‍👧\u200d')).toBe('❤️ 👨‍👩‍👧\ufffd')
  expect(withoutUnseen('1️⃣🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏽🇩🇪©️漢1#\u200d')).toBe('1️⃣🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏽🇩🇪©️漢1#\ufffd')
  expect(withoutUnseen('1\ufe0f🇩\ufe0f\ud83d漢\ufe0f\u20e3')).toBe('1\ufffd🇩\ufffd\ufffd漢\ufffd\u20e3')
})

test('what is shown in our own comments holds no character that nobody sees, and is one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = withoutUnseen(text)
      expect(shown.isWellFormed()).toBe(true)
      expect(shown.replace(/\p{RGI_Emoji}/gv, '')).not.toMatch(/[\n\t\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})
