import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** An issuer written from the design and the RFCs alone: it shares no code with src, and can be told to misbehave. */
export const issuerUrl = 'https://daypass.test'
export const audience = 'https://api.test'
const listUri = `${issuerUrl}/status-lists/0`
const beginning = Date.UTC(2026, 0, 1, 12) / 1000

export type Pair = { kid: string; privateKey: KeyObject; publicKey: KeyObject; daypass: string | undefined }
export type Json = Record<string, unknown>

export function newPair(kid: string, daypass?: string): Pair {
  return { kid, daypass, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }
}

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A compact JWS; `alter` may change the header. */
export function jws(pair: Pair, typ: string, payload: unknown, alter: Json = {}): string {
  const input = `${encode({ alg: 'ES256', typ, kid: pair.kid, ...alter })}.${encode(payload)}`
  const signature = sign('sha256', Buffer.from(input), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
  return `${input}.${signature.toString('base64url')}`
}

export function createIssuer() {
  const keys = {
    token: newPair('t1', 'token'),
    status: newPair('s1', 'status'),
    trail: newPair('r1', 'trail'),
    delivery: newPair('d1', 'delivery'),
  }
  const issuer = {
    now: beginning,
    keys,
    published: Object.values(keys) as Pair[],
    live: new Set([7]),
    size: 128,
    fetches: { jwks: 0, list: 0 },
    /** Answers instead of the honest one; thrown errors are a network that is down. */
    jwks: undefined as undefined | (() => Response | Promise<Response>),
    list: undefined as undefined | ((honest: () => string) => Response | Promise<Response>),
    clock: () => new Date(issuer.now * 1000),
    pass: (seconds: number) => {
      issuer.now += seconds
    },
    claims: (over: Json = {}): Json => ({
      iss: issuerUrl,
      aud: audience,
      sub: 'github|42',
      client_id: 'daypass',
      scope: 'orders:read orders:dump',
      jti: randomBytes(16).toString('base64url'),
      grant_id: 'AAAAAAAAAAAAAAAAAAAAAA',
      iat: Math.floor(issuer.now),
      exp: Math.floor(issuer.now) + 300,
      status: { status_list: { idx: 7, uri: listUri } },
      daypass: {
        resource: 'orders-api',
        request: 'https://github.test/a/b/issues/1',
        digest: 'd'.repeat(64),
        policy: 'e'.repeat(64),
      },
      ...over,
    }),
    mint: (over: Json = {}, header: Json = {}): string => jws(keys.token, 'at+jwt', issuer.claims(over), header),
    listClaims: (over: Json = {}): Json => {
      const bytes = Buffer.alloc(issuer.size / 8, 0xff)
      for (const place of issuer.live) bytes[place >> 3] = (bytes[place >> 3] ?? 0) & ~(1 << (place & 7))
      const lst = deflateSync(bytes).toString('base64url')
      const iat = Math.floor(issuer.now)
      return { sub: listUri, iat, exp: iat + 300, ttl: 30, status_list: { bits: 1, lst }, ...over }
    },
    signList: (over: Json = {}): string => jws(keys.status, 'statuslist+jwt', issuer.listClaims(over)),
    fetch: async (url: string): Promise<Response> => {
      if (url === `${issuerUrl}/.well-known/jwks.json`) {
        issuer.fetches.jwks++
        return issuer.jwks ? issuer.jwks() : Response.json({ keys: issuer.published.map(publicJwk) })
      }
      issuer.fetches.list++
      if (url !== listUri) return new Response('', { status: 404 })
      return issuer.list ? issuer.list(() => issuer.signList()) : new Response(issuer.signList())
    },
  }
  return issuer
}

export type Issuer = ReturnType<typeof createIssuer>

export function publicJwk({ publicKey, kid, daypass }: Pair): Json {
  return {
    ...publicKey.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    alg: 'ES256',
    ...(daypass === undefined ? {} : { daypass }),
  }
}
