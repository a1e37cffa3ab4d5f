import { describe, expect, test } from 'vitest'
import { type Orders, readOrders } from '../../../../src/core/lifecycle/read-commands.ts'
import type { SeenIssue } from '../../../../src/core/lifecycle/steps.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { decided, granted } from '../record-samples.ts'

/** Whom the samples know as the requester, an owner of the resource or the organisation, and somebody else. */
const requester = 7
const owner = 8
const other = 9

const active = granted('active')
const pending = decided('pending', 'review')

function seen(set: Partial<SeenIssue> = {}): SeenIssue {
  return {
    kind: 'issue',
    url: 'https://github.example/acme/access/issues/42',
    author: { id: requester, login: 'requester' },
    open: true,
    closedBy: undefined,
    body: 'b1',
    hand: requester,
    createdAt: new Date('2026-11-21T19:14:00Z'),
    commands: [],
    entitled: [owner],
    labels: [],
    comments: { count: 1, last: 1 },
    changedAt: '2026-11-21T19:14:00Z',
    ...set,
  } as SeenIssue
}

const said = (name: string, by: number, rest = '') => ({ name, by, rest })

function order(record: RequestRecord, ...commands: ReturnType<typeof said>[]): Orders {
  return readOrders(record, seen({ commands }))
}

/** The orders in a line: what happens, and which answers are given. */
function lineOf({ leave, retry, extend, answers }: Orders): string {
  const words = [
    leave ? `${leave.how} by ${leave.by ?? 'somebody'}` : '',
    retry ? 'retry' : '',
    extend ? `extend ${extend.duration}` : '',
    ...answers.map(({ kind }) => `says ${kind}`),
  ]
  return words.filter((word) => word !== '').join(', ')
}

describe('who may say what', () => {
  const names = ['done', 'cancel', 'revoke', 'extend', 'retry', 'explain', 'unknown']
  const expected: [who: string, by: number, lines: string[]][] = [
    [
      'the requester',
      requester,
      ['done by 7', 'done by 7', 'revoked by 7', 'extend 1h', 'retry', 'says explained', 'says unknown'],
    ],
    [
      'an owner',
      owner,
      [
        'says not-entitled',
        'says not-entitled',
        'revoked by 8',
        'says not-entitled',
        'says not-entitled',
        'says explained',
        'says unknown',
      ],
    ],
    ['somebody else', other, [...Array(5).fill('says not-entitled'), 'says explained', 'says unknown']],
  ]
  const table = expected.flatMap(([who, by, lines]) =>
    names.map((name, index) => [`/${name} by ${who}`, name, by, lines[index] ?? ''] as const),
  )
  test.each(table)('%s', (_, name, by, line) => {
    expect(lineOf(order(active, said(name, by, '1h still open')))).toBe(line)
  })

  test('whoever wrote the request is its requester until one is known', () => {
    const { requester: _unknown, ...fresh } = pending
    expect(lineOf(order(fresh, said('done', requester)))).toBe('done by 7')
    expect(lineOf(order(fresh, said('done', other)))).toBe('says not-entitled')
  })

  test('an issue that shows another author now, as a ghost, gives that one no say', () => {
    const commands = [said('done', 99)]
    expect(lineOf(readOrders(active, seen({ author: { id: 99, login: 'ghost' }, commands })))).toBe('says not-entitled')
  })
})

describe('what is said together', () => {
  test.each<[string, ReturnType<typeof said>[], string]>([
    ['the first order to leave counts', [said('revoke', owner, 'why'), said('done', requester)], 'revoked by 8'],
    ['an order to leave goes with the others', [said('retry', requester), said('done', requester)], 'done by 7, retry'],
    ['the last extension counts', [said('extend', requester, '1h'), said('extend', requester, '2h')], 'extend 2h'],
    ['one answer of a kind', [said('done', other), said('cancel', owner), said('retry', other)], 'says not-entitled'],
    ['one explanation', [said('explain', other), said('explain', requester)], 'says explained'],
    ['one word on unknown commands', [said('unknown', other, '/a'), said('unknown', requester, '/b')], 'says unknown'],
    ['answers beside an order', [said('unknown', other, '/a'), said('done', requester)], 'done by 7, says unknown'],
  ])('%s', (_, commands, line) => {
    expect(lineOf(order(active, ...commands))).toBe(line)
  })

  test('the word why is kept, as it was written', () => {
    expect(order(active, said('revoke', owner, ' off <b>duty</b> ')).leave).toEqual({
      how: 'revoked',
      by: owner,
      why: ' off <b>duty</b> ',
    })
    expect(order(active, said('extend', requester, '  1h  still   open ')).extend).toEqual({
      duration: '1h',
      why: 'still open',
    })
    expect(order(active, said('extend', requester)).extend).toEqual({ duration: '', why: '' })
  })
})

describe('answers are not repeated', () => {
  test.each(['not-entitled', 'unknown'])('%s once in the life of a request', (kind) => {
    const commands = [said('done', other), said('unknown', other, '/stop')]
    expect(lineOf(order({ ...active, told: [kind] }, ...commands))).toBe(
      kind === 'unknown' ? 'says not-entitled' : 'says unknown',
    )
  })

  test.each([0, 4, 5, 50])('explanations five times: after %d', (before) => {
    const told = ['unknown', ...Array<string>(before).fill('explained')]
    expect(lineOf(order({ ...active, told }, said('explain', other)))).toBe(before < 5 ? 'says explained' : '')
  })

  test('what is refused only because it was answered is not done either', () => {
    const told = ['not-entitled']
    for (const name of ['done', 'cancel', 'revoke', 'extend', 'retry'])
      expect(lineOf(order({ ...active, told }, said(name, other, '1h')))).toBe('')
  })
})

describe('more time', () => {
  test('is for what has begun', () => {
    for (const record of [pending, decided('granting', 'allow'), decided('invalid', 'allow')])
      expect(lineOf(order(record, said('extend', requester, '1h')))).toBe('says nothing-to-extend')
  })

  test('is asked for once at a time', () => {
    const extension = { request: active.request, findings: [] } as unknown as NonNullable<RequestRecord['extension']>
    expect(lineOf(order({ ...active, extension }, said('extend', requester, '1h')))).toBe('says extension-waits')
  })
})

describe('a closed issue', () => {
  test.each<[string, Partial<SeenIssue>, string]>([
    ['by the requester ends it', { closedBy: requester }, 'closed by 7'],
    ['by an owner revokes it', { closedBy: owner }, 'revoked by 8'],
    ['by somebody else is no order', { closedBy: other }, ''],
    ['by whoever cannot be named ends it', { closedBy: undefined }, 'closed by somebody'],
    ['that is open again is no order', { open: true, closedBy: other }, ''],
    ['counts after what was commanded', { closedBy: requester, commands: [said('revoke', owner)] }, 'revoked by 8'],
    [
      'by somebody else, and the requester said /done',
      { closedBy: other, commands: [said('done', requester)] },
      'done by 7',
    ],
  ])('%s', (_, given, line) => {
    for (const record of [active, pending])
      expect(lineOf(readOrders(record, seen({ open: false, ...given })))).toBe(line)
  })

  test('nobody is an owner of whom GitHub did not say so', () => {
    expect(lineOf(readOrders(active, seen({ open: false, closedBy: owner, entitled: [] })))).toBe('')
    expect(lineOf(readOrders(active, seen({ entitled: [], commands: [said('revoke', owner)] })))).toBe(
      'says not-entitled',
    )
  })
})
