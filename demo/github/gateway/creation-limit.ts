import { type Answer, refusal } from './route.ts'

const MINUTE_MS = 60_000

/** GitHub's secondary limit on making content, by whoever makes it. */
export class CreationLimit {
  readonly #perMinute: number
  readonly #made = new Map<string, number[]>()

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  /** Counts a creation, or refuses it as GitHub does. */
  take(who: string, now: Date): Answer | undefined {
    const recent = (this.#made.get(who) ?? []).filter((time) => time > now.getTime() - MINUTE_MS)
    this.#made.set(who, recent)
    const [first] = recent
    if (first !== undefined && recent.length >= this.#perMinute) {
      const wait = Math.ceil((first + MINUTE_MS - now.getTime()) / 1_000)
      const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
      return { ...refusal(403, message), headers: { 'retry-after': String(wait) } }
    }
    recent.push(now.getTime())
    return undefined
  }
}
