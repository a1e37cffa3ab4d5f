import { describe, expect, test } from 'vitest'
import {
  afterAnswer,
  answersWhenOver,
  asksWhy,
  type CommandEffects,
  readCommands,
  saidSoFar,
} from '../../../../src/core/lifecycle/read-commands.ts'
import type { SeenIssue } from '../../../../src/core/lifecycle/steps.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { recordOf } from '../../../record-of.ts'
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
    writtenBy: requester,
    saidGone: 0,
    createdAt: new Date('2026-11-21T19:14:00Z'),
    commands: [],
    entitled: [owner],
    labels: [],
    comments: { count: 1, last: 1 },
    changedAt: '2026-11-21T19:14:00Z',
    ...set,
  } as SeenIssue
}

const now = new Date('2026-11-21T19:14:00Z')
const said = (name: string, by: number, rest = '') => ({ name, by, rest })

function order(record: RequestRecord, ...commands: ReturnType<typeof said>[]): CommandEffects {
  return readCommands(record, seen({ commands }))
}

/** The orders in a line: what happens, and which answers are given, after what was said before. */
function lineOf({ leave, retry, extend, answers }: CommandEffects, record: RequestRecord = active): string {
  let before = saidSoFar(record, now)
  const given = answers.filter((answer) => {
    const after = afterAnswer(before, answer, now)
    before = after ?? before
    return after !== undefined
  })
  const words = [
    leave ? `${leave.how} by ${leave.by ?? 'somebody'}` : '',
    retry ? 'retry' : '',
    extend ? `extend ${extend.duration}` : '',
    ...given.map(
      (one) => `says ${'once' in one ? one.once : `${one.to}: ${/^### (.+?)(?: ·| `|$)/m.exec(one.body)?.[1]}`}`,
    ),
  ]
  return words.filter((word) => word !== '').join(', ')
}

describe('who may say what', () => {
  const names = ['done', 'cancel', 'revoke', 'extend', 'retry', 'explain', 'unknown']
  const expected: [who: string, by: number, lines: string[]][] = [
    [
      'the requester',
      requester,
      ['done by 7', 'done by 7', 'revoked by 7', 'extend 1h', 'retry', 'says explained', 'says 7: Unknown command'],
    ],
    [
      'an owner',
      owner,
      [
        'says 8: Not yours to say',
        'says 8: Not yours to say',
        'revoked by 8',
        'says 8: Not yours to say',
        'says 8: Not yours to say',
        'says explained',
        'says 8: Unknown command',
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
    expect(lineOf(readCommands(active, seen({ author: { id: 99, login: 'ghost' }, commands })))).toBe(
      'says not-entitled',
    )
  })
})

describe('what is said together', () => {
  test.each<[string, ReturnType<typeof said>[], string]>([
    ['the first order to leave counts', [said('revoke', owner, 'why'), said('done', requester)], 'revoked by 8'],
    ['an order to leave goes with the others', [said('retry', requester), said('done', requester)], 'done by 7, retry'],
    ['the last extension counts', [said('extend', requester, '1h'), said('extend', requester, '2h')], 'extend 2h'],
    [
      'one answer of a kind to whoever has no say',
      [said('done', other), said('cancel', 9), said('retry', other)],
      'says not-entitled',
    ],
    [
      'an answer each to whoever has one',
      [said('done', owner), said('cancel', owner)],
      'says 8: Not yours to say, says 8: Not yours to say',
    ],
    ['one explanation', [said('explain', other), said('explain', requester)], 'says explained'],
    [
      'a word on unknown commands',
      [said('unknown', other, '/a'), said('unknown', requester, '/b')],
      'says unknown, says 7: Unknown command',
    ],
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
      by: requester,
    })
    expect(order(active, said('extend', requester)).extend).toEqual({ duration: '', why: '', by: requester })
  })
})

describe('answers are not given without end', () => {
  test.each(['not-entitled', 'unknown'])('%s once in the life of a request, to whoever has no say', (kind) => {
    const commands = [said('done', other), said('unknown', other, '/stop')]
    expect(lineOf(order(active, ...commands), { ...active, told: [kind] })).toBe(
      kind === 'unknown' ? 'says not-entitled' : 'says unknown',
    )
  })

  test.each([0, 4, 5, 50])('explanations five times: after %d', (before) => {
    const told = ['unknown', ...Array<string>(before).fill('explained')]
    expect(lineOf(order(active, said('explain', other)), { ...active, told })).toBe(before < 5 ? 'says explained' : '')
  })

  test('asking why is looked into as often as it is answered', () => {
    const asked = (before: number, ...names: string[]) =>
      asksWhy(
        { ...active, told: Array<string>(before).fill('explained') },
        names.map((name) => said(name, other)),
      )
    expect(asked(0, 'done', 'explain')).toBe(true)
    expect(asked(4, 'explain')).toBe(true)
    expect(asked(5, 'explain')).toBe(false)
    expect(asked(0, 'done', 'unknown')).toBe(false)
    expect(asked(0)).toBe(false)
  })

  test('whoever asks why is told what was found out for it, while it lives and after', () => {
    const explained = { today: 'gone' } as const
    const denied = decided('denied', 'deny')
    const commands = [said('explain', other)]
    const found = 'the catalog does not have it any more'
    expect(readCommands(pending, seen({ commands, explained })).answers).toEqual([
      expect.objectContaining({ body: expect.stringContaining(found) }),
    ])
    const over = { kind: 'over', labels: [], requester, comments: { count: 1, last: 1 }, commands, explained } as const
    expect(answersWhenOver(denied, { ...over, labels: [] })).toEqual([
      expect.objectContaining({ body: expect.stringContaining(found) }),
    ])
  })

  test('what is refused only because it was answered is not done either', () => {
    const told = ['not-entitled']
    for (const name of ['done', 'cancel', 'revoke', 'extend', 'retry'])
      expect(lineOf(order(active, said(name, other, '1h')), { ...active, told })).toBe('')
  })

  test.each<[number, number, boolean]>([
    [4, 0, true],
    [5, 0, false],
    [5, 3599, false],
    [5, 3600, true],
  ])(
    '%d within an hour, to a person; the last ones %d s ago: answered %s (field.D1, security.W6)',
    (count, ago, isSaid) => {
      const at = new Date(now.getTime() - ago * 1000).toISOString()
      const answered = Array.from({ length: count }, () => ({ person: requester, at }))
      const line = (by: number) => lineOf(order(active, said('unknown', by, '/x')), { ...active, answered })
      expect(line(requester)).toBe(isSaid ? 'says 7: Unknown command' : '')
      expect(line(owner)).toBe('says 8: Unknown command')
    },
  )
})

describe('a yes in words (field.D1, people.U15)', () => {
  const pull = { number: 51 } as NonNullable<RequestRecord['pull']>
  const waiting = { ...pending, pull }

  test('approves nothing, and is told what does', () => {
    expect(order(waiting, said('yes', owner)).answers).toEqual([{ to: owner, body: expect.stringContaining('#51') }])
    expect(lineOf(order(waiting, said('yes', other), said('yes', other)))).toBe('says yes')
  })

  test('is talk where nothing waits for approval', () => {
    for (const record of [active, decided('invalid', 'allow')])
      expect(lineOf(order(record, said('yes', owner)))).toBe('')
  })
})

describe('a command that is known, in another spelling', () => {
  test.each(['/Extend', '/retry', '/EXPLAIN'])('%s is told how', (text) => {
    const [answer] = order(active, said('unknown', requester, text)).answers
    expect(answer?.body).toContain(text.toLowerCase())
    expect(answer?.body).toContain('as its very first characters')
  })
})

describe('more time', () => {
  test('is for what has begun', () => {
    for (const record of [pending, decided('granting', 'allow'), decided('invalid', 'allow')])
      expect(lineOf(order(record, said('extend', requester, '1h')))).toBe('says 7: Not extended')
  })

  test('is asked for once at a time', () => {
    const extension = { request: active.request, findings: [] } as unknown as NonNullable<RequestRecord['extension']>
    expect(lineOf(order(recordOf({ ...active, extension }), said('extend', requester, '1h')))).toBe(
      'says 7: Not extended',
    )
    // After a crash, or without a key, what was granted is not handed over yet.
    expect(lineOf(order(recordOf({ ...active, state: 'granting' }), said('extend', requester, '1h')))).toBe(
      'says 7: Not extended',
    )
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
      expect(lineOf(readCommands(record, seen({ open: false, ...given })))).toBe(line)
  })

  test('nobody is an owner of whom GitHub did not say so', () => {
    expect(lineOf(readCommands(active, seen({ open: false, closedBy: owner, entitled: [] })))).toBe('')
    expect(lineOf(readCommands(active, seen({ entitled: [], commands: [said('revoke', owner)] })))).toBe(
      'says not-entitled',
    )
  })
})
