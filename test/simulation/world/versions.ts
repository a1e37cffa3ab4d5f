/** A value with its past: what a read that is behind still sees. */
export class Versions<Value> {
  readonly #all: { at: number; value: Value }[]

  constructor(at: number, value: Value) {
    this.#all = [{ at, value }]
  }

  get newest(): Value {
    return (this.#all.at(-1) as { value: Value }).value
  }

  /** Since when there has been one. */
  get begun(): number {
    return this.#all[0]?.at ?? 0
  }

  set(at: number, value: Value): void {
    this.#all.push({ at, value })
  }

  /** The value as it was then; undefined: it was not there yet. */
  asOf(at: number): Value | undefined {
    return this.#all.findLast((one) => one.at <= at)?.value
  }

  /** Every value that held at some instant since then. */
  since(at: number): Value[] {
    const from = this.#all.findLastIndex((one) => one.at <= at)
    return this.#all.slice(Math.max(0, from)).map(({ value }) => value)
  }
}
