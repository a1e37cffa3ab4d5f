import { expect, test } from 'vitest'
import { simulate } from '../simulate.ts'
import { createStores } from '../stores.ts'

const count = 50

/** Plays fifty seeds in memory. They are in several files, so that several processes play them. */
export function fiftySeeds(from: number): void {
  test(`none of the seeds from ${from} to ${from + count - 1} breaks an invariant`, async () => {
    const stores = createStores('memory')
    const { violations, seeds } = await simulate(stores, { from, count })
    await stores.close()
    expect(violations).toEqual([])
    expect(seeds).toBe(count)
  })
}
