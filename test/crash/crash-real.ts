import { type Plan, type Played, type Playing, planFor, playAll } from './real.ts'
import { embeddedStores, postgresStores } from './stores.ts'

/** Which points: of this name alone, or so many from the so-manieth on. */
export type Which = { point: string | undefined; from: number; count: number; atOnce: number }

export type Row = { point: string; hit: number; lost: number; doubled: number; orphans: number; seconds: number }

export type Report = {
  store: 'embedded' | 'postgres'
  rows: Row[]
  unhit: string[]
  calm: string[]
  /** Each finding, with where the process died. */
  findings: string[]
  text: string
}

/** Real processes on one kind of store, each of which dies once. */
export async function crashReal(
  store: Report['store'],
  { point, from, count, atOnce }: Which,
  { measure, tell }: Pick<Playing, 'measure' | 'tell'>,
): Promise<{ report: Report; isWell: boolean }> {
  const source = await (store === 'embedded' ? embeddedStores() : postgresStores())
  try {
    const playing: Playing = { next: source.next, isEmbedded: store === 'embedded', atOnce, measure, tell }
    const plan = await planFor(playing)
    const chosen =
      point === undefined
        ? plan.stops.slice(from - 1, from - 1 + count)
        : plan.stops.filter(({ name }) => name === point)
    const played = await playAll(chosen, playing)
    const report = reportOf(store, plan, played)
    const isWell = [report.unhit, report.calm, report.findings].every((found) => found.length === 0)
    return { report, isWell: isWell && played.length > 0 }
  } finally {
    await source.stop()
  }
}

function reportOf(store: Report['store'], { unhit, calm }: Plan, played: readonly Played[]): Report {
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
  return { store, rows, unhit, calm, findings, text: textOfReport({ store, rows, unhit, calm, findings }) }
}

function textOfReport({ store, rows, unhit, calm, findings }: Omit<Report, 'text'>): string {
  const width = Math.max(5, ...rows.map(({ point }) => point.length))
  const line = (point: string, ...cells: (string | number)[]) =>
    `${point.padEnd(width)} ${cells.map((cell) => String(cell).padStart(8)).join('')}`
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  return [
    line('point', 'hit', 'lost', 'doubled', 'orphans', 'seconds'),
    ...rows.map(({ point, hit, lost, doubled, orphans, seconds }) => line(point, hit, lost, doubled, orphans, seconds)),
    ...unhit.map((name) => `never hit: ${name}`),
    ...calm.map((what) => `without a death: ${what}`),
    ...findings,
    `${store}: ${rows.length} points, died at ${total(({ hit }) => hit)} sides of them; ${total(({ lost }) => lost)} lost, ${total(({ doubled }) => doubled)} doubled, ${total(({ orphans }) => orphans)} orphans; ${unhit.length} points never hit`,
  ].join('\n')
}
