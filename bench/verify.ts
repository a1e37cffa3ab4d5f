import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { generateKeySet, openSigner } from '../src/signing/signing-keys.ts'
import { createVerifier } from '../src/verify/index.ts'
import { milliseconds } from './figures.ts'
import { compared, type Finding } from './finding.ts'
import type { Progress } from './run.ts'
import { inTurns, pairAt, type Times } from './turns.ts'

const issuer = 'https://daypass.example'
const audience = 'https://api.example'
const rounds = 7
const tokensPerRound = 3_000

/**
 * One check of an access token with keys and status list cached; beside it jose's own `jwtVerify` with a local key set, which
 * knows no status list, no lifetime and no scope. Both check the same tokens in turns; neither keeps anything about a token.
 */
export async function benchVerify(progress: Progress): Promise<Finding[]> {
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
  const expected = { issuer, audience, typ: 'at+jwt', algorithms: ['ES256'], currentDate: new Date(now * 1000) }
  const items = await Promise.all(
    Array.from({ length: tokensPerRound }, () => signer.signJwt('token', 'at+jwt', claims(now))),
  )

  const times: Times[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const measured = await inTurns({
      items,
      ours: (token) => verifier.verify(token, { scope: 'orders:read' }),
      rival: (token) => jwtVerify(token, keySet, expected),
    })
    // The first round warms both up.
    if (round > 0) times.push(measured)
    progress(round, rounds)
  }
  return [
    compared({
      what: 'checking an access token, p99',
      rival: 'jose.jwtVerify',
      pairs: times.map(pairAt(99)),
      goal: { atMost: 1.5 },
      show: milliseconds,
    }),
  ]
}

function claims(now: number): Record<string, unknown> {
  const jti = randomBytes(16).toString('base64url')
  const daypass = { resource: 'orders-api', request: `${issuer}/1`, digest: 'd'.repeat(64), policy: 'e'.repeat(64) }
  const status = { status_list: { idx: 7, uri: `${issuer}/status-lists/0` } }
  const who = { iss: issuer, aud: audience, sub: 'github|42', client_id: 'daypass', grant_id: jti }
  return { ...who, scope: 'orders:read', jti, iat: now, exp: now + 300, status, daypass }
}
