import type { Deployment } from '../../generated/deployment.ts'
import type { Stranded } from './inspection.ts'
import type { CheckResult } from './report.ts'

/** The requests that wait. A running server tells in its metrics how many there are, and not which. */
function which({ count, requests }: Stranded): string {
  if (requests.length === 0) return 'look for the label daypass:attention'
  return `${requests.join(', ')}${count > requests.length ? ', …' : ''}`
}

function messageOf(deployment: Deployment, one: Stranded): string {
  const { connector, connectorType: type, count } = one
  const now = Object.hasOwn(deployment.connectors, connector) ? deployment.connectors[connector]?.type : undefined
  const wait = count === 1 ? '1 request waits' : `${count} requests wait`
  const why = `nothing but a connector of the type ${type} can end that access, and it may still work`
  if (now === undefined)
    return `There is no such connector any more. ${wait} for it (${which(one)}): ${why}. Put it back until they have ended.`
  const before = `the one of the type ${type} that had this name`
  return `It is of the type ${now} by now. ${wait} for ${before} (${which(one)}): ${why}. Put that one back until they have ended, and give the present one another name.`
}

/** What the deployment file has to hold again, so that what was given out can be ended. */
export function judgeStranded(deployment: Deployment, stranded: readonly Stranded[]): CheckResult[] {
  return stranded.map((one) => {
    const where = `deployment file: connectors.${one.connector}`
    return { state: 'wrong', code: 'CONNECTOR_GONE', where, message: messageOf(deployment, one) }
  })
}

/** The same as the metrics of a running server tell it. */
export function strandedIn(metrics: string): Stranded[] {
  const lines = metrics.matchAll(/^daypass_grants_stranded\{connector="([^"]*)",type="([^"]*)"\} (\d+)$/gm)
  return [...lines].map(([, connector = '', connectorType = '', count]) => ({
    connector,
    connectorType,
    count: Number(count),
    requests: [],
  }))
}
