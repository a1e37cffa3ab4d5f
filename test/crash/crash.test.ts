import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMemory, type SimulatedStore } from '../simulation/store.ts'
import { liveAndDie, notSimulated, storeCrossings } from './pairs.ts'
import { hitsIn, type Line, lineOf, namesIn, readJournal, sides } from './points.ts'
import { isWell, type Report, textOfReport } from './report.ts'

// `npm run crash` stops at every point, in pairs too, and with real processes.

let store: SimulatedStore

beforeAll(async () => {
  store = await openMemory()
})
afterAll(() => store?.close())

const points = [
  ...['enqueue', 'requests.claim', 'requests.save', 'requests.release', 'displays.save', 'displays.release'],
  ...['grants.open', 'grants.keepLease', 'grants.extend', 'grants.end', 'leases.setRenewal'],
  ...[
    'issues.comment',
    'pulls.merge',
    'target.begin',
    'target.end',
    'deposits.take',
    'deposits.intend',
    'secrets.put',
    'deposits.put',
  ],
  ...['proposals.save', 'checks.create', 'governances.save'],
  ...['notices.claim', 'notices.tell', 'notices.release', 'alertIssues.open', 'desk.send'],
]

describe('a process that dies loses nothing and doubles nothing', () => {
  test.each(points.flatMap((point) => sides.map((side) => `${side} ${point}`)))('%s', async (place) => {
    const { died, violations } = await liveAndDie(store, [place])
    expect(died).toBe(1)
    expect(violations).toEqual([])
  })
})

test('nobody dies where nobody is to', async () => {
  const { died, violations, passed } = await liveAndDie(store, [])
  expect([died, violations]).toEqual([0, []])
  // Whatever the store has to write is a place to die at, but for what a simulated process has no part in.
  const unhit = storeCrossings(store).filter((name) => !passed.includes(`before ${name}`))
  expect(unhit).toEqual([...notSimulated].sort())
})

test('the second death follows the first', async () => {
  expect(await liveAndDie(store, ['after grants.open', 'before grants.keepLease'])).toMatchObject({
    died: 2,
    violations: [],
  })
  // No grant is opened before it has been decided upon, so that nobody comes there.
  expect(await liveAndDie(store, ['before nowhere', 'after grants.open'])).toMatchObject({ died: 0 })
})

describe('a journal', () => {
  const lines: Line[] = [
    { what: 'known', name: 'requests.save' },
    { what: 'before', name: 'requests.save' },
    { what: 'after', name: 'requests.save' },
    { what: 'before', name: 'requests.save' },
    { what: 'known', name: 'enqueue' },
  ]
  const text = lines.map(lineOf).join('')

  test('is read as it was written', () => {
    expect(readJournal(text)).toEqual(lines)
    expect(namesIn(lines)).toEqual(['enqueue', 'requests.save'])
    expect([...hitsIn(lines)]).toEqual([
      ['before requests.save', 2],
      ['after requests.save', 1],
    ])
  })

  test('may end in the middle of a line', () => {
    expect(readJournal(text.slice(0, -4))).toEqual(lines.slice(0, -1))
    expect(readJournal('bef')).toEqual([])
  })
})

describe('a report', () => {
  const row = { point: 'requests.save', hit: 2, lost: 0, doubled: 0, orphans: 0, seconds: 3 }
  const report: Report = { store: 'embedded', rows: [row], unhit: [], calm: [], findings: [] }

  test.each<[string, Partial<Report>, boolean]>([
    ['is well where nothing was found', {}, true],
    ['is not where nothing was looked at', { rows: [] }, false],
    ['is not where a point was never hit', { unhit: ['enqueue'] }, false],
    ['is not where something goes wrong without a death', { calm: ['allowed: #1 is open'] }, false],
    ['is not where something was found', { findings: ['after enqueue: #1 is open'] }, false],
  ])('%s', (_, change, well) => {
    expect(isWell({ ...report, ...change })).toBe(well)
  })

  test('says it all', () => {
    const text = textOfReport({ ...report, unhit: ['enqueue'], findings: ['after requests.save: #1 is open'] })
    expect(text.split('\n')).toEqual([
      'point              hit    lost doubled orphans seconds',
      'requests.save        2       0       0       0       3',
      'never hit: enqueue',
      'after requests.save: #1 is open',
      'embedded: 1 points, 2 runs; 0 lost, 0 doubled, 0 orphans; 1 points never hit',
    ])
  })
})
