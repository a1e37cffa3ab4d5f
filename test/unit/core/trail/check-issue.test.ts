import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../../src/core/canonical-json.ts'
import { requestDigest } from '../../../../src/core/digest.ts'
import { renderReceipt, renderRest } from '../../../../src/core/rendering/receipt.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { checkIssue, type IssueEvidence } from '../../../../src/core/trail/check-issue.ts'
import { beginning, entryLine, type TrailEntry } from '../../../../src/core/trail/entry.ts'
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

const status = (shown: readonly TrailEntry[] = entries, of = record): string =>
  renderStatus(of, { cli: 'daypass', entries: shown })
const receipt = (shown: readonly TrailEntry[] = entries): string =>
  renderReceipt(record, { cli: 'daypass', entries: shown })
const check = (comments: readonly string[], more: Partial<IssueEvidence> = {}) =>
  checkIssue({ key, comments, closed: true, verify: sealed, ...more })

describe('an honest issue', () => {
  it('fits when it is over, and says what was asked for', () => {
    const line = canonicalJson(record.request)
    expect(check([status(), receipt()])).toStrictEqual({ ok: true, entries, request: line })
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
          kind: event.seq === 150 ? 'ended' : 'decided',
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
