import { calculateJwkThumbprint } from 'jose'
import { DaypassError } from '../../core/error.ts'
import { deadline, fetchJson } from '../fetch-json.ts'

/**
 * A public key as it is pinned: what is needed to check a signature and nothing else. `daypass` names the one purpose that it
 * serves; absent: every purpose that no other key names.
 */
export type Jwk = { kid: string; kty: string; crv: string; x: string; y: string; alg: string; daypass?: string }
export type JwkSet = { keys: Jwk[] }

/** Keys that a user's machine relies on. Those of tokens and status lists are the applications' business and change freely. */
const pinnedPurposes = ['delivery', 'trail']

const members = ['kid', 'kty', 'crv', 'x', 'y', 'alg'] as const

function readKey(value: unknown): Jwk | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const given = value as Record<string, unknown>
  const purpose = given.daypass
  if (members.some((member) => typeof given[member] !== 'string')) return undefined
  if (purpose !== undefined && (typeof purpose !== 'string' || !pinnedPurposes.includes(purpose))) return undefined
  const key = Object.fromEntries(members.map((member) => [member, given[member]])) as Jwk
  if (key.kty !== 'EC' || key.crv !== 'P-256' || key.alg !== 'ES256') return undefined
  return purpose === undefined ? key : { ...key, daypass: purpose }
}

/** The keys of a JWK set that are to be pinned; members that nobody needs are dropped. Undefined: not a JWK set. */
export function pinnableKeys(document: unknown): Jwk[] | undefined {
  const keys = (document as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys)) return undefined
  return keys.map(readKey).filter((key) => key !== undefined)
}

/** The keys that may sign deliveries: those kept for it, or where there is none, those without a purpose of their own. */
export function deliveryKeys(keys: readonly Jwk[]): Jwk[] {
  const own = keys.filter((key) => key.daypass === 'delivery')
  return own.length > 0 ? own : keys.filter((key) => key.daypass === undefined)
}

/** RFC 7638, SHA-256: what a key is known by, whatever it is called. */
export function thumbprint(key: Jwk): Promise<string> {
  return calculateJwkThumbprint({ kty: key.kty, crv: key.crv, x: key.x, y: key.y })
}

/**
 * The keys that an issuer publishes at `<issuer>/.well-known/jwks.json` for deliveries and trail.
 * Throws ISSUER_UNREACHABLE, and ISSUER_UNKNOWN when what answers is no Daypass.
 */
export async function fetchIssuerKeys(issuer: string, fetcher: typeof fetch): Promise<Jwk[]> {
  const where = `${issuer}/.well-known/jwks.json`
  const { status, body } = await fetchJson(fetcher, where, { signal: deadline() })
  const keys = status === 200 ? pinnableKeys(body) : undefined
  if (status >= 500) {
    throw new DaypassError('ISSUER_UNREACHABLE', `The issuer answered ${status}. Try again later.`, { where })
  }
  if (keys === undefined || deliveryKeys(keys).length === 0) {
    throw new DaypassError(
      'ISSUER_UNKNOWN',
      'No Daypass answers there: it publishes no keys for deliveries. Check the address.',
      { where },
    )
  }
  return keys
}
