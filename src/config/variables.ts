import type { Problem } from '../core/error.ts'
import type { ErrorCode } from '../core/error-codes.ts'
import { type Environment, findSecret, pathVariable, type ReadFile } from './secret-source.ts'
import { unquoted } from './unwrapped.ts'

/** What a reader makes of a value: the setting, or the end of the sentence "<NAME> …". */
export type Parsed<T> = { value: T } | { refused: string }

/** Where a text came from: its variable, and how a sentence about it begins. */
type Source = { text: string; variable: string; opening: string }

/**
 * Reads variables one after the other and collects what is wrong with them, so that all of it can be said at once.
 * Absent, empty and wrong are told apart. No problem ever repeats a value: it may be a secret in the wrong place.
 */
export class Variables {
  readonly problems: Problem[] = []
  readonly #env: Environment
  readonly #readFile: ReadFile

  constructor(env: Environment, readFile: ReadFile) {
    this.#env = env
    this.#readFile = readFile
  }

  isSet(name: string): boolean {
    return this.#env[name] !== undefined
  }

  /** Whether a secret is given, as its variable or as a file. */
  isGiven(name: string): boolean {
    return this.isSet(name) || this.isSet(pathVariable(name))
  }

  missing(name: string, advice: string): undefined {
    this.problems.push({ code: 'CONFIG_MISSING', where: name, message: `is not set. ${advice}` })
  }

  refuse(name: string, complaint: string, code: ErrorCode = 'CONFIG_INVALID'): undefined {
    this.problems.push({ code, where: name, message: complaint.endsWith('.') ? complaint : `${complaint}.` })
  }

  /** A variable without which Daypass does not start. Undefined: a problem was noted. */
  required<T>(name: string, advice: string, read: (text: string) => Parsed<T>): T | undefined {
    if (!this.isSet(name)) return this.missing(name, advice)
    return this.#read(this.#own(name), advice, read)
  }

  /** A variable that may be absent. Empty is not absent: it is what a forgotten substitution leaves behind. */
  optional<T, D>(name: string, fallback: D, read: (text: string) => Parsed<T>, bare = unquoted): T | D | undefined {
    if (!this.isSet(name)) return fallback
    return this.#read(this.#own(name, bare), optionalAdvice, read)
  }

  /** As `required`, from the variable or from the file that `<name>_PATH` names. */
  requiredSecret<T>(name: string, advice: string, read: (text: string) => Parsed<T>): T | undefined {
    if (!this.isGiven(name)) return this.missing(name, advice)
    return this.#secret(name, advice, read)
  }

  /** As `optional`, from the variable or from the file that `<name>_PATH` names. */
  optionalSecret<T>(name: string, read: (text: string) => Parsed<T>): T | undefined {
    return this.#secret(name, optionalAdvice, read)
  }

  #own(name: string, bare = unquoted): Source {
    // `docker --env-file` and others take quotes for a part of the value. What is secret looks after its own.
    return { text: bare(this.#env[name] ?? ''), variable: name, opening: '' }
  }

  #secret<T>(name: string, advice: string, read: (text: string) => Parsed<T>): T | undefined {
    const found = findSecret(name, this.#env, this.#readFile)
    if (found === undefined) return undefined
    if ('complaint' in found) return this.refuse(found.variable, found.complaint, found.code)
    return this.#read(found, advice, read)
  }

  #read<T>(source: Source, advice: string, read: (text: string) => Parsed<T>): T | undefined {
    const { variable, opening } = source
    const text = source.text.trim()
    if (text === '') return this.refuse(variable, `is set but empty. ${advice}`)
    const reading = read(text)
    return 'refused' in reading ? this.refuse(variable, `${opening}${reading.refused}`) : reading.value
  }
}

const optionalAdvice = 'Give it a value or remove it.'
