import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { frozenReason } from '../../../../src/core/request/reason.ts'
import { type AskingPull, askedFile, readAskedText, unfitness } from '../../../../src/core/request/request-pull.ts'
import { quotingAdvice } from '../../../../src/core/request/yaml-traps.ts'

const fit: AskingPull = { open: true, draft: false, merged: false, baseRef: 'requests' }

describe('a pull request is fit to ask', () => {
  test('when it is open, ready, and asks for the ledger', () => {
    expect(unfitness(fit)).toEqual([])
  })

  test.each<[string, Partial<AskingPull>, string]>([
    ['a draft', { draft: true }, 'a draft'],
    ['closed', { open: false }, 'is closed'],
    ['merged', { open: false, merged: true }, 'is merged'],
    ['for another branch', { baseRef: 'main' }, 'asks for another branch'],
    ['for a branch called almost so', { baseRef: 'Requests' }, 'asks for another branch'],
  ])('not when it is %s', (_, change, words) => {
    const found = unfitness({ ...fit, ...change })
    expect(found).toEqual([{ code: 'REQUEST_PULL_UNFIT', message: expect.stringContaining(words) }])
  })
})

const added = (path: string) => ({ path, status: 'added' })

describe('its whole change is one new file below requests/<resource>/', () => {
  test.each(['4711.yml', 'access please', 'x', 'ünï.yaml', '.yml'])('called %s', (name) => {
    const path = `requests/orders-db/${name}`
    expect(askedFile([added(path)])).toEqual({ ok: true, path, resource: 'orders-db' })
  })

  test.each<[string, { path: string; status: string }[]]>([
    ['nothing', []],
    ['two files', [added('requests/orders-db/a'), added('requests/orders-db/b')]],
    ['a second file elsewhere', [added('requests/orders-db/a'), added('.github/CODEOWNERS')]],
    ['a file that was there', [{ path: 'requests/orders-db/a', status: 'modified' }]],
    ['a file that goes', [{ path: 'requests/orders-db/a', status: 'removed' }]],
    ['a file that was called otherwise', [{ path: 'requests/orders-db/a', status: 'renamed' }]],
    ['a copy', [{ path: 'requests/orders-db/a', status: 'copied' }]],
    ['the owners', [added('.github/CODEOWNERS')]],
    ['a file of no resource', [added('requests/a')]],
    ['a folder below', [added('requests/orders-db/a/b')]],
    ['a folder above', [added('x/requests/orders-db/a')]],
    ['a name in capitals', [added('requests/Orders-db/a')]],
    ['a way up', [added('requests/../a')]],
    ['a line break', [added('requests/orders-db/a\nb')]],
    ['a hidden character', [added('requests/orders-db/a\u202e')]],
    ['no name', [added('requests/orders-db/')]],
  ])('and not %s', (_, files) => {
    expect(askedFile(files)).toMatchObject({ ok: false, findings: [{ code: 'REQUEST_PULL_SHAPE' }] })
  })
})

const lines = ['resource: orders-db', 'actions: [read, dump]', 'duration: 2h', 'reason: "incident 4711"']

function read(text: string) {
  const path = 'requests/orders-db/4711.yml'
  return readAskedText({ text, data: readYaml(text, path), path, resource: 'orders-db', requester: 7, issue: 42 })
}

describe('the file is read as the form is', () => {
  test('with the line of each field', () => {
    expect(read(lines.join('\n'))).toEqual({
      ok: true,
      fields: {
        resource: 'orders-db',
        actions: ['read', 'dump'],
        duration: '2h',
        reason: 'incident 4711',
        where: {
          resource: 'resource, line 1',
          actions: 'actions, line 2',
          duration: 'duration, line 3',
          reason: 'reason, line 4',
          ticket: 'ticket, line 1',
          urgency: 'urgency, line 1',
          operation: 'operation, line 1',
        },
      },
    })
  })

  test('with what the ledger holds, where that is true', () => {
    const digest = 'd'.repeat(64)
    const found = read([...lines, 'ticket: " OPS-1 "', 'requester: 7', 'issue: 42', `digest: "${digest}"`].join('\n'))
    expect(found).toMatchObject({ ok: true, digest, fields: { ticket: 'OPS-1' } })
  })

  test.each<[string, string[]]>([
    ['read', ['read']],
    ['read, dump', ['read', 'dump']],
    ['[read,dump]', ['read', 'dump']],
    ['"read ,dump"', ['read', 'dump']],
    ['read and dump', ['read', 'dump']],
    ['[Read, "`dump`"]', ['read', 'dump']],
  ])('actions: %s', (text, actions) => {
    const found = read(lines.join('\n').replace('[read, dump]', text))
    expect(found).toMatchObject({ ok: true, fields: { actions } })
  })

  test.each([
    ['a mark of the order of bytes', `\uFEFF${lines.join('\n')}`],
    ['the resource in capital letters', lines.join('\n').replace('orders-db', 'Orders-DB')],
    ['a ticket that is left blank', [...lines, 'ticket:'].join('\n')],
  ])('with %s, as the form', (_, text) => {
    const wanted = { resource: 'orders-db', actions: ['read', 'dump'], duration: '2h', reason: 'incident 4711' }
    expect(read(text)).toEqual({ ok: true, fields: { ...wanted, where: expect.anything() } })
  })

  test.each([
    ['2 hours', '2h'],
    ['"1h30m"', '90m'],
    ['120m', '120m'],
  ])('duration: %s (field.D8)', (text, duration) => {
    expect(read(lines.join('\n').replace('2h', text))).toMatchObject({ ok: true, fields: { duration } })
  })

  test('a reason of several lines, without what YAML puts at its ends', () => {
    const found = read([...lines.slice(0, 3), 'reason: |', '  one', '', '  two', ''].join('\r\n'))
    expect(found).toMatchObject({ ok: true, fields: { reason: 'one\n\ntwo' } })
  })

  test.each<[string, string, string, string]>([
    ['no reason', 'duration: 2h # soon', 'REQUEST_FIELD_EMPTY', 'reason, line 1'],
    ['an empty reason', 'reason: "  "', 'REQUEST_FIELD_EMPTY', 'reason, line 4'],
    ['a reason of many bytes', `reason: "${'ü'.repeat(2049)}"`, 'REQUEST_TOO_LONG', 'reason, line 4'],
    ['a reason with HTML', 'reason: "a <!-- b --> c"', 'REQUEST_HIDDEN_TEXT', 'reason, line 4'],
    ['a bidi character', 'reason: "a\u202eb"', 'REQUEST_HIDDEN_TEXT', 'line 4'],
    ['a bidi character in YAML’s own writing', 'reason: "a\\u202eb"', 'REQUEST_HIDDEN_TEXT', 'reason, line 4'],
    ['a hidden character in the ticket', 'ticket: "OPS\\u200b-1"\nreason: x', 'REQUEST_HIDDEN_TEXT', 'ticket, line 4'],
    ['a hidden character in a comment', 'reason: x # a\u200bb', 'REQUEST_HIDDEN_TEXT', 'line 4'],
  ])('%s is a finding', (_, line, code, where) => {
    const found = read([...lines.slice(0, 3), line === 'duration: 2h # soon' ? '# none' : line].join('\n'))
    expect(found).toMatchObject({ ok: false })
    expect(!found.ok && found.findings).toContainEqual({ code, where, message: expect.any(String) })
  })

  test.each<[string, string, string, string]>([
    ['see #4711 now', 'reason', 'reason, line 4', 'Put all of it in quotes: `reason: "see #4711 now"`.'],
    ['# see 4711', 'reason', 'reason, line 4', 'Put all of it in quotes: `reason: "# see 4711"`.'],
    ['see the issue\n  of today #4711', 'reason', 'reason, line 5', 'of today #4711'],
    ['x\nticket: #4711', 'ticket', 'ticket, line 5', 'Put all of it in quotes: `ticket: "#4711"`.'],
    ['x\n? ticket\n: see #4711', 'ticket', 'ticket, line 6', 'Put the text in quotes.'],
    ['x\n"tick\\u0065t": see #4711', 'ticket', 'ticket, line 5', 'Put the text in quotes.'],
  ])('a comment that swallows a text is refused: %j (field.D13)', (value, key, where, words) => {
    const found = read([...lines.slice(0, 3), `reason: ${value}`].join('\n'))
    if (found.ok) throw new TypeError('it was read')
    const about = found.findings.filter((finding) => finding.where?.startsWith(key))
    expect(about).toEqual([{ code: 'REQUEST_FIELD_INVALID', where, message: expect.stringContaining(words) }])
  })

  test('a comment swallows a text in a file that is indented as well (field.D13)', () => {
    const text = [...lines.slice(0, 3), 'reason: see #4711 now'].map((line) => `  ${line}`).join('\n')
    expect(read(text)).toMatchObject({ ok: false, findings: [{ where: 'reason, line 4' }] })
  })

  test.each([
    '"see #4711 now"',
    "'see #4711 now' # in quotes",
    '|\n  see #4711 now',
    '> # folded\n  see #4711',
    'see issue#4711 now',
  ])('a text that loses nothing is read: %j (field.D13)', (value) => {
    expect(read([...lines.slice(0, 3), `reason: ${value}`].join('\n'))).toMatchObject({ ok: true })
  })

  test('braces with a comment in them are refused (field.D13)', () => {
    const text = '{resource: orders-db, actions: [read], duration: 2h, reason: see #4711 now\n}'
    expect(read(text)).toMatchObject({ ok: false, findings: [{ code: 'REQUEST_FIELD_INVALID' }] })
  })

  test.each<[string, string]>([
    ['duration: 90', 'write `duration: 90m` for minutes or `duration: 90h` for hours'],
    ['ticket: 4711', 'Write `ticket: "4711"`.'],
    ['reason: 4711', 'Write `reason: "4711"`.'],
    ['reason: yes', ''],
    ['ticket: 0123', 'Write `ticket: "0123"`.'],
    ['ticket: 0x1F', 'Write `ticket: "0x1F"`.'],
    ['ticket: 1.10', 'Write `ticket: "1.10"`.'],
    ['duration: "90"', '`90` has no unit. Did you mean `90h` or `90m`?'],
    [
      'duration: 1:30',
      '`1:30` says when, not how long. Write for how long, counted from the start. Did you mean `90m`?',
    ],
    ['duration: until 5pm', '`until 5pm` says when, not how long.'],
  ])('%s: what to write instead is proposed (field.D13)', (line, words) => {
    const key = line.split(':')[0]
    const text = [...lines.filter((one) => !one.startsWith(`${key}:`)), line].join('\n')
    const found = read(text)
    if (words === '') return expect(found.ok).toBe(true)
    expect(found).toMatchObject({ ok: false, findings: [{ message: expect.stringContaining(words) }] })
  })

  test.each([
    ['reason: incident: orders are stale', 'put it in quotes, `reason: "incident: orders are stale"`'],
    ['reason: "quoted: fine"', ''],
    ['reason: [OPS-1] is down', 'put it in quotes, `reason: "[OPS-1] is down"`'],
    ['reason: @otto asked', 'put it in quotes'],
    ['reason: *urgent* it is down', 'put it in quotes'],
    ["reason: 'prod' is down", 'put it in quotes'],
    ['reason: > as they said', 'put it in quotes'],
    ['reason: - one', 'put it in quotes'],
    ['reason: >-', ''],
    ['reason: -1 is returned', ''],
    ['reason: first\nsecond', ' The reason goes on in line 5: begin that line with two blanks.'],
    ['reason: first\nticket: OPS-1', ''],
  ])('what a text without quotes does to YAML is said: %s (field.D13)', (line, words) => {
    expect(quotingAdvice([...lines.slice(0, 3), line].join('\n'))).toContain(words)
  })

  test.each<[string, string]>([
    ['the file of another folder', lines.join('\n').replace('orders-db', 'billing-db')],
    ['the request of somebody else', [...lines, 'requester: 8'].join('\n')],
    ['another request', [...lines, 'issue: 43'].join('\n')],
    ['a key that nobody knows', [...lines, 'until: done'].join('\n')],
    ['no actions', lines.filter((line) => !line.startsWith('actions')).join('\n')],
    ['a comma without an action', lines.join('\n').replace('[read, dump]', 'read,')],
    ['actions as a number', lines.join('\n').replace('[read, dump]', '7')],
    ['an action twice', lines.join('\n').replace('dump', 'read')],
    ['a duration that says when', lines.join('\n').replace('2h', 'until 5pm')],
    ['a number for a text', lines.join('\n').replace('orders-db', '7')],
    ['nothing', ''],
    ['a list', '- a'],
  ])('%s is refused', (_, text) => {
    expect(read(text)).toMatchObject({ ok: false, findings: [{ code: 'REQUEST_FIELD_INVALID' }] })
  })
})

test('whatever is taken is what the text says and nothing that its readers do not see', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (reason) => {
      const found = read([...lines.slice(0, 3), `reason: ${JSON.stringify(reason)}`].join('\n'))
      if (!found.ok) return
      expect(found.fields.reason).toBe(frozenReason(reason))
      expect(found.fields.reason).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200c\u200e\u200f]/u)
    }),
  )
})

test.each([
  ['hidden characters', [...lines, ...Array(10_000).fill('#\u200b')].join('\n')],
  ['odd actions', lines.join('\n').replace('[read, dump]', `"${'!,'.repeat(30_000)}"`)],
])('however many %s there are, few findings are kept', (_, text) => {
  const found = read(text)
  expect(!found.ok && found.findings.length).toBe(20)
})
