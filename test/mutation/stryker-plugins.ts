import { writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Mutant as Changed, MutantResult, StrykerOptions } from '@stryker-mutator/api/core'
import type { Reporter } from '@stryker-mutator/api/report'
import { appendToJournal, type Mutant, nameOf, readJournal, stillHolds, type Verdict } from './journal.ts'
import { sampleOf } from './sample.ts'
import type { Plan } from './score.ts'

/** What our plugins are told: Stryker hands its options to them, in whatever process they are. */
export type Told = {
  part: string
  /** Where the tree is. */
  tree: string
  treeSha256: string
  /** SHA-256 of each file that is changed, by its path from the top. */
  files: Record<string, string>
  journal: string
  plan: string
  seed: number
  /** How many mutants make the sample. Absent: all. */
  sample?: number
  /** How many are tried in this run, at most. */
  most: number
}

const toldIn = (options: StrykerOptions): Told => options.daypass as Told

const verdictOf: Partial<Record<MutantResult['status'], Verdict>> = {
  Killed: 'killed',
  Timeout: 'timeout',
  Survived: 'survived',
  NoCoverage: 'uncovered',
  RuntimeError: 'invalid',
}

/** As we name it. Stryker counts lines and columns from `first`: from zero while it plans, from one in what it reports. */
function ours({ files, tree }: Told, changed: Changed, first: 0 | 1 = 0): Mutant {
  const { fileName, location, mutatorName, replacement } = changed
  const file = relative(tree, fileName).split(sep).join('/')
  const { start, end } = location
  return {
    file,
    sha256: files[file] ?? '',
    line: start.line + 1 - first,
    column: start.column + 1 - first,
    endLine: end.line + 1 - first,
    endColumn: end.column + 1 - first,
    kind: mutatorName,
    replacement,
  }
}

type Planned = { plan: string; mutant: Changed; runOptions?: { hitLimit?: number } }

/**
 * Stryker goes by the plans as its reporters leave them. A checker, which is how it wants to be told, is a process of its own that
 * becomes one more worker when it is done.
 */
function leaveOut(planned: Planned): void {
  Object.assign(planned, { plan: 'EarlyResult', mutant: { ...planned.mutant, status: 'Ignored' } })
}

/**
 * A changed line that is passed a hundred times as often as the unchanged one is in an endless loop, says Stryker. Ten times are
 * enough: nothing that ends makes so much work of the same tests.
 */
function countLess({ runOptions }: Planned): void {
  if (runOptions?.hitLimit !== undefined) runOptions.hitLimit = Math.ceil(runOptions.hitLimit / 10)
}

/** Plans what is tried, and writes each verdict down as it comes. */
class JournalReporter implements Reporter {
  static readonly inject = ['options'] as const
  readonly #told: Told
  #left = 0
  #alive = 0

  constructor(options: StrykerOptions) {
    this.#told = toldIn(options)
  }

  onMutationTestingPlanReady({ mutantPlans }: { mutantPlans: readonly Planned[] }): void {
    const { journal, plan: path, seed, sample, most, treeSha256: tree } = this.#told
    const all = new Map(
      mutantPlans
        .filter(({ plan }) => plan === 'Run')
        .map(({ mutant }) => ours(this.#told, mutant))
        .map((one) => [nameOf(one), one]),
    )
    const chosen = sampleOf([...all.keys()], sample ?? all.size, seed)
    const plan: Plan = { tree, all: all.size, chosen: chosen.flatMap((name) => all.get(name) ?? []) }
    writeFileSync(path, JSON.stringify(plan))
    const known = readJournal(journal)
    const open = chosen.filter((name) => {
      const tried = known.get(name)
      return !tried || !stillHolds(tried, tree)
    })
    // In the order in which they were drawn: what was tried when a run is over is a sample, too.
    const now = open.slice(0, most)
    const turn = new Set(now)
    for (const planned of mutantPlans.filter(({ plan: kind }) => kind === 'Run'))
      if (turn.has(nameOf(ours(this.#told, planned.mutant)))) countLess(planned)
      else leaveOut(planned)
    this.#left = now.length
    console.error(`${this.#told.part}: ${now.length} of ${chosen.length} mutants to try`)
  }

  onMutantTested(result: Readonly<MutantResult>): void {
    const verdict = verdictOf[result.status]
    // The others were not chosen.
    if (!verdict) return
    const { part, journal, treeSha256: tree } = this.#told
    const [by] = result.killedBy ?? []
    const mutant = ours(this.#told, result, 1)
    appendToJournal(journal, { ...mutant, part, verdict, tree, ...(by !== undefined && { by: this.#short(by) }) })
    this.#left -= 1
    if (verdict === 'survived' || verdict === 'uncovered') this.#alive += 1
    if (this.#left % 25 === 0) console.error(`${part}: ${this.#left} left, ${this.#alive} live`)
  }

  #short(test: string): string {
    return test.replaceAll(join(this.#told.tree, sep), '')
  }
}

/** What is changed in an expression with flag `v` may be no expression at all, and then nothing of its file would load. */
class SetsIgnorer {
  shouldIgnore({ node }: { node: { type: string; flags?: string } }): string | undefined {
    return node.type === 'RegExpLiteral' && node.flags?.includes('v') ? 'an expression with sets' : undefined
  }
}

export const strykerPlugins = [
  { kind: 'Reporter', name: 'journal', injectableClass: JournalReporter },
  { kind: 'Ignore', name: 'sets', injectableClass: SetsIgnorer },
]
