import { describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { membersOf } from '../../../../src/generated/stored-request-shape.ts'
import { readRecord, writeRecord } from '../../../../src/store/requests/stored-record.ts'
import { fitting, type RecordMembers, recordOf } from '../../../record-of.ts'

const key = { repository: 7, issue: 42 }
const bare = { key, findings: [], comments: { count: 0, last: 0 }, tries: 0, wakeAt: null }
const record = (members: RecordMembers): RequestRecord => recordOf({ ...bare, ...fitting(members) })
const states = Object.keys(membersOf) as RequestRecord['state'][]
const read = (stored: unknown) => readRecord(key, stored, null)

test.each(states)('a record that is %s is read as it was written', (state) => {
  const written = record({ state })
  const json = writeRecord(written)
  expect(read(JSON.parse(json))).toStrictEqual(written)
  // Key and next look have columns of their own.
  expect(JSON.parse(json)).not.toHaveProperty('wakeAt')
})

test('dates are those that the schema calls instants, and a text that looks like one stays a text', () => {
  const at = new Date('2026-11-21T12:00:00.123Z')
  const reason = at.toISOString()
  const pull = { number: 5, reminded: at } as NonNullable<RequestRecord['pull']>
  const extension = { lapsesAt: at, pull } as NonNullable<RequestRecord['extension']>
  const written = record({
    state: 'active',
    request: { reason } as never,
    submittedAt: at,
    changedAt: reason,
    pull,
    extension,
  })
  const again = read(JSON.parse(writeRecord(written)))
  expect(again).toStrictEqual(written)
  expect([again.submittedAt, again.pull?.reminded, again.extension?.pull?.reminded]).toEqual([at, at, at])
  expect([again.request?.reason, again.changedAt]).toEqual([reason, reason])
})

describe('nothing is written that could not be read', () => {
  test.each<[what: string, members: RecordMembers, words: string]>([
    ['a grant where none has begun', { state: 'pending', grant: {} as never }, 'has grant'],
    ['an outcome of what lives', { state: 'active', outcome: 'done' }, 'has outcome'],
    ['a member of no state', { state: 'submitted', ...({ shown: 'x' } as object) }, 'has shown'],
    ['a state that there is not', { state: 'asleep' as never }, 'asleep'],
    ['findings of another form', { state: 'submitted', findings: ['x'] as never }, 'of another form'],
  ])('%s', (_what, members, words) => {
    const written = recordOf({ ...bare, ...fitting({ state: members.state ?? 'submitted' }), ...members })
    expect(() => writeRecord(written)).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }))
    expect(() => writeRecord(written)).toThrow(words)
  })

  test.each(['end', 'outcome'] as const)('an end that is proved without its %s', (member) => {
    const { [member]: _left, ...rest } = record({ state: 'ended' })
    expect(() => writeRecord(recordOf(rest))).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }))
  })

  test.each(['request', 'digest', 'resource', 'decision', 'grant'] as const)('access without its %s', (member) => {
    const { [member]: _left, ...rest } = record({ state: 'active' })
    expect(() => writeRecord(recordOf(rest))).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }))
  })
})

describe('what is stored', () => {
  const stored = (): Record<string, unknown> => JSON.parse(writeRecord(record({ state: 'active' })))

  test.each<[what: string, change: object, code: string]>([
    ['by a later version', { v: 2 }, 'RECORD_NEWER'],
    ['with a version that is none', { v: '1' }, 'RECORD_NEWER'],
    ['without its grant', { grant: undefined }, 'RECORD_INVALID'],
    ['with an end that is no instant', { grant: { ...(stored().grant as object), ends: 'never' } }, 'RECORD_INVALID'],
    [
      'with an end that is null, which would mean never',
      { grant: { ...(stored().grant as object), ends: null } },
      'RECORD_INVALID',
    ],
    ['in a state that there is not', { state: 'asleep' }, 'RECORD_INVALID'],
  ])('%s is not read', (_what, change, code) => {
    expect(() => read(JSON.parse(JSON.stringify({ ...stored(), ...change })))).toThrow(
      expect.objectContaining({ code }),
    )
  })

  test('before there were versions is read in the shape of today', () => {
    const { v: _version, ...earlier } = stored()
    const { connectorType: _kind, ...grant } = earlier.grant as Record<string, unknown>
    const shown = { status: { intended: true }, shown: 'a b', probeAgain: '2026-11-21T12:00:00.000Z' }
    const sealed = { armored: 'x', fingerprint: 'SHA256:f', keyType: 'ssh-ed25519' }
    const lifted = read({ ...earlier, ...shown, key, wakeAt: null, grant, sealed })
    expect(lifted.grant?.connectorType).toBe('token')
    expect(lifted).toMatchObject({ sealed: { keys: [{ fingerprint: 'SHA256:f', type: 'ssh-ed25519' }] } })
    for (const gone of Object.keys(shown)) expect(lifted).not.toHaveProperty(gone)
  })
})
