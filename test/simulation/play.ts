import { isDisturbance } from './events.ts'
import type { Violation } from './oracle/observation.ts'
import { compare, compareChecks, type Difference, endingsOf, type Story } from './oracle/twin.ts'
import { type Schedule, undisturbed } from './schedule.ts'
import { Simulation } from './simulation.ts'
import type { SimulatedStore } from './store.ts'
import { digestOf } from './world/default-branch.ts'
import { start } from './world/setting.ts'

export type Run = {
  violations: Violation[]
  pairs: ReadonlyMap<string, number>
  lines: readonly string[]
  looks: number
  story: Story
  /** The schedule with what ambushes have come to, each at its instant. */
  played: Schedule
}

/**
 * Plays a schedule through, and says what was seen. The same schedule gives the same run. `isDoomed`: whether the process dies at a
 * boundary, such as `before requests.save`. Throws what no step of the product may throw.
 */
export async function play(
  store: SimulatedStore,
  schedule: Schedule,
  isDoomed?: (boundary: string) => boolean,
): Promise<Run> {
  const simulation = new Simulation(store, schedule, isDoomed)
  await store.begin(() => new Date(simulation.now))
  await simulation.run()
  const { violations, pairs, lines, met, unheard } = simulation.observation
  const begun = [...simulation.observation.grants.values()].flatMap(({ issue, at }) =>
    // A canary is nobody's access.
    issue === 0 ? [] : [(at - start) / 1000],
  )
  const over = new Map(
    [...simulation.numbers].flatMap(([place, issue]) => {
      const grant = [...simulation.observation.grants.values()].findLast((one) => one.issue === issue)?.grant
      return grant ? [[place, (grant.ends.getTime() - start) / 1000] as const] : []
    }),
  )
  const decidedBy = new Map(
    [...simulation.numbers].map(([place, issue]) => [
      place,
      [...(simulation.observation.decidedBy.get(issue) ?? [])].join(),
    ]),
  )
  const heard = [...simulation.numbers, ...simulation.proposals].flatMap(([place, issue]) =>
    unheard.has(issue) || unheard.has(0) ? [place] : [],
  )
  const { ambushes: _met, ...rest } = schedule
  const happenings = [...schedule.happenings, ...simulation.sprung].sort((a, b) => a.at - b.at)
  const played = { ...rest, happenings }
  return {
    violations,
    pairs,
    lines,
    looks: simulation.looks,
    played,
    story: {
      ...{ ends: endingsOf(simulation), met, unheard: new Set(heard), begun, over, decidedBy },
      inForce: simulation.observation.inForce.map(({ files }) => digestOf(files)).join(),
      waited: [...simulation.observation.waited].sort().join(),
      verdicts: simulation.observation.inForce.map(({ verdict }) => verdict),
      announced: [...simulation.proposals.values()]
        .map((number) => simulation.observation.proposals.get(number)?.run?.ends ?? 0)
        .join(),
      checks: new Map([...simulation.proposals].map(([place, number]) => [place, checkOf(simulation, number)])),
      unjudged: new Set(
        [...simulation.proposals].flatMap(([place, number]) =>
          simulation.observation.unjudged.has(number) ? [place] : [],
        ),
      ),
    },
  }
}

function checkOf({ world }: Simulation, number: number): string {
  const head = world.pulls.get(number)?.versions.newest.head ?? ''
  return world.main.lastCheck(head)?.conclusion.newest ?? 'none'
}

/**
 * Plays it, and once more undisturbed, in `quiet`: what it comes to is the same, or differs for a reason of the closed list. `differing`: how
 * often for which.
 */
export async function playTwice(
  store: SimulatedStore,
  schedule: Schedule,
  quiet: SimulatedStore = store,
): Promise<Run & { differing: readonly Difference[] }> {
  const run = await play(store, schedule)
  if (run.violations.length > 0) return { ...run, differing: [] }
  const twin = await play(
    quiet,
    undisturbed(run.played, ({ kind }) => !isDisturbance(kind)),
  )
  const found = [...compare(run.story, twin.story, run.played), ...compareChecks(run.story, twin.story, run.played)]
  const unclassified = found.filter(({ difference }) => difference === undefined)
  const violations = [
    ...twin.violations,
    ...unclassified
      .slice(0, 1)
      .map(({ place, words }) => ({ invariant: 'same-end', what: `request ${place}: ${words}` })),
  ]
  const pairs = new Map([...run.pairs, ...twin.pairs])
  return {
    ...run,
    looks: run.looks + twin.looks,
    pairs,
    violations,
    differing: found.flatMap(({ difference }) => difference ?? []),
  }
}
