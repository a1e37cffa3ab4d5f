import { canonicalJson } from '../canonical-json.ts'
import { readCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import type { TrailPosition } from './entry.ts'

/** The branch of an access repository that its checkpoints are placed on. */
export const checkpointBranch = 'checkpoints'

/** A checkpoint as it lies in another place; `before`: the number of the one that was the newest there. */
export type PlacedCheckpoint = SignedCheckpoint & { before?: number }

/** The folder of a repository's checkpoints, there and in every clone. */
export const checkpointFolder = (repository: number): string => `trail/${repository}`

export function checkpointPath({ repository, seq }: { repository: number; seq: number }): string {
  return `${checkpointFolder(repository)}/${seq}.json`
}

/** The number in the name of a checkpoint's file; undefined: no checkpoint is called that. */
export function seqOfFile(name: string): number | undefined {
  const seq = /^([1-9]\d{0,15})\.json$/.exec(name)?.[1]
  return seq === undefined || !Number.isSafeInteger(Number(seq)) ? undefined : Number(seq)
}

/** The one text of a placed checkpoint: a line of RFC 8785 JSON, which reads like those of `checkpoints.jsonl`. */
export function placedText({ before, checkpoint, signature }: PlacedCheckpoint): string {
  return `${canonicalJson({ ...(before === undefined ? {} : { before }), checkpoint, signature })}\n`
}

/** A file's text as the checkpoint that belongs at this path; undefined: it is none, or another one. Its signature is another question. */
export function readPlaced(path: string, text: string): PlacedCheckpoint | undefined {
  const value = parse(text)
  const read = readCheckpoint(value)
  if (!read || checkpointPath(read.checkpoint) !== path) return undefined
  const { before } = value as { before?: unknown }
  const placed = before === undefined ? read : { ...read, before: before as number }
  // Git may have made other line ends of it; every other byte counts.
  const isExact = placedText(placed) === text.replaceAll('\r\n', '\n')
  return isExact && (before === undefined || seqOfFile(`${before}.json`) === before) ? placed : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** After how many entries, or milliseconds, another one is placed; whichever comes first. */
const mostEntries = 1_000
const longestWait = 3_600_000

/** What this deployment remembers of a place: the newest that lies there, and when it was placed. */
export type LastPlaced = TrailPosition & { at: Date }

/** Whether the newest checkpoint is to be placed now: only what is new, and not more often than once an hour or a thousand entries. */
export function isDue(newest: TrailPosition, last: LastPlaced | undefined, now: Date): boolean {
  if (last === undefined) return true
  if (newest.seq <= last.seq) return false
  return newest.seq - last.seq >= mostEntries || now.getTime() - last.at.getTime() >= longestWait
}
