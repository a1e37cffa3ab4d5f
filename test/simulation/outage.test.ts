import { afterAll, expect, test } from 'vitest'
import { play } from './play.ts'
import { outageOf } from './schedule.ts'
import { createStores } from './stores.ts'

const stores = createStores('memory')
afterAll(() => stores.close())

const seeds = [1, 2, 3]

test.each([25, 73].flatMap((hours) => seeds.map((seed) => [hours, seed] as const)))(
  'GitHub is away for %i hours: ends are on time, nothing begins, and all is right a quarter of an hour later (seed %i)',
  async (hours, seed) => {
    const schedule = outageOf(seed, hours)
    const { violations, story } = await play(await stores.of(seed), schedule)
    expect(violations).toEqual([])
    // What began, began before it was away, or once it was back.
    const [away, back] = [900, 900 + hours * 3600]
    expect(story.begun.filter((at) => at > away + 10 && at < back)).toEqual([])
    expect(story.begun.length).toBeGreaterThan(0)
    expect(story.ends.size).toBeGreaterThan(2)
  },
)
