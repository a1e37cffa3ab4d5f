import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../../src/core/canonical-json.ts'
import { requestDigest } from '../../../../src/core/digest.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { renderReceipt, renderRest } from '../../../../src/core/rendering/receipt.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { checkIssue, type IssueEvidence } from '../../../../src/core/trail/check-issue.ts'
import { beginning, entryLine, type TrailEntry } from '../../../../src/core/trail/entry.ts'
import { recordOf } from '../../../record-of.ts'
import { decided, granted } from '../record-samples.ts'
import { chainOf, entryOf, forged, sealed } from './trail-samples.ts'

const record = granted('ended')
if (!record.request) throw new TypeError('the sample has a request')
record.digest = requestDigest(record.request)
const { key } = record

/** What happened in this request, with other requests' entries between: 3, 4, 7, 8, 12. */
const life: [seq: number, kind: TrailEntry['event']['kind']][] = [
  [3, 'submitted'],
  [4, 'decided'],
  [7, 'granted'],
  [8, 'end-begun'],
  [12, 'ended'],
]
const entries: TrailEntry[] = []
for (const [index, [seq, kind]] of life.entries()) {
  const before = entries.at(-1)
  entries.push(
    entryOf({
      version: 1,
      ...key,
      seq,
      previous: before?.event.seq === seq - 1 ? before.hash : 'e'.repeat(64),
      step: index + 1,
      at: new Date(Date.parse('2026-11-21T19:14:00Z') + seq * 1000).toISOString(),
      kind,
      actor: { kind: 'daypass' },
      digest: record.digest,
      facts: { grant: 'g', outcome: kind === 'decided' ? 'allow' : 'x' },
    }),
  )
}
const at = (index: number): TrailEntry => entries[index] as TrailEntry

const status = (shown: readonly TrailEntry[] = entries, of: RequestRecord = record): string =>
  renderStatus(of, { cli: 'daypass', entries: shown })
const receipt = (shown: readonly TrailEntry[] = entries): string =>
  renderReceipt(record, { cli: 'daypass', entries: shown })
const check = (comments: readonly string[], more: Partial<IssueEvidence> = {}) =>
  checkIssue({ key, comments, closed: true, verify: sealed, ...more })

describe('an honest issue', () => {
  it('fits when it is over, and says what was asked for', () => {
    const line = canonicalJson(record.request)
    expect(check([status(), receipt()])).toStrictEqual({ ok: true, entries, request: line, extensions: [] })
  })

  it('fits while it lives', () => {
    const live = status(entries.slice(0, 3), { ...granted('active'), digest: record.digest ?? '' })
    expect(check([live], { closed: false })).toMatchObject({ ok: true, entries: entries.slice(0, 3) })
  })

  it('fits when the receipt was written and the status not yet', () => {
    expect(check([status(entries.slice(0, 4)), receipt()])).toMatchObject({ ok: true, entries })
  })

  it('fits when it was denied', () => {
    const denied = forged(at(1), { facts: { outcome: 'deny' } })
    expect(check([status([at(0), denied], decided('denied', 'deny'))], { verify: () => true })).toMatchObject({
      code: 'TRAIL_ALTERED',
      message: expect.stringMatching(/digest is another/),
    })
    const shown = { ...decided('denied', 'deny'), digest: record.digest ?? '' }
    expect(check([status([at(0), denied], shown)])).toMatchObject({ ok: true })
  })

  it('fits when something was noticed after its end', () => {
    const after = entryOf({ ...at(4).event, seq: 20, step: 6, kind: 'voided', previous: 'd'.repeat(64) })
    expect(check([status([...entries, after]), receipt([...entries, after])])).toMatchObject({ ok: true })
  })

  it('fits when its trail needs several comments', () => {
    const long = chainOf(150, { repository: key.repository, issues: 1 }).map(({ event }) => event)
    const many: TrailEntry[] = []
    for (const event of long)
      many.push(
        entryOf({
          ...event,
          issue: key.issue,
          digest: record.digest ?? '',
          previous: many.at(-1)?.hash ?? beginning,
          kind: event.seq === 150 ? 'ended' : event.seq === 1 ? 'submitted' : 'decided',
        }),
      )
    const rest = renderRest(record, { cli: 'daypass', entries: many })
    expect(rest.length).toBeGreaterThan(0)
    expect(check([status(many), receipt(many), ...rest])).toMatchObject({ ok: true, entries: many })
    expect(check([status(many), receipt(many)])).toMatchObject({ code: 'TRAIL_GAP' })
  })

  it('is not disturbed by what others write', () => {
    expect(
      check([
        status(),
        'a comment',
        '### Ended',
        receipt(),
        renderReceipt({ ...record, key: { ...key, issue: 1 } }, { cli: 'x', entries }),
      ]),
    ).toMatchObject({ ok: true })
  })
})

const elsewhere = forged(at(1), { issue: 9 })
const line = (entry: TrailEntry): string => entryLine(entry)

const cases: [what: string, comments: () => string[], code: string, seq: number][] = [
  ['no comments at all', () => [], 'TRAIL_MISSING', 0],
  ['comments without a trail', () => [status([])], 'TRAIL_MISSING', 0],
  ['the status deleted', () => [receipt()], 'TRAIL_MISSING', 0],
  ['the receipt deleted', () => [status()], 'TRAIL_MISSING', 12],
  [
    'a word of an entry changed',
    () => [status(), receipt().replace('"kind":"granted"', '"kind":"decided"')],
    'TRAIL_ALTERED',
    7,
  ],
  [
    'a word changed and hashed anew',
    () => [
      status().replace(line(at(2)), line({ ...forged(at(2), { facts: {} }), signature: at(2).signature })),
      receipt(),
    ],
    'TRAIL_SIGNATURE',
    7,
  ],
  [
    'a line that is no entry',
    () => [status().replace(line(at(2)), '{"event":1,"hash":2,"signature":3}'), receipt()],
    'TRAIL_SHAPE',
    5,
  ],
  ['a fold without its lines', () => [status(), receipt().replace('```json', '```')], 'TRAIL_SHAPE', 1],
  ['an entry of another request', () => [status([at(0), elsewhere]), receipt()], 'TRAIL_FOREIGN', 4],
  [
    'an entry left out of both',
    () => [status(entries.toSpliced(2, 1)), receipt(entries.toSpliced(2, 1))],
    'TRAIL_GAP',
    8,
  ],
  ['the first left out of both', () => [status(entries.slice(1)), receipt(entries.slice(1))], 'TRAIL_GAP', 4],
  ['two swapped', () => [status(), receipt([at(0), at(2), at(1), at(3), at(4)])], 'TRAIL_ORDER', 7],
  ['one twice', () => [status(), receipt([at(0), at(1), at(1), at(2), at(3), at(4)])], 'TRAIL_DOUBLED', 4],
  [
    'the end cut off everywhere',
    () => [status(entries.slice(0, 4)), receipt(entries.slice(0, 4))],
    'TRAIL_TRUNCATED',
    9,
  ],
  ['the end cut off the receipt', () => [status(), receipt(entries.slice(0, 4))], 'TRAIL_TRUNCATED', 12],
  ['the receipt emptied', () => [status(), receipt([])], 'TRAIL_TRUNCATED', 12],
  [
    'two histories in two comments',
    () => [status(), receipt([...entries.slice(0, 4), forged(at(4), { facts: {} })])],
    'TRAIL_FORK',
    12,
  ],
  ['another predecessor', () => [status([at(0), forged(at(1), { previous: 'd'.repeat(64) })])], 'TRAIL_FORK', 4],
  ['one step twice', () => [status([at(0), at(1), forged(at(2), { step: 2 })])], 'TRAIL_FORK', 7],
  [
    'an entry dated back',
    () => [status([at(0), at(1), forged(at(2), { at: '2026-11-20T00:00:00Z' })])],
    'TRAIL_BACKDATED',
    7,
  ],
  [
    'another request shown',
    () => [status().replace('"duration":7200', '"duration":3600'), receipt()],
    'TRAIL_ALTERED',
    12,
  ],
]

it('finds another request shown together with its own digest', () => {
  const other = record.request && { ...record.request, duration: 3600 }
  const shown = status(entries, { ...record, ...(other ? { request: other, digest: requestDigest(other) } : {}) })
  expect(check([shown, receipt()])).toMatchObject({ ok: false, code: 'TRAIL_ALTERED', at: 12 })
})

describe('what somebody did to an issue is named', () => {
  it.each(cases)('%s', (_what, comments, code, seq) => {
    expect(check(comments())).toMatchObject({ ok: false, code, at: seq })
  })
})

/** The same request, whatever happened in it: each its kind, digest and facts; the chain goes on without a hole. */
type Happened = [kind: TrailEntry['event']['kind'], digest?: string | undefined, facts?: TrailEntry['event']['facts']]
const story = (...happened: Happened[]): TrailEntry[] => {
  const told: TrailEntry[] = []
  for (const [index, [kind, digest = record.digest ?? '', facts = {}]] of happened.entries())
    told.push(
      entryOf({
        version: 1,
        ...key,
        seq: index + 1,
        previous: told.at(-1)?.hash ?? beginning,
        step: index + 1,
        at: new Date(Date.parse('2026-11-21T19:14:00Z') + index * 1000).toISOString(),
        kind,
        actor: { kind: 'daypass' },
        digest,
        facts,
      }),
    )
  return told
}

const { request } = record
const longer = (duration: number, reason: string) => {
  const more = { ...request, duration, reason }
  return { request: more, digest: requestDigest(more), ends: '2026-11-21T22:14:00.000Z' }
}
const first = longer(9000, 'still debugging')
const second = longer(10_800, 'nearly done')
const extendedBy = (...extended: ReturnType<typeof longer>[]) => recordOf({ ...record, extended })

describe('an extension', () => {
  const trail = story(
    ['submitted'],
    ['decided', undefined, { outcome: 'allow' }],
    ['granted'],
    ['decided', first.digest, { outcome: 'allow' }],
    ['extended', first.digest],
    ['extended', second.digest],
    ['ended'],
  )
  const found = (shown: Parameters<typeof status>[1]) => check([status(trail, shown), receipt(trail)])

  it('has a line of its own beside the request, which stays what it was (people.U6)', () => {
    expect(found(extendedBy(first, second))).toMatchObject({
      ok: true,
      request: canonicalJson(request),
      extensions: [
        { digest: first.digest, line: canonicalJson(first.request) },
        { digest: second.digest, line: canonicalJson(second.request) },
      ],
    })
  })

  it('may be one of many, of which the last are shown', () => {
    const many = [1, 2, 3, 4, 5, 6, 7].map((more) => longer(7200 + more, `more ${more}`))
    const long = story(['submitted'], ['granted'], ...many.map(({ digest }): Happened => ['extended', digest]), [
      'ended',
    ])
    const verdict = check([status(long, extendedBy(...many)), receipt(long)])
    expect(verdict).toMatchObject({ ok: true })
    expect(verdict.ok && verdict.extensions.map(({ digest }) => digest)).toEqual(
      many.slice(-5).map(({ digest }) => digest),
    )
    expect(check([status(long, extendedBy(...many.slice(0, 5))), receipt(long)])).toMatchObject({
      code: 'TRAIL_ALTERED',
    })
  })

  it.each<[what: string, shown: Parameters<typeof status>[1]]>([
    ['without it', record],
    ['without the last one', extendedBy(first)],
    ['without the first one', extendedBy(second)],
    ['in another order', extendedBy(second, first)],
    ['with one that was never given', extendedBy(first, second, longer(20_000, 'a day'))],
    ['as the first request', { ...record, request: second.request as never, digest: second.digest }],
  ])('is not superseded by the status %s (security.R9)', (_what, shown) => {
    expect(found(shown)).toMatchObject({ ok: false, code: 'TRAIL_ALTERED', at: 7 })
  })

  it('that shows no request at all is altered: every grant shows one (security.R9)', () => {
    const bare = status(trail, extendedBy(first, second)).replaceAll(/^(?:Request|Extension) digest/gm, 'Digest')
    expect(check([bare, receipt(trail)])).toMatchObject({ ok: false, code: 'TRAIL_ALTERED' })
  })

  it('is read with the reasons forgotten', () => {
    const blank = { ...extendedBy({ ...first, request: { ...first.request, reason: '' } }, second) }
    const shown = { ...blank, request: { ...blank.request, reason: '' } as never }
    expect(found(shown)).toMatchObject({ ok: true, request: undefined, extensions: [{ line: undefined }, {}] })
  })

  it.each<[string, Happened]>([
    ['denied', ['decided', first.digest, { outcome: 'deny' }]],
    ['rejected', ['rejected', first.digest]],
    ['taken back', ['closed', first.digest, { outcome: 'cancelled' }]],
  ])('that was %s ends no grant: a closed issue cut back to it is found (security.R9)', (_what, event) => {
    const cut = story(['submitted'], ['granted'], event)
    expect(check([status(cut)])).toMatchObject({ ok: false, code: 'TRAIL_TRUNCATED', at: 4 })
  })
})

describe('a request that changed', () => {
  const other = longer(3600, 'less')
  const trail = story(['submitted', other.digest], ['decided', other.digest], ['submitted'], ['granted'], ['ended'])

  it('shows its latest text, and not one before it (security.R9)', () => {
    expect(check([status(trail), receipt(trail)])).toMatchObject({ ok: true, request: canonicalJson(request) })
    const old = { ...record, request: other.request as never, digest: other.digest }
    expect(check([status(trail, old), receipt(trail)])).toMatchObject({ ok: false, code: 'TRAIL_ALTERED' })
    const waiting = trail.slice(0, 3)
    const open = { closed: false }
    expect(
      check([status(waiting, recordOf({ ...decided('pending', 'review'), ...old, state: 'pending' }))], open),
    ).toMatchObject({
      code: 'TRAIL_ALTERED',
    })
  })
})

describe('a request that was gone, and came back on its requester’s word (security.R9)', () => {
  const before: Happened[] = [
    ['submitted'],
    ['decided', undefined, { outcome: 'review' }],
    ['closed', undefined, { outcome: 'void' }],
  ]
  const shown = { ...decided('pending', 'review'), digest: record.digest ?? '' }

  it('fits while it waits, and when it is over again', () => {
    const waiting = story(...before, ['submitted'], ['decided', undefined, { outcome: 'review' }])
    expect(check([status(waiting, shown)], { closed: false })).toMatchObject({ ok: true })
    const over = story(...before, ['submitted'], ['granted'], ['ended'])
    expect(check([status(over), receipt(over)])).toMatchObject({ ok: true })
    const again = story(...before, ['submitted'], ['closed', undefined, { outcome: 'cancelled' }])
    expect(check([status(again, shown)])).toMatchObject({ ok: true })
  })

  it('fits while it is read anew and shows no request', () => {
    const { request: _, digest: __, ...unread } = decided('submitted', 'review')
    expect(check([status(story(...before), unread as never)], { closed: false })).toMatchObject({ ok: true })
  })

  it.each<[string, Happened[]]>([
    ['submitted', [['submitted']]],
    ['granted', [['submitted'], ['granted']]],
  ])('is not over with what came before it: closed and cut back to %s', (_what, after) => {
    const cut = story(...before, ...after)
    expect(check([status(cut, shown)])).toMatchObject({ ok: false, code: 'TRAIL_TRUNCATED' })
  })
})
