import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChainOptions, checkChain } from '../../../../src/core/trail/check-chain.ts'
import { entryLine, type TrailEntry } from '../../../../src/core/trail/entry.ts'
import { runs } from '../../../runs.ts'
import { chainOf, entryOf, forged, ref, sealed } from './trail-samples.ts'

const verify = sealed
const honest = chainOf(9)
const at = (index: number): TrailEntry => honest[index] as TrailEntry
const position = (index: number) => ({ seq: at(index).event.seq, hash: at(index).hash })

/** The chain with some entries replaced. */
const spliced = (index: number, remove: number, ...insert: unknown[]): unknown[] => [
  ...honest.slice(0, index),
  ...insert,
  ...honest.slice(index + remove),
]

/** From an entry on another history, hashed and signed with the trail key: what its thief, or a split brain, could make. */
const otherHistory = chainOf(9, { from: 4, facts: { resource: 'another' } })

describe('an honest chain', () => {
  it('fits, and ends where it ends', () => {
    expect(checkChain(honest, { verify })).toStrictEqual({ ok: true, entries: 9, head: position(8) })
  })

  it('fits from a place that is known', () => {
    expect(checkChain(honest.slice(4), { verify, from: position(3) })).toStrictEqual({
      ok: true,
      entries: 5,
      head: position(8),
    })
  })

  it('fits when there is none yet', () => {
    expect(checkChain([], { verify })).toMatchObject({ ok: true, entries: 0, head: { seq: 0 } })
  })

  it('goes through every place that was seen', () => {
    expect(checkChain(honest, { verify, positions: [position(2), position(8), position(2)] })).toMatchObject({
      ok: true,
    })
  })

  it('lets two entries be noted at one instant', () => {
    const second = forged(at(1), { at: at(0).event.at })
    expect(checkChain([at(0), second], { verify })).toMatchObject({ ok: true })
  })
})

const cases: [what: string, entries: () => unknown[], code: string, seq: number, options?: ChainOptions][] = [
  ['something that is no entry', () => spliced(3, 1, 'an entry'), 'TRAIL_SHAPE', 4],
  ['null', () => spliced(0, 1, null), 'TRAIL_SHAPE', 1],
  ['a member that nobody knows', () => spliced(3, 1, { ...at(3), note: 'x' }), 'TRAIL_SHAPE', 4],
  ['a number of a person', () => spliced(3, 1, forged(at(3), { facts: { by: [5] as never } })), 'TRAIL_SHAPE', 4],
  ['an instant that is none', () => spliced(3, 1, forged(at(3), { at: '2026-13-45T12:00:00Z' })), 'TRAIL_SHAPE', 4],
  [
    'half a character',
    () => spliced(3, 1, { ...at(3), event: { ...at(3).event, facts: { why: '\ud800' } } }),
    'TRAIL_SHAPE',
    4,
  ],
  ['a changed fact', () => spliced(3, 1, { ...at(3), event: { ...at(3).event, facts: {} } }), 'TRAIL_ALTERED', 4],
  ['a changed hash', () => spliced(8, 1, { ...at(8), hash: at(7).hash }), 'TRAIL_ALTERED', 9],
  ['a hash in capitals', () => spliced(3, 1, { ...at(3), hash: at(3).hash.toUpperCase() }), 'TRAIL_ALTERED', 4],
  ['a changed number', () => spliced(3, 1, { ...at(3), event: { ...at(3).event, seq: 9 } }), 'TRAIL_ALTERED', 4],
  [
    'a changed fact, hashed anew',
    () => spliced(3, 1, { ...forged(at(3), { facts: {} }), signature: at(3).signature }),
    'TRAIL_SIGNATURE',
    4,
  ],
  ['another’s signature', () => spliced(3, 1, { ...at(3), signature: at(4).signature }), 'TRAIL_SIGNATURE', 4],
  ['no signature', () => spliced(3, 1, { ...at(3), signature: '' }), 'TRAIL_SIGNATURE', 4],
  ['an entry left out', () => spliced(3, 1), 'TRAIL_GAP', 4],
  ['the first left out', () => spliced(0, 1), 'TRAIL_GAP', 1],
  ['several left out', () => spliced(2, 5), 'TRAIL_GAP', 3],
  ['two swapped', () => spliced(3, 2, at(4), at(3)), 'TRAIL_ORDER', 5],
  ['the last one first', () => [at(8), ...honest.slice(0, 8)], 'TRAIL_ORDER', 9],
  ['all turned round', () => honest.toReversed(), 'TRAIL_ORDER', 9],
  ['one twice in a row', () => spliced(3, 1, at(3), at(3)), 'TRAIL_DOUBLED', 4],
  ['one again at the end', () => [...honest, at(2)], 'TRAIL_DOUBLED', 3],
  ['the end cut off', () => honest.slice(0, 6), 'TRAIL_TRUNCATED', 7, { positions: [position(2), position(8)] }],
  ['everything cut off', () => [], 'TRAIL_TRUNCATED', 1, { positions: [position(0)] }],
  ['another end than the one that was seen', () => otherHistory, 'TRAIL_FORK', 9, { positions: [position(8)] }],
  ['another history spliced in', () => [...honest.slice(0, 5), ...otherHistory.slice(5)], 'TRAIL_FORK', 6],
  ['both histories side by side', () => [...honest.slice(0, 5), otherHistory[4]], 'TRAIL_FORK', 5],
  [
    'two sightings that differ',
    () => honest,
    'TRAIL_FORK',
    9,
    { positions: [position(8), { seq: 9, hash: at(7).hash }] },
  ],
  [
    'another beginning than the known one',
    () => honest.slice(4),
    'TRAIL_FORK',
    5,
    { from: { seq: 4, hash: at(4).hash } },
  ],
  ['an entry from before the known place', () => honest.slice(2), 'TRAIL_ORDER', 3, { from: position(3) }],
  [
    'one dated before the one before it',
    () => spliced(3, 1, forged(at(3), { at: '2026-11-20T00:00:00Z' })),
    'TRAIL_BACKDATED',
    4,
  ],
  ['a step left out of its request', () => [at(0), forged(at(1), { issue: 4, step: 3 })], 'TRAIL_GAP', 2],
  ['a request that begins in the middle', () => [forged(at(0), { step: 2 })], 'TRAIL_GAP', 1],
  ['an entry of another repository', () => spliced(3, 1, forged(at(3), { repository: 72 })), 'TRAIL_FOREIGN', 4],
  ['the chain of another repository', () => honest, 'TRAIL_FOREIGN', 1, { repository: 72 }],
]

describe('what does not fit is named', () => {
  it.each(cases)('%s', (_what, entries, code, seq, options = {}) => {
    expect(checkChain(entries(), { verify, ...options })).toMatchObject({ ok: false, code, at: seq })
  })

  it('says in words where it is', () => {
    const verdict = checkChain(spliced(3, 1), { verify })
    expect(verdict).toMatchObject({ message: 'Entry 4 is missing: entry 5 stands in its place.' })
  })

  it('is blind to a cut end without a sighting of it: that is what checkpoints are for', () => {
    expect(checkChain(honest.slice(0, 6), { verify })).toMatchObject({ ok: true })
  })
})

/** A number from 0 to below `sides`. */
type Roll = (sides: number) => number
type Mutation = (entries: TrailEntry[], roll: Roll) => unknown[]

/** One bit of the text of an entry; what is no JSON any more is handed on as the text that it is. */
const flip: Mutation = (entries, roll) => {
  const index = roll(entries.length)
  const bytes = Buffer.from(entryLine(entries[index] as TrailEntry))
  const bit = roll(bytes.length * 8)
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  const text = bytes.toString('utf8')
  let value: unknown = text
  try {
    value = JSON.parse(text)
  } catch {
    // It stays a text.
  }
  return entries.with(index, value as TrailEntry)
}

const drop: Mutation = (entries, roll) => entries.toSpliced(roll(entries.length), 1)
const swap: Mutation = (entries, roll) => {
  const [a, b] = [roll(entries.length), roll(entries.length - 1)]
  const c = b < a ? b : b + 1
  return entries.with(a, entries[c] as TrailEntry).with(c, entries[a] as TrailEntry)
}
const double: Mutation = (entries, roll) =>
  entries.toSpliced(roll(entries.length + 1), 0, entries[roll(entries.length)] as TrailEntry)
const truncate: Mutation = (entries, roll) => entries.slice(0, roll(entries.length))
const fork: Mutation = (entries, roll) => {
  const index = roll(entries.length)
  const event = (entries[index] as TrailEntry).event
  const another = entryOf({ ...event, facts: { ...event.facts, grant: `another ${roll(1000)}` } })
  return roll(2) === 0 ? entries.with(index, another) : entries.toSpliced(index + 1, 0, another)
}
const backdate: Mutation = (entries, roll) => {
  const index = roll(entries.length - 1) + 1
  const event = (entries[index] as TrailEntry).event
  const earlier = new Date(Date.parse(event.at) - (roll(1000) + 2) * 1000).toISOString()
  return entries.with(index, entryOf({ ...event, at: earlier }))
}
const rewrite: Mutation = (entries, roll) => {
  const index = roll(entries.length)
  const entry = entries[index] as TrailEntry
  const changed = forged(entry, { actor: { kind: 'person', ref: ref('c') } })
  return entries.with(index, { ...changed, signature: entry.signature })
}

const mutations = { flip, drop, swap, double, truncate, fork, backdate, rewrite }

describe('random mutations', () => {
  it('are all found, each with a code that fits', () => {
    const chain = chainOf(6)
    const head = chain.at(-1) as TrailEntry
    const options = { verify, positions: [{ seq: head.event.seq, hash: head.hash }] }
    expect(checkChain(chain, options)).toMatchObject({ ok: true })
    const fitting: Record<keyof typeof mutations, string[]> = {
      flip: ['TRAIL_SHAPE', 'TRAIL_ALTERED', 'TRAIL_SIGNATURE'],
      drop: ['TRAIL_GAP', 'TRAIL_TRUNCATED'],
      swap: ['TRAIL_ORDER'],
      double: ['TRAIL_DOUBLED', 'TRAIL_ORDER'],
      truncate: ['TRAIL_TRUNCATED'],
      fork: ['TRAIL_FORK'],
      backdate: ['TRAIL_BACKDATED', 'TRAIL_FORK'],
      rewrite: ['TRAIL_SIGNATURE'],
    }
    const names = Object.keys(mutations) as (keyof typeof mutations)[]
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.gen(), (name, draw) => {
        const mutated = mutations[name](chain, (sides) => draw(fc.nat, sides - 1))
        const verdict = checkChain(mutated, options)
        expect(verdict.ok ? 'not found' : verdict.code).toBeOneOf(fitting[name])
      }),
      { numRuns: runs(4_000, 100_000) },
    )
  })
})
