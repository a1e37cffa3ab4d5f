import { describe, expect, test } from 'vitest'
import { parseIssueUrl, sameIssue } from '../../../../src/cli/github/issue-url.ts'

describe('the address of a request', () => {
  test.each([
    'https://github.com/acme/access/issues/42',
    'https://github.com/acme/access/issues/42/',
    'https://github.com/acme/access/issues/42#issuecomment-1',
    'https://github.com/acme/access/pull/42',
    'https://github.com/acme/access/pull/42#issuecomment-1',
  ])('%s', (text) => {
    const address = parseIssueUrl(text, {})
    expect(address).toMatchObject({ owner: 'acme', name: 'access', number: 42, apiUrl: 'https://api.github.com' })
    expect(address.url).toBe('https://github.com/acme/access/issues/42')
  })

  test.each(['https://github.com/acme/access/pulls/42', 'https://github.com/acme/access/commit/42', '42'])(
    'is not %s',
    (text) => {
      expect(() => parseIssueUrl(text, {})).toThrow(expect.objectContaining({ code: 'USAGE' }))
    },
  )

  test.each<[string, string, boolean]>([
    ['https://github.com/acme/access/pull/42', 'https://github.com/acme/access/issues/42', true],
    ['https://github.com/Acme/access/issues/42', 'https://github.com/acme/Access/pull/42/', true],
    ['https://github.com/acme/access/pull/42', 'https://github.com/acme/access/issues/43', false],
    ['https://github.com/acme/pull/issues/42', 'https://github.com/acme/issues/issues/42', false],
  ])('%s and %s are one request: %s', (a, b, expected) => {
    expect(sameIssue(a, b)).toBe(expected)
  })
})
