import { expect, test } from 'vitest'
import type { Question } from '../../../src/connectors/guarded-fetch/guarded-fetch.ts'
import { tokenTerms } from '../../../src/connectors/token-terms.ts'

const nobody = () => Promise.reject(new TypeError('fetch failed'))
const probe = 'https://api.acme.example/whoami'

test.each<[string, string[]]>([
  ['orders:read', []],
  ['daypass', []],
  ['xdaypass:probe', []],
  ['daypass:probe', ['actions.read.scope']],
  ['daypass:', ['actions.read.scope']],
])('the scope %s is one of its own: %j', (scope, where) => {
  const problems = tokenTerms({}, nobody).check({ read: { scope }, write: { scope: 'orders:write' } }, 'low')
  expect(problems.map((one) => one.where)).toEqual(where)
  expect(problems.every(({ code }) => code === 'CATALOG_INVALID')).toBe(true)
})

test.each<[string, number | undefined, string]>([
  ['refuses', 401, 'well'],
  ['forbids', 403, 'well'],
  ['lets everybody in', 200, 'wrong'],
  ['knows no such place', 404, 'wrong'],
  ['is not there', undefined, 'wrong'],
])('a probe that %s (%s) is %s', async (_, status, state) => {
  const asked: Question[] = []
  const fetch = async (url: string, init: Question) => {
    asked.push(init)
    return status === undefined || url !== probe ? nobody() : new Response('', { status })
  }
  expect(await tokenTerms({ probe, allow_private: ['10.2.0.0/16'] }, fetch).health()).toMatchObject([{ state }])
  // It is asked as whoever has no token, and where it says.
  expect(asked).toEqual([{ allowPrivate: ['10.2.0.0/16'] }])
})

test('without a probe there is nothing to be asked, and it is said what that means', async () => {
  const [told] = await tokenTerms({}, nobody).health()
  expect(told).toMatchObject({ state: 'well', message: expect.stringContaining('last token has run out') })
})
