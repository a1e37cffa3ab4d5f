import type { ColumnType } from 'kysely'

/** An instant: stored as timestamptz, a Date in either direction. */
export type Instant = Date
/** JSON kept as the text it is, so that nothing in it is refused or rewritten; parsed by both drivers when it is read. */
export type Json<T> = ColumnType<T, string, string>
