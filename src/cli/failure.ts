import { asError, DaypassError, ProblemsError } from '../core/error.ts'

/** What a command answers when it did not do what it was asked: 1 a clear no, 2 wrong use. */
export type Failure = {
  exitCode: 1 | 2
  code: string
  message: string
  where: string | undefined
  problems: ProblemsError['problems']
}

/** Whatever was thrown, as something to say. What Daypass did not throw on purpose is a fault of its own and says so. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ProblemsError) {
    const [summary = thrown.message] = thrown.message.split('\n')
    const exitCode = thrown.code === 'USAGE' ? 2 : 1
    return { exitCode, code: thrown.code, message: summary, where: thrown.where, problems: thrown.problems }
  }
  if (thrown instanceof DaypassError) {
    return {
      exitCode: thrown.code === 'USAGE' ? 2 : 1,
      code: thrown.code,
      message: thrown.message,
      where: thrown.where,
      problems: [],
    }
  }
  const message = `Daypass made a mistake of its own: ${asError(thrown).message}. Please report it.`
  return { exitCode: 1, code: 'INTERNAL', message, where: undefined, problems: [] }
}

/** What is wrong, where, what to do; code last, in brackets. Several problems stand below one another. */
export function renderFailure({ code, message, where, problems }: Failure): string {
  if (problems.length === 0) {
    // Some sentences begin with the place already.
    const place = where === undefined || message.startsWith(where) ? '' : `${where}: `
    return `${place}${message} [${code}]\n`
  }
  return [message, ...problems.map((p) => `  ${p.where}: ${p.message} [${p.code}]`), ''].join('\n')
}

/** The same for programs: one JSON object. */
export function renderFailureJson({ code, message, where, problems }: Failure): string {
  const error = {
    code,
    message,
    ...(where === undefined ? {} : { where }),
    ...(problems.length === 0 ? {} : { problems }),
  }
  return `${JSON.stringify({ error }, null, 2)}\n`
}
