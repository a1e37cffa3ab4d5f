import { describe, expect, test } from 'vitest'
import { quote } from '../../../../src/core/markdown.ts'
import { readIssueForm } from '../../../../src/core/request/form-reader.ts'
import { frozenReason } from '../../../../src/core/request/reason.ts'
import corpus from '../../../fixtures/corpus/reasons.json' with { type: 'json' }
import { formBody } from './form-samples.ts'

// Texts of our own making in the shapes that engineers paste, each with its right reading: what is frozen, or where it is refused and why.
type Case = { shape: string; written: string; frozen?: string; code?: string; line?: number }
const cases: Case[] = corpus
const passes = cases.filter(({ code }) => code === undefined)
const refused = cases.filter(({ code }) => code !== undefined)
/** The line of the body before the reason begins. */
const before = 14

const read = (reason: string) => readIssueForm(formBody({ reason, ticket: undefined }))

test('the corpus is large enough to mean something', () => {
  expect(cases.length).toBeGreaterThanOrEqual(100)
  expect(new Set(cases.map(({ shape }) => shape)).size).toBe(cases.length)
  expect(refused.length).toBeGreaterThanOrEqual(30)
})

describe('what GitHub shows as it was written is read (field.D4)', () => {
  test.each(passes)('$shape', ({ written, frozen = written.trim() }) => {
    const reading = read(written)
    expect(reading).toMatchObject({ ok: true, fields: { reason: frozen, resource: 'orders-db', duration: '2h' } })
    // What is frozen is read as the same again, and is shown whole.
    expect(read(frozen)).toEqual(reading)
    expect(frozenReason(frozen)).toBe(frozen)
    expect(quote(frozen)).not.toContain('\ufffd')
  })
})

describe('what GitHub would hide, or show otherwise, is refused (field.D4, people.U10)', () => {
  test.each(refused)('$shape', ({ written, code, line = 1 }) => {
    const reading = read(written)
    if (reading.ok) throw new TypeError('it was read')
    const [first, ...more] = reading.findings
    const where = code?.startsWith('REQUEST_HEADING') ? `line ${before + line}` : `Reason, line ${before + line}`
    expect(first).toMatchObject({ code, where })
    // No second finding says of a reason that is there that it is missing.
    if (code !== 'REQUEST_FIELD_EMPTY') expect(more.map((finding) => finding.code)).not.toContain('REQUEST_FIELD_EMPTY')
  })
})
