import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { readRequestFile, requestFile, requestPath } from '../../../../src/core/request/request-file.ts'
import type { CanonicalRequest } from '../../../../src/generated/request.ts'

const digest = 'a1'.repeat(32)
const request: CanonicalRequest = {
  version: 1,
  repository: 123456,
  issue: 42,
  requester: 7,
  resource: 'orders-db',
  actions: ['dump', 'read'],
  duration: 7200,
  reason: 'a secret of the requester',
  ticket: 'OPS-17',
}

describe('the file of an approved request', () => {
  test('holds what was approved, and never the reason', async () => {
    await expect(requestFile(request, digest)).toMatchFileSnapshot('../../../golden/request-file.yml')
    expect(requestPath(request, digest)).toBe(`requests/orders-db/${digest}.yml`)
  })

  test('reads back as it was written, even where a name looks like something else', () => {
    const name = fc.oneof(
      fc.constantFrom('no', 'null', 'true', '1e3', '0x1f', '07', '2026-01-01', 'y'),
      fc.stringMatching(/^[a-z0-9]{1,20}$/),
    )
    const digests = fc.oneof(
      fc.constantFrom('1'.repeat(64), `${'1'.repeat(60)}e123`, '0'.repeat(64)),
      fc.stringMatching(/^[0-9a-f]{64}$/),
    )
    fc.assert(
      fc.property(
        name,
        fc.uniqueArray(name, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 31622400 }),
        digests,
        (resource, actions, duration, sum) => {
          const written = requestFile({ ...request, resource, actions: actions.sort(), duration }, sum)
          const read = readRequestFile(readYaml(written, 'x.yml'), 'x.yml')
          expect(read).toMatchObject({ ok: true, file: { resource, actions, digest: sum, requester: 7, issue: 42 } })
          expect(written).toMatch(/^[\x20-\x7e\n]*$/)
        },
      ),
    )
  })

  test.each<[name: string, request: Partial<CanonicalRequest>, digest: string]>([
    ['a resource that leaves its directory', { resource: '../x' }, digest],
    ['a quote in an action', { actions: ['read"'] }, digest],
    ['a line break in an action', { actions: ['read\n'] }, digest],
    ['no action', { actions: [] }, digest],
    ['half a digest', {}, digest.slice(1)],
    ['a digest with more behind it', {}, `${digest}\n`],
    ['no number', { requester: Number.NaN }, digest],
  ])('is not made of %s', (_name, change, sum) => {
    expect(() => requestFile({ ...request, ...change }, sum)).toThrow(TypeError)
    expect(() => requestPath({ ...request, ...change }, sum)).toThrow(TypeError)
  })
})

describe('reading one', () => {
  const least = { resource: 'orders-db', actions: ['read'], duration: '2h' }

  test.each<[name: string, data: unknown]>([
    ['what a person writes', { ...least, reason: 'incident 4711', ticket: 'OPS-17' }],
    ['the least', least],
  ])('takes %s', (_name, data) => {
    expect(readRequestFile(data, 'x.yml')).toEqual({ ok: true, file: data })
  })

  test.each<[name: string, data: unknown, where: string]>([
    ['nothing', null, 'x.yml'],
    ['a list', [], 'x.yml'],
    ['a member that is not known', { ...least, approved: true }, 'x.yml'],
    ['no resource', { actions: ['read'], duration: '2h' }, 'x.yml'],
    ['a resource that is a path', { ...least, resource: '../x' }, 'x.yml: resource'],
    ['a resource that is a number', { ...least, resource: 7 }, 'x.yml: resource'],
    ['no actions', { ...least, actions: [] }, 'x.yml: actions'],
    ['an action twice', { ...least, actions: ['read', 'read'] }, 'x.yml: actions'],
    ['a duration in seconds', { ...least, duration: 7200 }, 'x.yml: duration'],
    ['a duration of nothing', { ...least, duration: '0h' }, 'x.yml: duration'],
    ['a requester by name', { ...least, requester: 'me' }, 'x.yml: requester'],
    ['a digest in capitals', { ...least, digest: 'A1'.repeat(32) }, 'x.yml: digest'],
    ['an empty reason', { ...least, reason: '' }, 'x.yml: reason'],
  ])('refuses %s', (_name, data, where) => {
    const read = readRequestFile(data, 'x.yml')
    if (read.ok) throw new TypeError('taken')
    expect(read.findings[0]).toMatchObject({ code: 'REQUEST_FIELD_INVALID', where })
  })
})
