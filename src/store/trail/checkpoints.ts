import { asError, DaypassError } from '../../core/error.ts'
import { createChainCheck } from '../../core/trail/check-chain.ts'
import { type Checkpoint, checkpointBytes, type SignedCheckpoint } from '../../core/trail/checkpoint.ts'
import { beginning, type TrailEntry, type TrailPosition } from '../../core/trail/entry.ts'
import { fault } from '../../core/trail/fault.ts'
import type { Log } from '../../ports/log.ts'
import type { SignTrail } from './append.ts'
import { type CheckpointFile, checkpointFile } from './checkpoint-file.ts'
import type { CheckpointRows, GrownChain } from './checkpoint-rows.ts'

/** A checkpoint is cut after so many entries, or so many milliseconds, whichever comes first. */
const mostEntries = 1_000
const longestWait = 3_600_000

/** Entries of a chain that are read at once. */
const pageSize = 1_000

export type Checkpoints = {
  /**
   * Cuts a checkpoint of each chain for which one is due, or with `all` of each that grew since its last one, and returns those. A
   * chain that does not go through its last checkpoint gets none: that is logged as an error, and thrown (TRAIL_*) when the others
   * are done.
   */
  cut(all?: boolean): Promise<SignedCheckpoint[]>
  /** Every checkpoint, from the database and from the file beside it, as they stand there. */
  seen(): Promise<SignedCheckpoint[]>
  /** Told how many entries were committed; cuts in the background when enough came together. */
  grown(entries: number): void
  /** Resolves when nothing is being cut any more. */
  idle(): Promise<void>
}

export type CheckpointOptions = {
  rows: CheckpointRows
  sign: SignTrail
  trail: (repository: number, after: number, limit: number) => Promise<TrailEntry[]>
  /** Where they are kept beside the database. */
  file: string
  now: () => Date
  log: Log
}

export function createCheckpoints(options: CheckpointOptions): Checkpoints {
  const { rows, log } = options
  const file = checkpointFile(options.file)
  let since = 0
  let running: Promise<unknown> = Promise.resolve()
  const cut = (all = false): Promise<SignedCheckpoint[]> => {
    since = 0
    const next = running.then(() => cutAll(options, file, all))
    running = next.catch(() => undefined)
    return next
  }
  return {
    cut,
    seen: async () => [...(await file.read()), ...(await rows.all())],
    grown: (entries) => {
      since += entries
      if (since < mostEntries) return
      cut().catch((thrown: unknown) => log.error({ err: asError(thrown) }, 'no checkpoint of the trail could be cut'))
    },
    idle: async () => {
      await running
    },
  }
}

async function cutAll(options: CheckpointOptions, file: CheckpointFile, all: boolean): Promise<SignedCheckpoint[]> {
  const now = options.now()
  const due = (await options.rows.grown()).filter((chain) => all || isDue(chain, now))
  const lost = await options.rows.givenUp()
  const kept = await file.read()
  // What an operator has said is lost is no history that this chain has to go through.
  const counts = kept.filter(({ checkpoint: { repository, seq } }) => seq > (lost.get(repository) ?? 0))
  const signed: SignedCheckpoint[] = []
  const failures: Error[] = []
  for (const chain of due) {
    try {
      signed.push(await cutOne(options, chain, counts, now))
    } catch (thrown) {
      const err = asError(thrown)
      failures.push(err)
      options.log.error({ err, repository: chain.repository }, 'the trail of a repository gets no checkpoint')
    }
  }
  await keepMissing(options.rows, file, kept)
  if (failures[0] !== undefined) throw failures[0]
  return signed
}

/** Those of other processes too, and those that a crash kept from the file. */
async function keepMissing(
  rows: CheckpointRows,
  file: CheckpointFile,
  kept: readonly SignedCheckpoint[],
): Promise<void> {
  const name = ({ checkpoint }: SignedCheckpoint): string => `${checkpoint.repository} ${checkpoint.seq}`
  const there = new Set(kept.map(name))
  await file.append((await rows.all()).filter((one) => !there.has(name(one))))
}

function isDue({ seq, last }: GrownChain, now: Date): boolean {
  return last === undefined || seq - last.seq >= mostEntries || now.getTime() - Date.parse(last.at) >= longestWait
}

/** What grew since the last checkpoint is checked first: two histories are never both signed. */
async function cutOne(
  options: CheckpointOptions,
  chain: GrownChain,
  kept: readonly SignedCheckpoint[],
  now: Date,
): Promise<SignedCheckpoint> {
  const { repository, installation, seq, hash } = chain
  const from = chain.last ?? { seq: 0, hash: beginning }
  const seen = kept.map((one) => one.checkpoint).filter((one) => one.repository === repository && one.seq >= from.seq)
  const check = createChainCheck({ repository, from, positions: [from, { seq, hash }, ...seen] })
  for (let after = from.seq; after < seq; after += pageSize) {
    const entries = await options.trail(repository, after, Math.min(pageSize, seq - after))
    if (!entries.every((entry) => check.take(entry)) || entries.length === 0) break
  }
  const verdict = seq < from.seq ? shrunk(seq, from) : check.verdict()
  if (!verdict.ok) throw new DaypassError(verdict.code, verdict.message, { where: `trail of repository ${repository}` })
  const checkpoint: Checkpoint = { repository, seq, hash, at: now.toISOString() }
  const signature = await options.sign(checkpointBytes(checkpoint))
  await options.rows.keep({ checkpoint, signature }, installation)
  return { checkpoint, signature }
}

const shrunk = (seq: number, from: TrailPosition) =>
  fault('TRAIL_TRUNCATED', seq + 1, `The chain ends at ${seq}, although there is a checkpoint of entry ${from.seq}.`)
