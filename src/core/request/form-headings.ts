import { unwrapped } from '../hidden-text.ts'

/** The headings in the order of the form; the first four are always there. */
export const formHeadings = ['Resource', 'Actions', 'Duration', 'Reason', 'Ticket', 'Start', 'Until'] as const
export type FormHeading = (typeof formHeadings)[number]
export const neededHeadings: readonly FormHeading[] = ['Resource', 'Actions', 'Duration', 'Reason']

/** Whether the line is a heading as GitHub renders the form. */
export function isFormHeading(line: string): boolean {
  return exactHeading(line) !== undefined
}

/** The heading that the line is, written as GitHub renders the form. */
export function exactHeading(line: string): FormHeading | undefined {
  return formHeadings.find((heading) => line.trimEnd() === `### ${heading}`)
}

/** A line that Markdown may make a heading of by the marks before it, in a quote or a list as well. */
export function isHeadingLike(line: string): boolean {
  return /^#{1,6}(?:\s|$)/.test(unwrapped(line))
}

/** A heading of the form that is meant by this text, whatever marks, case and colon it has: `**reason:**`. */
export function meantHeading(text: string): FormHeading | undefined {
  if (text.length > 60) return undefined
  const name = text.replace(/[\s#*_:`=-]+/g, '').toLowerCase()
  return formHeadings.find((heading) => heading.toLowerCase() === name)
}
