import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { generateKeySet, openSigner } from '../src/signing/signing-keys.ts'
import { createVerifier } from '../src/verify/index.ts'
import type { Row } from './row.ts'
import { median, percentile, spreadOf } from './statistics.ts'

const issuer = 'https://daypass.example'
const audience = 'https://api.example'
const runs = 5
const tokensPerRun = 3000
const goal = 1

/**
 * One check of an access token with keys and status list cached, each token seen for the first time; beside it jose's own
 * `jwtVerify` with a local key set, which knows no status list, no lifetime and no scope.
 */
export async function benchVerify(): Promise<Row> {
  const signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
  const now = Math.floor(Date.now() / 1000)
  const uri = `${issuer}/status-lists/0`
  const lst = deflateSync(Buffer.alloc(2 ** 14)).toString('base64url')
  const list = { sub: uri, iat: now, exp: now + 300, ttl: 30, status_list: { bits: 1, lst } }
  const served = await signer.signJwt('status', 'statuslist+jwt', list)
  const keys = { keys: signer.publicKeys() }
  const fetch = async (url: string) => (url === uri ? new Response(served) : Response.json(keys))
  const verifier = createVerifier({ issuer, audience, clock: () => new Date(now * 1000), fetch })
  const keySet = createLocalJWKSet({ keys: signer.publicKeys() })
  const tokens = await Promise.all(
    Array.from({ length: tokensPerRun }, () => signer.signJwt('token', 'at+jwt', claims(now))),
  )

  const ours: number[] = []
  const rival: number[] = []
  const checkOurs = (token: string) => verifier.verify(token, { scope: 'orders:read' })
  const checkTheirs = (token: string) =>
    jwtVerify(token, keySet, { issuer, audience, typ: 'at+jwt', algorithms: ['ES256'] })
  for (let run = 0; run <= runs; run++) {
    const [our, their]: [number[], number[]] = [[], []]
    // In turns, so that both meet the same weather on the machine.
    for (const token of tokens) {
      our.push(await timed(() => checkOurs(token)))
      their.push(await timed(() => checkTheirs(token)))
    }
    // The first run warms both up.
    if (run > 0) {
      ours.push(percentile(our, 99))
      rival.push(percentile(their, 99))
    }
  }
  const show = (value: number) => `${value.toFixed(2)} ms`
  return {
    what: 'checking a token, keys and list cached, p99',
    ours: show(median(ours)),
    rival: `${show(median(rival))} (jose jwtVerify, no status list)`,
    ratio: median(ours) / median(rival),
    goal: `p99 ≤ ${goal} ms`,
    met: median(ours) <= goal,
    spread: spreadOf(ours, show),
  }
}

function claims(now: number): Record<string, unknown> {
  const jti = randomBytes(16).toString('base64url')
  const daypass = { resource: 'orders-api', request: `${issuer}/1`, digest: 'd'.repeat(64), policy: 'e'.repeat(64) }
  const status = { status_list: { idx: 7, uri: `${issuer}/status-lists/0` } }
  const who = { iss: issuer, aud: audience, sub: 'github|42', client_id: 'daypass', grant_id: jti }
  return { ...who, scope: 'orders:read', jti, iat: now, exp: now + 300, status, daypass }
}

/** Milliseconds. */
async function timed(check: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await check()
  return performance.now() - start
}
