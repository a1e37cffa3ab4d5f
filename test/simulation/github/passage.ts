import { DaypassError } from '../../../src/core/error.ts'
import type { EventKind, FailedKind } from '../events.ts'
import { failingCalls } from '../events.ts'
import type { Random } from '../random.ts'
import type { Passing } from '../targets/target.ts'
import type { Weather } from '../weather.ts'
import type { Calls } from './calls.ts'

/** What a call is made through: the process that makes it, and the world around. */
export type Surroundings = {
  random: Random
  weather(): Weather
  /** The instant as it is, and as the process takes it to be; milliseconds. */
  clock(): number
  now(): number
  /** Lets so many milliseconds pass, with what people do meanwhile. */
  pass(milliseconds: number): void
  isDown(): boolean
  /** Whether nothing can be judged now. */
  isUnjudgeable(): boolean
  /** `name`: of the call. */
  count(kind: EventKind, name: string): void
  note(line: string): void
  /** Where the process may die: it then never comes back. */
  boundary(name: string): Promise<void>
  /** Does something else that is due, in the middle of this. */
  overlap(): Promise<void>
}

/** Milliseconds by which a read is behind at most: what says who is who may be further behind than the rest. */
const furthest = (name: string) => (/^(owners|directory)\./.test(name) ? 60_000 : 4_000)

/** Calls as they get through, and as they do not. */
export function createPassage(around: Surroundings): Calls & { target: Passing; judging(): Promise<void> } {
  const { random } = around
  const isFailing = (name: string): name is (typeof failingCalls)[number] => failingCalls.some((one) => one === name)
  const fail = (name: string, kind: EventKind, error: DaypassError): never => {
    around.count(kind, name)
    if (isFailing(name)) around.count(`failed:${name}` satisfies FailedKind, name)
    around.note(`${name} fails: ${kind}`)
    throw error
  }
  const before = async (name: string): Promise<void> => {
    await around.boundary(`before ${name}`)
    around.pass(random.int(20, 400))
    if (random.chance(around.weather().overlap)) await around.overlap()
    around.note(name)
  }
  const maybeFail = (name: string): void => {
    const { unavailable, limited, shutOut } = around.weather()
    if (around.isDown() || random.chance(unavailable)) {
      if (random.chance(0.3)) around.pass(10_000)
      fail(name, 'call-unavailable', new DaypassError('GITHUB_UNAVAILABLE', 'GitHub has a bad day.'))
    }
    if (random.chance(limited)) {
      const until = new Date(around.now() + random.int(1, 60) * 1000)
      fail(name, 'call-limited', new DaypassError('GITHUB_LIMITED', 'Too many calls.', { until }))
    }
    if (random.chance(shutOut)) fail(name, 'read-shut-out', new DaypassError('GITHUB_SHUT_OUT', 'No token.'))
  }
  return {
    async read(name, work) {
      await before(name)
      maybeFail(name)
      const { behind, notFound } = around.weather()
      if (random.chance(notFound)) fail(name, 'read-not-found', new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.'))
      const isBehind = random.chance(behind)
      if (isBehind) around.count('read-behind', name)
      const result = work(around.clock() - (isBehind ? random.int(1, furthest(name)) : 0))
      await around.boundary(`after ${name}`)
      return result
    },
    async write(name, work) {
      await before(name)
      maybeFail(name)
      const result = work()
      await around.boundary(`after ${name}`)
      if (random.chance(around.weather().writtenAndUnavailable))
        fail(name, 'written-and-unavailable', new DaypassError('GITHUB_UNAVAILABLE', '502 Bad Gateway'))
      return result
    },
    cut(listing) {
      if (!random.chance(around.weather().cut)) return listing
      around.count('listing-cut', '')
      return listing.slice(0, random.int(0, Math.max(0, listing.length - 1)))
    },
    async judging() {
      await around.boundary('before judging')
      around.pass(random.int(500, 5_000))
      if (random.chance(around.weather().overlap)) await around.overlap()
      if (around.isUnjudgeable() || random.chance(around.weather().unavailable))
        fail('judging', 'call-unavailable', new DaypassError('OPA_MISSING', 'There is no opa.'))
    },
    target: {
      async before(name) {
        await before(name)
        const { unavailable } = around.weather()
        if (random.chance(unavailable))
          fail(name, 'call-unavailable', new DaypassError('CONNECTOR_FAILED', 'The target does not answer.'))
      },
      async after(name) {
        await around.boundary(`after ${name}`)
        if (random.chance(around.weather().writtenAndUnavailable))
          fail(name, 'written-and-unavailable', new DaypassError('CONNECTOR_FAILED', 'The answer was lost.'))
      },
    },
  }
}
