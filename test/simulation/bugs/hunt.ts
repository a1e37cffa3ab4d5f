import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Summary } from '../simulate.ts'
import type { Bug } from './bug.ts'
import { bugs } from './bugs.ts'
import { copyProduct, plant, simulationWith } from './run-with-bug.ts'

const run = promisify(execFile)

/** By how many seeds a bug was found, and by which invariant; `seeds` undefined: it was not, with the reason. */
type Trophy = { seeds: number | undefined; invariant: string }

/**
 * Hunts planted bugs, each until its first seed that fails, `workers` at a time, and tells a line for each. Returns how
 * many were not found.
 */
export async function huntAll(
  { seeds, from, workers }: { seeds: string; from: string; workers: string },
  tell: (line: string) => void,
  hunted: readonly Bug[] = bugs,
): Promise<number> {
  const trophies: Trophy[] = []
  // What fails without a bug is no find.
  const [first] = hunted
  const without = first && (await simulated(first, ['--seeds', seeds, '--from', from, '--store', 'memory'], workers))
  const failing = without?.violations.map(({ seed }) => seed) ?? []
  if (failing.length > 0) tell(`seeds that fail without a bug: ${failing.join(', ')}`)
  const waiting = [...hunted]
  const hunter = async (): Promise<void> => {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const trophy = await hunt(bug, { seeds: Number(seeds), from: Number(from) }, failing)
      trophies.push(trophy)
      const found = trophy.seeds === undefined ? `not in ${seeds} seeds` : `${trophy.seeds} seeds`
      const name = bug.case === undefined ? bug.name : `${bug.name} (${bug.case})`
      tell(
        `${String(trophies.length).padStart(3)} of ${hunted.length}  ${name.padEnd(40)} ${found.padEnd(20)} ${trophy.invariant}`,
      )
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Number(workers)) }, hunter))
  const needed = trophies.flatMap((one) => one.seeds ?? []).sort((a, b) => a - b)
  const median = needed[Math.floor(needed.length / 2)] ?? 0
  tell(`${needed.length} of ${hunted.length} bugs were found, within ${median} seeds in the median`)
  return hunted.length - needed.length
}

/** `failing`: seeds that fail without it, too. */
async function hunt(
  bug: Bug,
  { seeds, from }: { seeds: number; from: number },
  failing: readonly number[],
): Promise<Trophy> {
  const copy = copyProduct()
  try {
    plant(bug, copy)
    for (let next = from; next < from + seeds; ) {
      const given = ['--seeds', String(from + seeds - next), '--from', String(next), '--stop']
      const told = await simulated(bug, given, '1', copy)
      // A run that cannot even be played is no find.
      if (!told) return { seeds: undefined, invariant: 'it does not run' }
      const [first] = told.violations
      if (!first) return { seeds: undefined, invariant: '' }
      const { seed, invariant } = first
      if (!failing.includes(seed)) return { seeds: seed - from + 1, invariant }
      next = seed + 1
    }
    return { seeds: undefined, invariant: 'what fails does so without it' }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** What seeds have shown; undefined: they could not be played. `copy`: of the product, with the bug; absent: the product as it is. */
async function simulated(
  bug: Bug,
  given: readonly string[],
  workers: string,
  copy?: string,
): Promise<Summary | undefined> {
  const command = simulationWith(bug, [...given, '--whole', '--json', '--workers', workers])
  const { stdout } = await run(process.execPath, command, { cwd: copy, maxBuffer: 2 ** 26 }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  )
  const last = stdout.trim().split('\n').at(-1) ?? ''
  return last.startsWith('{') ? (JSON.parse(last) as Summary) : undefined
}
