import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { encodeStatusList, type PlaceStatus, statusAt, withStatus } from '../core/status-list.ts'
import type { Signer } from '../ports/signer.ts'
import type { ServedList } from '../ports/status-lists.ts'

/** How long what was read from the ledger is served again (milliseconds). */
const readEvery = 250
/** A list that did not change is signed anew after this time (milliseconds), so that readers see it is alive. */
const signEvery = 1000
/** How long readers may trust a list, and when they shall look again (seconds). */
const lifetime = 300
const ttl = 30

/** `seen`: the list as a stranger reads it from `jwt`, once somebody has asked. */
type Signed = ServedList & { bytes: Uint8Array; at: number; seen?: Uint8Array }

export type LiveListOptions = {
  uri: string
  size: number
  signer: Signer
  now: () => Date
  /** Indexes in this list that are live at the instant. */
  live: (at: Date) => Promise<number[]>
}

/** One status list: what the ledger said last, what this process learned since, and the signed form of both. */
export class LiveList {
  readonly #options: LiveListOptions
  #bytes: Uint8Array | undefined
  #readAt = Number.NEGATIVE_INFINITY
  /** Grows with each place given out: a read that began before it does not know that place. */
  #generation = 0
  /** Ends that happened while a read was under way, which may have missed them. */
  #endedMeanwhile = new Set<number>()
  #reading: { generation: number; done: Promise<void> } | undefined
  #signed: Signed | undefined

  constructor(options: LiveListOptions) {
    this.#options = options
  }

  begun(): void {
    this.#generation++
    this.#readAt = Number.NEGATIVE_INFINITY
  }

  ended(index: number): void {
    this.#endedMeanwhile.add(index)
    if (this.#bytes && statusAt(this.#bytes, index) === 'valid') this.#bytes = withStatus(this.#bytes, index, 'invalid')
  }

  async serve(): Promise<ServedList> {
    const { jwt, etag } = await this.#current()
    return { jwt, etag }
  }

  async published(index: number): Promise<PlaceStatus> {
    // Ends are final, so a list that says so already needs no second look: thousands may end in the same second. One that was read before a
    // place was given out says the same of it, though.
    const known = this.#readAt === Number.NEGATIVE_INFINITY ? undefined : this.#signed
    if (known && known.bytes === this.#bytes && statusAt(known.bytes, index) === 'invalid')
      return statusSeen(known, index)
    return statusSeen(await this.#current(), index)
  }

  async #current(): Promise<Signed> {
    return this.#sign(await this.#fresh())
  }

  async #fresh(): Promise<Uint8Array> {
    const age = this.#options.now().getTime() - this.#readAt
    if (this.#bytes && age >= 0 && age < readEvery) return this.#bytes
    if (this.#reading && this.#reading.generation !== this.#generation) await this.#reading.done.catch(() => undefined)
    if (!this.#reading) {
      const done = this.#read().finally(() => {
        this.#reading = undefined
      })
      this.#reading = { generation: this.#generation, done }
    }
    await this.#reading.done
    return this.#bytes ?? encodeStatusList([], this.#options.size)
  }

  async #read(): Promise<void> {
    const at = this.#options.now()
    const generation = this.#generation
    this.#endedMeanwhile = new Set()
    const live = await this.#options.live(at)
    const bytes = encodeStatusList(
      live.filter((index) => !this.#endedMeanwhile.has(index)),
      this.#options.size,
    )
    if (this.#bytes === undefined || Buffer.compare(bytes, this.#bytes) !== 0) this.#bytes = bytes
    this.#readAt = generation === this.#generation ? at.getTime() : Number.NEGATIVE_INFINITY
  }

  async #sign(bytes: Uint8Array): Promise<Signed> {
    const at = this.#options.now().getTime()
    const known = this.#signed
    if (known && known.bytes === bytes && at >= known.at && at - known.at < signEvery) return known
    const iat = Math.floor(at / 1000)
    const jwt = await this.#options.signer.signJwt('status', 'statuslist+jwt', {
      sub: this.#options.uri,
      iat,
      exp: iat + lifetime,
      ttl,
      status_list: { bits: 1, lst: deflateSync(bytes).toString('base64url') },
    })
    this.#signed = { jwt, etag: `"${createHash('sha256').update(jwt).digest('base64url')}"`, bytes, at }
    return this.#signed
  }
}

/** What a stranger reads; of each text that is served it is read once, since thousands of ends may be proved by one. */
function statusSeen(signed: Signed, index: number): PlaceStatus {
  signed.seen ??= readBack(signed.jwt)
  return statusAt(signed.seen, index)
}

/** Reads a list the way a stranger does, from the text that is served. */
function readBack(jwt: string): Uint8Array {
  const payload: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const lst = (payload as { status_list?: { lst?: unknown } }).status_list?.lst
  if (typeof lst !== 'string') throw new TypeError('a status list without bytes was signed')
  return inflateSync(Buffer.from(lst, 'base64url'), { maxOutputLength: 2 ** 22 })
}
