import { readPostgresAddress } from '../core/targets/postgres-address.ts'
import type { Deployment } from '../generated/deployment.ts'

type Settings = Extract<NonNullable<Deployment['connectors'][string]>, { type: 'postgres' }>

/** What is wrong with a connector's addresses, by the key that has it; `written`: the same as they stand in the file. */
export function postgresFlaws(
  { url, replicas = [] }: Settings,
  written: { url?: unknown; replicas?: readonly unknown[] },
): [key: string, message: string][] {
  const each: [key: string, url: string, written: unknown][] = [
    ['url', url, written.url],
    ...replicas.map((one, index): [string, string, unknown] => [`replicas[${index}]`, one, written.replicas?.[index]]),
  ]
  return each.flatMap(([key, address, text]) => {
    const flaw = addressFlaw(address, text)
    return flaw === undefined ? [] : [[key, flaw]]
  })
}

function addressFlaw(url: string, written: unknown): string | undefined {
  const read = readPostgresAddress(url)
  if (typeof read === 'string') return read
  if (read.password === undefined) return undefined
  const isReference = typeof written === 'string' && /^\$\{[^${}]*\}$|:\$\{[^${}]*\}@/.test(written)
  return isReference
    ? undefined
    : `holds a password that is written out. Put it into a variable, and write \${NAME} here.`
}
