import { rootCertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { proxyChecks } from '../../../../src/cli/doctor/proxy.ts'
import { examineAll, renderFindings } from '../../../../src/cli/doctor/report.ts'
import { readWayOut } from '../../../../src/config/way-out.ts'

const https = { HTTPS_PROXY: 'http://user:canary@proxy.acme.test:3128' }
const http = { HTTP_PROXY: 'http://user:canary@proxy.acme.test:3128' }
const used = { NODE_USE_ENV_PROXY: '1' }

test.each<[string, Record<string, string>, string[]]>([
  ['nothing', {}, ['ok     proxy  Connections go out directly: HTTPS_PROXY is not set.']],
  [
    'a proxy',
    { ...https, ...used },
    ['ok     proxy  Connections go through the proxy of HTTPS_PROXY; NO_PROXY names nothing that is reached without.'],
  ],
  [
    'exceptions',
    { ...https, ...used, NO_PROXY: 'acme.test' },
    ['ok     proxy  Connections go through the proxy of HTTPS_PROXY, but for what NO_PROXY names.'],
  ],
  [
    'small letters',
    { https_proxy: 'http://p:1', ...used },
    ['ok     proxy  Connections go through the proxy of https_proxy; NO_PROXY names nothing that is reached without.'],
  ],
  [
    'a proxy that is not used',
    https,
    [
      'note   proxy  HTTPS_PROXY is set and not used, since NODE_USE_ENV_PROXY is not set. Set it to 1, or take both away.',
    ],
  ],
  [
    'two that are not used',
    { ...https, ...http },
    [
      'note   proxy  HTTPS_PROXY and HTTP_PROXY are set and not used, since NODE_USE_ENV_PROXY is not set. Set it to 1, or take both away.',
    ],
  ],
  [
    'a yes that is none',
    { ...https, NODE_USE_ENV_PROXY: 'true' },
    [
      'note   proxy  HTTPS_PROXY is set and not used, since NODE_USE_ENV_PROXY is set to something else than 1. Set it to 1, or take both away.',
    ],
  ],
  [
    'no proxy to be used',
    used,
    [
      'note   proxy  NODE_USE_ENV_PROXY is set, and neither HTTPS_PROXY nor HTTP_PROXY is: connections go out directly.',
    ],
  ],
  [
    'a proxy for this machine, too',
    { ...http, ...used, NO_PROXY: 'localhost' },
    [
      'ok     proxy  Connections go through the proxy of HTTP_PROXY, but for what NO_PROXY names.',
      'note   proxy  HTTP_PROXY takes connections to this machine, too. Name localhost,127.0.0.1 in NO_PROXY.',
    ],
  ],
  [
    'one that leaves this machine out',
    { ...http, ...used, NO_PROXY: 'localhost,127.0.0.1' },
    ['ok     proxy  Connections go through the proxy of HTTP_PROXY, but for what NO_PROXY names.'],
  ],
  [
    'an authority',
    { NODE_EXTRA_CA_CERTS: '/ca.pem' },
    [
      'ok     proxy         Connections go out directly: HTTPS_PROXY is not set.',
      'ok     certificates  NODE_EXTRA_CA_CERTS adds a certificate to the authorities that Node.js knows.',
    ],
  ],
  [
    'an authority that is not there, and no check at all',
    { NODE_EXTRA_CA_CERTS: '/none.pem', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    [
      'ok     proxy         Connections go out directly: HTTPS_PROXY is not set.',
      'WRONG  certificates  NODE_EXTRA_CA_CERTS: names /none.pem, where there is no file. Node.js goes on without it. Correct the path. [CONFIG_MISSING]',
      'WRONG  certificates  NODE_TLS_REJECT_UNAUTHORIZED: is 0, so no certificate is checked, and whoever is on the way reads every token. Remove it, and name your authority with NODE_EXTRA_CA_CERTS. [CONFIG_INVALID]',
    ],
  ],
])('the doctor says of %s', async (_name, env, expected) => {
  const readFile = (path: string): string => {
    if (path === '/ca.pem') return rootCertificates[0] ?? ''
    throw Object.assign(new Error('no'), { code: 'ENOENT' })
  }
  const findings = await examineAll(proxyChecks(readWayOut(env, readFile)))
  expect(renderFindings(findings).split('\n').slice(0, -3)).toEqual(expected)
})
