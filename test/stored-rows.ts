/** Rows as they are stored, by the columns of src/store/database/tables.ts; JSON may be text, and instants are texts. */
export type StoredRow = Record<string, unknown>

/** What lies in a store, past all code of ours: for arranging what a test needs and for seeing what is really stored. */
export type StoredRows = {
  rows<Row extends StoredRow>(table: string): Promise<Row[]>
  add(table: string, row: StoredRow): Promise<void>
  /** Writes into all rows that have these values; without a `set`: takes them out. */
  change(table: string, where: StoredRow, set?: StoredRow): Promise<void>
  /** Of each row, what changes whenever it is written. */
  versions(table: string): Promise<unknown[]>
}
