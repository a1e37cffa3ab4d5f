// npm run crash -- [--store embedded|postgres|simulated] [--point NAME] [--from N] [--count N] [--at-once N] [--json]: a process dies before
// and after everything that it writes or asks of the world outside; 1 when something was lost, doubled or left, or a point was never hit.
import { chmodSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { roomyFolder } from '../test/empty-store.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'embedded' },
    point: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '100000' },
    'at-once': { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
})

const number = (name: 'from' | 'count' | 'at-once'): number => {
  const text = values[name]
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new TypeError(`--${name} is a whole number above zero, and not ${text}`)
}
const measure = () => {
  const begin = performance.now()
  return () => Math.round((performance.now() - begin) / 100) / 10
}
const tell = (line: string): void => console.error(line)

let exitCode = 1
const folder = roomyFolder('daypass-crash-')
// PostgreSQL makes its folder in there as another user when we are root.
chmodSync(folder, 0o1777)
process.env.TMPDIR = folder
try {
  const { crashReal } = await import('../test/crash/crash-real.ts')
  const which = { point: values.point, from: number('from'), count: number('count'), atOnce: number('at-once') }
  const { report, isWell } = await crashReal(values.store === 'postgres' ? 'postgres' : 'embedded', which, {
    measure,
    tell,
  })
  console.info(values.json ? JSON.stringify(report) : report.text)
  exitCode = isWell ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
// Whatever a stage has left open keeps this process no longer.
process.exit(exitCode)
