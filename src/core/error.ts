import { type ErrorCode, errorCodes, type FailureClass } from './error-codes.ts'

/**
 * Every error that Daypass raises on purpose. `code` is stable and is what code and documentation refer to; `message` is
 * one sentence that says what is wrong and what its reader should do next. Never holds a secret.
 */
export class DaypassError extends Error {
  readonly code: ErrorCode
  /** Where it is wrong: a file and line, a variable, an address. */
  readonly where: string | undefined
  /** From when on the same attempt may succeed, where that is known. */
  readonly until: Date | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; where?: string; until?: Date } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DaypassError'
    this.code = code
    this.where = options.where
    this.until = options.until
  }

  /** Whether the same attempt may succeed later without anybody changing anything. */
  get retry(): boolean {
    return errorCodes[this.code].retry
  }

  /** What it means for a request when it stops a look at it. */
  get failure(): FailureClass {
    return errorCodes[this.code].failure
  }
}

/** One finding among several, as when a whole configuration is checked at once. */
export type Problem = { code: ErrorCode; where: string; message: string }

/** All problems of one input at once; the message lists them, one a line. */
export class ProblemsError extends DaypassError {
  readonly problems: readonly Problem[]

  constructor(code: ErrorCode, summary: string, problems: readonly Problem[]) {
    super(code, [summary, ...problems.map((p) => `  ${p.where}: ${p.message} [${p.code}]`)].join('\n'))
    this.name = 'ProblemsError'
    this.problems = problems
  }
}

/** Whatever was thrown, as an Error: libraries throw strings and bare objects too. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  if (typeof thrown === 'string') return new Error(thrown)
  try {
    return new Error(JSON.stringify(thrown))
  } catch {
    return new Error('something that is not an error was thrown')
  }
}

export function isDaypassError(thrown: unknown, code?: ErrorCode): thrown is DaypassError {
  return thrown instanceof DaypassError && (code === undefined || thrown.code === code)
}

/** What a failure means for a request whose look it stops; `unforeseen` where it is no error that is raised on purpose. */
export type LookFailure = FailureClass | 'unforeseen'

export function failureOf(thrown: unknown): LookFailure {
  return thrown instanceof DaypassError ? thrown.failure : 'unforeseen'
}
