import { DaypassError } from '../../core/error.ts'

/** What GitHub answered to one call. */
export type Answer = {
  status: number
  data: unknown
  etag: string | undefined
  link: string | undefined
  /** The text known by the ETag that was sent still stands; `data` is empty. */
  notModified: boolean
  /**
   * What was asked for is in the repository of this id now, or of this `owner/name` in small letters; it may be the same one under
   * another name. `data` is empty.
   */
  movedTo: number | string | undefined
  /** When GitHub answered, by its own clock (RFC 9110, section 6.6.1); absent: it does not say. */
  date?: Date
}

/**
 * Reads members of GitHub's answers. An answer that lacks what we act on is an error, never a default: an absent id must not
 * equal another absent id. Throws GITHUB_UNAVAILABLE, because such answers come from proxies and from GitHub's bad days.
 */
export class ResponseFields {
  readonly #value: Record<string, unknown>
  readonly #what: string

  constructor(value: unknown, what: string) {
    this.#what = what
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#unexpected('an object')
    this.#value = value as Record<string, unknown>
  }

  id(name: string): number {
    const value = this.#value[name]
    if (!Number.isSafeInteger(value) || (value as number) < 1) throw this.#unexpected(`the number ${name}`)
    return value as number
  }

  /**
   * An id of 64 bits as its decimal digits, to be compared and passed on and never computed with. A number that JavaScript does not hold
   * exactly may have been rounded, so it is none.
   */
  longId(name: string): string {
    const value = this.#value[name]
    const exact = typeof value === 'bigint' || typeof value === 'string' || Number.isSafeInteger(value)
    const digits = exact ? String(value) : ''
    if (!/^[1-9]\d{0,19}$/.test(digits)) throw this.#unexpected(`the number ${name}`)
    return digits
  }

  count(name: string): number {
    const value = this.#value[name]
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw this.#unexpected(`the number ${name}`)
    return value as number
  }

  text(name: string): string {
    const value = this.#value[name]
    if (typeof value !== 'string') throw this.#unexpected(`the text ${name}`)
    return value
  }

  /** Null and absent alike are undefined. */
  optionalText(name: string): string | undefined {
    return this.#value[name] === undefined || this.#value[name] === null ? undefined : this.text(name)
  }

  flag(name: string): boolean {
    const value = this.#value[name]
    if (typeof value !== 'boolean') throw this.#unexpected(`the flag ${name}`)
    return value
  }

  instant(name: string): Date {
    const at = new Date(this.text(name))
    if (Number.isNaN(at.getTime())) throw this.#unexpected(`the time ${name}`)
    return at
  }

  part(name: string): ResponseFields {
    return new ResponseFields(this.#value[name], `${this.#what}.${name}`)
  }

  /** As it is: its members are read by somebody else. */
  object(name: string): object {
    const value = this.#value[name]
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.#unexpected(`the object ${name}`)
    return value
  }

  /** Null and absent alike are undefined. */
  optionalPart(name: string): ResponseFields | undefined {
    return this.#value[name] === undefined || this.#value[name] === null ? undefined : this.part(name)
  }

  list(name: string): unknown[] {
    return asList(this.#value[name], `${this.#what}.${name}`)
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined && this.#value[name] !== null
  }

  #unexpected(wanted: string): DaypassError {
    return unexpected(this.#what, wanted)
  }
}

export function asList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw unexpected(what, 'a list')
  return value
}

function unexpected(what: string, wanted: string): DaypassError {
  return new DaypassError(
    'GITHUB_UNAVAILABLE',
    `GitHub's answer about ${what} lacks ${wanted}. It is asked again later.`,
  )
}
