import { DaypassError } from '../../core/error.ts'

/** GitHub keeps at most 262 144 bytes of a comment; in 60 000 bytes every renderer and every mail fits. */
const longestBody = 60_000

/** Throws GITHUB_REFUSED for a body that GitHub might cut. */
export function refuseTooLong(body: string): void {
  const length = Buffer.byteLength(body)
  if (length <= longestBody) return
  throw new DaypassError(
    'GITHUB_REFUSED',
    `The text has ${length} bytes and may have ${longestBody}: it was not sent. Shorten what it repeats.`,
  )
}

/** Whether GitHub kept a text: line ends and trailing space are its own affair. */
export function sameText(a: string, b: string): boolean {
  return normal(a) === normal(b)
}

const normal = (text: string): string => text.replace(/\r\n/g, '\n').trimEnd()
