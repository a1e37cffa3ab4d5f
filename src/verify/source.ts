/** How things are fetched; the global `fetch` fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const patience = 5_000

/**
 * Fetches a document of at most `longest` bytes from exactly this address: no redirect is followed, nothing but 200 counts.
 * Throws an Error that says what was answered.
 */
export async function fetchDocument(fetch: Fetch, url: string, accept: string, longest: number): Promise<Uint8Array> {
  const response = await fetch(url, {
    headers: { accept },
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  })
  if (response.status !== 200 || response.redirected) {
    await response.body?.cancel()
    throw new Error(`${url} answered ${response.status}${response.redirected ? ' after a redirect' : ''}`)
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > longest) throw new Error(`${url} answered more than ${longest} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** After a failure the next try waits this long (milliseconds), however many ask. */
const retryAfter = 2_000

/** What was fetched last, with its age in milliseconds. Keeps the last good value when a try fails. */
export class Cached<T> {
  readonly #clock: () => number
  readonly #load: (known: T | undefined) => Promise<T>
  #value: T | undefined
  #loadedAt = Number.NEGATIVE_INFINITY
  #triedAt = Number.NEGATIVE_INFINITY
  #failure: unknown
  #flight: Promise<void> | undefined
  #flights = 0
  #loadedBy = 0

  constructor(clock: () => number, load: (known: T | undefined) => Promise<T>) {
    this.#clock = clock
    this.#load = load
  }

  get value(): T | undefined {
    return this.#value
  }

  /** What the last try failed with; undefined: it did not. */
  get failure(): unknown {
    return this.#failure
  }

  /** How many fetches were ever begun, and which of them brought the value. */
  get flights(): number {
    return this.#flights
  }

  get loadedBy(): number {
    return this.#loadedBy
  }

  /** Since the value was fetched. A clock that went back makes it infinite. */
  age(): number {
    return since(this.#loadedAt, this.#clock())
  }

  /** Since the last try, good or not. */
  idle(): number {
    return since(this.#triedAt, this.#clock())
  }

  mayTry(): boolean {
    return this.#failure === undefined || this.idle() >= retryAfter
  }

  /** Fetches once, however many ask at the same time. Never throws. */
  async refresh(): Promise<void> {
    this.#flight ??= this.#try().finally(() => {
      this.#flight = undefined
    })
    await this.#flight
  }

  /** Like `refresh`, but with a fetch that begins now: one under way may have been answered already. */
  async renew(): Promise<void> {
    await this.#flight
    await this.refresh()
  }

  async #try(): Promise<void> {
    const now = this.#clock()
    this.#triedAt = now
    const flight = ++this.#flights
    try {
      this.#value = await this.#load(this.#value)
      this.#loadedAt = now
      this.#loadedBy = flight
      this.#failure = undefined
    } catch (error) {
      this.#failure = error
    }
  }
}

function since(then: number, now: number): number {
  return now >= then ? now - then : Number.POSITIVE_INFINITY
}
