// npm run simulate -- --seeds N [--from S] [--seed S] [--store memory|embedded|mixed] [--workers N] [--bug NAME|NAME,NAME…|all] [--stop] [--whole] [--heap] [--json]:
// plays simulated runs; 1 when an invariant was broken. With --bug: in a copy of the product that has it; all: 1 when one was not found.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { bugNamed, bugs } from '../test/simulation/bugs/bugs.ts'
import { huntAll } from '../test/simulation/bugs/hunt.ts'
import { runWithBug } from '../test/simulation/bugs/run-with-bug.ts'
import { type Found, type Seeds, type SimulateOptions, type Summary, simulate } from '../test/simulation/simulate.ts'
import { createStores, type StoreChoice, storeChoices } from '../test/simulation/stores.ts'
import { simulateOnWorkers } from '../test/simulation/workers.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    store: { type: 'string', default: 'mixed' },
    workers: { type: 'string', default: String(availableParallelism()) },
    bug: { type: 'string' },
    json: { type: 'boolean', default: false },
    /** After the first seed that fails. */
    stop: { type: 'boolean', default: false },
    /** How much each thread keeps is measured: each 50 seeds all is let go that is not needed. */
    heap: { type: 'boolean', default: false },
    /** Schedules are told as they are: shrinking one takes a minute. */
    whole: { type: 'boolean', default: false },
  },
})

const number = (name: 'seeds' | 'from' | 'seed' | 'workers', text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new TypeError(`--${name} is a whole number, and not ${text}`)
}

if (values.bug === 'all' || values.bug?.includes(',')) {
  const hunted = values.bug === 'all' ? bugs : values.bug.split(',').map(bugNamed)
  process.exitCode = Number((await huntAll(values, console.info, hunted)) > 0)
} else if (values.bug !== undefined) {
  process.exitCode = runWithBug(values.bug, process.argv.slice(2))
} else {
  const from = number('from', values.from)
  const seeds =
    values.seed === undefined
      ? { from, count: number('seeds', values.seeds) }
      : { from: number('seed', values.seed), count: 1 }
  const choice = storeChoices.find((one) => one === values.store)
  if (!choice) throw new TypeError(`--store is ${storeChoices.join(', ')}, and not ${values.store}`)
  const tell = (seed: number, failed: boolean) => {
    if (failed && !values.json) console.info(`seed ${seed} fails`)
  }
  const options = { stop: values.stop, whole: values.whole, heap: values.heap, tell }
  const workers = number('workers', values.workers)
  const begin = performance.now()
  // How much a thread keeps is measured in one that does nothing else.
  const summary = await (values.heap || (workers > 1 && seeds.count > 1)
    ? simulateOnWorkers(workers, choice, seeds, options)
    : simulateHere(choice, seeds, options))
  const seconds = Math.round((performance.now() - begin) / 100) / 10
  const { unseen: _left, ...told } = summary
  if (values.json) console.info(JSON.stringify({ ...told, seconds }))
  else print(summary, seconds)
  process.exitCode = summary.violations.length > 0 ? 1 : 0
}

async function simulateHere(choice: StoreChoice, seeds: Seeds, options: SimulateOptions): Promise<Summary> {
  const stores = createStores(choice)
  try {
    return await simulate(stores, seeds, options)
  } finally {
    await stores.close()
  }
}

function print({ seeds, violations, pairs, differing, looks, growth }: Summary, seconds: number): void {
  for (const found of violations) printFound(found)
  const share = Math.round((pairs.seen / pairs.possible) * 1000) / 10
  console.info(
    `${seeds} seeds in ${seconds} s, ${violations.length} violations; ${pairs.seen} of ${pairs.possible} pairs of state and event (${share} %)`,
  )
  const grown = growth === undefined ? '' : `; a thread keeps ${(growth * 100).toFixed(1)} % more in its second half`
  console.info(`  ${looks} looks${grown}`)
  for (const [difference, count] of Object.entries(differing))
    console.info(`  ${count} requests ended otherwise than undisturbed: ${difference}`)
}

function printFound({ seed, invariant, what, schedule }: Found): void {
  console.info(`\nseed ${seed}: ${invariant}: ${what}`)
  const weather = Object.entries(schedule.weather).filter(([, rate]) => rate > 0)
  console.info(`  weather: ${weather.map(([name, rate]) => `${name} ${rate.toFixed(2)}`).join(', ') || 'calm'}`)
  for (const { at, kind, ...rest } of schedule.happenings) console.info(`  ${at} s ${kind} ${JSON.stringify(rest)}`)
  for (const { in: state, kind, ...rest } of schedule.ambushes ?? [])
    console.info(`  once ${state}: ${kind} ${JSON.stringify(rest)}`)
  for (const squall of schedule.squalls ?? []) console.info(`  while ${squall.in}: ${JSON.stringify(squall.weather)}`)
  if (schedule.settings) console.info(`  settings: ${JSON.stringify(schedule.settings)}`)
}
