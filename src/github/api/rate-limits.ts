import { DaypassError } from '../../core/error.ts'
import { addSeconds, showInstant } from '../../core/instant.ts'
import type { Room } from '../../ports/room.ts'
import type { Failure } from './api-error.ts'
import { type Asked, type Made, waitFor } from './shares.ts'

/** How many creations an installation may make in a minute and in an hour; undefined: no budget of our own. */
export type CreationBudget = { perMinute: number; perHour: number }

const hour = 3_600
const shortest = 60
/** After a secondary limit, creations of that installation go one by one for this long (seconds). */
const strainedFor = hour
/** How much of a budget may be used where room is left for what nobody waits for: three quarters of what is not reserved. */
const calm = 9 / 16

type Bucket = {
  closedUntil: Date | undefined
  /** How often in a row GitHub limited us without saying for how long. */
  strikes: number
  strainedUntil: Date | undefined
  turn: Promise<unknown>
  /** When a creation found the budget used up: it comes again, and is not to find it used up by what can wait. */
  refusedAt: Date | undefined
  /** Creations within the last hour, oldest first. */
  creations: Made[]
  /** How many calls GitHub said last are left of its hour; undefined: it has not said. */
  callsLeft: number | undefined
}

/**
 * Keeps every installation within GitHub's limits. Calling on while limited may get the app banned, so a limited installation
 * is not called at all until the instant that GitHub named; the work stays where it is and comes back later.
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api)
 */
export class Limits {
  readonly #buckets = new Map<string, Bucket>()
  readonly #budget: CreationBudget | undefined

  constructor(budget: CreationBudget | undefined) {
    this.#budget = budget
  }

  /**
   * Throws GITHUB_LIMITED while the installation must not be called, or, for a creation, while its part of the budget is used up, or its
   * person's or its repository's share of that: the others go on creating. The error names the instant from which on it may be tried.
   */
  check(name: string, now: Date, asked?: Asked): void {
    const bucket = this.#bucket(name)
    if (bucket.closedUntil && now < bucket.closedUntil) throw limited(bucket.closedUntil)
    if (!asked || !this.#budget) return
    const at = now.getTime()
    const creations = bucket.creations.filter((made) => made.at > at - hour * 1000)
    bucket.creations = creations
    const { perMinute, perHour } = this.#budget
    const lastMinute = creations.filter((made) => made.at > at - 60_000)
    const waits = [
      waitFor(asked, lastMinute, { most: perMinute, within: 60_000 }),
      waitFor(asked, creations, { most: perHour, within: hour * 1000 }),
    ].filter((wait) => wait !== undefined)
    if (waits.length === 0) {
      creations.push({ ...asked, at })
      return
    }
    // Whoever has used up a share keeps nobody else from anything, so that it is no sign of little room.
    if (waits.some(({ shared }) => !shared)) bucket.refusedAt = now
    throw full(new Date(Math.max(...waits.map((wait) => wait.at))))
  }

  /**
   * Whether there is room for what nobody waits for: nothing is limited, nothing waits for its turn, no creation was refused within
   * the last minute because the budget was used up, and a quarter of what is not reserved is free.
   */
  isCalm(name: string, now: Date): boolean {
    const { closedUntil, strainedUntil, refusedAt, creations } = this.#bucket(name)
    const isOver = (until: Date | undefined) => until === undefined || now >= until
    if (!isOver(closedUntil) || !isOver(strainedUntil)) return false
    if (refusedAt !== undefined && now < addSeconds(refusedAt, shortest)) return false
    if (!this.#budget) return true
    const since = (seconds: number) => creations.filter((made) => made.at > now.getTime() - seconds * 1000).length
    const { perMinute, perHour } = this.#budget
    return since(60) < perMinute * calm && since(hour) < perHour * calm
  }

  /** Runs a creation at once, or, after a secondary limit, when the one before has been answered. */
  inTurn<T>(name: string, now: Date, work: () => Promise<T>): Promise<T> {
    const bucket = this.#bucket(name)
    if (!bucket.strainedUntil || now >= bucket.strainedUntil) return work()
    const mine = bucket.turn.then(work)
    bucket.turn = mine.catch(() => undefined)
    return mine
  }

  /** Takes note of an answer: the last call that GitHub grants closes the installation until the reset. */
  noteAnswer(name: string, headers: Readonly<Record<string, string | undefined>>, now: Date): void {
    const bucket = this.#bucket(name)
    bucket.strikes = 0
    const remaining = headers['x-ratelimit-remaining']
    if (/^\d{1,9}$/.test(remaining ?? '')) bucket.callsLeft = Number(remaining)
    if (remaining !== '0') return
    const reset = resetAt(headers, now)
    if (reset) bucket.closedUntil = reset
  }

  /** GITHUB_LIMITED when the failure is a limit, which closes the installation; undefined for every other failure. */
  noteFailure(name: string, { status, headers, said, error }: Failure, now: Date): DaypassError | undefined {
    if (status !== 403 && status !== 429) return undefined
    const exhausted = headers['x-ratelimit-remaining'] === '0'
    const secondary =
      status === 429 || headers['retry-after'] !== undefined || /secondary rate limit|abuse detection/i.test(said)
    if (!exhausted && !secondary) return undefined
    const bucket = this.#bucket(name)
    if (!exhausted || headers['retry-after'] !== undefined) bucket.strainedUntil = addSeconds(now, strainedFor)
    const until =
      retryAfter(headers, now) ?? (exhausted ? resetAt(headers, now) : undefined) ?? this.#unnamed(bucket, now)
    if (!bucket.closedUntil || until > bucket.closedUntil) bucket.closedUntil = until
    return limited(until, error)
  }

  /** What each installation has left of its hour; the calls in the app's own name have a budget of their own. */
  room(now: Date): Room[] {
    return [...this.#buckets].map(([installation, { callsLeft, creations }]) => {
      const made = creations.filter(({ at }) => at > now.getTime() - hour * 1000).length
      return {
        installation,
        ...(callsLeft === undefined ? {} : { calls: callsLeft }),
        ...(this.#budget ? { creations: Math.max(0, this.#budget.perHour - made) } : {}),
      }
    })
  }

  #unnamed(bucket: Bucket, now: Date): Date {
    const seconds = Math.min(shortest * 2 ** bucket.strikes, hour)
    bucket.strikes += 1
    return addSeconds(now, seconds)
  }

  #bucket(name: string): Bucket {
    const known = this.#buckets.get(name)
    if (known) return known
    const fresh: Bucket = {
      closedUntil: undefined,
      strikes: 0,
      strainedUntil: undefined,
      turn: Promise.resolve(),
      refusedAt: undefined,
      creations: [],
      callsLeft: undefined,
    }
    this.#buckets.set(name, fresh)
    return fresh
  }
}

function limited(until: Date, cause?: Error): DaypassError {
  const message = `GitHub's limit is reached: nothing is asked before ${showInstant(until, 'second')}, then it goes on by itself.`
  return new DaypassError('GITHUB_LIMITED', message, { until, ...(cause ? { cause } : {}) })
}

function full(until: Date): DaypassError {
  const message = `GitHub limits what Daypass creates, and what is left is for others: this is created after ${showInstant(until, 'second')}, by itself.`
  return new DaypassError('GITHUB_LIMITED', message, { until })
}

/** Seconds or an HTTP date; never more than an hour, so that one odd answer cannot silence us for a year. */
function retryAfter(headers: Readonly<Record<string, string | undefined>>, now: Date): Date | undefined {
  const text = headers['retry-after']
  if (text === undefined) return undefined
  const seconds = /^\d+$/.test(text) ? Number(text) : (new Date(text).getTime() - now.getTime()) / 1000
  return Number.isNaN(seconds) ? undefined : addSeconds(now, Math.min(Math.max(seconds, 1), hour))
}

/** The reset is told in whole seconds: one more, so that we are not early. */
function resetAt(headers: Readonly<Record<string, string | undefined>>, now: Date): Date | undefined {
  const reset = Number(headers['x-ratelimit-reset'])
  if (!(reset > 0)) return undefined
  const at = new Date((reset + 1) * 1000)
  const latest = addSeconds(now, hour + 1)
  return at <= now ? addSeconds(now, 1) : at > latest ? latest : at
}
