import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { readJournal } from './journal.ts'
import type { Part } from './parts.ts'
import type { Places, Room } from './room.ts'
import { type Plan, type Score, scoreOf } from './score.ts'
import type { Told } from './stryker-plugins.ts'

export type RunOptions = {
  workers: number
  seed: number
  /** How many mutants of a part that is sampled. */
  sample: number
  /** How many of each part in this run, at most. */
  most: number
}

/**
 * Tries what is left to try of a part, in the room, and says what the journal then knows. This process works in the room from then on.
 * Rejects when the tests fail on unchanged lines; the log is in the room.
 */
export async function tryPart(part: Part, room: Room, { workers, seed, sample, most }: RunOptions): Promise<Score> {
  const told: Told = {
    part: part.name,
    tree: room.tree,
    treeSha256: room.treeSha256,
    files: room.files,
    journal: room.journal,
    plan: room.planOf(part.name),
    seed,
    most,
    ...(part.sampled && { sample }),
  }
  process.chdir(room.tree)
  process.env.TMPDIR = room.temporary
  process.env.DAYPASS_MUTATE_TESTS = JSON.stringify(part.tests)
  await new Stryker({
    mutate: [...part.files],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'stryker-plugins.ts')],
    vitest: { configFile: 'test/mutation/vitest.mutation.config.ts' },
    reporters: ['journal'],
    ignorers: ['sets'],
    // The room is ours: what Stryker would make a sandbox of is one already.
    inPlace: true,
    tempDirName: join(room.temporary, 'stryker'),
    disableTypeChecks: false,
    concurrency: workers,
    // Other processes run beside. An endless loop is found by counting, not by waiting.
    timeoutMS: 6000,
    timeoutFactor: 2,
    dryRunTimeoutMinutes: 20,
    logLevel: 'off',
    fileLogLevel: 'info',
    allowConsoleColors: false,
    warnings: false,
    daypass: told,
  } as ConstructorParameters<typeof Stryker>[0]).runMutationTest()
  return readScore(part, room) as Score
}

/** What is known of a part without trying anything: undefined where it was never planned. */
export function readScore(part: Part, room: Pick<Places, 'journal' | 'planOf'>): Score | undefined {
  const path = room.planOf(part.name)
  if (!existsSync(path)) return undefined
  return scoreOf(part, JSON.parse(readFileSync(path, 'utf8')) as Plan, readJournal(room.journal))
}
