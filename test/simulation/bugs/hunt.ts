import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Summary } from '../simulate.ts'
import type { Bug } from './bug.ts'
import { bugs } from './bugs.ts'
import { copyProduct, plant, simulationWith } from './run-with-bug.ts'

const run = promisify(execFile)

/** By how many seeds a bug was found, and by which invariant; `seeds` undefined: it was not. */
type Trophy = { bug: string; seeds: number | undefined; invariant: string }

/**
 * Hunts each planted bug until its first seed that fails, `workers` at a time, and tells a line for each. Returns
 * how many were not found.
 */
export async function huntAll(
  { seeds, from, workers }: { seeds: string; from: string; workers: string },
  tell: (line: string) => void,
): Promise<number> {
  const trophies: Trophy[] = []
  const waiting = [...bugs]
  const hunter = async (): Promise<void> => {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const trophy = await hunt(bug, ['--seeds', seeds, '--from', from])
      trophies.push(trophy)
      const found = trophy.seeds === undefined ? `not in ${seeds} seeds` : `${trophy.seeds} seeds`
      tell(
        `${String(trophies.length).padStart(3)} of ${bugs.length}  ${bug.name.padEnd(36)} ${found.padEnd(20)} ${trophy.invariant}`,
      )
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Number(workers)) }, hunter))
  const needed = trophies.flatMap((one) => one.seeds ?? []).sort((a, b) => a - b)
  const median = needed[Math.floor(needed.length / 2)] ?? 0
  tell(`${needed.length} of ${bugs.length} bugs were found, within ${median} seeds in the median`)
  return bugs.length - needed.length
}

async function hunt(bug: Bug, given: readonly string[]): Promise<Trophy> {
  const copy = copyProduct()
  const name = bug.name
  try {
    plant(bug, copy)
    const command = simulationWith(bug, [...given, '--stop', '--whole', '--json', '--workers', '1'])
    const { stdout } = await run(process.execPath, command, { cwd: copy, maxBuffer: 2 ** 26 }).catch(
      (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
    )
    const last = stdout.trim().split('\n').at(-1) ?? ''
    // A run that cannot even be played is no find.
    if (!last.startsWith('{')) return { bug: name, seeds: undefined, invariant: 'it does not run' }
    const { seeds, violations } = JSON.parse(last) as Summary
    const [first] = violations
    return { bug: name, seeds: first && seeds, invariant: first?.invariant ?? '' }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
