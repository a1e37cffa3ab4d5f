import { hitsIn, type Line, namesIn, type Side, sides } from './points.ts'
import { type RunStore, runOnce } from './run.ts'
import { type Scenario, scenarios } from './scenarios.ts'

/** Only an older copy of a store leads there, and the harness puts none back into a PostgreSQL. */
const ofEmbedded: readonly string[] = ['placements.setAhead']

type ScenarioName = keyof typeof scenarios

/** Where one run dies, and in which scenario; the seconds that this scenario takes. */
export type Stop = { name: string; side: Side; hit: number; scenario: ScenarioName; seconds: number }

export type Plan = {
  stops: Stop[]
  /** Crossings that no scenario gets to. */
  unhit: string[]
  /** What went wrong although nobody died. */
  calm: string[]
}

/** What one run has shown. */
export type Played = Stop & { died: boolean; lost: string[]; doubled: string[]; orphans: string[] }

export type Playing = {
  next: () => Promise<RunStore>
  isEmbedded: boolean
  /** How many runs go on side by side. */
  atOnce: number
  /** Begins to measure; what comes back says after how many seconds. */
  measure: () => () => number
  tell: (line: string) => void
}

type Recorded = { scenario: ScenarioName; lines: Line[]; seconds: number }

/** Plays every scenario without a death, and so finds where one may die: at the side of each crossing, in the quickest that gets there. */
export async function planFor(playing: Playing): Promise<Plan> {
  const names = (Object.keys(scenarios) as ScenarioName[]).filter((name) => {
    const scenario: Scenario = scenarios[name]
    return playing.isEmbedded || !scenario.isEmbeddedOnly
  })
  const calm: string[] = []
  const recorded: Recorded[] = await sideBySide(names, playing.atOnce, async (name) => {
    const { value, seconds } = await timed(playing, async () => runOnce(scenarios[name], await playing.next()))
    const found = [...value.lost, ...value.doubled, ...value.orphans]
    calm.push(...found.map((what) => `${name}: ${what}`))
    playing.tell(`${name}: ${found.length === 0 ? 'well' : found.join('; ')} (${seconds} s)`)
    return { scenario: name, lines: value.lines, seconds }
  })
  const quickest = recorded.sort((a, b) => a.seconds - b.seconds)
  const hits = quickest.map((one) => ({ ...one, hits: hitsIn(one.lines) }))
  const known = namesIn(quickest.flatMap(({ lines }) => lines))
  const stops = known.flatMap((name) =>
    sides.flatMap((side): Stop[] => {
      const found = hits.find((one) => one.hits.has(`${side} ${name}`))
      if (!found) return []
      const count = found.hits.get(`${side} ${name}`) ?? 1
      // Not always the first time, at which much is not there yet.
      const hit = side === 'before' ? 1 : Math.ceil(count / 2)
      return [{ name, side, hit, scenario: found.scenario, seconds: found.seconds }]
    }),
  )
  const isDemanded = (name: string) => playing.isEmbedded || !ofEmbedded.includes(name)
  const unhit = known.filter((name) => isDemanded(name) && !stops.some((stop) => stop.name === name))
  return { stops, unhit, calm }
}

/** Plays these, each with a death. One that did not get so far is played again, and dies the first time that it gets there. */
export function playAll(stops: readonly Stop[], playing: Playing): Promise<Played[]> {
  let done = 0
  return sideBySide(stops, playing.atOnce, async (stop) => {
    const { value, seconds } = await timed(playing, async () => {
      const first = await playOne(stop, playing)
      return first.died || stop.hit === 1 ? first : playOne({ ...stop, hit: 1 }, playing)
    })
    const played = { ...value, seconds }
    done += 1
    playing.tell(`${done}/${stops.length} ${lineOfPlayed(played)}`)
    return played
  })
}

async function playOne(stop: Stop, { next }: Playing): Promise<Played> {
  const { lines: _lines, ...run } = await runOnce(scenarios[stop.scenario], await next(), stop)
  return { ...stop, ...run }
}

export function lineOfPlayed({ name, side, hit, scenario, seconds, ...run }: Played): string {
  const found = [...run.lost, ...run.doubled, ...run.orphans]
  const how = !run.died ? 'NOT REACHED' : found.length === 0 ? 'well' : found.join('; ')
  return `${side} ${name} (hit ${hit}, ${scenario}): ${how} (${seconds} s)`
}

async function timed<T>({ measure }: Playing, work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const passed = measure()
  const value = await work()
  return { value, seconds: passed() }
}

/** Does it for each, so many at a time; the results in the order of the items. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let place = next++; place < items.length; place = next++) {
      const item = items[place] as Item
      results[place] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
