// npm run crash -- [--store embedded|postgres|simulated] [--point NAME] [--from N] [--count N] [--every N] [--at-once N] [--plan FILE]
// [--json]: a process dies before and after all that it writes or asks of the world outside; 1 when something was lost, doubled or
// left, or a point was never hit. With --plan, a run that was cut goes on where --from says, without playing every scenario again
// first. Simulated, a second death follows the first: --from and --count are of the first ones, --every N leaves out of the second ones.
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Which } from '../test/crash/crash-real.ts'
import { isWell, type Report, textOfReport } from '../test/crash/report.ts'
import { roomyFolder } from '../test/empty-store.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'embedded' },
    point: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '100000' },
    every: { type: 'string', default: '1' },
    plan: { type: 'string' },
    'at-once': { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
})

const number = (name: 'from' | 'count' | 'every' | 'at-once'): number => {
  const text = values[name]
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new TypeError(`--${name} is a whole number above zero, and not ${text}`)
}
const measure = () => {
  const begin = performance.now()
  return () => Math.round((performance.now() - begin) / 100) / 10
}
const tell = (line: string): void => console.error(line)

const { plan: file } = values
const plans = {
  read: () => (file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined),
  keep: (plan: object) => {
    if (file !== undefined) writeFileSync(file, JSON.stringify(plan))
  },
}
let exitCode = 1
const folder = roomyFolder('daypass-crash-')
// PostgreSQL makes its folder in there as another user when we are root.
chmodSync(folder, 0o1777)
process.env.TMPDIR = folder
try {
  const which = { point: values.point, from: number('from'), count: number('count'), atOnce: number('at-once') }
  const report = await crash(values.store, which)
  console.info(values.json ? JSON.stringify(report) : textOfReport(report))
  exitCode = isWell(report) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
// Whatever a stage has left open keeps this process no longer.
process.exit(exitCode)

async function crash(store: string, which: Which): Promise<Report> {
  if (store === 'simulated')
    return (await import('../test/crash/crash-simulated.ts')).crashSimulated(
      { ...which, every: number('every') },
      { measure, tell },
    )
  if (store !== 'embedded' && store !== 'postgres') throw new TypeError(`there is no store ${store}`)
  return (await import('../test/crash/crash-real.ts')).crashReal(store, which, { measure, tell, plans })
}
