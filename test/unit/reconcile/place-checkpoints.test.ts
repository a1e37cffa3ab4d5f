import { beforeEach, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import type { SignedCheckpoint } from '../../../src/core/trail/checkpoint.ts'
import { checkpointPath, placedText } from '../../../src/core/trail/placed.ts'
import type { NoticeStore } from '../../../src/ports/notices.ts'
import type { ChainPlacement, Placements } from '../../../src/ports/placements.ts'
import { createPlacing } from '../../../src/reconcile/place-checkpoints.ts'
import { type FakePlace, fakePlace } from '../../fakes/checkpoint-place.ts'

const repository = 7
/** Of the chain that ours is, or of another one. */
const hashOf = (seq: number, other = false): string => `${other ? 'b' : 'a'}${seq}`.padEnd(64, '0')
const at = '2026-11-21T12:00:00.000Z'
const checkpoint = (seq: number, other = false): SignedCheckpoint => ({
  checkpoint: { repository, seq, hash: hashOf(seq, other), at },
  signature: 'ours',
})

let place: FakePlace
let chain: ChainPlacement
let head: number
let givenUp: string[]
let noted: Parameters<NoticeStore['note']>[0][number][]
let logged: { level: string; code?: string; message: string }[]
let clock: Date
let cut: () => Promise<unknown>

/** A store that remembers one chain. */
const placements: Placements = {
  chains: async () => [{ ...chain }],
  hashAt: async (_repository, seq) => (seq <= head ? hashOf(seq) : undefined),
  isGivenUp: async (_repository, { hash }) => givenUp.includes(hash),
  setLast: async (_place, _repository, last) => {
    chain = { ...chain, last }
  },
  setAhead: async (_place, _repository, seen) => {
    const { ahead: _, ...rest } = chain
    chain = seen ? { ...rest, ahead: { seq: seen.seq, hash: seen.hash } } : rest
  },
  elsewhere: async () => [],
  ahead: async () => [],
  giveUp: async () => [],
}

beforeEach(() => {
  place = fakePlace((_bytes, signature) => signature === 'ours')
  chain = { repository, newest: checkpoint(10) }
  head = 12
  givenUp = []
  logged = []
  noted = []
  clock = new Date('2026-11-21T12:00:00Z')
  cut = async () => undefined
})

const log = (level: string) => (facts: { code?: string; err?: { code?: string } }, message: string) => {
  const code = facts.code ?? facts.err?.code
  logged.push({ level, ...(code === undefined ? {} : { code }), message })
}
const process = (enrolled = true) =>
  createPlacing({
    place,
    placements,
    cutCheckpoints: () => cut(),
    enrolled: () => enrolled,
    note: async (alerts) => void noted.push(...alerts),
    now: () => clock,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
  })
const placed = () => [...(place.files?.keys() ?? [])].map((path) => Number(/(\d+)\.json$/.exec(path)?.[1]))
const plant = (...signed: SignedCheckpoint[]) => {
  place.files ??= new Map()
  for (const one of signed) place.files.set(checkpointPath(one.checkpoint), placedText(one))
}
const codes = () => logged.map(({ level, code }) => `${level} ${code}`)

describe('what is placed', () => {
  test.each<[what: string, newest: number, minutes: number, expected: number[]]>([
    ['the newest, within the hour', 11, 59, [10]],
    ['another after an hour', 11, 60, [10, 11]],
    ['nothing where nothing is new', 10, 600, [10]],
    ['999 entries, within the hour', 1009, 1, [10]],
    ['1 000 entries, at once', 1010, 1, [10, 1010]],
  ])('%s', async (_what, newest, minutes, expected) => {
    const turn = process()
    await turn()
    expect(placed()).toEqual([10])
    head = newest
    chain = { ...chain, newest: checkpoint(newest) }
    clock = new Date(clock.getTime() + minutes * 60_000)
    await turn()
    expect(placed()).toEqual(expected)
    expect(logged).toEqual([])
  })

  test('a place is read once after the start, and then before anything is placed', async () => {
    await process()()
    const turn = process()
    for (let i = 0; i < 3; i++) await turn()
    expect(place.asked).toEqual(['last 7', 'put 10', 'last 7'])
  })

  test('placed by a process that died before it could say so: not twice', async () => {
    plant(checkpoint(10))
    await process()()
    expect(place.asked).toEqual(['last 7'])
    expect(chain.last).toMatchObject({ seq: 10, hash: hashOf(10) })
  })

  test('neither for repositories that nobody serves, nor for archived ones', async () => {
    await process(false)()
    expect(place.asked).toEqual([])
    place.shut = true
    await process()()
    expect([place.asked, logged]).toEqual([['last 7'], []])
  })

  test('although none could be cut', async () => {
    cut = () => Promise.reject(new DaypassError('TRAIL_TRUNCATED', 'The chain ends early.'))
    await process()()
    expect([placed(), codes()]).toEqual([[10], ['error TRAIL_TRUNCATED']])
  })
})

describe('what was placed and is gone', () => {
  test('is told to people, and what keeps that from being noted keeps nothing from the log', async () => {
    chain = { ...chain, last: { seq: 10, hash: hashOf(10), at: clock } }
    await process()()
    expect(noted.map(({ alert: { kind, about } }) => [kind, about])).toEqual([
      ['trail-behind', 'entry 10 is missing at its place'],
    ])
  })
})

describe('what fails', () => {
  test('is told once, tried again at every turn, and told again when it comes back', async () => {
    const turn = process()
    const limited = new DaypassError('GITHUB_LIMITED', 'Later.')
    for (const fails of [limited, limited, undefined, undefined, limited]) {
      place.fails = fails
      chain = { ...chain, newest: checkpoint(chain.newest.checkpoint.seq + 1000) }
      head += 1000
      await turn()
    }
    expect(codes()).toEqual(['warn GITHUB_LIMITED', 'warn GITHUB_LIMITED'])
    expect(placed()).toHaveLength(2)
  })

  test.each(['GITHUB_SHUT_OUT', 'GITHUB_GONE', 'REPOSITORY_NOT_ENROLLED'] as const)(
    '%s: left alone without a word',
    async (code) => {
      place.fails = new DaypassError(code, 'Gone.')
      await process()()
      expect(logged).toEqual([])
    },
  )
})

describe('a place that knows more than we do', () => {
  const cases: [what: string, placed: SignedCheckpoint, isAhead: boolean][] = [
    ['further than our chain', checkpoint(13), true],
    ['the same entry, with another hash', checkpoint(12, true), true],
    ['an older entry, with another hash', checkpoint(5, true), true],
    ['our own end', checkpoint(12), false],
    ['an older one of ours', checkpoint(5), false],
    ['further, and signed by somebody else', { ...checkpoint(500), signature: 'theirs' }, false],
  ]
  test.each(cases)('%s: %j is ahead: %s', async (_what, signed, isAhead) => {
    plant(signed)
    await process()()
    const { seq, hash } = signed.checkpoint
    expect(chain.ahead).toEqual(isAhead ? { seq, hash } : undefined)
    expect(codes()).toEqual(isAhead ? ['error TRAIL_TRUNCATED'] : [])
    if (isAhead) expect(place.asked).toEqual(['last 7'])
    const about = `entry ${seq} is missing here`
    const alert = { kind: 'trail-behind', subject: place.name, spell: about, about }
    expect(noted).toEqual(isAhead ? [{ repository: 7, alert, shared: false }] : [])
  })

  test('nothing is signed on, however much happens, and it is told once by each process', async () => {
    plant(checkpoint(13, true))
    const turn = process()
    await turn()
    head = 5_000
    chain = { ...chain, newest: checkpoint(5_000) }
    clock = new Date(clock.getTime() + 86_400_000)
    await turn()
    // Somebody takes away what shows it.
    place.files = new Map()
    await turn()
    expect([placed(), codes()]).toEqual([[], ['error TRAIL_TRUNCATED']])
    await process()()
    expect(codes()).toEqual(['error TRAIL_TRUNCATED', 'error TRAIL_TRUNCATED'])
    expect(chain.ahead).toBeDefined()
  })

  test('on the right store again, it goes on', async () => {
    chain = { ...chain, ahead: { seq: 11, hash: hashOf(11) } }
    await process()()
    expect([chain.ahead, placed()]).toEqual([undefined, [10]])
  })

  test('what an operator has given up stands in nobody’s way', async () => {
    plant(checkpoint(13, true))
    givenUp = [hashOf(13, true)]
    await process()()
    expect([chain.ahead, placed(), logged]).toEqual([undefined, [13, 10], []])
  })
})

describe('a place from which something was taken', () => {
  beforeEach(() => {
    chain = { ...chain, last: { seq: 9, hash: hashOf(9), at: new Date('2026-11-20T12:00:00Z') } }
  })

  test('is not made anew where it is gone: a copy of it could not be put back', async () => {
    const turn = process()
    await turn()
    await turn()
    expect([place.files, codes()]).toEqual([undefined, ['warn CHECKPOINTS_REMOVED']])
  })

  test('is told, and goes on, where a commit took the newest away', async () => {
    plant(checkpoint(4))
    await process()()
    expect([placed(), codes()]).toEqual([[4, 10], ['error CHECKPOINTS_REMOVED']])
  })
})
