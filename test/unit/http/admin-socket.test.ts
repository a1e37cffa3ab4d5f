import { existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, describe, expect, test } from 'vitest'
import { listenOnSocket } from '../../../src/http/admin-socket.ts'

const folder = mkdtempSync(join(tmpdir(), 'dps-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
const fresh = () => join(folder, String(count++))

async function listen(directory: string, says = 'hello') {
  const warnings: object[] = []
  const app = new Hono().get('/', (c) => c.text(says))
  const server = await listenOnSocket(app, directory, { warn: (facts) => warnings.push(facts) })
  return { server, warnings, socket: join(directory, 'admin.sock') }
}

function ask(socketPath: string): Promise<string> {
  return new Promise((done, fail) => {
    const asked = request({ socketPath, path: '/' }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      answer.on('end', () => done(text))
    })
    asked.on('error', fail)
    asked.end()
  })
}

/** A socket as a killed server leaves it: the file is there, nobody listens. */
async function leaveStale(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'admin.sock')
  const server = createServer()
  await new Promise<void>((done) => server.listen(`${path}.1`, done))
  linkSync(`${path}.1`, path)
  await new Promise((done) => server.close(done))
}

describe('the admin socket (security.R6)', () => {
  test('is for its owner alone, in a directory that is made, and gone when the server stops', async () => {
    const { server, socket, warnings } = await listen(fresh())
    expect(statSync(socket).mode & 0o777).toBe(0o600)
    expect(await ask(socket)).toBe('hello')
    await server?.stop()
    expect([existsSync(socket), warnings]).toEqual([false, []])
  })

  test('of a dead server is replaced', async () => {
    const directory = fresh()
    await leaveStale(directory)
    const { server, socket, warnings } = await listen(directory)
    expect([await ask(socket), warnings]).toEqual(['hello', []])
    await server?.stop()
  })

  test('of a live server is left to it', async () => {
    const directory = fresh()
    const first = await listen(directory, 'first')
    const second = await listen(directory, 'second')
    expect(second.server).toBeUndefined()
    expect(second.warnings).toEqual([{ socket: first.socket, why: 'another server listens there' }])
    expect(await ask(first.socket)).toBe('first')
    await first.server?.stop()
  })

  test('is not made over what is no socket', async () => {
    const directory = fresh()
    mkdirSync(directory)
    writeFileSync(join(directory, 'admin.sock'), 'mine')
    await expect(listen(directory)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    expect(statSync(join(directory, 'admin.sock')).size).toBe(4)
  })

  test('is done without where its path is too long', async () => {
    const { server, warnings } = await listen(join(folder, 'd'.repeat(120)))
    expect(server).toBeUndefined()
    expect(warnings).toMatchObject([{ why: 'its path is too long for a socket' }])
  })
})
