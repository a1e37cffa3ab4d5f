import type { ErrorCode } from '../error-codes.ts'
import { type LineFinding, unwrapped } from '../hidden-text.ts'
import { named } from '../markdown.ts'
import { isBlank } from './code-blocks.ts'
import {
  exactHeading,
  type FormHeading,
  formHeadings,
  isHeadingLike,
  meantHeading,
  nearHeading,
  neededHeadings,
} from './form-headings.ts'
import { isUnderline } from './table-rows.ts'

export type Line = { number: number; text: string }
export type Sections = Map<FormHeading, { heading: number; lines: Line[] }>

/** Lines of a body, and which of them stand in a code block. */
export type Body = { lines: readonly string[]; shown: readonly boolean[] }

/** A line that is taken for a heading: of the form, or of no form (`name` absent). `value`: what stands behind a label. */
type Heading = { name?: FormHeading; value?: string }

/**
 * How headings are written here. As GitHub renders the form, where all that are needed are so; otherwise any heading counts that names a
 * field, whatever its level, case and colon; and where there is no heading at all, bold labels.
 */
export function headingReader({ lines, shown }: Body): (index: number) => Heading | undefined {
  const line = (index: number): string => (shown[index] ? '' : (lines[index] ?? ''))
  const exact = new Set(lines.map((_, index) => exactHeading(line(index))))
  if (neededHeadings.every((heading) => exact.has(heading)))
    return (index) => (isHeadingLike(line(index)) ? headingOf(exactHeading(line(index))) : undefined)
  if (lines.some((_, index) => isHeadingLike(line(index))))
    return (index) => (isHeadingLike(line(index)) ? looseHeading(line(index)) : undefined)
  return (index) => label(line(index))
}

function headingOf(name: FormHeading | undefined): Heading {
  return name === undefined ? {} : { name }
}

/** `## resource`, or `### Resource: orders-db`. In a quote or a list nothing is a heading of the form. */
function looseHeading(line: string): Heading {
  if (!/^ {0,3}#{1,6}[ \t]/.test(line)) return {}
  const name = meantHeading(line)
  if (name !== undefined) return { name }
  const [, before = '', value = ''] = /^([^:]{1,60}:)(.+)$/.exec(line) ?? []
  const labelled = meantHeading(before)
  return labelled === undefined ? {} : { name: labelled, value: value.replace(/^[*_]{0,2}/, '').trim() }
}

/** `**Resource:** orders-db`, or the label alone. */
function label(line: string): Heading | undefined {
  const [, text = '', value = ''] = /^(?:\*\*|__)([A-Za-z]{1,20}[ \t]?:?)(?:\*\*|__)[ \t]?:?(.*)$/.exec(line) ?? []
  const name = meantHeading(text)
  return name && { name, value: value.trim() }
}

/** The headings that this form has, as far as its text shows. */
function known({ lines, shown }: Body): string {
  const there = new Set(lines.map((line, index) => (shown[index] ? undefined : exactHeading(line))))
  return formHeadings.filter((heading) => neededHeadings.includes(heading) || there.has(heading)).join(', ')
}

/** What stands below the reason may be a part of it, so from there on the order is that of the form. */
function astray(name: FormHeading, sections: Sections): FormHeading | undefined {
  if (!sections.has('Reason')) return undefined
  return [...sections.keys()].find((seen) => formHeadings.indexOf(seen) > formHeadings.indexOf(name))
}

class SectionReader {
  readonly #body: Body
  readonly #findings: LineFinding[]
  readonly #known: string
  /** Headings that the form needs and nothing in the body is. */
  #missing: readonly FormHeading[] = []
  readonly sections: Sections = new Map()
  #current: Line[] | undefined

  constructor(body: Body, findings: LineFinding[]) {
    this.#body = body
    this.#findings = findings
    this.#known = known(body)
  }

  #note(index: number, code: ErrorCode, message: string): void {
    this.#findings.push({ line: index + 1, code, message })
  }

  read(): Sections {
    const headingAt = headingReader(this.#body)
    const there = new Set(this.#body.lines.map((_, index) => headingAt(index)?.name))
    this.#missing = neededHeadings.filter((name) => !there.has(name))
    for (const [index, text] of this.#body.lines.entries()) {
      const heading = headingAt(index)
      if (heading) this.#heading(index, text, heading)
      else this.#text(index, text)
    }
    this.#checkMissing()
    return this.sections
  }

  #heading(index: number, text: string, { name, value }: Heading): void {
    const lines: Line[] = value ? [{ number: index + 1, text: value }] : []
    if (name === undefined) {
      const near = nearHeading(text, this.#missing)
      const advice =
        near === undefined
          ? 'Inside a text, write the line without "#", or put it into a code block.'
          : `Did you mean \`### ${near}\`?`
      const message = `${named(text)} is not a heading of the form (${this.#known}). ${advice}`
      this.#note(index, 'REQUEST_HEADING_UNKNOWN', message)
      // It and what follows are still a part of the reason; anywhere else they belong to no field.
      const reason = this.sections.get('Reason')?.lines
      if (reason !== undefined && this.#current === reason) reason.push({ number: index + 1, text })
      else this.#current = []
      return
    }
    if (this.sections.has(name)) {
      const message = `The heading "${name}" is there twice. Each heading stands once; remove this one.`
      this.#note(index, 'REQUEST_HEADING_TWICE', message)
      this.#current = []
      return
    }
    const before = astray(name, this.sections)
    if (before !== undefined) {
      const message = `The heading "${name}" comes before "${before}" in the form, and here it may be a part of the reason. Move it there.`
      this.#note(index, 'REQUEST_HEADING_ORDER', message)
    }
    this.#current = lines
    this.sections.set(name, { heading: index + 1, lines })
  }

  #text(index: number, text: string): void {
    if (this.#standsForHeading(index, text)) {
      const message = `Under ${named(unwrapped(this.#body.lines[index - 1] ?? ''))}, this line makes a heading of it. Put an empty line before it.`
      this.#note(index, 'REQUEST_HEADING_UNKNOWN', message)
    } else if (!isBlank(text) && this.#current === undefined) {
      const message = 'The request begins with the heading "### Resource". Remove what stands before it.'
      this.#note(index, 'REQUEST_HEADING_MISSING', message)
      this.#current = []
    } else this.#current?.push({ number: index + 1, text })
  }

  /** Whether the line makes what looks like a heading of the form of the text above it. */
  #standsForHeading(index: number, text: string): boolean {
    const { lines, shown } = this.#body
    if (shown[index] || shown[index - 1] || !isUnderline(text)) return false
    return (
      meantHeading(unwrapped(lines[index - 1] ?? '').replace(/[|]/g, '')) !== undefined &&
      !isHeadingLike(lines[index - 1] ?? '')
    )
  }

  #checkMissing(): void {
    const missing = neededHeadings.filter((heading) => !this.sections.has(heading))
    if (missing.length === 0) return
    const message = `Missing: ${missing.map((heading) => `"### ${heading}"`).join(', ')}. The form has ${neededHeadings.join(', ')}, in this order.`
    this.#note(this.#body.lines.length - 1, 'REQUEST_HEADING_MISSING', message)
  }
}

/** Divides the body at its headings, and notes what is wrong with them: codes are REQUEST_HEADING_*. */
export function readSections(body: Body, findings: LineFinding[]): Sections {
  return new SectionReader(body, findings).read()
}

/** The field in which a line stands. */
export function fieldAt(sections: Sections, line: number): FormHeading | undefined {
  let found: FormHeading | undefined
  for (const [name, { heading }] of sections) if (heading <= line) found = name
  return found
}
