import { asObject, isObject, type JsonObject } from './json.ts'
import type { Lagging, LagOptions } from './switch-types.ts'

/** Something that the app is shown as it was: not at all where there was nothing. */
type Behind = { before: JsonObject | undefined; reads: number; until: number }

/**
 * Reads that lag behind webhooks, as those of GitHub's replicas do. What a webhook has just told of is, for the first reads of the app
 * or for a time, what the webhook before told: 404 and missing in lists where it is new. What the app itself wrote it reads at once.
 */
export class Lag {
  options: LagOptions | undefined
  readonly #now: () => Date
  readonly #versions = new Map<string, JsonObject>()
  readonly #behind = new Map<string, Behind>()

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Takes note of what a webhook tells; `own` is what the app did itself. */
  note(payload: JsonObject, own: boolean): void {
    const subject = subjectOf(payload)
    if (subject === undefined) return
    const { key, alsoAt, value, gone, kind } = subject
    const before = this.#versions.get(key)
    if (gone) this.#versions.delete(key)
    else this.#versions.set(key, value)
    if (gone) this.#behind.delete(key)
    if (gone || own || this.options === undefined || JSON.stringify(before) === JSON.stringify(value)) return
    if (this.options.of?.includes(kind) === false || (this.options.onlyNew && before !== undefined)) return
    const { reads = Number.POSITIVE_INFINITY, ms = Number.POSITIVE_INFINITY } = this.options
    const until = this.#now().getTime() + ms
    const had = this.#current(key)
    this.#behind.set(key, { before: had ? had.before : before, reads, until })
    if (alsoAt !== undefined && before === undefined) this.#behind.set(alsoAt, { before: undefined, reads, until })
  }

  /** What the app reads, as the lagging replica has it; undefined for what is not there yet. */
  show(path: string, body: unknown): unknown {
    if (this.#behind.size === 0) return body
    for (const key of this.#behind.keys()) {
      const above = path.startsWith(`${key}/`) ? this.#current(key) : undefined
      if (above && above.before === undefined) return void this.#take(key)
    }
    if (Array.isArray(body)) return body.flatMap((item) => this.#item(item))
    const runs = asObject(body).check_runs
    if (Array.isArray(runs)) {
      const shown = runs.flatMap((item) => this.#item(item))
      return { total_count: Number(asObject(body).total_count) + shown.length - runs.length, check_runs: shown }
    }
    const key = keyOf(body)
    const behind = key === undefined ? undefined : this.#take(key)
    return behind === undefined ? body : behind.before
  }

  #item(item: unknown): unknown[] {
    const key = keyOf(item)
    const behind = key === undefined ? undefined : this.#take(key)
    if (behind === undefined) return [item]
    return behind.before === undefined ? [] : [behind.before]
  }

  #current(key: string): Behind | undefined {
    const behind = this.#behind.get(key)
    if (behind === undefined || (behind.reads > 0 && behind.until > this.#now().getTime())) return behind
    this.#behind.delete(key)
    return undefined
  }

  #take(key: string): Behind | undefined {
    const behind = this.#current(key)
    if (behind) behind.reads -= 1
    return behind
  }
}

type Subject = { key: string; alsoAt?: string; value: JsonObject; gone: boolean; kind: Lagging }

/** What a payload is about. A comment's also has the issue, and a review's the pull request, which changed only in passing. */
function subjectOf(payload: JsonObject): Subject | undefined {
  const gone = payload.action === 'deleted' || payload.action === 'transferred'
  // Webhooks write the state of a review small, and tell one time more.
  const { updated_at: _, ...review } = asObject(payload.review)
  const shown = isObject(payload.review) ? { ...review, state: String(review.state).toUpperCase() } : undefined
  // Webhooks tell the suite of a check run, where the API tells its number.
  const { check_suite: suite, ...run } = asObject(payload.check_run)
  const check = isObject(payload.check_run) ? { ...run, check_suite: { id: asObject(suite).id } } : undefined
  const found: [Lagging, unknown][] = [
    ['review', shown],
    ['comment', payload.comment],
    ['pull', payload.pull_request],
    ['issue', payload.issue],
    ['check', check],
  ]
  const [kind, value] = found.find(([, one]) => isObject(one)) ?? ['issue', undefined]
  const key = keyOf(value)
  if (key === undefined || !isObject(value)) return undefined
  const alsoAt = value === payload.pull_request ? pathOf(value.issue_url) : undefined
  return { key, ...(alsoAt === undefined ? {} : { alsoAt }), value: structuredClone(value), gone, kind }
}

/** The path under which the API has an issue, a comment, a pull request, a review or a check run. */
function keyOf(value: unknown): string | undefined {
  const { url, pull_request_url: pull, id } = asObject(value)
  return pull === undefined ? pathOf(url) : `${pathOf(pull)}/reviews/${id}`
}

function pathOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).pathname : undefined
}
