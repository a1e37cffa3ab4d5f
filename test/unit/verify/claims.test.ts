import { beforeEach, describe, expect, test } from 'vitest'
import { createVerifier, type Verifier, VerifyError } from '../../../src/verify/index.ts'
import { audience, createIssuer, type Issuer, issuerUrl, type Json } from './issuer.ts'

let issuer: Issuer
let verifier: Verifier

beforeEach(() => {
  issuer = createIssuer()
  verifier = createVerifier({ issuer: issuerUrl, audience, clock: issuer.clock, fetch: issuer.fetch })
})

async function outcome(over: Json, demand?: { scope?: string; resource?: string }): Promise<string> {
  const refused = (error: unknown) => (error instanceof VerifyError ? error.code : Promise.reject(error))
  return verifier.verify(issuer.mint(over), demand).then(() => 'accepted', refused)
}

const sha = 'a'.repeat(40)
const commit = { commit: { repository: 8, sha } }
const bound = (operation: unknown) => ({
  daypass: { resource: 'orders-api', request: 'x', digest: 'x', policy: 'x', operation },
})

describe('who it is from and for', () => {
  test.each<[string, Json, string]>([
    ['iss absent', { iss: undefined }, 'TOKEN_ISSUER'],
    ['iss with a slash more', { iss: `${issuerUrl}/` }, 'TOKEN_ISSUER'],
    ['iss in capitals', { iss: issuerUrl.toUpperCase() }, 'TOKEN_ISSUER'],
    ['iss a prefix', { iss: issuerUrl.slice(0, -1) }, 'TOKEN_ISSUER'],
    ['iss longer', { iss: `${issuerUrl}.evil.test` }, 'TOKEN_ISSUER'],
    ['iss a list', { iss: [issuerUrl] }, 'TOKEN_ISSUER'],
    ['iss GitHub Actions', { iss: 'https://token.actions.githubusercontent.com' }, 'TOKEN_ISSUER'],
    ['aud absent', { aud: undefined }, 'TOKEN_AUDIENCE'],
    ['aud empty', { aud: '' }, 'TOKEN_AUDIENCE'],
    ['aud with a slash more', { aud: `${audience}/` }, 'TOKEN_AUDIENCE'],
    ['aud a prefix', { aud: audience.slice(0, -1) }, 'TOKEN_AUDIENCE'],
    ['aud longer', { aud: `${audience}/admin` }, 'TOKEN_AUDIENCE'],
    ['aud a list of ours', { aud: [audience] }, 'TOKEN_AUDIENCE'],
    ['aud a list with ours', { aud: ['https://other.test', audience] }, 'TOKEN_AUDIENCE'],
    ['aud an object', { aud: { [audience]: true } }, 'TOKEN_AUDIENCE'],
    ['aud another', { aud: 'https://other.test' }, 'TOKEN_AUDIENCE'],
  ])('%s', async (_name, over, code) => {
    expect(await outcome(over)).toBe(code)
  })
})

describe('when it is good', () => {
  const now = createIssuer().now
  test.each<[string, Json, string]>([
    ['exp absent', { exp: undefined }, 'TOKEN_CLAIMS'],
    ['exp a text', { exp: String(now + 60) }, 'TOKEN_CLAIMS'],
    ['exp a fraction', { exp: now + 60.5 }, 'TOKEN_CLAIMS'],
    ['exp 1e300', { exp: 1e300 }, 'TOKEN_CLAIMS'],
    ['exp null', { exp: null }, 'TOKEN_CLAIMS'],
    ['exp negative', { exp: -1, iat: -100 }, 'TOKEN_CLAIMS'],
    ['exp a list', { exp: [now + 60] }, 'TOKEN_CLAIMS'],
    ['iat absent', { iat: undefined }, 'TOKEN_CLAIMS'],
    ['iat a text', { iat: String(now) }, 'TOKEN_CLAIMS'],
    ['nbf a text', { nbf: String(now) }, 'TOKEN_CLAIMS'],
    ['exp now', { iat: now - 300, exp: now }, 'TOKEN_EXPIRED'],
    ['exp a second ago', { iat: now - 300, exp: now - 1 }, 'TOKEN_EXPIRED'],
    ['iat 6 s ahead', { iat: now + 6, exp: now + 60 }, 'TOKEN_NOT_YET'],
    ['nbf 6 s ahead', { nbf: now + 6 }, 'TOKEN_NOT_YET'],
    ['305 s', { iat: now - 5, exp: now + 300 }, 'accepted'],
    ['306 s', { iat: now - 6, exp: now + 300 }, 'TOKEN_LIFETIME'],
    ['a year', { exp: now + 31_536_000 }, 'TOKEN_LIFETIME'],
    ['no time at all', { iat: now + 1, exp: now + 1 }, 'TOKEN_LIFETIME'],
    ['an end before its beginning', { iat: now + 5, exp: now + 2 }, 'TOKEN_LIFETIME'],
  ])('%s', async (_name, over, code) => {
    expect(await outcome(over)).toBe(code)
  })

  test('a token dies on the very second, whether or not anything was fetched meanwhile', async () => {
    const token = issuer.mint()
    issuer.pass(299.999)
    await expect(verifier.verify(token)).resolves.toBeDefined()
    issuer.pass(0.001)
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
  })
})

describe('what it must hold', () => {
  const place = (idx: unknown, uri: unknown = `${issuerUrl}/status-lists/0`) => ({
    status: { status_list: { idx, uri } },
  })
  test.each<[string, Json]>([
    ['sub absent', { sub: undefined }],
    ['sub a number', { sub: 42 }],
    ['scope absent', { scope: undefined }],
    ['scope a list', { scope: ['orders:read'] }],
    ['jti absent', { jti: undefined }],
    ['jti empty', { jti: '' }],
    ['grant_id absent', { grant_id: undefined }],
    ['status absent', { status: undefined }],
    ['status without a list', { status: {} }],
    ['idx a text', place('7')],
    ['idx negative', place(-1)],
    ['idx a fraction', place(7.5)],
    ['idx just outside', place(128)],
    ['idx far outside', place(2 ** 40)],
    ['uri absent', place(7, null)],
    ['uri elsewhere', place(7, 'https://evil.test/status-lists/0')],
    ['uri on another port', place(7, `${issuerUrl}:8443/status-lists/0`)],
    ['uri on plain http', place(7, 'http://daypass.test/status-lists/0')],
    ['uri with a user', place(7, 'https://evil@daypass.test/status-lists/0')],
    ['uri that climbs', place(7, `${issuerUrl}/x/../status-lists/0`)],
    ['uri with a fragment', place(7, `${issuerUrl}/status-lists/0#1`)],
    ['uri that only begins like ours', place(7, `${issuerUrl}.evil.test/status-lists/0`)],
    ['uri that is no address', place(7, '/status-lists/0')],
    ['daypass absent', { daypass: undefined }],
    ['daypass without its resource', { daypass: { request: 'x', digest: 'x', policy: 'x' } }],
    ['an operation that is a text', bound('x')],
    ['one that names nothing', bound({ url: 'x' })],
    ['one that names two', bound({ url: 'x', ...commit, run: { repository: 8, id: 1, attempt: 1 } })],
    ['one without its address', bound(commit)],
    ['a commit of no repository', bound({ url: 'x', commit: { sha } })],
    ['a repository by name', bound({ url: 'x', commit: { repository: 'acme/orders', sha } })],
    ['a short SHA', bound({ url: 'x', commit: { repository: 8, sha: sha.slice(1) } })],
    ['a run without its attempt', bound({ url: 'x', run: { repository: 8, id: 1 } })],
  ])('%s', async (_name, over) => {
    // JSON leaves members out that are undefined, which is how they become absent here.
    expect(await outcome(over)).toBe('TOKEN_CLAIMS')
  })
})

test('what the access is bound to is told', async () => {
  const run = { run: { repository: 8, id: 4711, attempt: 1 } }
  for (const operation of [commit, run]) expect(await outcome(bound({ url: 'x', ...operation }))).toBe('accepted')
})

describe('what the caller demands', () => {
  test.each<[string, { scope?: string; resource?: string }, string]>([
    ['nothing', {}, 'accepted'],
    ['one scope', { scope: 'orders:read' }, 'accepted'],
    ['both scopes, in any order', { scope: 'orders:dump orders:read' }, 'accepted'],
    ['a scope that it lacks', { scope: 'orders:write' }, 'TOKEN_SCOPE'],
    ['one that it has and one that it lacks', { scope: 'orders:read orders:write' }, 'TOKEN_SCOPE'],
    ['a part of a scope', { scope: 'orders' }, 'TOKEN_SCOPE'],
    ['a scope in capitals', { scope: 'ORDERS:READ' }, 'TOKEN_SCOPE'],
    ['an empty scope', { scope: '' }, 'TOKEN_SCOPE'],
    ['the scope of probes', { scope: 'daypass:probe' }, 'TOKEN_SCOPE'],
    ['its resource', { resource: 'orders-api' }, 'accepted'],
    ['another resource', { resource: 'orders' }, 'TOKEN_RESOURCE'],
    ['an empty resource', { resource: '' }, 'TOKEN_RESOURCE'],
  ])('%s', async (_name, demand, code) => {
    expect(await outcome({}, demand)).toBe(code)
  })

  test.each<[string, { scope?: string }, string, string]>([
    ['no scope, while the grant lives', {}, 'daypass:probe', 'accepted'],
    ['its own scope', { scope: 'daypass:probe' }, 'daypass:probe', 'accepted'],
    ['another scope', { scope: 'orders:read' }, 'daypass:probe', 'TOKEN_SCOPE'],
    ['its own scope and another', { scope: 'daypass:probe orders:read' }, 'daypass:probe orders:read', 'TOKEN_SCOPE'],
    ['a scope that it also holds', { scope: 'orders:read' }, 'daypass:probe orders:read', 'TOKEN_SCOPE'],
  ])('of a probe token, %s', async (_name, demand, scope, code) => {
    expect(await outcome({ scope }, demand)).toBe(code)
  })
})
