import { beforeEach, describe, expect, it } from 'vitest'
import { publishedStatus } from '../../../../src/cli/audit/published-status.ts'
import { createTokenServer, publicUrl, type TokenServer } from '../../http/token-server.ts'

let server: TokenServer
let place: number
let grantId: string

beforeEach(async () => {
  server = await createTokenServer()
  const { grant } = await server.begin()
  grantId = grant.id
  place = (await server.grants.leaseOf(grantId))?.statusIndex ?? -1
})

type Answers = (path: string, answer: () => Promise<Response>) => Promise<Response> | Response

/** Asks the real public server; `change` stands between. */
const ask = (change: Answers = (_path, answer) => answer(), at = place) =>
  publishedStatus(publicUrl, at, {
    now: server.now(),
    fetch: async (input) => {
      const { pathname } = new URL(String(input))
      return change(pathname, async () => server.app.request(pathname))
    },
  })

const list =
  (change: (jwt: string) => string): Answers =>
  async (path, answer) =>
    path.startsWith('/status-lists/') ? new Response(change(await (await answer()).text())) : answer()

describe('what an issuer publishes about a grant (security.R9)', () => {
  it('is live until it ends', async () => {
    expect(await ask()).toEqual({ status: 'live' })
    await server.post('/oauth/revoke', { token: (await server.begin()).renewal })
    expect(await ask()).toEqual({ status: 'live' })
    await server.grants.end(grantId, server.now())
    server.at += 1000
    expect(await ask()).toEqual({ status: 'ended' })
  })

  it.each<[what: string, change: Answers, why: string]>([
    ['a server that does not answer', () => Promise.reject(new TypeError('gone')), 'The issuer cannot be reached'],
    [
      'no such list',
      (path, answer) => (path.startsWith('/status') ? new Response('', { status: 404 }) : answer()),
      'answered 404',
    ],
    ['rubbish', list(() => 'rubbish'), ''],
    [
      'a changed list',
      list((jwt) => jwt.replace(/\.[^.]+\./, `.${Buffer.from('{"status_list":{}}').toString('base64url')}.`)),
      'signature',
    ],
    [
      'a list signed by a key for something else',
      async (path, answer) =>
        path === '/.well-known/jwks.json'
          ? new Response(
              JSON.stringify(await (await answer()).json(), (name, value) => (name === 'daypass' ? 'trail' : value)),
            )
          : answer(),
      'not signed by a key that the issuer publishes',
    ],
    ['no keys', (path, answer) => (path.endsWith('jwks.json') ? new Response('{}') : answer()), 'not signed by a key'],
  ])('is unknown with %s', async (_what, change, why) => {
    await server.grants.end(grantId, server.now())
    expect(await ask(change)).toEqual({ status: 'unknown', why: expect.stringContaining(why) })
  })

  it('is unknown once the list has run out, and for a list of another address', async () => {
    const kept = await (await server.app.request('/status-lists/0')).text()
    server.at += 300_000
    expect(await ask(list(() => kept))).toMatchObject({ status: 'unknown', why: 'the status list has run out' })
    server.at -= 300_000
    expect(
      await ask(
        list(() => kept),
        2 ** 17,
      ),
    ).toMatchObject({ why: 'the status list is of another address' })
  })

  it('is unknown for a list that unpacks without end, and outside of it', async () => {
    expect(await ask(undefined, 2 ** 31)).toMatchObject({ status: 'unknown' })
  })
})
