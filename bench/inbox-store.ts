import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../src/core/digest.ts'
import { createDoor } from '../src/ingress/door.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import { deliveryBody, webhookSecret } from './deliveries.ts'
import { between, type Moment, moment } from './moment.ts'
import { timed } from './turns.ts'

export const log = { info: () => undefined, warn: console.warn, error: console.error }
export const now = (): Date => new Date()

/** Opens an embedded store in a temporary folder, and removes it when the work is done. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daypass-bench-'))
  const store = await openStore({ dataDir, signTrail: async () => 'unused', now, log })
  try {
    return await work(store)
  } finally {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export type OpenDoor = {
  port: number
  /** When the answer to each delivery went out, by its id. */
  answered: ReadonlyMap<string, Moment>
  close: () => Promise<void>
}

/** The real door over HTTP, on a free port. */
export async function openDoor({ inbox }: Store, nudge: () => void): Promise<OpenDoor> {
  const door = createDoor({ secrets: [webhookSecret], inbox, nudge, now, log })
  const answered = new Map<string, Moment>()
  const server = createServer((request, response) => {
    response.once('finish', () => answered.set(String(request.headers['x-github-delivery']), moment()))
    door(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, answered, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

let inserted = 0

/** Inserts rows of deliveries into the inbox, one after another with nothing around it. Milliseconds of each, and of all together. */
export async function insertBare({ database }: Store, rows: number): Promise<{ each: number[]; total: number }> {
  if (database.kind !== 'embedded') throw new Error('the bench uses the embedded store')
  const { pglite } = database
  const at = now()
  const ready = Array.from({ length: rows }, () => {
    inserted += 1
    const body = deliveryBody(10_000_000 + inserted)
    return [`bare-${inserted}`, 'issues', sha256(body), body, at]
  })
  const each: number[] = []
  const total = await timed(async () => {
    for (const row of ready) {
      const begin = moment()
      await pglite.query(insertion, row)
      each.push(between(begin, moment()))
    }
  })
  return { each, total }
}

const insertion = `insert into daypass.inbox (delivery, event, body_sha, body, state, received, tries, next_try)
  values ($1, $2, $3, $4, 'done', $5, 0, $5)`
