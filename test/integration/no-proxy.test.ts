import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { readWayOut } from '../../src/config/way-out.ts'
import { startConnectProxy } from '../connect-proxy.ts'

/** Exceptions and addresses that might be read in more than one way. */
const exceptions = [
  '',
  '*',
  'a.test',
  '.a.test',
  '*.a.test',
  'A.TEST',
  'b.a.test',
  'a.test:443',
  'a.test:8443',
  'x.test,a.test',
  'x.test a.test',
  'x.test, *',
  'est',
  '127.0.0.1',
  '127.0.0.0/8',
  'localhost',
  '::1',
  '[::1]',
  '[::1]:443',
]
const addresses = [
  'https://a.test',
  'https://b.a.test',
  'https://ba.test',
  'https://a.test:8443',
  'https://127.0.0.1:54321',
  'https://localhost:54321',
  'https://[::1]',
]

test('NO_PROXY is read as Node.js reads it', async () => {
  // Refuses everything: whether it was asked at all is the answer.
  const proxy = await startConnectProxy(() => undefined)
  const cases = exceptions.flatMap((no) => addresses.map((url) => [no, url]))
  const tried = `for (const [no, url] of ${JSON.stringify(cases)}) {
    for (const [except, address] of [[no, url], ['', 'https://next.test']]) {
      process.env.NO_PROXY = except
      await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch(() => {})
    }
  }`
  const env = { HTTPS_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' }
  // Nobody may resolve a name here: what goes directly is to fail at once.
  const program = `import dns from 'node:dns'
    dns.lookup = (name, options, done) => done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    ${tried}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { env, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  await proxy.stop()
  expect(code).toBe(0)

  const asked = proxy.asked.join(' ').split('next.test:443')
  for (const [at, [no = '', address = '']] of cases.entries()) {
    const { proxyOf } = readWayOut({ ...env, NO_PROXY: no }, () => '')
    const url = new URL(address)
    const there = `${url.hostname}:${url.port || 443}`
    const proxied = asked[at]?.trim() === there ? 'HTTPS_PROXY' : undefined
    expect([no, address, proxyOf(url)]).toEqual([no, address, proxied])
  }
  expect(asked).toHaveLength(cases.length + 1)
  expect(asked.filter((one) => one.trim() !== '').length).toBeGreaterThan(40)
})
