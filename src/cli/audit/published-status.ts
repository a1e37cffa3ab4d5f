import { inflateSync } from 'node:zlib'
import { compactVerify, importJWK, type JWK } from 'jose'
import { statusAt } from '../../core/status-list.ts'
import { deadline, fetchJson, fetchText } from '../fetch-json.ts'

/** What an issuer publishes about a grant now; `unknown` says why it cannot be told, for people. */
export type PublishedStatus = { status: 'live' } | { status: 'ended' } | { status: 'unknown'; why: string }

/** Places a list of Daypass, and the largest list that is unpacked (bytes). */
const placesPerList = 2 ** 17
const largest = 2 ** 20

/**
 * Asks an issuer's published status list (draft-ietf-oauth-status-list) about a place. The list must be signed by a key that the issuer
 * publishes for status lists: these keys change freely and are not pinned, so this is the issuer's word of now and no more. Never throws:
 * what cannot be asked or read is unknown.
 */
export async function publishedStatus(
  issuer: string,
  place: number,
  { fetch, now }: { fetch: typeof globalThis.fetch; now: Date },
): Promise<PublishedStatus> {
  const uri = `${issuer}/status-lists/${Math.floor(place / placesPerList)}`
  try {
    const [list, keys] = await Promise.all([
      fetchText(fetch, uri, { signal: deadline(), headers: { accept: 'application/statuslist+jwt' } }),
      fetchJson(fetch, `${issuer}/.well-known/jwks.json`, { signal: deadline() }),
    ])
    if (list.status !== 200) return { status: 'unknown', why: `the issuer answered ${list.status} for ${uri}` }
    const bytes = await readList(list.text, uri, keys.body, now)
    return { status: statusAt(bytes, place % placesPerList) === 'valid' ? 'live' : 'ended' }
  } catch (thrown) {
    return { status: 'unknown', why: thrown instanceof Error ? thrown.message.replace(/\.$/, '') : String(thrown) }
  }
}

/** The bytes of a signed list that is valid now. Throws an Error that says what is wrong with it. */
async function readList(jwt: string, uri: string, keySet: unknown, now: Date): Promise<Uint8Array> {
  const { payload } = await compactVerify(jwt, ({ kid, typ }) => keyOf(keySet, kid, typ), { algorithms: ['ES256'] })
  const { sub, exp, status_list: list } = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>
  if (sub !== uri) throw new Error('the status list is of another address')
  if (typeof exp !== 'number' || exp * 1000 <= now.getTime()) throw new Error('the status list has run out')
  const { bits, lst } = (list ?? {}) as Record<string, unknown>
  if (bits !== 1 || typeof lst !== 'string') throw new Error('the status list is not in the form that Daypass writes')
  return inflateSync(Buffer.from(lst, 'base64url'), { maxOutputLength: largest })
}

function keyOf(keySet: unknown, kid: string | undefined, typ: string | undefined) {
  const keys = (keySet as { keys?: unknown } | null | undefined)?.keys
  const status = (Array.isArray(keys) ? keys : []).filter((key: { daypass?: unknown }) => key?.daypass === 'status')
  const key = status.find((one: { kid?: unknown }) => one.kid === kid)
  if (typ !== 'statuslist+jwt' || key === undefined)
    throw new Error('the status list is not signed by a key that the issuer publishes for it')
  return importJWK(key as JWK, 'ES256')
}
