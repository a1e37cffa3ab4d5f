import { createHmac, randomUUID } from 'node:crypto'
import { random, shuffled } from '../random.ts'
import type { Delivery, DeliveryControl, DeliveryPredicate, ReleaseOrder } from '../types.ts'

type Draft = { guid: string; event: string; action: string | null; body: string; redelivery: boolean; certain: boolean }

/** GitHub's delivery ids have 19 digits, beyond what a number of JavaScript holds: taken for numbers, neighbours are one. */
const FIRST_ID = 1_901_234_567_890_123_457n

/** GitHub waits this long for an answer. */
const TIMEOUT_MS = 10_000

/** The app's webhook: signs, sends one after the other, and remembers every attempt. */
export class Deliveries implements DeliveryControl {
  readonly list: Delivery[] = []
  readonly #appId: number
  readonly #now: () => Date
  #target: { url: string; secret: string } | undefined
  #loses: DeliveryPredicate = () => false
  #copies = 1
  #kept: Draft[] | undefined
  #tail: Promise<void> = Promise.resolve()
  #waiting = 0
  #nextId = FIRST_ID
  readonly #stopping = new AbortController()

  constructor(appId: number, now: () => Date) {
    this.#appId = appId
    this.#now = now
  }

  setTarget(url: string, secret: string): void {
    this.#target = { url, secret }
  }

  get target(): string | undefined {
    return this.#target?.url
  }

  /** A new event. The payload's bytes are fixed here, once, for every attempt. */
  raise(event: string, payload: Readonly<Record<string, unknown>>): void {
    if (this.#target === undefined || this.#stopping.signal.aborted) return
    const action = typeof payload.action === 'string' ? payload.action : null
    const draft = {
      guid: randomUUID(),
      event,
      action,
      body: JSON.stringify(payload),
      redelivery: false,
      certain: false,
    }
    for (let copy = 0; copy < this.#copies; copy++) this.#queue({ ...draft, redelivery: copy > 0 })
  }

  lose(what: number | DeliveryPredicate, seed = 1): void {
    const draw = random(seed)
    this.#loses = typeof what === 'function' ? what : () => draw() < what
  }

  duplicate(times: number): void {
    this.#copies = Math.max(1, times)
  }

  hold(): void {
    this.#kept ??= []
  }

  get held(): number {
    return this.#kept?.length ?? 0
  }

  release(order: ReleaseOrder = 'fifo'): void {
    const kept = this.#kept ?? []
    this.#kept = undefined
    const drafts = order === 'fifo' ? kept : order === 'reverse' ? kept.toReversed() : shuffled(kept, order.shuffle)
    for (const draft of drafts) this.#queue(draft)
  }

  redeliver(guid: string): void {
    this.#again(guid, true)
  }

  /** What GitHub's API does on an app's wish: subject to loss as everything else. Returns whether there is such a delivery. */
  attempt(id: bigint): boolean {
    const delivery = this.list.find((candidate) => candidate.id === id)
    if (delivery) this.#again(delivery.guid, false)
    return delivery !== undefined
  }

  normal(): void {
    this.#loses = () => false
    this.#copies = 1
    this.release()
  }

  /** Resolves when nothing is on its way, including what was raised meanwhile. */
  async settled(): Promise<void> {
    while (this.#waiting > 0) await this.#tail
  }

  async stop(): Promise<void> {
    this.#kept = undefined
    this.#stopping.abort()
    await this.settled()
  }

  #again(guid: string, certain: boolean): void {
    const first = this.list.find((delivery) => delivery.guid === guid)
    if (first === undefined) throw new Error(`There is no delivery ${guid}.`)
    const { event, action, body } = first
    this.#queue({ guid, event, action, body, redelivery: true, certain })
  }

  #queue(draft: Draft): void {
    if (this.#kept && !draft.certain) {
      this.#kept.push(draft)
      return
    }
    this.#waiting += 1
    this.#tail = this.#tail.then(async () => {
      await this.#send(draft)
      this.#waiting -= 1
    })
  }

  async #send(draft: Draft): Promise<void> {
    const { url, secret } = this.#target ?? { url: '', secret: '' }
    const { guid, event, action, body, redelivery } = draft
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/local',
      'x-github-delivery': guid,
      'x-github-event': event,
      'x-github-hook-id': String(this.#appId),
      'x-github-hook-installation-target-id': String(this.#appId),
      'x-github-hook-installation-target-type': 'integration',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    }
    const id = this.#nextId++
    const sentAt = this.#now()
    const started = performance.now()
    const lost = !draft.certain && this.#loses({ guid, event, action, body })
    const status = lost ? 502 : await post(url, headers, body, this.#stopping.signal)
    this.list.push({
      id,
      guid,
      event,
      action,
      body,
      headers,
      sentAt,
      status,
      redelivery,
      durationMs: performance.now() - started,
    })
  }
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  stopping: AbortSignal,
): Promise<number> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const signal = AbortSignal.any([timeout, stopping])
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await response.arrayBuffer()
    return response.status
  } catch {
    return timeout.aborted ? 504 : 502
  }
}
