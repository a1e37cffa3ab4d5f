/** How to take back what was written since a transaction began, newest last. */
export type Journal = (() => void)[]

/** A row is never changed in place: what was read stays what it was. */
export type TableOptions<Row> = {
  keyOf: (row: Row) => string
  journal: Journal
  /** The first number that is given out. */
  first?: number
  /** Throws for a row that the table does not take; `others`: every other row. */
  check?: (row: Row, others: () => Row[]) => void
}

/** Rows by their keys, in the order in which they came. What is written can be taken back. */
export class Table<Row extends object> {
  readonly #rows = new Map<string, { row: Row; version: number }>()
  readonly #options: TableOptions<Row>
  #next: number
  #writes = 0

  constructor(options: TableOptions<Row>) {
    this.#options = options
    this.#next = options.first ?? 1
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)?.row
  }

  rows(): Row[] {
    return [...this.#rows.values()].map(({ row }) => row)
  }

  where(isWanted: (row: Row) => boolean): Row[] {
    const found: Row[] = []
    for (const { row } of this.#rows.values()) if (isWanted(row)) found.push(row)
    return found
  }

  find(isWanted: (row: Row) => boolean): Row | undefined {
    for (const { row } of this.#rows.values()) if (isWanted(row)) return row
    return undefined
  }

  /** Writes a row, in place of one with the same key. Throws RangeError for an instant that is none. */
  put(row: Row): Row {
    for (const value of Object.values(row))
      if (value instanceof Date && Number.isNaN(value.getTime()))
        throw new RangeError('an instant that is none cannot be stored')
    const key = this.#options.keyOf(row)
    this.#options.check?.(row, () => this.where((other) => this.#options.keyOf(other) !== key))
    this.#set(key, row)
    return row
  }

  /** Writes a row where none of its key is; says whether it did. */
  add(row: Row): boolean {
    if (this.#rows.has(this.#options.keyOf(row))) return false
    this.put(row)
    return true
  }

  change(row: Row, set: Partial<Row>): Row {
    return this.put({ ...row, ...set })
  }

  delete(row: Row): void {
    this.#set(this.#options.keyOf(row), undefined)
  }

  /** A number that was never given out; that of a transaction that fails is lost. */
  number(): number {
    const given = this.#next
    this.#next += 1
    return given
  }

  /** How many numbers were given out, with those that were skipped. */
  get given(): number {
    return this.#next
  }

  /** Of each row, what changes whenever it is written. */
  versions(): number[] {
    return [...this.#rows.values()].map(({ version }) => version)
  }

  /** As new. */
  empty(): void {
    this.#rows.clear()
    this.#next = this.#options.first ?? 1
  }

  #set(key: string, row: Row | undefined): void {
    const before = this.#rows.get(key)
    this.#options.journal.push(() => {
      if (before) this.#rows.set(key, before)
      else this.#rows.delete(key)
    })
    this.#writes += 1
    if (row) this.#rows.set(key, { row, version: this.#writes })
    else this.#rows.delete(key)
  }
}
