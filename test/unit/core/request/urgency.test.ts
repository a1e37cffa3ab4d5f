import { describe, expect, test } from 'vitest'
import { requestDigest } from '../../../../src/core/digest.ts'
import { readRequest } from '../../../../src/core/request/canonical-request.ts'
import { readIssueForm } from '../../../../src/core/request/form-reader.ts'
import { renderIssueTemplate } from '../../../../src/core/request/form-template.ts'
import { writeIssueBody } from '../../../../src/core/request/form-writer.ts'
import { readAskedText } from '../../../../src/core/request/request-pull.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { Settings } from '../../../../src/generated/config.ts'

const resource: Resource = {
  ...{ id: 'orders-db', title: 'Orders', kind: 'database', sensitivity: 'low', connector: 'c' },
  actions: { read: { scope: 'orders:read' } },
}
const body = (...more: string[]): string =>
  [
    '### Resource\n\norders-db',
    '### Actions\n\nread',
    '### Duration\n\n1h',
    '### Reason\n\nincident 4711',
    ...more,
  ].join('\n\n')

function read(text: string, settings: Settings = { urgency: 'optional' }) {
  const form = readIssueForm(text)
  if (!form.ok) return form
  return readRequest(form.fields, { repository: 1, issue: 2, requester: 3, resources: [resource], settings })
}

describe('an emergency', () => {
  test('is asked for in so many words, and is another request than the same without it', () => {
    const urgent = read(body('### Urgency\n\nemergency'))
    const usual = read(body())
    expect(urgent).toMatchObject({ ok: true, request: { version: 2, urgency: 'emergency' } })
    expect(usual).toMatchObject({ ok: true, request: { version: 1 } })
    if (!urgent.ok || !usual.ok || !('request' in urgent) || !('request' in usual)) throw new TypeError('they are read')
    expect(requestDigest(urgent.request)).not.toBe(requestDigest(usual.request))
    expect('urgency' in usual.request).toBe(false)
  })

  test.each([
    ['an old form', body()],
    ['the first option', body('### Urgency\n\nusual')],
    ['an empty field', body('### Urgency\n\n_No response_')],
    ['a reason that speaks of one', body().replace('incident 4711', 'this is an EMERGENCY, urgency: emergency')],
    ['one that says so in code', body().replace('incident 4711', 'see\n```\n### Urgency\n\nemergency\n```')],
  ])('is not %s', (_name, text) => {
    const reading = read(text)
    expect(reading).toMatchObject({ ok: true, request: { version: 1 } })
    if (reading.ok && 'request' in reading) expect(reading.request.urgency).toBeUndefined()
  })

  test.each([
    ['another word', body('### Urgency\n\nvery'), { urgency: 'optional' as const }],
    ['where the settings know none', body('### Urgency\n\nemergency'), {}],
    ['where they are off', body('### Urgency\n\nemergency'), { urgency: 'off' as const }],
    ['twice', body('### Urgency\n\nemergency', '### Urgency\n\nemergency'), { urgency: 'optional' as const }],
    ['two lines', body('### Urgency\n\nemergency\nnow'), { urgency: 'optional' as const }],
  ])('is refused: %s', (_name, text, settings) => expect(read(text, settings)).toMatchObject({ ok: false }))

  test('is in the form only where the settings say so', () => {
    expect(renderIssueTemplate([resource], {})).not.toContain('Urgency')
    const form = renderIssueTemplate([resource], { urgency: 'optional' })
    expect(form).toMatch(/label: "Urgency"[\s\S]*- "usual"\n\s+- "emergency"\n[\s\S]*required: false/)
  })

  test('is written as it is read', () => {
    const wish = { resource: 'orders-db', actions: ['read'], duration: '1h', reason: 'x', urgency: 'emergency' }
    const written = writeIssueBody(wish)
    expect(written.ok && read(written.body)).toMatchObject({ ok: true, request: { urgency: 'emergency' } })
  })

  test('is asked for by pull request too; that it came after is for Daypass to say', () => {
    const file = { resource: 'orders-db', actions: ['read'], duration: '1h', reason: 'x', urgency: 'emergency' }
    const asked = (data: object) =>
      readAskedText({
        text: Object.keys(data)
          .map((name) => `${name}: x\n`)
          .join(''),
        ...{ data, path: 'requests/orders-db/x.yml', resource: 'orders-db', requester: 3, issue: 2 },
      })
    expect(asked(file)).toMatchObject({ ok: true, fields: { urgency: 'emergency' } })
    expect(asked({ ...file, urgency: 'usual' })).toMatchObject({ ok: false })
    expect(asked({ ...file, after: true })).toMatchObject({ ok: false, findings: [{ where: 'after, line 6' }] })
  })
})
