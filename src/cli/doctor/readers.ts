import type { Resource } from '../../generated/catalog.ts'
import type { Deployment } from '../../generated/deployment.ts'
import { shownAge } from './age.ts'
import type { DoctorInspection } from './inspection.ts'
import type { CheckResult } from './report.ts'

/** A reader waits at most 30 s for a bundle, and asks again: one that has not for so long (seconds) judges by what it had. */
const silent = 120

/** When readers of a repository were answered last: seconds since 1970, by name; undefined: no server tells. */
type Answered = ReadonlyMap<string, number> | undefined

/** Whether what is granted at gateways reaches one, and whether they ask. */
export function judgeReaders(
  { connectors, bundles = [] }: Deployment,
  id: number,
  resources: readonly Resource[],
  { answered, now }: { answered: Answered; now: Date },
): CheckResult[] {
  const readers = Object.entries(bundles.find(({ repository }) => repository === id)?.readers ?? {})
  const listed = new Set(readers.flatMap(([, reader]) => reader?.resources ?? []))
  const gated = resources.filter(({ connector }) => connectors[connector]?.type === 'opa').map((one) => one.id)
  const lost = gated
    .filter((resource) => !listed.has(resource))
    .map((resource): CheckResult => {
      const message = `No reader lists \`${resource}\`, so that access to it is granted and has no effect anywhere. Name it at a reader in \`bundles\` of the deployment file.`
      return { state: 'wrong', code: 'CONNECTOR_UNKNOWN', where: `catalog: ${resource}`, message }
    })
  const idle = [...listed]
    .filter((resource) => !gated.includes(resource))
    .map((resource): CheckResult => {
      const message = `\`${resource}\` stands at a reader, and no resource of that name is granted at gateways. Take it out of \`bundles\`, or mend the name.`
      return { state: 'note', message }
    })
  const asking = readers.map(([name]) => judgeAsking(name, answered, now))
  return [...lost, ...idle, ...asking]
}

function judgeAsking(name: string, answered: Answered, now: Date): CheckResult {
  if (!answered) return { state: 'note', message: `Whether ${name} asks for its bundle is not known: no server tells.` }
  const last = answered.get(name)
  if (last === undefined)
    return { state: 'note', message: `${name} has not asked for its bundle since the server started. Look at its log.` }
  const age = Math.max(0, now.getTime() / 1000 - last)
  if (age <= silent) return { state: 'well', message: `${name} asked for its bundle ${shownAge(age)} ago.` }
  const message = `${name} has not asked for its bundle for ${shownAge(age)}: it judges by what it had, and its gate says no once its list is old. Look at its log.`
  return { state: 'note', message }
}

/** When readers were answered last, as the metrics of a running server tell it. */
export function answeredIn(metrics: string, id: number): ReadonlyMap<string, number> {
  const found = metrics.matchAll(
    /^daypass_bundle_last_answer_timestamp_seconds\{repository="(\d+)",reader="([^"]*)"\} (\S+)$/gm,
  )
  return new Map([...found].flatMap(([, of, name = '', at]) => (Number(of) === id ? [[name, Number(at)]] : [])))
}

/** Nothing where no reader is named and none is needed. */
export async function lookAtReaders(
  looks: DoctorInspection,
  id: number,
  resources: readonly Resource[],
): Promise<CheckResult[]> {
  const { deployment } = looks.configuration()
  const metrics = await looks.metrics()
  const answered = metrics === undefined ? undefined : answeredIn(metrics, id)
  return judgeReaders(deployment, id, resources, { answered, now: looks.now() })
}
