import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tryPlace } from '../../../../src/compose/notifying.ts'
import type { Deployment } from '../../../../src/generated/deployment.ts'
import { isNoticeMessage } from '../../../../src/generated/validators.js'
import { createWorld } from '../world.ts'

let got: { url: string | undefined; body: string }[]
let status: number
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    got.push({ url: request.url, body })
    response.writeHead(status).end()
  })
})

beforeEach(async () => {
  got = []
  status = 204
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

/** A command line beside a deployment file with two places. */
async function beside() {
  const { port } = server.address() as AddressInfo
  const at = `http://127.0.0.1:${port}`
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const deployment: Deployment = {
    connectors: {},
    notices: {
      places: {
        ops: { type: 'webhook', url: `${at}/ops`, secret },
        chat: { type: 'slack', url: `${at}/services/T0/B0/key` },
      },
    },
  }
  const world = await createWorld()
  world.deps.tryPlace = (name) => tryPlace(deployment, name, () => new Date(0), `msg_${'0'.repeat(32)}`)
  return world
}

test('`daypass doctor --notice` sends a trial to one place', async () => {
  const world = await beside()
  expect(await world.run('doctor', '--notice', 'ops')).toBe(0)
  expect(world.out).toContain('The place ops took a trial.')
  expect(await world.run('doctor', '--notice', 'chat')).toBe(0)
  expect(got.map(({ url }) => url)).toEqual(['/ops', '/services/T0/B0/key'])
  expect(isNoticeMessage(JSON.parse(got[0]?.body ?? ''))).toBe(true)
  expect(Object.keys(JSON.parse(got[1]?.body ?? ''))).toContain('text')
})

test('and says what it answers', async () => {
  status = 410
  const world = await beside()
  expect(await world.run('doctor', '--notice', 'chat')).toBe(1)
  expect(world.out).toContain('it answered 410')
  expect(world.out).toContain('NOTICE_UNDELIVERED')
  expect(world.out + world.err).not.toContain('B0')
})

test.each([
  ['gone', 'It has ops, chat.'],
  ['issue', 'needs no trial'],
  ['constructor', 'It has ops, chat.'],
])('and refuses %s', async (name, words) => {
  const world = await beside()
  expect(await world.run('doctor', '--notice', name)).not.toBe(0)
  expect(world.out + world.err).toContain(words)
  expect(got).toEqual([])
})
