import { expect, test } from 'vitest'
import { judgeCall, type PageCall, type PageVerdict } from '../../../../src/cli/setup/page-call.ts'

const page = { host: '127.0.0.1:4321', key: 'the-key', state: 'the-state', used: false }
const first = { method: 'GET', host: page.host, target: '/?key=the-key' }
const back = { method: 'GET', host: page.host, target: '/created?code=0a1b&state=the-state' }
const outcome = (verdict: PageVerdict) => (verdict.does === 'refuse' ? verdict.status : verdict.does)

const calls: [string, PageCall, boolean, string | number][] = [
  ['the first page with its key', first, false, 'begin'],
  ['what GitHub brings back', back, false, 'take'],
  [
    'another name for this machine, as a page of another site would use',
    { ...first, host: 'evil.example:4321' },
    false,
    421,
  ],
  ['localhost', { ...first, host: 'localhost:4321' }, false, 421],
  ['another port', { ...back, host: '127.0.0.1:80' }, false, 421],
  ['no name at all', { ...back, host: undefined }, false, 421],
  ['no key', { ...first, target: '/' }, false, 403],
  ['a wrong key', { ...first, target: '/?key=the-kez' }, false, 403],
  ['the beginning of the key', { ...first, target: '/?key=the-k' }, false, 403],
  ['a wrong state', { ...back, target: '/created?code=0a1b&state=other' }, false, 403],
  ['no state', { ...back, target: '/created?code=0a1b' }, false, 403],
  ['an empty state', { ...back, target: '/created?code=0a1b&state=' }, false, 403],
  ['the code again', back, true, 410],
  ['the first page after the code', first, true, 410],
  ['a wrong state after the code', { ...back, target: '/created?code=0a1b&state=other' }, true, 403],
  ['no code', { ...back, target: '/created?state=the-state' }, false, 400],
  ['a code that climbs', { ...back, target: '/created?code=..%2Fuser&state=the-state' }, false, 400],
  ['another method', { ...first, method: 'POST' }, false, 405],
  ['another method back', { ...back, method: 'HEAD' }, false, 405],
  ["Probot's door for keys", { ...first, target: '/probot/import' }, false, 404],
  ["Probot's door for codes", { ...back, target: '/probot/setup?code=0a1b&state=the-state' }, false, 404],
  ['a target that is no address', { ...first, target: 'http://[' }, false, 400],
  ['an address of another host as target', { ...first, target: '//evil.example/?key=the-key' }, false, 'begin'],
]
test.each(calls)('%s', (_, call, used, wanted) => {
  expect(outcome(judgeCall(call, { ...page, used }))).toBe(wanted)
})

test('the code is passed on as it came', () => {
  expect(judgeCall(back, page)).toEqual({ does: 'take', code: '0a1b' })
})
