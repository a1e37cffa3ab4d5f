import { performance } from 'node:perf_hooks'
import type { Pair } from './finding.ts'
import { percentile } from './statistics.ts'

/** Milliseconds of each piece of work of one round. */
export type Times = { ours: number[]; rival: number[] }

type Turns<Item> = {
  items: readonly Item[]
  ours: (item: Item) => unknown
  rival: (item: Item) => unknown
  /** So many of ours, then so many of the rival's, and so on; default 1. */
  block?: number
}

/**
 * Does each piece of work once our way and once the rival's, in short turns, so that both meet the same weather on the machine. Who
 * goes first changes from turn to turn: what one leaves behind, such as garbage, falls on both.
 */
export async function inTurns<Item>({ items, ours, rival, block = 1 }: Turns<Item>): Promise<Times> {
  const times: Times = { ours: [], rival: [] }
  for (let from = 0; from < items.length; from += block) {
    const turn = items.slice(from, from + block)
    const first = (from / block) % 2 === 0
    for (const own of [first, !first]) {
      for (const item of turn) times[own ? 'ours' : 'rival'].push(await timed(() => (own ? ours : rival)(item)))
    }
  }
  return times
}

/** Milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

/** A percentile of each side of a round. */
export function pairAt(rank: number): (times: Times) => Pair {
  return ({ ours, rival }) => ({ ours: percentile(ours, rank), rival: percentile(rival, rank) })
}
