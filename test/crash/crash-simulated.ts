import { openMemory } from '../simulation/store.ts'
import type { Which } from './crash-real.ts'
import { type Lived, liveAndDie, notSimulated, pairsFrom, storeCrossings } from './pairs.ts'
import type { Playing } from './real.ts'
import type { Report, Row } from './report.ts'

/**
 * Simulated processes: each dies at one place, and its successor at another, for all pairs. `from` and `count` are of the first places;
 * `every`: of the second ones, each so-manieth.
 */
export async function crashSimulated(
  { point, from, count, every }: Omit<Which, 'atOnce'> & { every: number },
  { measure, tell }: Pick<Playing, 'measure' | 'tell'>,
): Promise<Report> {
  const store = await openMemory()
  try {
    const calm = await liveAndDie(store, [])
    const isPassed = (name: string) => calm.passed.includes(`before ${name}`)
    const unhit = storeCrossings(store).filter((name) => !isPassed(name) && !notSimulated.includes(name))
    const chosen = calm.passed.filter((place, index) =>
      point === undefined ? index >= from - 1 && index < from - 1 + count : nameOf(place) === point,
    )
    const rows = new Map<string, Row>()
    const findings: string[] = []
    for (const [index, place] of chosen.entries()) {
      const passed = measure()
      const lived = await pairsFrom(store, place, every)
      const row = rows.get(nameOf(place)) ?? {
        point: nameOf(place),
        hit: 0,
        lost: 0,
        doubled: 0,
        orphans: 0,
        seconds: 0,
      }
      rows.set(nameOf(place), sumOf(row, lived, passed()))
      const found = lived.flatMap(({ places, violations }) => violations.map((what) => `${places.join(', ')}: ${what}`))
      findings.push(...found)
      tell(`${index + 1}/${chosen.length} ${place}: ${lived.length - 1} pairs, ${found.length} violations`)
    }
    return { store: 'simulated', rows: [...rows.values()], unhit, calm: calm.violations, findings }
  } finally {
    await store.close()
  }
}

const nameOf = (place: string): string => place.split(' ').at(-1) ?? place

function sumOf(row: Row, lived: readonly Lived[], seconds: number): Row {
  const violations = lived.flatMap((one) => one.violations)
  const count = (of: RegExp) => violations.filter((what) => of.test(what)).length
  const [doubled, orphans] = [count(/^(granted-once|one-lease)|there are [1-9]\d* statuses/), count(/^ends-in-time/)]
  return {
    ...row,
    hit: row.hit + lived.length,
    lost: row.lost + violations.length - doubled - orphans,
    doubled: row.doubled + doubled,
    orphans: row.orphans + orphans,
    seconds: Math.round((row.seconds + seconds) * 10) / 10,
  }
}
