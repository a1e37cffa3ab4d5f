import { DaypassError } from '../../core/error.ts'
import type { WayOut } from '../../ports/way-out.ts'
import type { CheckResult, DoctorCheck } from './report.ts'

const note = (message: string): CheckResult => ({ state: 'note', message })

function judgeProxies({ proxies, used, asked, exceptions, proxyOf }: WayOut): CheckResult[] {
  const names = proxies.join(' and ')
  if (proxies.length === 0) {
    if (asked || used)
      return [
        note('NODE_USE_ENV_PROXY is set, and neither HTTPS_PROXY nor HTTP_PROXY is: connections go out directly.'),
      ]
    return [{ state: 'well', message: 'Connections go out directly: HTTPS_PROXY is not set.' }]
  }
  if (!used) {
    const why = asked ? 'NODE_USE_ENV_PROXY is set to something else than 1' : 'NODE_USE_ENV_PROXY is not set'
    return [
      note(
        `${names} ${proxies.length > 1 ? 'are' : 'is'} set and not used, since ${why}. Set it to 1, or take both away.`,
      ),
    ]
  }
  const except = exceptions ? ', but for what NO_PROXY names' : '; NO_PROXY names nothing that is reached without'
  const told: CheckResult[] = [{ state: 'well', message: `Connections go through the proxy of ${names}${except}.` }]
  const local = proxyOf(new URL('http://127.0.0.1'))
  if (local !== undefined)
    told.push(note(`${local} takes connections to this machine, too. Name localhost,127.0.0.1 in NO_PROXY.`))
  return told
}

function countAuthorities(wayOut: WayOut): string {
  const count = wayOut.countAuthorities()
  const words = count === 1 ? 'a certificate' : `${count} certificates`
  return `NODE_EXTRA_CA_CERTS adds ${words} to the authorities that Node.js knows.`
}

function refuseUnchecked(): never {
  const message =
    'is 0, so no certificate is checked, and whoever is on the way reads every token. Remove it, and name your authority with NODE_EXTRA_CA_CERTS.'
  throw new DaypassError('CONFIG_INVALID', message, { where: 'NODE_TLS_REJECT_UNAUTHORIZED' })
}

/** Whether connections leave this machine as its environment wants it. */
export function proxyChecks(wayOut: WayOut): DoctorCheck[] {
  return [
    { name: 'proxy', look: async () => judgeProxies(wayOut) },
    ...(wayOut.extraAuthorities ? [{ name: 'certificates', look: async () => countAuthorities(wayOut) }] : []),
    ...(wayOut.unchecked ? [{ name: 'certificates', look: async () => refuseUnchecked() }] : []),
  ]
}
