import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestDigest } from '../../../../src/core/digest.ts'
import { allFindings, type RequestContext, readRequest } from '../../../../src/core/request/canonical-request.ts'
import { type FormFields, readIssueForm } from '../../../../src/core/request/form-reader.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import { isCanonicalRequest } from '../../../../src/generated/validators.js'
import { runs } from '../../../runs.ts'

const orders: Resource = {
  id: 'orders-db',
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'high',
  connector: 'orders',
  actions: { read: { scope: 'orders:read' }, write: { scope: 'orders:write' }, dump: { scope: 'orders:dump' } },
}
const payroll: Resource = { ...orders, id: 'payroll', title: 'Payroll', actions: { read: { scope: 'payroll:read' } } }
const context: RequestContext = {
  repository: 123456,
  issue: 42,
  requester: 7,
  resources: [orders, payroll],
  settings: { ticket: 'optional' },
}
const where = {
  resource: 'Resource, line 3',
  actions: 'Actions, line 7',
  duration: 'Duration, line 11',
  reason: 'Reason, line 15',
  ticket: 'Ticket, line 19',
}

function fields(set: Partial<FormFields> = {}): FormFields {
  return { resource: 'orders-db', actions: ['read', 'dump'], duration: '2h', reason: 'incident 4711', where, ...set }
}

function findingsOf(set: Partial<FormFields>, more: Partial<RequestContext> = {}): string[] {
  const reading = readRequest(fields(set), { ...context, ...more })
  return reading.ok ? [] : reading.findings.map((finding) => `${finding.where} ${finding.code} ${finding.message}`)
}

describe('a form that fits the catalog', () => {
  test('becomes the canonical request: actions sorted, seconds, no ticket where none was given', () => {
    const reading = readRequest(fields(), context)
    expect(reading).toEqual({
      ok: true,
      request: {
        version: 1,
        repository: 123456,
        issue: 42,
        requester: 7,
        resource: 'orders-db',
        actions: ['dump', 'read'],
        duration: 7200,
        reason: 'incident 4711',
      },
      resource: orders,
    })
  })

  test('has one digest whatever the order of its actions and the unit of its duration', () => {
    const one = readRequest(fields({ actions: ['dump', 'read'], duration: '120m' }), context)
    const two = readRequest(fields(), context)
    if (!one.ok || !two.ok) throw new TypeError('both must be read')
    expect(requestDigest(one.request)).toBe(requestDigest(two.request))
  })

  test('is the same request in capital letters, with the same digest (people.U10)', () => {
    const plain = readRequest(fields({ actions: ['read', 'dump'] }), context)
    const loud = readRequest(fields({ resource: 'Orders-DB', actions: ['READ', 'Dump'], duration: '2 Hours' }), context)
    if (!plain.ok || !loud.ok) throw new TypeError('it must be read')
    expect(requestDigest(loud.request)).toBe(requestDigest(plain.request))
  })

  test('keeps its ticket, and needs one where the settings say so', () => {
    expect(readRequest(fields({ ticket: 'OPS-17' }), context)).toMatchObject({
      ok: true,
      request: { ticket: 'OPS-17' },
    })
    expect(findingsOf({}, { settings: { ticket: 'required' } })[0]).toMatch(/^Ticket, line 19 REQUEST_FIELD_EMPTY/)
    expect(findingsOf({ ticket: 'OPS-17' }, { settings: { ticket: 'off' } })[0]).toMatch(
      /^Ticket, line 19 REQUEST_FIELD_INVALID/,
    )
  })

  test('a ticket that the form does not have cannot be made up inside the reason', () => {
    expect(findingsOf({ ticket: 'OPS-17' }, { settings: {} })[0]).toMatch(/^Ticket, line 19 REQUEST_FIELD_INVALID/)
  })
})

describe('what does not fit', () => {
  test.each<[string, Partial<FormFields>, RegExp]>([
    [
      'a resource that is gone',
      { resource: 'orders-old' },
      /^Resource, line 3 REQUEST_RESOURCE_UNKNOWN .*older than the catalog/,
    ],
    ['a slip of the hand', { resource: 'order-db' }, /REQUEST_RESOURCE_UNKNOWN .*Did you mean `orders-db`\?/],
    [
      'the title instead of the name',
      { resource: 'orders Database' },
      /REQUEST_FIELD_INVALID .*Did you mean `orders-db`\?/,
    ],
    ['a letter that only looks like a K', { resource: 'orders-d\u212A' }, /REQUEST_FIELD_INVALID/],
    [
      'two resources (people.U10)',
      { resource: 'Orders-DB, payroll' },
      /^Resource, line 3 REQUEST_FIELD_INVALID `Orders-DB, payroll`: one request asks for one resource\. Keep `orders-db` here, and open another request for `payroll`\./,
    ],
    ['two resources in words', { resource: 'orders-db and payroll' }, /one request asks for one resource/],
    ['two actions in one', { actions: ['Read and dump'] }, /REQUEST_FIELD_INVALID .*Write them as "read, dump"\./],
    ['a slip in an action', { actions: ['raed'] }, /REQUEST_ACTION_UNKNOWN .*Did you mean `read`\?/],
    ['a Cyrillic letter', { resource: 'оrders-db' }, /^Resource, line 3 REQUEST_FIELD_INVALID/],
    ['a path', { resource: '../payroll' }, /^Resource, line 3 REQUEST_FIELD_INVALID/],
    ['an inherited name', { resource: 'constructor' }, /^Resource, line 3 REQUEST_RESOURCE_UNKNOWN/],
    [
      'an unknown action',
      { actions: ['drop'] },
      /^Actions, line 7 REQUEST_ACTION_UNKNOWN .*`drop`.*`dump`, `read`, `write`/,
    ],
    ['an inherited action', { actions: ['constructor'] }, /^Actions, line 7 REQUEST_ACTION_UNKNOWN/],
    ['an action of another resource', { resource: 'payroll', actions: ['dump'] }, /REQUEST_ACTION_UNKNOWN .*`payroll`/],
    ['an action twice', { actions: ['read', 'read'] }, /^Actions, line 7 REQUEST_FIELD_INVALID `read` is there twice/],
    ['an action twice, in two spellings', { actions: ['read', 'Read'] }, /REQUEST_FIELD_INVALID `read` is there twice/],
    ['a full-width action', { actions: ['ｒead'] }, /^Actions, line 7 REQUEST_FIELD_INVALID/],
    ['two months', { duration: '2 months' }, /^Duration, line 11 REQUEST_DURATION_INVALID/],
    ['no time at all', { duration: '0h' }, /^Duration, line 11 REQUEST_DURATION_INVALID/],
    ['a long ticket', { ticket: 'x'.repeat(201) }, /^Ticket, line 19 REQUEST_TOO_LONG/],
    ['a reason beyond the schema', { reason: 'x'.repeat(4097) }, /^Reason, line 15 REQUEST_FIELD_INVALID/],
    ['no reason', { reason: '' }, /^Reason, line 15 REQUEST_FIELD_INVALID/],
  ])('%s is refused', (_name, set, message) => {
    const findings = findingsOf(set)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatch(message)
  })

  test('everything is said at once', () => {
    const findings = findingsOf({ resource: 'nothing', actions: ['a', 'a'], duration: 'soon', ticket: 'x'.repeat(300) })
    expect(findings.map((text) => text.split(' ')[3])).toEqual([
      'REQUEST_RESOURCE_UNKNOWN',
      'REQUEST_FIELD_INVALID',
      'REQUEST_DURATION_INVALID',
      'REQUEST_TOO_LONG',
    ])
  })

  test('no catalog means that nothing can be asked for', () => {
    expect(findingsOf({}, { resources: [] })[0]).toMatch(/REQUEST_RESOURCE_UNKNOWN/)
  })
})

const anyFields = fc.record({
  resource: fc.oneof(fc.constantFrom('orders-db', 'payroll', '__proto__', ''), fc.string()),
  actions: fc.array(fc.oneof(fc.constantFrom('read', 'dump', 'write', '__proto__'), fc.string()), { maxLength: 4 }),
  duration: fc.oneof(fc.constantFrom('2h', '1d', '1e9h'), fc.string()),
  reason: fc.oneof(fc.constantFrom('because', ''), fc.string()),
  where: fc.constant(where),
})

test('whatever is written, the answer is a valid canonical request or findings, and never both', () => {
  let accepted = 0
  fc.assert(
    fc.property(anyFields, (written) => {
      const reading = readRequest(written, context)
      if (!reading.ok) {
        expect(reading.findings.length).toBeGreaterThan(0)
        return
      }
      accepted++
      expect(isCanonicalRequest(reading.request)).toBe(true)
      expect([...reading.request.actions].sort()).toEqual(reading.request.actions)
      expect(reading.request.actions.every((action) => Object.hasOwn(reading.resource.actions, action))).toBe(true)
      expect(reading.request.resource).toBe(reading.resource.id)
      expect(reading.resource.id).toBe(written.resource.toLowerCase())
    }),
    { numRuns: runs(3000) },
  )
  expect(accepted).toBeGreaterThan(0)
})

describe('a form that is refused', () => {
  const body = (set: Record<string, string>) =>
    Object.entries({ Resource: 'orders-db', Actions: 'read', Duration: '2h', Reason: 'incident 4711', ...set })
      .map(([heading, text]) => `### ${heading}\n\n${text}\n`)
      .join('\n')

  /** All that is told about it, as `line code`. */
  function told(set: Record<string, string>, settings: RequestContext['settings'] = {}): string[] {
    const form = readIssueForm(body(set))
    if (form.ok) return []
    const all = form.fields ? allFindings(form.findings, form.fields, { ...context, settings }) : form.findings
    return all.map(({ where, code }) => `${where} ${code}`)
  }

  test.each<[string, Record<string, string>, string[]]>([
    [
      'a reason is missing, and the resource is unknown',
      { Resource: 'order-db', Reason: '_No response_' },
      ['Resource, line 3 REQUEST_RESOURCE_UNKNOWN', 'Reason, line 15 REQUEST_FIELD_EMPTY'],
    ],
    [
      'a reason hides something, the action is unknown and the duration is none',
      { Actions: 'delete', Duration: 'long', Reason: 'a <!-- b -->' },
      [
        'Actions, line 7 REQUEST_ACTION_UNKNOWN',
        'Duration, line 11 REQUEST_DURATION_INVALID',
        'Reason, line 15 REQUEST_HIDDEN_TEXT',
      ],
    ],
    ['nothing but the reason is wrong', { Reason: '_No response_' }, ['Reason, line 15 REQUEST_FIELD_EMPTY']],
    ['the resource is empty', { Resource: '_No response_' }, ['Resource, line 3 REQUEST_FIELD_EMPTY']],
    ['no resource was chosen (github.F4)', { Resource: 'choose a resource' }, ['Resource, line 3 REQUEST_FIELD_EMPTY']],
    [
      'no resource was chosen, and the duration is none (github.F4)',
      { Resource: 'choose a resource', Duration: 'long' },
      ['Resource, line 3 REQUEST_FIELD_EMPTY', 'Duration, line 11 REQUEST_DURATION_INVALID'],
    ],
    ['one action of two has a box', { Actions: '- [X] read\nread' }, ['Actions, line 7 REQUEST_FIELD_INVALID']],
  ])('%s: each is said once', (_, set, expected) => {
    expect(told(set)).toEqual(expected)
  })

  test('a ticket that is needed is asked for at the same time', () => {
    expect(told({ Reason: '_No response_' }, { ticket: 'required' })).toEqual([
      'Reason, line 15 REQUEST_FIELD_EMPTY',
      'Ticket REQUEST_FIELD_EMPTY',
    ])
  })

  test.each(['None', '_No response_'])('%s is no ticket where one is needed (github.F4)', (Ticket) => {
    expect(told({ Reason: 'None', Ticket }, { ticket: 'required' })).toEqual([
      'Reason, line 15 REQUEST_FIELD_EMPTY',
      'Ticket, line 19 REQUEST_FIELD_EMPTY',
    ])
  })

  test('where headings are wrong nothing is said of what might not be a field', () => {
    expect(told({ Resource: 'order-db\n\n### Resource\n\norders-db' })).toEqual(['line 5 REQUEST_HEADING_TWICE'])
  })
})
