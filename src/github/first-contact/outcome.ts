import { DaypassError } from '../../core/error.ts'
import { readFailure } from '../api/api-error.ts'
import type { Answer } from '../api/response.ts'

/** What GitHub answered, whether or not it did what was asked. Status 0: nothing, for the reason in `said`. */
export type Outcome = { status: number; said?: string; data?: unknown }

/** Takes a refusal for the answer that it is here. Throws what is no failed call. */
export async function outcomeOf(call: Promise<Answer>): Promise<Outcome> {
  try {
    const { status, data } = await call
    return { status, data }
  } catch (error) {
    if (!(error instanceof DaypassError)) throw error
    const { status, said } = readFailure(error.cause ?? error)
    return { status: status ?? 0, said: said === '' ? error.message : said }
  }
}

/** The same without the data, as it is written down. */
export function shown({ status, said }: Outcome): { status: number; said?: string } {
  return { status, ...(said === undefined ? {} : { said }) }
}

/** A member of an answer as it came; undefined where there is none. */
export function member(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined
}

/** A list of an answer; empty where it is none. */
export function listIn(data: unknown): unknown[] {
  return Array.isArray(data) ? data : []
}
