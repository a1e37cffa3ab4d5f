import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { key, wake } from '../contract/store-contract.ts'
import { openTestStore } from '../open-test-store.ts'
import { runSql } from '../store-sql.ts'

const secret = 'the secret of the child, long enough'
let dataDir: string
const children: ChildProcess[] = []

// One directory for all, since making a database takes seconds and opening it again does not.
beforeAll(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'daypass-embedded-')), 'data')
})
afterAll(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

async function openHere() {
  const { store, clock } = await openTestStore({ dataDir })
  return { store, clock, close: store.close }
}

/** Starts the door in a process of its own and returns its port. */
async function startChild(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'door-child.ts'), dataDir, secret], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string]
  return { child, port: Number(line) }
}

async function deliver(port: number, id: string): Promise<boolean> {
  const body = JSON.stringify({ action: 'opened', issue: { number: 1, title: id }, repository: { id: 71 } })
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    body,
    headers: {
      'x-github-event': 'issues',
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  })
  return response.status === 202
}

describe('the embedded store', () => {
  it('is durable and for its owner alone', async () => {
    const opened = await openHere()
    const settings = await runSql<{ name: string; setting: string }>(
      opened.store,
      "select name, setting from pg_settings where name in ('fsync', 'wal_sync_method', 'synchronous_commit', 'full_page_writes') order by name",
    )
    expect(settings.map(({ name, setting }) => `${name}=${setting}`)).toStrictEqual([
      'fsync=on',
      'full_page_writes=on',
      'synchronous_commit=on',
      'wal_sync_method=fsync',
    ])
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    await opened.close()
  })

  it('opens for one holder at a time, and again when that one is gone', async () => {
    const first = await openHere()
    const second = openHere()
    await expect(second).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    await first.close()
    const third = await openHere()
    await third.close()
  })

  it('gives up claims and taken deliveries of a process that died', async () => {
    const first = await openHere()
    await first.store.enqueue(wake())
    await first.store.requests.claim(key, first.clock.now())
    await first.store.inbox.accept({ id: 'a', event: 'issues', body: '{}', bodySha256: 'a' }, first.clock.now())
    void first.store.inbox.drain(first.clock.now, () => new Promise(() => undefined))
    await expect.poll(() => runSql(first.store, 'select tries from daypass.inbox')).toStrictEqual([{ tries: 1 }])
    await first.close()
    const second = await openHere()
    expect((await second.store.requests.claim(key, second.clock.now()))?.fence).toBe(2)
    expect(await second.store.inbox.drain(second.clock.now, async () => undefined)).toBe(1)
    await second.close()
  })

  it('refuses a second process, and frees its lock when the first is killed', async () => {
    const { child } = await startChild()
    await expect(openHere()).rejects.toMatchObject({ code: 'STORE_LOCKED' })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const opened = await openHere()
    await opened.store.ping()
    await opened.close()
  })

  it('has every delivery that was acknowledged before a kill', async () => {
    const acknowledged: string[] = []
    let sent = 0
    for (const killAfter of [7, 40]) {
      const { child, port } = await startChild()
      const wanted = acknowledged.length + killAfter
      const keepSending = async (): Promise<void> => {
        while (child.exitCode === null && child.signalCode === null) {
          const id = `d${sent++}`
          const accepted = await deliver(port, id).catch(() => false)
          if (accepted) acknowledged.push(id)
          if (acknowledged.length >= wanted) child.kill('SIGKILL')
        }
      }
      await Promise.all(Array.from({ length: 8 }, keepSending))
    }
    const opened = await openHere()
    const stored = new Set<string>()
    await opened.store.inbox.drain(
      () => new Date(),
      async ({ id }) => void stored.add(id),
    )
    expect(acknowledged.length).toBeGreaterThanOrEqual(47)
    expect(acknowledged.filter((id) => !stored.has(id))).toStrictEqual([])
    expect(stored.size).toBeLessThanOrEqual(sent)
    await opened.close()
  })
})
