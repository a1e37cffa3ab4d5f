import { DaypassError } from '../../core/error.ts'
import { readFailure } from './api-error.ts'
import { type EndpointName, endpoints } from './endpoints.ts'

/** What GitHub answered when it refused a call: the HTTP status, and its own words on one line. */
export type Refusal = { status: number; said: string }

/** How this very call was refused; undefined for every other failure, limits included. */
export function refusalOf(thrown: unknown, name: EndpointName): Refusal | undefined {
  if (!(thrown instanceof DaypassError) || thrown.where !== endpoints[name].route) return undefined
  if (!['GITHUB_REFUSED', 'GITHUB_NOT_FOUND', 'GITHUB_GONE'].includes(thrown.code)) return undefined
  const { status, said } = readFailure(thrown.cause)
  return status === undefined ? undefined : { status, said }
}

/** Whether there is no commit yet: GitHub answers 409 then, and not 404. */
export function isEmptyRepository(thrown: unknown, name: EndpointName): boolean {
  const refused = refusalOf(thrown, name)
  return refused?.status === 409 && /repository is empty/i.test(refused.said)
}
