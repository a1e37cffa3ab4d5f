import type { Schedule } from './schedule.ts'
import { calmWeather, type Weather } from './weather.ts'

/** So many runs at most go into one schedule: at a second each, nobody waits for more. */
const mostTries = 80

/** A smaller schedule that still fails: parts of the weather, and what happens, are left out one by one, as long as it does. */
export async function shrink(schedule: Schedule, fails: (schedule: Schedule) => Promise<boolean>): Promise<Schedule> {
  let smallest = schedule
  let tries = 0
  const attempt = async (smaller: Schedule): Promise<boolean> => {
    tries += 1
    if (tries > mostTries || !(await fails(smaller))) return false
    smallest = smaller
    return true
  }
  await attempt({ ...smallest, weather: calmWeather })
  for (const name of Object.keys(calmWeather) as (keyof Weather)[])
    if (smallest.weather[name] !== 0) await attempt({ ...smallest, weather: { ...smallest.weather, [name]: 0 } })
  if (smallest.squalls) await attempt({ ...smallest, squalls: [] })
  for (const ambush of smallest.ambushes ?? [])
    await attempt({ ...smallest, ambushes: smallest.ambushes?.filter((one) => one !== ambush) ?? [] })
  for (let isSmaller = true; isSmaller && tries < mostTries; ) {
    isSmaller = false
    for (const happening of smallest.happenings.toReversed()) {
      const happenings = smallest.happenings.filter((one) => one !== happening)
      isSmaller = (await attempt({ ...smallest, happenings })) || isSmaller
    }
  }
  return smallest
}
