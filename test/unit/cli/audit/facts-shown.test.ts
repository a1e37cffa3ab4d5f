import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { beginning, type TrailEntry } from '../../../../src/core/trail/entry.ts'
import type { TrailEvent } from '../../../../src/generated/trail-event.ts'
import { ref } from '../../core/trail/trail-samples.ts'
import { createTrailWorld, entryBy, recordOf, type TrailKey, type TrailWorld } from './trail-world.ts'

const hex = (digit: string): string => digit.repeat(64)
const grant = 'AAAAAAAAAAAAAAAAAAAAAA'
const decidedBy = { policy: hex('4'), texts: hex('5'), input: hex('6') }
type Told = [issue: number, kind: TrailEvent['kind'], facts: TrailEvent['facts'], actor?: TrailEvent['actor']]

/** What version 2 says of a request and of its repository. */
const told: Told[] = [
  [0, 'started', { version: '0.1.0', configuration: hex('c') }],
  [0, 'keys', { token: ['t2', 't1'], status: ['s'], trail: ['r'], delivery: ['d'], bundle: ['b'] }],
  [0, 'governed', { verdict: 'in-force', from: null, to: hex('4'), commit: 'c'.repeat(40), pull: null, approvers: [] }],
  [
    7,
    'submitted',
    {
      resource: 'orders-db',
      actions: ['read'],
      duration: 7200,
      sensitivity: 'high',
      kind: 'database',
      environment: 'production',
      ticket: true,
    },
    { kind: 'person', ref: ref('a') },
  ],
  [7, 'decided', { outcome: 'review', ...decidedBy, rules: [] }],
  [7, 'approved', { by: [ref('b')], slots: ['owners'], reviews: [11], bases: ['code-owners'], ...decidedBy }],
  [
    7,
    'granted',
    {
      grant,
      connector: 'orders-api',
      kind: 'token',
      begins: '2026-11-21T19:18:00.000Z',
      ends: '2026-11-21T21:18:00.000Z',
      how_it_ends: 'everywhere within 5 minutes',
      keys: [ref('e')],
      policy: hex('4'),
      place: 0,
    },
  ],
  [0, 'locked', { lockdown: 1, scope: 'resource orders-db', why: 'a drill\u001b[2J' }, { kind: 'operator' }],
  [0, 'lifted', { lockdown: 1, scope: 'resource orders-db', why: 'over' }, { kind: 'operator' }],
  [
    0,
    'governed',
    { verdict: 'refused', from: hex('4'), to: hex('7'), commit: null, pull: 12, approvers: [ref('b'), ref('d')] },
  ],
  [0, 'judged', { verdict: 'success' }],
  [0, 'placed', { place: 'branch', entry: 9 }],
  [
    7,
    'ended',
    {
      grant,
      cause: 'time',
      effective: '2026-11-21T21:18:00.400Z',
      lateness_ms: 400,
      proof: 'refused',
      attempts: 1,
      uses: 3,
      first_use: '2026-11-21T19:20:00.000Z',
      last_use: '2026-11-21T20:02:00.000Z',
      used_scopes: ['orders:read'],
    },
    { kind: 'time' },
  ],
  [
    0,
    'drilled',
    {
      connector: 'orders-api',
      type: 'token',
      grant,
      outcome: 'passed',
      control: 'let-in',
      seconds_to_use: 0.2,
      seconds_to_proof: 12.4,
      proof: 'refused',
    },
  ],
  [
    0,
    'drilled',
    {
      connector: 'orders-api',
      type: 'token',
      grant,
      outcome: 'failed',
      control: 'kept-out',
      why: 'api.test answered 403 when a live token was shown to it',
    },
  ],
  [0, 'forgot', { requests: 3 }, { kind: 'operator' }],
]

function chain(key: TrailKey): TrailEntry[] {
  const digest = recordOf().digest ?? ''
  const steps = new Map<number, number>()
  const entries: TrailEntry[] = []
  for (const [index, [issue, kind, facts, actor = { kind: 'daypass' as const }]] of told.entries()) {
    const step = (steps.get(issue) ?? 0) + 1
    steps.set(issue, step)
    const at = new Date(Date.parse('2026-11-21T19:14:00Z') + index * 60_000).toISOString()
    const previous = entries.at(-1)?.hash ?? beginning
    const place = { repository: 99, seq: index + 1, previous, issue, step }
    entries.push(entryBy(key, { version: 2, ...place, at, kind, actor, facts, ...(issue === 0 ? {} : { digest }) }))
  }
  return entries
}

let it: TrailWorld
beforeEach(async () => {
  it = await createTrailWorld()
  it.records.kept = []
  it.records.entries = chain(it.key)
})
const golden = (name: string) => expect(it.world.out).toMatchFileSnapshot(`../../../golden/cli/${name}.txt`)

describe('what version 2 says', () => {
  test('of a request is shown in words', async () => {
    expect(await it.world.run('audit', 'show', '--store', '99#7')).toBe(0)
    await golden('audit-show-facts')
  })

  test('of a repository is shown in words, and clears no screen', async () => {
    expect(await it.world.run('audit', 'show', '--store', '99#0')).toBe(0)
    expect(it.world.out).not.toContain('\u001b')
    await golden('audit-show-repository')
  })

  test('of a repository is answered to programs', async () => {
    expect(await it.world.run('audit', 'show', '--store', '99#0', '--json')).toBe(0)
    const { ok, entries } = JSON.parse(it.world.out)
    expect([ok, entries.length]).toEqual([true, 11])
  })

  test('of a repository is absent where there is none', async () => {
    expect(await it.world.run('audit', 'show', '--store', '98#0')).toBe(1)
    expect(it.world.err).toContain('[TRAIL_MISSING]')
    expect(await it.world.run('audit', 'show', '--store', '99#00')).toBe(2)
  })

  test('verifies, is exported, and verifies there; a spreadsheet has the same columns', async () => {
    expect(await it.world.run('audit', 'verify', '--store')).toBe(0)
    expect(await it.world.run('audit', 'export')).toBe(0)
    const file = join(it.world.home, 'trail.jsonl')
    await writeFile(file, it.world.out)
    expect(await it.world.run('audit', 'verify', '--json', '--export', file)).toBe(0)
    expect(JSON.parse(it.world.out)).toMatchObject({ ok: true, found: [{ entries: told.length }] })
    await it.world.run('audit', 'export')
    await writeFile(file, it.world.out.replace('"requests":3', '"requests":0'))
    expect(await it.world.run('audit', 'verify', '--json', '--export', file)).toBe(1)
    expect(JSON.parse(it.world.out)).toMatchObject({ code: 'TRAIL_ALTERED', at: told.length })
    expect(await it.world.run('audit', 'export', '--csv')).toBe(0)
    const [header, ...rows] = it.world.out.trimEnd().split('\r\n')
    expect(header).toBe('"repository","entry","at","request","step","what","who","person","digest","facts","hash"')
    expect(rows[0]).toMatch(/^"acme\/access","1",.*,"#0","1","started","daypass",/)
  })

  test('of use tells none from not known', async () => {
    const last = it.records.entries.findIndex(({ event }) => event.kind === 'ended')
    const { event } = it.records.entries[last] as TrailEntry
    const with_ = (facts: TrailEvent['facts']) =>
      it.records.entries.splice(last, 1, entryBy(it.key, { ...event, facts: { ...event.facts, ...facts } }))
    with_({ uses: 0, first_use: undefined, last_use: undefined, used_scopes: [] })
    await it.world.run('audit', 'show', '--store', '99#7')
    expect(it.world.out).toContain('  Used      not once\n')
    with_({ uses: undefined, first_use: undefined, last_use: undefined, used_scopes: undefined })
    await it.world.run('audit', 'show', '--store', '99#7')
    expect(it.world.out).not.toContain('  Used')
  })
})
