import { nearest } from '../edit-distance.ts'
import { unwrapped } from '../hidden-text.ts'

/** The headings in the order of the form; the first four are always there. */
export const formHeadings = [
  'Resource',
  'Actions',
  'Duration',
  'Reason',
  'Ticket',
  'Urgency',
  'Start',
  'Until',
  'Operation',
] as const
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

/** The letters of a heading, without its marks. */
function lettersOf(text: string): string {
  return text.replace(/[\s#*_:`=-]+/g, '').toLowerCase()
}

/** A heading of the form that is meant by this text, whatever marks, case and colon it has: `**reason:**`. */
export function meantHeading(text: string): FormHeading | undefined {
  if (text.length > 60) return undefined
  const name = lettersOf(text)
  return formHeadings.find((heading) => heading.toLowerCase() === name)
}

/** The one of these headings from which the text differs by no more than a slip of the hand. */
export function nearHeading(text: string, headings: readonly FormHeading[]): FormHeading | undefined {
  if (text.length > 60) return undefined
  const [near] = nearest(
    lettersOf(text),
    headings.map((heading) => heading.toLowerCase()),
  )
  return headings.find((heading) => heading.toLowerCase() === near)
}
