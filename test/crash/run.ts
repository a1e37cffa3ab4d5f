import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setStage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { asError } from '../../src/core/error.ts'
import type { Final } from './final.ts'
import { createKeeper } from './keeper.ts'
import { type Death, type Line, readJournal } from './points.ts'
import type { Scenario } from './scenarios.ts'
import { textOf, type Verdict, verdictOf } from './verdict.ts'

/** A store of its own for a run: what the server's environment says of it, and what becomes of it. */
export type RunStore = {
  env: Record<string, string>
  /** An embedded one with nothing in it, to be copied. */
  emptyStore?: string
  /** What is done after a death, before the next process starts. */
  meanwhile?: () => Promise<void>
}

export type Run = Verdict & { died: boolean; lines: Line[] }

/** Plays one scenario with real processes, one of which dies if it gets there, and looks at what has become of it. */
export async function runOnce(scenario: Scenario, store: RunStore, death?: Death): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'daypass-crash-'))
  const journal = join(folder, 'journal')
  const { meanwhile } = store
  const keeper = createKeeper({ journal, death, ...(meanwhile && { meanwhile }) })
  const options = await scenario.options?.()
  const { emptyStore } = scenario.isFirstStart ? {} : store
  try {
    const stage = await setStage({
      ...{ inProcess: 'commands', refresh: 1, start: keeper.start, ...options },
      ...(emptyStore === undefined ? {} : { emptyStore }),
      env: { ...store.env, ...options?.env },
    })
    try {
      const verdict = await playOn(stage, scenario, { journal, deaths: keeper.deaths })
      verdict.lost.push(...keeper.failures())
      return { ...verdict, died: keeper.deaths() > 0, lines: readJournal(textOf(journal)) }
    } finally {
      await stage.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function playOn(
  stage: Awaited<ReturnType<typeof setStage>>,
  scenario: Scenario,
  { journal, deaths }: { journal: string; deaths: () => number },
): Promise<Verdict> {
  let finals: Final[]
  try {
    finals = await scenario.play(stage)
    await stage.github.settled()
    await isQuiet(journal)
  } catch (error) {
    return { lost: [asError(error).message], doubled: [], orphans: [] }
  }
  const before = deaths()
  await stage.server.stop()
  // It died as it stopped: whoever starts it once more finds what that left.
  if (deaths() > before) await stage.restart()
  await stage.server.stop()
  return verdictOf(stage, finals)
}

/** Looks, a tenth of a second apart, in which a server writes and asks nothing: it is done by then. */
const quietLooks = 15

async function isQuiet(journal: string): Promise<void> {
  let [size, looks] = [-1, 0]
  await eventually('a server that has nothing to do', async () => {
    const now = textOf(journal).length
    looks = now === size ? looks + 1 : 0
    size = now
    return looks >= quietLooks ? true : undefined
  })
}
