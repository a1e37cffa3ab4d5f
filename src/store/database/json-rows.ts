import { type RawBuilder, sql } from 'kysely'

/**
 * Rows as one parameter, to be joined with: a statement stays the same text however many there are. Members that hold JSON
 * must be texts of it, since PostgreSQL refuses some escapes (`\u0000`) in JSON that it takes apart.
 */
export function records(rows: readonly Record<string, unknown>[], columns: string): RawBuilder<unknown> {
  for (const value of rows.flatMap((row) => Object.values(row))) {
    // JSON would turn it into null, which for an end or a wake-up means never.
    if (value instanceof Date && Number.isNaN(value.getTime()))
      throw new RangeError('an instant that is none cannot be stored')
  }
  return sql`(select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as given (${sql.raw(columns)}))`
}
