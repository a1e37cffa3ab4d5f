import { describe, test } from 'vitest'
import { parseIssueUrl } from '../../src/cli/github/issue-url.ts'
import { findSealed } from '../../src/cli/open/sealed-text.ts'
import { plain } from '../../src/cli/plain-text.ts'
import { readProgress } from '../../src/cli/request/progress.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { placeInYaml } from '../../src/config/yaml-text/yaml-places.ts'
import { findMarker } from '../../src/core/comment-marker.ts'
import { parseDuration, readDuration } from '../../src/core/duration.ts'
import { withoutUnseen } from '../../src/core/hidden-text.ts'
import { clip, code, fence, message, prose, table } from '../../src/core/markdown.ts'
import { readCommand } from '../../src/core/request/command.ts'
import { readExtendOrder } from '../../src/core/request/extend-order.ts'
import { readIssueForm } from '../../src/core/request/form-reader.ts'
import { startsLikeRequest } from '../../src/core/request/form-start.ts'
import { reasonFlaws } from '../../src/core/request/reason.ts'
import { hiddenText } from '../../src/core/request/shown-text.ts'
import { ownersOf, readCodeowners } from '../../src/core/review/codeowners.ts'
import { parseSshPublicKey } from '../../src/core/ssh/public-key.ts'
import { readEntries, readShown } from '../../src/core/trail/entries-in-comment.ts'
import { refuseForbidden } from '../../src/policy/forbidden.ts'
import { parseStrictJson } from '../../src/sealing/strict-json.ts'
import { linear } from '../linear.ts'
import { formBody } from '../unit/core/request/form-samples.ts'

// What people write, at a size at which a reader that is not linear takes minutes; GitHub lets nobody write so much in one place.
const size = 200_000

/** A text that cannot be read is refused: that is not what is looked at here. */
const tryTo = (read: () => unknown) => {
  try {
    read()
  } catch {}
}

const comment = (body: string) => ({ body: `<!-- daypass:status 1#1 -->\n### a\n${body}`, byApp: true }) as never

const readers: Record<string, (text: string) => unknown> = {
  'hidden text': (text) => hiddenText(text.split('\n')),
  'a form': readIssueForm,
  'a reason in a form': (text) => readIssueForm(formBody({ reason: text })),
  'a resource in a form': (text) => readIssueForm(formBody({ resource: text })),
  'a reason': reasonFlaws,
  'whether it is a request': startsLikeRequest,
  'a command': readCommand,
  'a word behind a command': (text) => readCommand(`/extend 1h ${text}`),
  'a command behind marks': (text) => readCommand(`${text}/done${text}`),
  'a marker': findMarker,
  'a duration': parseDuration,
  'a duration as people write it': readDuration,
  'what stands behind /extend': readExtendOrder,
  'a key': (text) => parseSshPublicKey(`ssh-rsa ${text}`),
  'entries in a comment': readEntries,
  'the shown requests': readShown,
  'owners of a pattern': (text) => ownersOf(readCodeowners(`* ${text}`), 'requests/a/b.yml'),
  'patterns of owners': (text) => ownersOf(readCodeowners(text), 'requests/a/b.yml'),
  YAML: (text) => readYaml(text, 'a.yml'),
  'a value in YAML': (text) => readYaml(`a: ${text}`, 'a.yml'),
  'a place in YAML': (text) => placeInYaml(`a: ${text}`.slice(0, 64 * 1024), 'a.b'),
  'a place in a list in YAML': (text) => placeInYaml(`[${text.replaceAll(/[^a]/g, ',')}]`.slice(0, 64 * 1024), 'a'),
  'a policy': (text) => refuseForbidden(new Map([['policies/a.rego', text]])),
  JSON: (text) => parseStrictJson(Buffer.from(text)),
  'a text in JSON': (text) => parseStrictJson(Buffer.from(JSON.stringify({ a: text }))),
  'the address of an issue': (text) => parseIssueUrl(`https://github.com/${text}`, {}),
  'sealed texts': (text) => findSealed([comment(text)]),
  progress: (text) => readProgress({ labels: [], open: true } as never, [comment(text)], undefined),
  'for a terminal': plain,
  'without what nobody sees': withoutUnseen,
  prose: (text) => prose(text, size * 3),
  'a message': (text) => message(text, size * 3),
  'a code span': code,
  'a fence': fence,
  'a table': (text) => table([[text]]),
  'a cut': (text) => clip(text, size / 2),
}

const ascii = Array.from({ length: 128 }, (_, at) => String.fromCharCode(at))
/** Shapes that attackers tried, or that open something which never closes. */
const shapes = [
  ...[
    '~ ',
    '~~~a\n',
    '``` ',
    '```\n',
    '`a`',
    '[a',
    '[a\n',
    '[a]: ',
    '$a',
    '$a\n',
    '$$\n',
    '${',
    '\\"',
    '"\\',
    "'a",
    '<!--',
    '<a ',
  ],
  ...[
    '\r\n',
    '\n\n',
    '> ',
    '> > ',
    '- ',
    '1. ',
    '| a ',
    '|\\',
    '&a',
    '&#1',
    '@a',
    '@a/',
    '# ',
    '#\n',
    '# METADATA\n',
    '{"a":',
    '[[',
    '- - ',
  ],
  ...[
    'a: ',
    'a: b\n',
    '? ',
    '&a ',
    '*a ',
    '!a ',
    '### Resource\n',
    '### a\n\n',
    '- [x] a\n',
    '/done ',
    '/done\n',
    '<details>\n',
    '```json\n',
  ],
  ...[
    '-----BEGIN AGE ENCRYPTED FILE-----\n',
    '❤\ufe0f',
    '👨‍👩‍👧\u200d',
    '🇩',
    '1\ufe0f',
    'e\u0301',
    '\u0336',
    '\ufeff',
    '\u00a0',
    '\u2028',
    '\ud83d',
  ],
]

describe.each(Object.entries(readers))('%s is read in linear time (security.R7)', (_name, read) => {
  test('each ASCII character', linear, () => {
    for (const part of ascii) tryTo(() => read(part.repeat(size)))
  })

  test('what opens, repeats or hides', linear, () => {
    for (const part of shapes) tryTo(() => read(part.repeat(size / part.length)))
  })

  test('blanks between two words', linear, () => {
    for (const blank of [' ', '\t', '\r', '\u00a0'])
      for (const end of ['x', '\u2028x', '\rx']) tryTo(() => read(`/a${blank.repeat(size)}${end}`))
  })
})
