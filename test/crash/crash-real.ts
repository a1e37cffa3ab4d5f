import { type Plan, type Played, type Playing, planFor, playAll } from './real.ts'
import type { Report, Row } from './report.ts'
import { embeddedStores, postgresStores } from './stores.ts'

/** Which points: of this name alone, or so many from the so-manieth on. */
export type Which = { point: string | undefined; from: number; count: number; atOnce: number }

/** Where a plan is kept, so that a run that was cut can go on without playing every scenario again. */
export type PlanKeeper = { read(): Plan | undefined; keep(plan: Plan): void }

/** Real processes on one kind of store, each of which dies once. */
export async function crashReal(
  store: 'embedded' | 'postgres',
  { point, from, count, atOnce }: Which,
  { measure, tell, plans }: Pick<Playing, 'measure' | 'tell'> & { plans: PlanKeeper },
): Promise<Report> {
  const source = await (store === 'embedded' ? embeddedStores() : postgresStores())
  try {
    const playing: Playing = { next: source.next, isEmbedded: store === 'embedded', atOnce, measure, tell }
    const plan = plans.read() ?? (await planFor(playing))
    plans.keep(plan)
    const chosen =
      point === undefined
        ? plan.stops.slice(from - 1, from - 1 + count)
        : plan.stops.filter(({ name }) => name === point)
    const played = await playAll(chosen, playing)
    return reportOf(store, plan, played)
  } finally {
    await source.stop()
  }
}

function reportOf(store: 'embedded' | 'postgres', { unhit, calm }: Plan, played: readonly Played[]): Report {
  const rows = [...Map.groupBy(played, ({ name }) => name)].map(([point, runs]): Row => {
    const sum = (of: (run: Played) => number) => runs.reduce((total, run) => total + of(run), 0)
    return {
      point,
      hit: runs.filter(({ died }) => died).length,
      lost: sum(({ lost }) => lost.length),
      doubled: sum(({ doubled }) => doubled.length),
      orphans: sum(({ orphans }) => orphans.length),
      seconds: Math.round(sum(({ seconds }) => seconds) * 10) / 10,
    }
  })
  const findings = played.flatMap(({ name, side, died, lost, doubled, orphans }) => [
    ...(died ? [] : [`${side} ${name}: no process died there`]),
    ...[...lost, ...doubled, ...orphans].map((what) => `${side} ${name}: ${what}`),
  ])
  return { store, rows, unhit, calm, findings }
}
