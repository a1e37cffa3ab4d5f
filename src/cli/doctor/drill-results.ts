import { isDaypassError } from '../../core/error.ts'
import { drillEvery } from '../../core/lifecycle/fire-drill.ts'
import type { Deployment } from '../../generated/deployment.ts'
import { shownAge } from './age.ts'
import type { DoctorInspection, DrillLook } from './inspection.ts'
import type { CheckResult } from './report.ts'

const holds: Readonly<Record<string, string>> = {
  LOCKDOWN: 'a lockdown is in force',
  STORE_FOREIGN: 'nothing begins while another store looks after requests',
  REPOSITORY_NOT_ENROLLED: 'no event of its repositories was seen yet',
}

const secondsWords = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`

function resultOf(
  name: string,
  every: number,
  { passed, used, proved, age, why }: NonNullable<DrillLook['last']>,
): CheckResult {
  const ago = `${shownAge(age)} ago`
  if (!passed) {
    const what = why ? `: ${why}` : '; the log says why'
    const message = `The last fire drill of ${name} failed ${ago}${what}. What is promised of ends does not hold there. It is drilled again within an hour, and when the server starts.`
    return { state: 'wrong', code: 'DRILL_FAILED', where: `connectors.${name}`, message }
  }
  const times = [
    ...(used === null ? [] : [`used after ${secondsWords(used)}`]),
    ...(proved === null ? [] : [`its end proved after ${secondsWords(proved)}`]),
  ]
  const message = `The last fire drill of ${name} passed ${ago}${times.length > 0 ? `: ${times.join(', ')}` : ''}.`
  if (age <= 2 * every) return { state: 'well', message }
  return { state: 'note', message: `${message} The next one is overdue: look whether the server runs, and at its log.` }
}

/** What drills have found of each connector that is drilled, and which are not. */
export function judgeDrills(deployment: Deployment, looks: readonly DrillLook[]): CheckResult[] {
  return Object.entries(deployment.connectors).flatMap(([name, settings]): CheckResult[] => {
    // A loan cannot be tried without lending to somebody.
    if (settings === undefined || settings.type === 'github') return []
    const every = drillEvery(settings.drill)
    if (every === undefined) {
      const message = `Fire drills of ${name} are off: whether its target lets in what lives, and refuses what has ended, shows at real ends alone.`
      return [{ state: 'note', message }]
    }
    const { held, last } = looks.find(({ connector }) => connector === name) ?? {}
    const why = held === undefined ? '' : `: ${holds[held] ?? held}`
    const waits = `No fire drill of ${name} begins now${why}.`
    if (!last) return [{ state: 'note', message: held ? waits : `No fire drill of ${name} has come to its end yet.` }]
    return [resultOf(name, every, last), ...(held ? [{ state: 'note' as const, message: waits }] : [])]
  })
}

/** The same as the metrics of a running server tell it. */
export function drillsIn(metrics: string): DrillLook[] {
  const values = (name: string) =>
    [
      ...metrics.matchAll(
        new RegExp(`^daypass_drill_${name}\\{connector="([^"]*)"(?:,\\w+="([^"]*)")?\\} (\\S+)$`, 'gm'),
      ),
    ].map(([, connector = '', label = '', value]) => ({ connector, label, value: Number(value) }))
  const [ages, seconds, held] = [values('age_seconds'), values('seconds'), values('held')]
  const last = new Map(
    values('passed').map(({ connector, value }) => {
      const until = (label: string) =>
        seconds.find((one) => one.connector === connector && one.label === label)?.value ?? null
      const age = ages.find((one) => one.connector === connector)?.value ?? 0
      return [connector, { passed: value === 1, used: until('used'), proved: until('proved'), age }]
    }),
  )
  const names = new Set([...last.keys(), ...held.map(({ connector }) => connector)])
  return [...names].map((connector): DrillLook => {
    const [found, code] = [last.get(connector), held.find((one) => one.connector === connector)?.label]
    return { connector, ...(code === undefined ? {} : { held: code }), ...(found ? { last: found } : {}) }
  })
}

/** From the store, or from the server that has it open. Throws STORE_UNAVAILABLE. */
export async function lookAtDrills(looks: DoctorInspection): Promise<CheckResult[]> {
  const { deployment } = looks.configuration()
  try {
    // No store yet, or one of an older version: nothing was drilled, and the look at the store says why.
    const drills = (await looks.store())?.drills
    return drills ? judgeDrills(deployment, drills) : []
  } catch (error) {
    if (!isDaypassError(error, 'STORE_LOCKED')) throw error
    const metrics = await looks.metrics()
    if (metrics !== undefined) return judgeDrills(deployment, drillsIn(metrics))
    return [{ state: 'note', message: 'The store is open in a running server whose metrics cannot be read here.' }]
  }
}
