import { describe, expect, it } from 'vitest'
import { refuseForbidden } from '../../../src/policy/forbidden.ts'

const check =
  (text: string, path = 'a.rego') =>
  () =>
    refuseForbidden(new Map([[path, text]]))
const forbidden = expect.objectContaining({ code: 'POLICY_FORBIDDEN' })
const schemas = 'schemas: [{input: {"$ref": "file:///etc/hostname"}}]'

describe('METADATA', () => {
  it.each([
    ['schemas', `# METADATA\n# ${schemas}\nx := 1`],
    ['schemas after others', `# METADATA\n# title: x\n# ${schemas}\nx := 1`],
    ['schemas, quoted', '# METADATA\n# "schemas": []'],
    ['schemas, escaped', '# METADATA\n# "\\x73chemas": []'],
    ['schemas in flow style', `# METADATA\n# {${schemas}}`],
    ['an explicit key', '# METADATA\n# ? schemas\n# : []'],
    ['a merged key', '# METADATA\n# custom: &a {schemas: []}\n# <<: *a'],
    ['a tag', '# METADATA\n# !!str schemas: []'],
    ['schemas further in, as the first line', `# METADATA\n#     ${schemas}`],
    [
      'schemas further in, after a comment that ends the block for a careless reader',
      `# METADATA\n#   title: x\n#   ${schemas}\n# title: y`,
    ],
    ['schemas, behind a blank comment', `# METADATA\n#\n# ${schemas}`],
    ['schemas, behind a tab', `# METADATA\n#\t${schemas}`],
    ['schemas, without a space', `#METADATA\n#${schemas}`],
    ['schemas, behind a non-breaking space', `#\u00a0METADATA\n# ${schemas}`],
    ['more words after METADATA', `# METADATA of mine\n# ${schemas}`],
    ['METADATA in the middle of a word', `# METADATAS\n# ${schemas}`],
    ['METADATA behind code', `x := 1 # METADATA\n# ${schemas}`],
    ['schemas behind code', `        # METADATA\nx := 1  # ${schemas}`],
    ['a second block', `# METADATA\n# title: x\n\n# METADATA\n# ${schemas}`],
    ['a block inside a block', `# METADATA\n# METADATA\n# ${schemas}`],
    ['a YAML document', `# METADATA\n# ---\n# ${schemas}`],
    ['schemas in Windows lines', `# METADATA\r\n# ${schemas}\r\nx := 1`],
  ])('refuses %s', (_what, text) => {
    expect(check(`package daypass\n\n${text}\n`)).toThrow(forbidden)
  })

  it.each([
    ['CR', '\r'],
    ['NEL', '\u0085'],
    ['LS', '\u2028'],
    ['PS', '\u2029'],
  ])('refuses %s, which ends a line for YAML but not for Rego', (_name, end) => {
    expect(check(`package daypass\n\n# METADATA\n# title: x${end}${schemas}\nx := 1\n`)).toThrow(forbidden)
  })

  it.each([
    [
      'titles',
      '# METADATA\n# title: Orders\n# description: |\n#   Who may read\n#   schemas: is a word here\n# entrypoint: true\nx := 1',
    ],
    ['custom values', '# METADATA\n# custom:\n#   schemas: none\nx := 1'],
    ['ordinary comments', '# schemas: are explained elsewhere\nx := 1 # metadata'],
    ['Windows lines', '# METADATA\r\n# title: x\r\nx := 1'],
  ])('accepts %s', (_what, text) => {
    expect(check(`package daypass\n\n${text}\n`)).not.toThrow()
  })

  it('names file and line', () => {
    expect(check(`package daypass\n\n# METADATA\n# ${schemas}\n`)).toThrow(
      expect.objectContaining({ where: 'policies/a.rego:4' }),
    )
  })
})

describe('packages', () => {
  it.each(['package daypass', 'package daypass.levels', '# words\n\npackage daypass # more', 'package daypass.a.b_1'])(
    'accepts %j',
    (text) => {
      expect(check(text)).not.toThrow()
    },
  )

  it.each([
    'package system.authz',
    'package daypassing',
    'package daypass_test',
    'package data.daypass',
    'package daypass["x"]',
    'package daypass; import data.x',
    'package\ndaypass',
    'import rego.v1\npackage daypass',
    '',
  ])('refuses %j', (text) => {
    expect(check(text)).toThrow(forbidden)
  })

  it('lets tests have a package of their own', () => {
    expect(check('package daypass_test', 'a_test.rego')).not.toThrow()
  })
})

it.each(['\u202e', '\u2066', '\u200b', '\ufeff', '\0', '\x1b'])(
  'refuses the hidden character %j in Rego and in data',
  (hidden) => {
    expect(check(`package daypass\n\nx := "${hidden}"\n`)).toThrow(forbidden)
    expect(check(`{"x": "${hidden}"}`, 'data.json')).toThrow(forbidden)
  },
)

it.each([
  ['\u202e', 'U+202E (it turns the direction of the text)'],
  ['\u200b', 'U+200B (a zero-width space)'],
  ['\u200d', 'U+200D (a zero-width joiner outside of an emoji)'],
  ['\u{e0041}', 'U+E0041'],
  ['\u00ad', 'U+00AD (a soft hyphen)'],
])('names the hidden character %j with file and line (field.D3)', (hidden, name) => {
  expect(check(`package daypass\n\nx := "a${hidden}b"\n`)).toThrow(
    expect.objectContaining({ where: 'policies/a.rego:3', message: expect.stringContaining(name) }),
  )
})

it('names a byte order mark, in the first line (field.D3)', () => {
  expect(check('\ufeffpackage daypass\n')).toThrow(
    /policies\/a\.rego:1 holds the character U\+FEFF \(the byte order mark\)/,
  )
})

it.each(['\u{1f469}\u200d\u{1f4bb}', '\u2764\ufe0f', '\u{1f1e9}\u{1f1ea}', '\u{1f44d}\u{1f3fd}', '1\ufe0f\u20e3'])(
  'lets the emoji %s pass in comments and messages (field.D3)',
  (emoji) => {
    expect(check(`package daypass\n\n# ${emoji}\nx := "${emoji} ask"\n`)).not.toThrow()
  },
)

it.each(['\u{1f469}\u200d\u200d\u{1f4bb}', 'a\u200d\u{1f4bb}', '\u{1f469}\u200d', 'a\ufe0f'])(
  'refuses what only looks like the inside of an emoji: %j',
  (text) => {
    expect(check(`package daypass\n\nx := "${text}"\n`)).toThrow(forbidden)
  },
)
