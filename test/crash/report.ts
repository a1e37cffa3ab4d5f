/** What deaths at one crossing have led to. `hit`: how many runs died there. */
export type Row = { point: string; hit: number; lost: number; doubled: number; orphans: number; seconds: number }

export type Report = {
  store: 'embedded' | 'postgres' | 'simulated'
  rows: Row[]
  /** Crossings that nobody ever got to. */
  unhit: string[]
  /** What went wrong although nobody died. */
  calm: string[]
  /** Each finding, with where the process died. */
  findings: string[]
}

/** Whether nothing was found, and something was looked at. */
export const isWell = ({ rows, unhit, calm, findings }: Report): boolean =>
  rows.length > 0 && [unhit, calm, findings].every((found) => found.length === 0)

/** A table, and what it comes to. */
export function textOfReport({ store, rows, unhit, calm, findings }: Report): string {
  const width = Math.max(5, ...rows.map(({ point }) => point.length))
  const line = (point: string, ...cells: (string | number)[]) =>
    `${point.padEnd(width)} ${cells.map((cell) => String(cell).padStart(8)).join('')}`
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  const sums = `${total(({ lost }) => lost)} lost, ${total(({ doubled }) => doubled)} doubled, ${total(({ orphans }) => orphans)} orphans`
  return [
    line('point', 'hit', 'lost', 'doubled', 'orphans', 'seconds'),
    ...rows.map(({ point, hit, lost, doubled, orphans, seconds }) => line(point, hit, lost, doubled, orphans, seconds)),
    ...unhit.map((name) => `never hit: ${name}`),
    ...calm.map((what) => `without a death: ${what}`),
    ...findings,
    `${store}: ${rows.length} points, ${total(({ hit }) => hit)} runs; ${sums}; ${unhit.length} points never hit`,
  ].join('\n')
}
