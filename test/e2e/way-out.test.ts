import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, run } from '../../demo/command-line.ts'
import { freePort } from '../../demo/github/free-port.ts'
import type { Stage } from '../../demo/stage.ts'
import type { Finding } from '../../src/cli/doctor/report.ts'
import { type ConnectProxy, join as joined, portOf, startConnectProxy, stopAll } from '../connect-proxy.ts'
import { type Authority, makeAuthority, noAuthority } from '../private-authority.ts'
import { stageHere } from '../stage.ts'
import { ask, ended, labelled } from './play.ts'

/**
 * GitHub as companies have it: behind a proxy, under a name that only the proxy resolves, with a certificate of an authority that
 * nobody else knows. The real server, doctor and command line, each in a process with these variables.
 */
const host = 'github.acme.test'
const folder = mkdtempSync(join(tmpdir(), 'daypass-way-out-'))

if (noAuthority !== undefined) console.warn(`\n*** ${noAuthority} ***\n`)
beforeEach((context) => {
  if (noAuthority === undefined) return
  if (process.env.CI) throw new Error(noAuthority)
  context.skip(noAuthority)
})

let authority: Authority
let front: Server
const sockets = new Set<import('node:stream').Duplex>()
let proxy: ConnectProxy
let stage: Stage
/** What a process needs to reach GitHub. */
let way: Record<string, string>

beforeAll(async () => {
  if (noAuthority !== undefined) return
  authority = makeAuthority(folder, [host, 'localhost'])
  const port = await freePort()
  const certificate = { key: readFileSync(authority.key), cert: readFileSync(authority.cert) }
  front = createServer(certificate, (socket) => {
    const target = connect(port, '127.0.0.1')
    for (const one of [socket, target]) sockets.add(one)
    joined(socket, target)
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  proxy = await startConnectProxy((address) => (address === `${host}:443` ? portOf(front) : undefined))
  way = {
    GITHUB_API_URL: `https://${host}`,
    HTTPS_PROXY: proxy.url,
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: authority.ca,
  }
  stage = await stageHere({ inProcess: false, github: { port }, env: { ...way, DAYPASS_CLI: '/opt/acme/daypass' } })
})
afterAll(async () => {
  await stage?.stop()
  await proxy?.stop()
  if (front) await stopAll(front, sockets)
  rmSync(folder, { recursive: true, force: true })
})

type Change = Record<string, string | undefined>

function changed(env: Record<string, string>, change: Change): Record<string, string> {
  const both: Change = { ...env, ...change }
  return Object.fromEntries(Object.entries(both).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

async function doctor(change: Change): Promise<(name: string) => string[]> {
  const { stdout } = await run(['doctor', '--json'], changed(stage.env, change))
  const { findings } = JSON.parse(stdout) as { findings: Finding[] }
  return (name) => findings.filter((one) => one.name === name).map(({ state, message }) => `${state} ${message}`)
}

/** The command line as rita has it. */
function command(change: Change, ...args: string[]): Promise<Answer> {
  const env = { HOME: stage.home, GITHUB_TOKEN: stage.github.as('rita').token, ...way }
  return run(args, changed(env, change))
}

test('a request is granted and ended through a proxy and with a private authority', async () => {
  const asked = await ask(stage, 'rita')
  const active = await labelled(stage, asked, 'daypass:active')
  expect(active.status).toContain(`\n/opt/acme/daypass open ${asked.url}\n`)
  const token = await command({}, 'token', asked.url)
  expect(token.code, token.stderr).toBe(0)
  await stage.github.as('rita').comment(asked.number, '/done')
  const { receipt } = await ended(stage, asked, 'done')
  expect(receipt).toContain(`\`/opt/acme/daypass audit verify ${asked.url}\``)
  // Targets and the issuer are on this machine: nothing but GitHub went through the proxy.
  expect([...new Set(proxy.asked)]).toEqual([`${host}:443`])
})

test('the doctor finds it well', async () => {
  const found = await doctor({})
  expect(found('GitHub')).toEqual([expect.stringMatching(/^well GitHub knows this app/)])
  expect(found('clock')).toEqual([expect.stringMatching(/^well /)])
  expect(found('proxy')).toEqual([expect.stringMatching(/^well Connections go through the proxy of HTTPS_PROXY/)])
  expect(found('certificates')).toEqual([expect.stringMatching(/^well NODE_EXTRA_CA_CERTS adds a certificate/)])
})

test('and without a proxy, where GitHub is reached without', async () => {
  // A proxy of its own: the server that runs goes on asking through the other.
  const unused = await startConnectProxy(() => undefined)
  const direct = { GITHUB_API_URL: `https://localhost:${portOf(front)}`, HTTPS_PROXY: unused.url }
  for (const change of [
    { ...direct, HTTPS_PROXY: undefined },
    { ...direct, NO_PROXY: 'localhost' },
  ])
    expect((await doctor(change))('GitHub')).toEqual([expect.stringMatching(/^well GitHub knows this app/)])
  expect(unused.asked).toEqual([])
  await unused.stop()
})

describe.concurrent('the doctor and the command line say what to do', () => {
  const cases: [string, () => Change, string[]][] = [
    [
      'without the authority',
      () => ({ NODE_EXTRA_CA_CERTS: undefined }),
      [
        `The certificate that ${host} shows is of an authority that Node.js does not know.`,
        'Set NODE_EXTRA_CA_CERTS to',
      ],
    ],
    [
      'with an authority that is not there',
      () => ({ NODE_EXTRA_CA_CERTS: join(folder, 'none.pem') }),
      ['NODE_EXTRA_CA_CERTS is set: see that its file can be read'],
    ],
    [
      'with a proxy that is not there',
      () => ({ HTTPS_PROXY: 'http://user:canary@127.0.0.1:9' }),
      ['The proxy of HTTPS_PROXY cannot be reached (ECONNREFUSED). Correct HTTPS_PROXY'],
    ],
    [
      'with a proxy that refuses',
      () => ({ GITHUB_API_URL: 'https://other.acme.test' }),
      ['The proxy of HTTPS_PROXY refuses to connect to other.acme.test (403).'],
    ],
    [
      'with a proxy that is not used',
      () => ({ NODE_USE_ENV_PROXY: undefined }),
      ['HTTPS_PROXY is set and not used. Node.js uses it only where NODE_USE_ENV_PROXY=1 is set, too.'],
    ],
  ]
  test.each(cases)('%s', async (_name, change, words) => {
    const found = await doctor(change())
    const said = await command(
      change(),
      'request',
      'orders-api',
      'read',
      '1h',
      '--reason',
      'x',
      '--repository',
      'https://github.acme.test/acme/access',
    )
    for (const sentence of words) {
      expect(found('GitHub')).toEqual([expect.stringContaining(sentence)])
      expect(found('clock')).toEqual([expect.stringContaining(sentence)])
      expect(said.stderr).toContain(sentence)
    }
    expect(said).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('[GITHUB_UNAVAILABLE]') })
    expect(JSON.stringify([found('GitHub'), found('proxy'), said])).not.toContain('canary')
  })

  test('of each variable alone', async () => {
    const unused = await doctor({ NODE_USE_ENV_PROXY: undefined, NODE_EXTRA_CA_CERTS: join(folder, 'none.pem') })
    expect(unused('proxy')).toEqual([expect.stringMatching(/^note HTTPS_PROXY is set and not used/)])
    expect(unused('certificates')).toEqual([expect.stringMatching(/^wrong names .*none\.pem, where there is no file/)])
  })
})
