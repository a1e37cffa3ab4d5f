import { asError, DaypassError, isDaypassError } from '../core/error.ts'
import type { TrailPosition } from '../core/trail/entry.ts'
import { isDue } from '../core/trail/placed.ts'
import type { CheckpointPlace, PlaceLook } from '../ports/checkpoint-place.ts'
import type { Log } from '../ports/log.ts'
import type { NoticeStore } from '../ports/notices.ts'
import type { ChainPlacement, Placements } from '../ports/placements.ts'

export type PlaceParts = {
  place: CheckpointPlace
  placements: Placements
  /** Writes down where each trail has got to. */
  cutCheckpoints(): Promise<unknown>
  enrolled: (repository: number) => boolean
  note: NoticeStore['note']
  now(): Date
  log: Log
}

/** Why a repository is left alone without a word: it is gone, or hidden from the app. */
const gone = ['GITHUB_SHUT_OUT', 'GITHUB_GONE', 'REPOSITORY_NOT_ENROLLED'] as const

/**
 * Places the newest checkpoint of each chain elsewhere, and first looks whether what lies there is of the same history: with a
 * checkpoint of ours ahead of the chain, the store is an older copy or was cut. Nothing is placed on it then, and nothing begins
 * until the operator has put it right; ends need none of this. Each place is read once after the start, and before anything is placed.
 */
export function createPlacing(parts: PlaceParts): () => Promise<void> {
  const { place, placements, log } = parts
  const lookedAt = new Set<number>()
  const told = new Map<number, string>()
  const failed = (repository: number, thrown: unknown): void => {
    const err = asError(thrown)
    if (gone.some((code) => isDaypassError(err, code))) return
    const said = isDaypassError(err) ? err.code : err.message
    if (told.get(repository) === said) return
    told.set(repository, said)
    const message = 'no checkpoint is placed for this repository; it is tried again every five minutes, and told once'
    log.warn({ err, repository, place: place.name }, message)
  }
  return async () => {
    await parts
      .cutCheckpoints()
      .catch((err: unknown) => log.error({ err: asError(err) }, 'no checkpoint of the trail was cut'))
    for (const chain of await placements.chains(place.name)) {
      const { repository } = chain
      if (!parts.enrolled(repository)) continue
      try {
        if (await placeOne(parts, chain, !lookedAt.has(repository))) told.delete(repository)
        lookedAt.add(repository)
      } catch (thrown) {
        failed(repository, thrown)
      }
    }
  }
}

/** Whether all is well with it. */
async function placeOne(parts: PlaceParts, chain: ChainPlacement, isFirst: boolean): Promise<boolean> {
  const { place, placements, now } = parts
  const { repository, newest, last } = chain
  if (chain.ahead && !(await isOurs(parts, repository, chain.ahead))) {
    if (isFirst) await tellAhead(parts, repository, chain.ahead)
    return false
  }
  if (chain.ahead) await placements.setAhead(place.name, repository, undefined)
  const due = isDue(newest.checkpoint, last, now())
  if (!due && !isFirst) return true
  // The place before the chain: what is placed meanwhile is in the chain already.
  const look = await place.last(repository)
  if (look.kind === 'shut') return true
  const seen = look.kind === 'there' ? look.newest?.checkpoint : undefined
  if (seen && !(await isOurs(parts, repository, seen))) {
    if (!(await placements.isGivenUp(repository, seen))) {
      await placements.setAhead(place.name, repository, seen)
      await tellAhead(parts, repository, seen)
      return false
    }
  } else if (seen && seen.seq > (last?.seq ?? 0)) {
    // Placed by a process that died before it could say so.
    const { seq, hash, at } = seen
    await placements.setLast(place.name, repository, { seq, hash, at: new Date(at) })
    if (seq >= newest.checkpoint.seq) return true
  }
  await refuseRemoved(parts, chain, look)
  if (!due) return true
  await place.put(newest)
  const { seq, hash } = newest.checkpoint
  await placements.setLast(place.name, repository, { seq, hash, at: now() })
  return true
}

async function isOurs({ placements }: PlaceParts, repository: number, { seq, hash }: TrailPosition): Promise<boolean> {
  return (await placements.hashAt(repository, seq)) === hash
}

async function tellAhead(parts: PlaceParts, repository: number, { seq }: TrailPosition): Promise<void> {
  const { place, log } = parts
  const message = `The trail is not what was signed and placed: there is a checkpoint of entry ${seq}. The store is an older copy, or entries were removed. Nothing begins in this repository; ends go on. Put the newest copy back, or run \`daypass adopt --trail ${repository}\` where it is lost.`
  log.error({ code: 'TRAIL_TRUNCATED', repository, place: place.name, seq }, message)
  await noteBehind(parts, repository, `entry ${seq} is missing here`)
}

/** Once for each entry that is missing. What cannot be noted keeps nothing from being told in the log. */
async function noteBehind({ place, note, now, log }: PlaceParts, repository: number, about: string): Promise<void> {
  const alert = { kind: 'trail-behind', subject: place.name, spell: about, about } as const
  await note([{ repository, alert, shared: false }], now()).catch((thrown: unknown) =>
    log.error({ err: asError(thrown), repository }, 'that a trail is behind could not be noted for people to hear'),
  )
}

/**
 * Throws CHECKPOINTS_REMOVED for a place that is gone: it is not made again, since whoever has a copy can put it back, which a new one
 * would stand in the way of.
 */
async function refuseRemoved(parts: PlaceParts, { repository, last }: ChainPlacement, look: PlaceLook): Promise<void> {
  const { place, log } = parts
  if (last === undefined || look.kind === 'shut') return
  if (look.kind === 'absent') {
    await noteBehind(parts, repository, `entry ${last.seq} is missing at its place`)
    const message = `What was placed is gone, up to the checkpoint of entry ${last.seq}. \`daypass doctor\` says what to do.`
    throw new DaypassError('CHECKPOINTS_REMOVED', message, { where: place.name })
  }
  const found = look.newest?.checkpoint.seq ?? 0
  if (found >= last.seq) return
  await noteBehind(parts, repository, `entry ${last.seq} is missing at its place`)
  const facts = { code: 'CHECKPOINTS_REMOVED', repository, place: place.name, seq: last.seq, found }
  log.error(facts, 'a checkpoint that was placed was taken away; the history of the place shows by whom')
}
