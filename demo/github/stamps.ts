import { asObject, type JsonObject, wholeSeconds } from './json.ts'

type Stamp = {
  created: string
  updated: string
  closed: string | null
  gone: 'deleted' | { movedTo: string } | undefined
  /** Only of a comment. */
  comment: { id: number; repositoryUrl: string } | undefined
}

/**
 * When issues and comments were made and changed by the gateway's clock, and which issues are gone: `emulate` has a clock of
 * its own, counts milliseconds, and can neither delete nor transfer.
 */
export class Stamps {
  readonly #stamps = new Map<string, Stamp>()
  readonly #now: () => Date
  anyGone = false

  constructor(now: () => Date) {
    this.#now = now
  }

  created(object: JsonObject): void {
    const now = wholeSeconds(this.#now())
    this.#stamps.set(keyOf(object), {
      created: now,
      updated: now,
      closed: null,
      gone: undefined,
      comment: commentOf(object),
    })
  }

  updated(object: JsonObject): void {
    const stamp = this.#stamps.get(keyOf(object))
    if (stamp === undefined) return
    stamp.updated = wholeSeconds(this.#now())
    if (object.state === 'open') stamp.closed = null
    if (object.state === 'closed') stamp.closed ??= stamp.updated
  }

  markGone(issue: JsonObject, how: Exclude<Stamp['gone'], undefined>): void {
    const stamp = this.#stamps.get(keyOf(issue))
    if (stamp) stamp.gone = how
    this.anyGone = true
  }

  /** Ids of a repository's comments that were changed at or after a time (undefined: ever), oldest first. */
  commentIds(repositoryUrl: string, since: string | undefined): number[] {
    const chosen = [...this.#stamps.values()].filter(({ comment, updated }) => {
      return comment?.repositoryUrl === repositoryUrl && (since === undefined || updated >= since)
    })
    return chosen.map(({ comment }) => comment?.id ?? 0)
  }

  forget(object: JsonObject): void {
    this.#stamps.delete(keyOf(object))
  }

  gone(issue: JsonObject): Stamp['gone'] {
    return this.#stamps.get(keyOf(issue))?.gone
  }

  /** Writes the times into an issue or a comment. */
  apply(object: JsonObject): void {
    const stamp = this.#stamps.get(keyOf(object))
    if (stamp === undefined) return
    object.created_at = stamp.created
    object.updated_at = stamp.updated
    if ('closed_at' in object) object.closed_at = stamp.closed
  }
}

function keyOf(object: unknown): string {
  const { id, number } = asObject(object)
  return `${number === undefined ? 'comment' : 'issue'} ${id}`
}

function commentOf(object: JsonObject) {
  if (object.number !== undefined) return undefined
  return { id: Number(object.id), repositoryUrl: String(object.issue_url).replace(/\/issues\/\d+$/, '') }
}
