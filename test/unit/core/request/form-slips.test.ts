import { describe, expect, test } from 'vitest'
import { readIssueForm } from '../../../../src/core/request/form-reader.ts'
import { startsLikeRequest } from '../../../../src/core/request/form-start.ts'
import { formBody } from './form-samples.ts'

/** What is said about a body, without what is missing in it. */
function said(body: string): string[] {
  const reading = readIssueForm(body)
  return reading.ok ? [] : reading.findings.map(({ where, message }) => `${where}: ${message}`)
}

describe('a slip of the hand in a heading', () => {
  test.each([
    ['### Ressource', '### Resource', 1],
    ['### 🔑 Resource', '### Resource', 1],
    ['### Action', '### Actions', 5],
    ['### Durations', '### Duration', 9],
    ['### Reasons', '### Reason', 13],
  ])('%s: the heading that is meant is proposed, and no value is blamed', (written, meant, line) => {
    const [first = '', ...others] = said(formBody({ ticket: undefined }).replace(meant, written))
    expect(first).toBe(
      `line ${line}: \`${written}\` is not a heading of the form (Resource, Actions, Duration, Reason). Did you mean \`${meant}\`?`,
    )
    expect(others.filter((one) => !one.includes(`Missing: "${meant}".`))).toEqual([])
  })

  test('nothing is proposed where all headings are there', () => {
    expect(said(formBody({ reason: 'x\n\n### Reasons' }))[0]).toContain('Inside a text, write the line without "#"')
  })
})

test('a heading as all of a reason is one finding: the reason is not empty (field.D4)', () => {
  expect(said(formBody({ reason: '### Impact' })).map((one) => one.slice(0, 22))).toEqual(['line 15: `### Impact` '])
})

test('a reason of characters that nobody sees is empty', () => {
  expect(said(formBody({ reason: '\u200b\u200b' }))).toEqual([
    'Reason, line 15: "Reason" holds nothing that anybody sees. Say what it is for.',
  ])
})

describe('values on the lines of the headings', () => {
  const body = '### Resource: orders-db\n## **Actions**: read\n### Duration: 2h\n### Reason: why\n\nmore'

  test('are read, and the issue is a request', () => {
    expect(startsLikeRequest(body)).toBe(true)
    expect(readIssueForm(body)).toMatchObject({
      ok: true,
      fields: { resource: 'orders-db', actions: ['read'], duration: '2h', reason: 'why\n\nmore' },
    })
  })

  test('stand in for no field of the form as GitHub renders it', () => {
    expect(said(formBody({ reason: 'x\n\n### Duration: 9h' }))[0]).toContain('is not a heading of the form')
    expect(said(`${body}\n### Duration: 9h`)[0]).toContain('The heading "Duration" is there twice.')
  })
})
