import { expect, test } from 'vitest'
import type { AlertKind } from '../../../../src/core/alerts/alert-kinds.ts'
import { historyAlerts, historyOf, needsHistory } from '../../../../src/core/alerts/history.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import type { NewEvent } from '../../../../src/core/trail/entry.ts'
import { event } from '../../../contract/store-contract.ts'

const record = (sensitivity = 'high') =>
  ({
    ...{ key: { repository: 71, issue: 4 }, state: 'active', findings: [] },
    ...{ request: { resource: 'orders-db' }, resource: { sensitivity }, requester: { id: 5, login: 'rita' } },
  }) as unknown as RequestRecord
const all: AlertKind[] = ['first-at-high', 'burst', 'denied-then-allowed']
const [granted, submitted] = [event('granted'), event('submitted')]

test.each([
  [
    { grants: 0, requests: 0, denials: 0 },
    { firstTime: true, burst: false, afterDenial: false },
  ],
  [
    { grants: 1, requests: 4, denials: 1 },
    { firstTime: false, burst: false, afterDenial: true },
  ],
  [
    { grants: 1, requests: 5, denials: 0 },
    { firstTime: false, burst: true, afterDenial: false },
  ],
])('%o', (earlier, expected) => {
  expect(historyOf(earlier)).toEqual(expected)
})

const everything = { firstTime: true, burst: true, afterDenial: true }
const nothing = { firstTime: false, burst: false, afterDenial: false }

test.each<[what: string, events: NewEvent[], sensitivity: string, history: typeof nothing, expected: AlertKind[]]>([
  ['a grant', [granted], 'high', everything, ['first-at-high', 'denied-then-allowed']],
  ['one at critical', [granted], 'critical', { ...nothing, firstTime: true }, ['first-at-high']],
  ['one at medium', [granted], 'medium', everything, ['denied-then-allowed']],
  ['one like those before', [granted], 'high', nothing, []],
  ['a request', [submitted], 'high', everything, ['burst']],
  ['one of few', [submitted], 'high', nothing, []],
  ['anything else', [event('decided'), event('extended')], 'high', everything, []],
  ['nothing', [], 'high', everything, []],
])('%s', (_, events, sensitivity, history, expected) => {
  const found = historyAlerts(record(sensitivity), events, history, all)
  expect(found.map(({ kind }) => kind)).toEqual(expected)
  for (const alert of found) expect(alert).toMatchObject({ resource: 'orders-db', who: { id: 5, login: 'rita' } })
  expect(historyAlerts(record(sensitivity), events, history, [])).toEqual([])
})

test('nobody looks back where nobody wants to hear of it', () => {
  expect(needsHistory(record(), [granted], [])).toBe(false)
  expect(needsHistory(record(), [granted], ['burst', 'lockdown'])).toBe(false)
  expect(needsHistory(record(), [granted], ['denied-then-allowed'])).toBe(true)
  expect(needsHistory(record('low'), [granted], ['first-at-high'])).toBe(false)
  expect(needsHistory(record(), [], all)).toBe(false)
})

test('a burst is told once an hour for each person', () => {
  const spell = (one: NewEvent) =>
    historyAlerts(record(), [one], everything, all).map(({ subject, spell: of }) => [subject, of])
  expect(spell(submitted)).toEqual([['person 5', '2026-11-21T12']])
  expect(spell({ ...submitted, at: '2026-11-21T12:59:59.000Z' })).toEqual(spell(submitted))
  expect(spell({ ...submitted, at: '2026-11-21T13:00:00.000Z' })).not.toEqual(spell(submitted))
})
