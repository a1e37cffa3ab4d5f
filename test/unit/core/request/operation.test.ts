import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { requestDigest } from '../../../../src/core/digest.ts'
import { askedOperation, readRequest } from '../../../../src/core/request/canonical-request.ts'
import { readIssueForm } from '../../../../src/core/request/form-reader.ts'
import { renderIssueTemplate } from '../../../../src/core/request/form-template.ts'
import { writeIssueBody } from '../../../../src/core/request/form-writer.ts'
import { type FoundOperation, operationUrl, readOperation } from '../../../../src/core/request/operation.ts'
import { readRequestFile, requestFile } from '../../../../src/core/request/request-file.ts'
import { readAskedText } from '../../../../src/core/request/request-pull.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { Operation } from '../../../../src/generated/request.ts'

const sha = '4f2c1d9e'.repeat(5)
const place = { origin: 'https://github.com', owner: 'acme' }
const at = 'https://github.com/acme/orders'
const commit = { ok: true, named: { repository: 'orders', commit: sha } }
const run = (more = {}) => ({ ok: true, named: { repository: 'orders', run: 4711, ...more } })

describe('an operation is read', () => {
  test.each([
    ['a commit', `${at}/commit/${sha}`, commit],
    ['with a slash', `${at}/commit/${sha}/`, commit],
    ['at a place in its page', `${at}/commit/${sha}#diff-0123456789abcdef`, commit],
    ['in capitals', `https://GitHub.com/Acme/orders/commit/${sha.toUpperCase()}`, commit],
    ['in short', `acme/orders@${sha}`, commit],
    ['between backticks', `\`acme/orders@${sha}\``, commit],
    ['between angle brackets', `<${at}/commit/${sha}>`, commit],
    ['a run', `${at}/actions/runs/4711`, run()],
    ['an attempt', `${at}/actions/runs/4711/attempts/2`, run({ attempt: 2 })],
    ['a run from a pull request', `${at}/actions/runs/4711?pr=12`, run()],
    ['a run at a place in its page', `${at}/actions/runs/4711/#artifacts`, run()],
  ])('%s', (_name, text, expected) => expect(readOperation(text, place)).toEqual(expected))

  test.each([
    ['a short SHA', `acme/orders@${sha.slice(0, 10)}`, 'is not a whole SHA'],
    ['a short one in an address', `${at}/commit/${sha.slice(0, 39)}`, 'is not a whole SHA'],
    ['a longer one', `acme/orders@${sha}0`, 'is not a whole SHA'],
    ['a branch', 'acme/orders@main', 'names no commit'],
    ['another organisation', `other/orders@${sha}`, 'is not the organisation of this access repository'],
    ['another GitHub', `https://ghe.example/acme/orders/commit/${sha}`, 'is of another GitHub'],
    ['one that looks like it', `https://github.com.evil.example/acme/orders/commit/${sha}`, 'is of another GitHub'],
    ['another scheme', `http://github.com/acme/orders/commit/${sha}`, 'is of another GitHub'],
    ['somebody before the host', `https://github.com@evil.example/acme/orders/commit/${sha}`, 'names no commit'],
    ['a way up', `https://github.com/acme/../commit/${sha}`, 'names no commit'],
    ['a way up in the name', `acme/..@${sha}`, 'names no commit'],
    ['a clone address', `https://github.com/acme/orders.git/commit/${sha}`, 'names no commit'],
    ['a job', `${at}/actions/runs/4711/job/12`, 'A job belongs to one attempt'],
    ['a commit of a pull request', `${at}/pull/4/commits/${sha}`, 'names no commit'],
    ['a query that says more', `${at}/commit/${sha}?w=1`, 'names no commit'],
    ['a run without a number', `${at}/actions/runs/0`, 'names no commit'],
    ['a run beyond all numbers', `${at}/actions/runs/9999999999999999`, 'names no commit'],
    ['two of them', `acme/orders@${sha} acme/orders@${sha}`, 'names no commit'],
    ['words', 'the usual migration', 'names no commit'],
    ['nothing', '', 'names no commit'],
    ['without end', 'a'.repeat(100_000), 'too long'],
  ])('not from %s', (_name, text, why) => {
    expect(readOperation(text, place)).toEqual({ ok: false, message: expect.stringContaining(why) })
  })

  test('as it was written', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/)
    const hex = fc.stringMatching(/^[0-9a-f]{40}$/)
    const operation = fc.oneof(
      hex.map((one): Operation => ({ commit: { repository: 7, sha: one } })),
      fc
        .tuple(fc.integer({ min: 1, max: 2 ** 50 }), fc.integer({ min: 1, max: 99_999 }))
        .map(([id, attempt]): Operation => ({ run: { repository: 7, id, attempt } })),
    )
    const written = fc.tuple(name, operation)
    fc.assert(
      fc.property(written, ([repository, one]) => {
        const named = 'commit' in one ? { commit: one.commit.sha } : { run: one.run.id, attempt: one.run.attempt }
        const url = operationUrl(`https://github.com/acme/${repository}`, one)
        expect(readOperation(url, place)).toEqual({ ok: true, named: { repository, ...named } })
      }),
    )
  })

  test('from nothing that somebody made up, and its answer is one line', () => {
    const piece = fc.constantFrom(
      'acme',
      'orders',
      '/',
      '@',
      sha,
      'https://',
      'github.com',
      '..',
      '%2f',
      '\n',
      '#',
      '?',
      '‮',
      'commit',
    )
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const reading = readOperation(text, place)
        if (!reading.ok) {
          expect(reading.message).not.toMatch(/[\n\r‮]/)
          return
        }
        const { repository } = reading.named
        expect(repository).toMatch(/^[A-Za-z0-9._-]+$/)
        expect(text.toLowerCase()).toContain(`acme/${repository.toLowerCase()}`)
      }),
    )
  })
})

const plain: Resource = {
  ...{ id: 'orders-api', title: 'Orders', kind: 'api', sensitivity: 'low', connector: 'c' },
  actions: { read: { scope: 'orders:read' } },
}
const schema: Resource = { ...plain, id: 'orders-schema', operation: 'migration' }
const found: FoundOperation = { ok: true, operation: { commit: { repository: 7, sha } } }

function body(resource: string, operation?: string): string {
  const fields = { Resource: resource, Actions: 'read', Duration: '1h', Reason: 'incident 4711' }
  const all = operation === undefined ? fields : { ...fields, Operation: operation }
  return Object.entries(all)
    .map(([name, value]) => `### ${name}\n\n${value}`)
    .join('\n\n')
}

function read(text: string, operation?: FoundOperation) {
  const form = readIssueForm(text)
  if (!form.ok) return form
  const context = { repository: 1, issue: 2, requester: 3, resources: [plain, schema], settings: {}, place }
  return readRequest(form.fields, { ...context, ...(operation ? { operation } : {}) })
}

describe('a request', () => {
  test('for an operation is another one than for another operation, and than without', () => {
    const asked = read(body('orders-schema', `acme/orders@${sha}`), found)
    expect(asked).toMatchObject({ ok: true, request: { version: 2, operation: { commit: { repository: 7, sha } } } })
    const other = read(body('orders-schema', `acme/orders@${sha}`), {
      ok: true,
      operation: { commit: { repository: 8, sha } },
    })
    const usual = read(body('orders-api'))
    expect(usual).toMatchObject({ ok: true, request: { version: 1 } })
    const digests = [asked, other, usual].map((one) => (one.ok && 'request' in one ? requestDigest(one.request) : ''))
    expect(new Set(digests).size).toBe(3)
  })

  test.each<[name: string, text: string, operation: FoundOperation | undefined, code: string | undefined]>([
    ['without one', body('orders-schema'), undefined, 'REQUEST_FIELD_EMPTY'],
    ['with an empty one', body('orders-schema', '_No response_'), undefined, 'REQUEST_FIELD_EMPTY'],
    [
      'with one in its reason alone',
      body('orders-schema').replace('4711', `4711 acme/orders@${sha}`),
      undefined,
      'REQUEST_FIELD_EMPTY',
    ],
    ['with words', body('orders-schema', 'soon'), undefined, 'REQUEST_FIELD_INVALID'],
    ['with words, whatever was found', body('orders-schema', 'soon'), found, 'REQUEST_FIELD_INVALID'],
    [
      'with one that is not there',
      body('orders-schema', `acme/orders@${sha}`),
      { ok: false, code: 'OPERATION_UNKNOWN', message: 'no' },
      'OPERATION_UNKNOWN',
    ],
    ['with one that nobody looked for', body('orders-schema', `acme/orders@${sha}`), undefined, undefined],
    ['with one for what takes none', body('orders-api', `acme/orders@${sha}`), found, 'REQUEST_FIELD_INVALID'],
    [
      'with one twice',
      `${body('orders-schema', `acme/orders@${sha}`)}\n\n### Operation\n\nx`,
      found,
      'REQUEST_HEADING_TWICE',
    ],
    ['with two lines', body('orders-schema', `acme/orders@${sha}\nacme/orders@${sha}`), found, 'REQUEST_FIELD_INVALID'],
  ])('is refused %s', (_name, text, operation, code) => {
    const reading = read(text, operation)
    expect(reading.ok).toBe(false)
    if (!reading.ok && code !== undefined) expect(reading.findings.map((one) => one.code)).toContain(code)
  })

  test('says which operation has to be looked for, and only where one is asked for', () => {
    const asked = (text: string) => {
      const form = readIssueForm(text)
      return form.ok ? askedOperation(form.fields, { resources: [plain, schema], place }) : form
    }
    expect(asked(body('orders-schema', `acme/orders@${sha}`))).toEqual(commit.named)
    expect(asked(body('orders-api', `acme/orders@${sha}`))).toBeUndefined()
    expect(asked(body('orders-schema', `other/orders@${sha}`))).toBeUndefined()
    expect(asked(body('orders-schema'))).toBeUndefined()
  })
})

describe('the field', () => {
  test('is in the form where a resource has an operation', () => {
    expect(renderIssueTemplate([plain], {})).not.toContain('operation')
    const form = renderIssueTemplate([plain, schema], {})
    expect(form).toContain('id: operation')
    expect(form).toContain('Only for orders-schema.')
    expect(form).toContain('low, for one migration; `read`')
  })

  test('is written as it is read', () => {
    const wish = { resource: 'orders-schema', actions: ['read'], duration: '1h', reason: 'incident' }
    const written = writeIssueBody({ ...wish, operation: ` acme/orders@${sha} ` })
    expect(written).toMatchObject({ ok: true })
    if (written.ok) expect(readIssueForm(written.body)).toMatchObject({ fields: { operation: `acme/orders@${sha}` } })
    expect(writeIssueBody({ ...wish, operation: 'soon' })).toMatchObject({
      ok: false,
      findings: [{ where: 'operation' }],
    })
    expect(writeIssueBody({ ...wish, operation: `x\n\n### Reason\n\nother` })).toMatchObject({ ok: false })
  })
})

describe('the request file', () => {
  const request = {
    version: 2 as const,
    repository: 1,
    issue: 2,
    requester: 3,
    resource: 'orders-schema',
    actions: ['read'],
    duration: 60,
    reason: 'why',
  }

  test.each<Operation>([{ commit: { repository: 7, sha } }, { run: { repository: 7, id: 4711, attempt: 2 } }])(
    'holds it by numbers: %o',
    (operation) => {
      const text = requestFile({ ...request, operation }, 'a'.repeat(64))
      expect(readRequestFile(readYaml(text, 'file'), 'file')).toMatchObject({ ok: true, file: { operation } })
    },
  )

  const asking = (operation: string) => {
    const text = `resource: orders-schema\nactions: [read]\nduration: 1h\nreason: why\noperation: ${operation}\n`
    const of = { path: 'requests/orders-schema/x.yml', resource: 'orders-schema', requester: 3, issue: 2 }
    return readAskedText({ text, data: readYaml(text, 'file'), ...of })
  }
  test('of a person holds its address', () => {
    expect(asking(`acme/orders@${sha}`)).toMatchObject({ ok: true, fields: { operation: `acme/orders@${sha}` } })
  })
  test('of a person holds no numbers, which nobody could read', () => {
    const reading = asking(`{ commit: { repository: 7, sha: "${sha}" } }`)
    expect(reading).toMatchObject({
      ok: false,
      findings: [{ code: 'REQUEST_FIELD_INVALID', where: 'operation, line 5' }],
    })
  })
})
