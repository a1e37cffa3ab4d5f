import { isIP } from 'node:net'
import type { Parsed, Variables } from './variables.ts'

/** Where metrics alone are served, beside the admin server on the loopback. `port` 0: any free one. */
export type MetricsListener = { host: string; port: number }

/** The port of metrics where the admin port's number is taken by the admin server itself. */
const besideAdmin = 9091

function readAddress(value: string): Parsed<string> {
  if (isIP(value) !== 0) return { value }
  return { refused: 'is not an IP address. Give one of this machine, such as 10.0.0.5, or 0.0.0.0 or :: for all' }
}

/** Whether who listens at this IP address hears what is sent to 127.0.0.1, where the admin server is. */
function coversLoopback(host: string): boolean {
  // A URL writes every spelling of an IPv6 address in one way; it has no place for the zone of one.
  const plain = isIP(host) === 6 ? new URL(`http://[${host.split('%')[0]}]`).hostname : host
  return ['0.0.0.0', '127.0.0.1', '[::]', '[::ffff:0:0]', '[::ffff:7f00:1]'].includes(plain)
}

/**
 * Where metrics are opened to others: DAYPASS_METRICS_HOST, and DAYPASS_METRICS_PORT, by default the number of the admin port, or 9091
 * where the host covers the loopback: there the system lets nobody else listen at the admin port, and sharing one listener would
 * bring the kill switch to the network. Undefined: not at all, or a problem was noted.
 */
export function readMetricsListener(
  v: Variables,
  readPort: (value: string) => Parsed<number>,
  taken: { port: number | undefined; adminPort: number | undefined },
): MetricsListener | undefined {
  const isHostSet = v.isSet('DAYPASS_METRICS_HOST')
  const host = v.optional('DAYPASS_METRICS_HOST', undefined, readAddress)
  const own = v.optional('DAYPASS_METRICS_PORT', undefined, readPort)
  if (!isHostSet && own !== undefined)
    return v.refuse(
      'DAYPASS_METRICS_PORT',
      'is set without DAYPASS_METRICS_HOST, so nobody listens there. Set both or none',
    )
  if (host === undefined) return undefined
  const covers = coversLoopback(host)
  const port = own ?? (covers ? besideAdmin : taken.adminPort)
  if (port === undefined) return undefined
  if (port !== 0 && port === taken.port)
    return v.refuse('DAYPASS_METRICS_PORT', 'is the same port as PORT. Metrics are not public: choose another')
  if (port !== 0 && covers && port === taken.adminPort)
    return v.refuse(
      'DAYPASS_METRICS_PORT',
      'is the same port as DAYPASS_ADMIN_PORT, and DAYPASS_METRICS_HOST covers 127.0.0.1. Choose another',
    )
  return { host, port }
}
