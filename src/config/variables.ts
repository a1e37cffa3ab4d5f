import type { Problem } from '../core/error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What a reader makes of a value: the setting, or the end of the sentence "<NAME> …". */
export type Reading<T> = { value: T } | { refused: string }

/**
 * Reads variables one after the other and collects what is wrong with them, so that all of it can be said at once.
 * Absent, empty and wrong are told apart. No problem ever repeats a value: it may be a secret in the wrong place.
 */
export class Variables {
  readonly problems: Problem[] = []
  readonly #env: Environment

  constructor(env: Environment) {
    this.#env = env
  }

  isSet(name: string): boolean {
    return this.#env[name] !== undefined
  }

  missing(name: string, advice: string): undefined {
    this.problems.push({ code: 'CONFIG_MISSING', where: name, message: `is not set. ${advice}` })
  }

  refuse(name: string, complaint: string): undefined {
    this.problems.push({
      code: 'CONFIG_INVALID',
      where: name,
      message: complaint.endsWith('.') ? complaint : `${complaint}.`,
    })
  }

  /** A variable without which Daypass does not start. Undefined: a problem was noted. */
  required<T>(name: string, advice: string, read: (text: string) => Reading<T>): T | undefined {
    if (!this.isSet(name)) return this.missing(name, advice)
    return this.#read(name, advice, read)
  }

  /** A variable that may be absent. Empty is not absent: it is what a forgotten substitution leaves behind. */
  optional<T, D>(name: string, fallback: D, read: (text: string) => Reading<T>): T | D | undefined {
    if (!this.isSet(name)) return fallback
    return this.#read(name, 'Give it a value or remove it.', read)
  }

  #read<T>(name: string, advice: string, read: (text: string) => Reading<T>): T | undefined {
    const text = (this.#env[name] ?? '').trim()
    if (text === '') return this.refuse(name, `is set but empty. ${advice}`)
    const reading = read(text)
    return 'refused' in reading ? this.refuse(name, reading.refused) : reading.value
  }
}
