import type { StoredRow, StoredRows } from '../../../stored-rows.ts'
import type { Table } from './table.ts'
import type { MemoryTables } from './tables.ts'

/** The rows of the store in memory, past all that looks after them. */
export function rowsInMemory(tables: MemoryTables): StoredRows {
  const of = (name: string): Table<StoredRow> => {
    const table = (tables as unknown as Record<string, Table<StoredRow>>)[name]
    if (!table) throw new TypeError(`there is no table ${name}`)
    return table
  }
  return {
    rows: async <Row extends StoredRow>(table: string) => JSON.parse(JSON.stringify(of(table).rows())) as Row[],
    async add(table, row) {
      of(table).put(row)
    },
    async change(table, where, set) {
      const isMeant = (row: StoredRow) => Object.entries(where).every(([column, value]) => row[column] === value)
      for (const row of of(table).where(isMeant))
        if (set) of(table).change(row, set)
        else of(table).delete(row)
    },
    versions: async (table) => of(table).versions(),
  }
}
