import { rootCertificates } from 'node:tls'
import { describe, expect, test } from 'vitest'
import type { Environment } from '../../../src/config/secret-source.ts'
import { readWayOut } from '../../../src/config/way-out.ts'

const pem = rootCertificates[0] ?? ''
const files = new Map([
  ['/ca.pem', `# Acme\n${pem}\n`],
  ['/two.pem', `${pem}\n${pem}`],
  ['/empty.pem', ''],
  ['/der.pem', '0\u0082'],
  ['/key.pem', '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n'],
  ['/damaged.pem', `${pem}\n${pem.slice(0, 300)}\n-----END CERTIFICATE-----`],
])
const readFile = (path: string): string => {
  const text = files.get(path)
  if (text !== undefined) return text
  throw Object.assign(new Error('no'), { code: path === '/locked.pem' ? 'EACCES' : 'ENOENT' })
}
const read = (env: Environment) => readWayOut(env, readFile)

describe('which proxy takes a connection', () => {
  const cases: [Environment, string, string | undefined][] = [
    [{}, 'https://a.test', undefined],
    [{ HTTPS_PROXY: 'http://p:1' }, 'https://a.test', 'HTTPS_PROXY'],
    [{ HTTPS_PROXY: 'http://p:1' }, 'http://a.test', undefined],
    [{ HTTP_PROXY: 'http://p:1' }, 'http://a.test', 'HTTP_PROXY'],
    [{ HTTP_PROXY: 'http://p:1' }, 'https://a.test', 'HTTP_PROXY'],
    [{ HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:2' }, 'https://a.test', 'HTTPS_PROXY'],
    [{ https_proxy: 'http://p:1', HTTPS_PROXY: 'http://p:2' }, 'https://a.test', 'https_proxy'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://p:2' }, 'https://a.test', undefined],
    [{ HTTPS_PROXY: '' }, 'https://a.test', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.test' }, 'https://a.test', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.test:443' }, 'https://a.test', undefined],
    [{ HTTPS_PROXY: 'http://p:1', no_proxy: '', NO_PROXY: 'a.test' }, 'https://a.test', 'HTTPS_PROXY'],
    [{ HTTP_PROXY: 'http://p:1', NO_PROXY: 'a.test:80' }, 'http://a.test', undefined],
  ]
  test.each(cases)('%j %s: %s', (env, url, expected) => {
    expect(read(env).proxyOf(new URL(url))).toBe(expected)
  })
})

test.each<[Environment, boolean]>([
  [{}, false],
  [{ NODE_USE_ENV_PROXY: '1' }, true],
  [{ NODE_USE_ENV_PROXY: '0' }, false],
  [{ NODE_USE_ENV_PROXY: 'true' }, false],
  [{ NODE_USE_ENV_PROXY: '' }, false],
  [{ NODE_OPTIONS: '--max-old-space-size=500 --use-env-proxy' }, true],
  [{ NODE_OPTIONS: '--use-env-proxy-or-so' }, false],
])('whether proxies are used with %j: %s', (env, used) => {
  expect(read(env).used).toBe(used)
})

describe('NODE_EXTRA_CA_CERTS', () => {
  test.each([
    ['/ca.pem', 1],
    ['/two.pem', 2],
  ])('%s adds %i', (path, count) => {
    expect(read({ NODE_EXTRA_CA_CERTS: path }).countAuthorities()).toBe(count)
  })

  test.each([
    ['/none.pem', 'CONFIG_MISSING', 'where there is no file'],
    ['/locked.pem', 'CONFIG_UNREADABLE', 'which cannot be read (EACCES)'],
    ['/empty.pem', 'CONFIG_INVALID', 'which holds no certificate in PEM form'],
    ['/der.pem', 'CONFIG_INVALID', 'which holds no certificate in PEM form'],
    ['/key.pem', 'CONFIG_INVALID', 'which holds no certificate in PEM form'],
    ['/damaged.pem', 'CONFIG_INVALID', 'which holds a certificate that is cut off or damaged'],
  ])('%s: %s', (path, code, words) => {
    const message = expect.stringContaining(`names ${path}, ${words}`)
    const wayOut = read({ NODE_EXTRA_CA_CERTS: path })
    expect(() => wayOut.countAuthorities()).toThrow(
      expect.objectContaining({ code, where: 'NODE_EXTRA_CA_CERTS', message }),
    )
  })
})
