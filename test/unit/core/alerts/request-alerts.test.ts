import { expect, test } from 'vitest'
import { requestAlerts } from '../../../../src/core/alerts/request-alerts.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import type { NewEvent } from '../../../../src/core/trail/entry.ts'
import { event } from '../../../contract/store-contract.ts'

type Loose = Record<string, unknown>
const asked = new Date('2026-11-21T11:00:00Z')
const base: Loose = {
  ...{ key: { repository: 71, issue: 4 }, state: 'active', findings: [], submittedAt: asked },
  ...{ request: { resource: 'orders-db', reason: 'my secret reason' }, resource: { sensitivity: 'high' } },
  ...{ requester: { id: 5, login: 'rita' }, url: 'https://github.example/acme/access/issues/4' },
}
const ending = (end: Loose) => ({ ...base, state: 'ending', end: { cause: 'time', asked, attempts: 1, ...end } })
const tampered = [{ code: 'PULL_TAMPERED', message: 'x' }]
const keys = (since?: string) => ({
  keys: { at: 'x', left: [], keys: [{ line: 'l', type: 'ssh-rsa', fingerprint: 'F', since }] },
})
const granted = event('granted', { keys: ['F'] })

test.each<[what: string, before: Loose, after: Loose, events: NewEvent[], expected: string[]]>([
  ['nothing', base, base, [], []],
  ['an end that becomes overdue', ending({}), ending({ overdue: true }), [], ['end-unproved']],
  ['one that is overdue already', ending({ overdue: true }), ending({ overdue: true, attempts: 2 }), [], []],
  ['one that is proved late', ending({ overdue: true }), { ...base, state: 'ended', end: { asked } }, [], []],
  ['an emergency', base, base, [event('break-glass')], ['break-glass']],
  ['its review', base, base, [event('debt-paid'), event('debt-overdue')], []],
  ['unguarded branches', base, base, [event('approved', { unguarded: ['requests: update'] })], ['unguarded']],
  ['nobody can tell whether they are', base, base, [event('approved', { unguarded: ['not known'] })], ['unguarded']],
  ['guarded ones', base, base, [event('approved', { by: [5] })], []],
  ['another key since', base, { ...base, ...keys('2026-11-21T11:00:01Z') }, [granted], ['young-key']],
  ['a key of the same instant', base, { ...base, ...keys('2026-11-21T11:00:00Z') }, [granted], []],
  ['an old key', base, { ...base, ...keys('2026-01-01T00:00:00Z') }, [granted], []],
  ['a key of unknown age', base, { ...base, ...keys() }, [granted], []],
  [
    'a young key that nothing is sealed to',
    base,
    { ...base, ...keys('2026-12-01T00:00:00Z') },
    [event('granted', { keys: ['G'] })],
    [],
  ],
  ['no key at all', base, base, [granted], []],
  ['interference', base, { ...base, findings: tampered }, [event('voided')], ['tampering']],
  ['a text of ours that was changed', base, base, [event('voided', { why: 'text changed' })], ['tampering']],
  ['votes that are void because the request is another', base, base, [event('voided', { why: 'edited' })], []],
  ['known interference', { ...base, findings: tampered }, { ...base, findings: tampered }, [], []],
  [
    'interference with an extension',
    base,
    { ...base, extension: { findings: tampered } },
    [event('voided')],
    ['tampering'],
  ],
  ['another store', base, { ...base, foreign: { store: 's1' } }, [], ['store-foreign']],
  ['the same other store', { ...base, foreign: { store: 's1' } }, { ...base, foreign: { store: 's1' } }, [], []],
  ['a foreign one that is over', { ...base, foreign: { store: 's1' } }, { ...base, foreign: { closed: true } }, [], []],
])('%s', (_, before, after, events, expected) => {
  const found = requestAlerts(before as unknown as RequestRecord, after as unknown as RequestRecord, events)
  expect(found.map(({ kind }) => kind)).toEqual(expected)
  expect(JSON.stringify(found)).not.toContain('secret')
  for (const { url, who, spell } of found) {
    expect(url).toBe(base.url)
    expect(who).toEqual(base.requester)
    expect(spell).not.toBe('')
  }
})

test('unguarded branches are told once a day, whoever asked', () => {
  const told = (issue: number, at: string) => {
    const record = { ...base, key: { repository: 71, issue } } as unknown as RequestRecord
    const [alert] = requestAlerts(record, record, [{ ...event('approved', { unguarded: ['x'] }), at }])
    return `${alert?.subject} ${alert?.spell}`
  }
  expect(told(4, '2026-11-21T00:00:00Z')).toBe(told(5, '2026-11-21T23:59:59Z'))
  expect(told(4, '2026-11-21T00:00:00Z')).not.toBe(told(4, '2026-11-22T00:00:00Z'))
})
