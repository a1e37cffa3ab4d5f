import { describe, expect, test } from 'vitest'
import type { Environment } from '../../../src/config/secret-source.ts'
import { tellingFetch } from '../../../src/config/telling-fetch.ts'
import { readWayOut } from '../../../src/config/way-out.ts'
import { NoConnection } from '../../../src/core/no-connection.ts'

/** As fetch fails: what really happened is a cause, or the cause of a cause. */
const failed = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
const refused = (status: number): Error => {
  const why = Object.assign(new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`), {
    code: 'UND_ERR_ABORTED',
  })
  return new TypeError('fetch failed', { cause: new Error('Request was cancelled.', { cause: why }) })
}
const late = new DOMException('too late', 'TimeoutError')

async function thrownWith(
  env: Environment,
  thrown: unknown,
  url: Parameters<typeof fetch>[0] = 'https://api.acme.test/x',
) {
  const fetcher = tellingFetch(
    async () => Promise.reject(thrown),
    readWayOut(env, () => ''),
  )
  return fetcher(url).then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )
}

const proxied = { HTTPS_PROXY: 'http://user:canary@proxy.acme.test:3128', NODE_USE_ENV_PROXY: '1' }
const unused = { HTTPS_PROXY: proxied.HTTPS_PROXY }
const unknown = 'The certificate that api.acme.test shows is of an authority that Node.js does not know.'

describe('tellingFetch says what to do', () => {
  const cases: [string, Environment, unknown, string, boolean][] = [
    ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT'].map(
      (code): [string, Environment, unknown, string, boolean] => [
        code,
        {},
        failed(code),
        `${unknown} Set NODE_EXTRA_CA_CERTS to the PEM file of that authority, and start again.`,
        true,
      ],
    ),
    [
      'of a certificate, with an authority',
      { NODE_EXTRA_CA_CERTS: '/ca.pem' },
      failed('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
      `${unknown} NODE_EXTRA_CA_CERTS is set: see that its file can be read and holds that authority.`,
      true,
    ],
    [
      'of a certificate behind a proxy',
      proxied,
      failed('SELF_SIGNED_CERT_IN_CHAIN'),
      `${unknown} Set NODE_EXTRA_CA_CERTS`,
      true,
    ],
    [
      'of a proxy that is not there',
      proxied,
      failed('ECONNREFUSED'),
      'The proxy of HTTPS_PROXY cannot be reached (ECONNREFUSED). Correct HTTPS_PROXY, or name api.acme.test in NO_PROXY where it is reached without.',
      true,
    ],
    [
      'of a proxy whose name is not known',
      proxied,
      failed('ENOTFOUND'),
      'The proxy of HTTPS_PROXY cannot be reached (ENOTFOUND).',
      true,
    ],
    [
      'of a proxy that refuses',
      proxied,
      refused(407),
      'The proxy of HTTPS_PROXY refuses to connect to api.acme.test (407). Have it allowed there, or name api.acme.test in NO_PROXY',
      true,
    ],
    ['of a proxy that says nothing', proxied, late, 'No answer came in time through the proxy of HTTPS_PROXY.', false],
    [
      'of a proxy that is set and not used',
      unused,
      failed('ENOTFOUND'),
      'HTTPS_PROXY is set and not used. Node.js uses it only where NODE_USE_ENV_PROXY=1 is set, too. Set it, and start again.',
      true,
    ],
    ['of one that is not used, where nobody answers', unused, late, 'HTTPS_PROXY is set and not used.', false],
  ]
  test.each(cases)('%s', async (_name, env, thrown, words, nothingSent) => {
    const error = await thrownWith(env, thrown)
    expect(error).toBeInstanceOf(NoConnection)
    expect(error).toMatchObject({ nothingSent, cause: thrown, message: expect.stringContaining(words) })
    expect((error as Error).message).not.toContain('canary')
  })

  const others: [string, Environment, unknown][] = [
    ['nobody listens, and there is no proxy', {}, failed('ECONNREFUSED')],
    ['nobody listens where NO_PROXY leads', { ...proxied, NO_PROXY: 'acme.test' }, failed('ECONNREFUSED')],
    ['no answer in time', {}, late],
    ['no answer in time where NO_PROXY leads', { ...unused, NO_PROXY: '*' }, late],
    ['a certificate of another host', proxied, failed('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['a certificate that has expired', {}, failed('CERT_HAS_EXPIRED')],
    ['a connection that breaks off', proxied, failed('ECONNRESET')],
    ['something that is no error', proxied, 'no'],
  ]
  test.each(others)('and throws the rest as it is: %s', async (_name, env, thrown) => {
    expect(await thrownWith(env, thrown)).toBe(thrown)
  })

  test('to whatever form the address has', async () => {
    const url = 'https://api.acme.test/x'
    for (const input of [url, new URL(url), new Request(url)])
      expect(await thrownWith(proxied, failed('ECONNREFUSED'), input)).toBeInstanceOf(NoConnection)
    const thrown = new TypeError('Invalid URL')
    expect(await thrownWith(proxied, thrown, 'not an address')).toBe(thrown)
  })

  test('and answers as fetch does', async () => {
    const answer = new Response('x')
    const fetcher = tellingFetch(
      async () => answer,
      readWayOut(proxied, () => ''),
    )
    expect(await fetcher('https://api.acme.test')).toBe(answer)
  })
})
