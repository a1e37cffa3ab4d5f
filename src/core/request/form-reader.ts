import type { ErrorCode } from '../error-codes.ts'
import { hiddenText, type LineFinding, unwrapped } from '../hidden-text.ts'
import type { Finding } from '../record.ts'
import { reasonFlaws } from './reason.ts'

export type FieldName = 'resource' | 'actions' | 'duration' | 'reason' | 'ticket'

/** What a person wrote into the form, as text. Nothing of it is known to exist or to be allowed. */
export type FormFields = {
  resource: string
  actions: string[]
  duration: string
  reason: string
  ticket?: string
  /** Where each field stands, as in `line 7`. */
  where: Partial<Record<FieldName, string>>
}

/** `fields` of a form that is refused: what could be read all the same, to be checked in one go; absent where headings are wrong. */
export type FormReading = { ok: true; fields: FormFields } | { ok: false; findings: Finding[]; fields?: FormFields }

/** The headings in the order of the form; the first four are always there. */
export const formHeadings = ['Resource', 'Actions', 'Duration', 'Reason', 'Ticket', 'Start', 'Until'] as const
export type FormHeading = (typeof formHeadings)[number]
const required: readonly FormHeading[] = ['Resource', 'Actions', 'Duration', 'Reason']

/** How GitHub renders a field that was left empty. */
export const noResponse = '_No response_'
/** How it renders a list of which nothing was chosen. Names in the catalog are in small letters, so `none` may be one. */
const noneChosen = 'None'

/**
 * The first option of the form's list of resources, which is no resource's name: GitHub fills a required list with its first option,
 * and whoever does not touch it must not have asked for anything.
 */
export const chooseResource = 'choose a resource'

export const longestBody = 16 * 1024
const mostFindings = 20

type Line = { number: number; text: string }
type Sections = Map<FormHeading, { heading: number; lines: Line[] }>

function isHeadingLike(line: string): boolean {
  return /^#{1,6}(?:\s|$)/.test(unwrapped(line))
}

/** `===` or `---` under text makes a heading of it, and `|---|` a table, whose surplus cells GitHub drops. */
function isUnderline(line: string): boolean {
  return /^[ \t>]*[-=|:][-=|: \t]*$/.test(line) && /[-=]/.test(line)
}

function headingProblem(line: string, sections: Sections): { code: ErrorCode; message: string } | undefined {
  const name = formHeadings.find((heading) => line.trimEnd() === `### ${heading}`)
  if (name === undefined) {
    const message = `This heading is not one of the form (${formHeadings.join(', ')}). Inside a text, write the line without "#".`
    return { code: 'REQUEST_HEADING_UNKNOWN', message }
  }
  if (sections.has(name)) {
    const message = `The heading "${name}" is there twice. Each heading stands once; remove this one.`
    return { code: 'REQUEST_HEADING_TWICE', message }
  }
  const later = [...sections.keys()].find((seen) => formHeadings.indexOf(seen) > formHeadings.indexOf(name))
  if (later === undefined) return undefined
  return {
    code: 'REQUEST_HEADING_ORDER',
    message: `The heading "${name}" comes before "${later}" in the form. Move it there.`,
  }
}

function readSections(lines: readonly string[], findings: LineFinding[]): Sections {
  const sections: Sections = new Map()
  let current: Line[] | undefined
  for (const [index, text] of lines.entries()) {
    const number = index + 1
    if (isHeadingLike(text)) {
      const problem = headingProblem(text, sections)
      // What follows a heading that was refused belongs to no field.
      current = []
      if (problem) findings.push({ line: number, ...problem })
      else sections.set(text.trimEnd().slice(4) as FormHeading, { heading: number, lines: current })
    } else if (isUnderline(text) && (lines[index - 1] ?? '').trim() !== '') {
      const message = 'Under a text, this line makes a heading or a table of it. Put an empty line before it.'
      findings.push({ line: number, code: 'REQUEST_HEADING_UNKNOWN', message })
    } else if (text.trim() !== '' && current === undefined) {
      const message = 'The request begins with the heading "### Resource". Remove what stands before it.'
      findings.push({ line: number, code: 'REQUEST_HEADING_MISSING', message })
      current = []
    } else current?.push({ number, text })
  }
  const missing = required.filter((heading) => !sections.has(heading)).map((heading) => `"### ${heading}"`)
  if (missing.length > 0) {
    const message = `Missing: ${missing.join(', ')}. The form has ${required.join(', ')}, in this order.`
    findings.push({ line: lines.length, code: 'REQUEST_HEADING_MISSING', message })
  }
  return sections
}

/** Reads the values below the headings and notes what is wrong with each. */
class FieldReader {
  readonly #sections: Sections
  readonly #findings: LineFinding[]

  constructor(sections: Sections, findings: LineFinding[]) {
    this.#sections = sections
    this.#findings = findings
  }

  /** The line that a finding about the field points at: its first written line, else its heading. */
  line(heading: FormHeading): number {
    return this.#written(heading)[0]?.number ?? this.#sections.get(heading)?.heading ?? 1
  }

  note(heading: FormHeading, code: ErrorCode, message: string): void {
    this.#findings.push({ line: this.line(heading), code, message })
  }

  #written(heading: FormHeading): Line[] {
    return this.#sections.get(heading)?.lines.filter((line) => line.text.trim() !== '') ?? []
  }

  /** Undefined when nothing was written. */
  text(heading: FormHeading): string | undefined {
    const text = this.#sections
      .get(heading)
      ?.lines.map((line) => line.text)
      .join('\n')
      .trim()
    return text === undefined || ['', noResponse, noneChosen].includes(text) ? undefined : text
  }

  needed(heading: FormHeading): string {
    const text = this.text(heading)
    if (text === undefined) this.note(heading, 'REQUEST_FIELD_EMPTY', `"${heading}" is empty. Fill it in.`)
    return text ?? ''
  }

  oneLine(heading: FormHeading, text: string): string {
    if (text.includes('\n'))
      this.note(heading, 'REQUEST_FIELD_INVALID', `"${heading}" takes one line. Remove the others.`)
    return text
  }

  resource(): string {
    if (this.text('Resource') !== chooseResource) return this.oneLine('Resource', this.needed('Resource'))
    this.note('Resource', 'REQUEST_FIELD_EMPTY', 'Choose a resource.')
    return ''
  }

  /** `read, dump` as a list renders, or `- [X] read` as checkboxes do; never both. */
  actions(): string[] {
    const text = this.needed('Actions')
    if (text === '') return []
    const boxes = text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => /^- \[([ xX])\] (.+)$/.exec(line.trimEnd()))
    if (boxes.every((box) => box !== null)) {
      const ticked = boxes.filter((box) => box[1] !== ' ').map((box) => box[2] ?? '')
      if (ticked.length === 0) this.note('Actions', 'REQUEST_FIELD_EMPTY', 'No action is ticked. Tick at least one.')
      return ticked
    }
    const actions = this.oneLine('Actions', text)
      .split(',')
      .map((action) => action.trim())
    if (actions.includes('')) {
      this.note('Actions', 'REQUEST_FIELD_INVALID', 'There is a comma without an action. Write them as "read, dump".')
    }
    return actions
  }

  reason(): string {
    const reason = this.needed('Reason')
    // What is hidden was found already, line by line and in all fields.
    const flaw = reasonFlaws(reason).find(({ code }) => code === 'REQUEST_TOO_LONG')
    if (flaw) this.note('Reason', flaw.code, flaw.message)
    return reason
  }

  notYet(heading: FormHeading): void {
    if (this.text(heading) === undefined) return
    this.note(heading, 'REQUEST_FIELD_INVALID', `"${heading}" comes with a later version of Daypass. Leave it empty.`)
  }
}

function readFields(sections: Sections, findings: LineFinding[]): FormFields {
  const reader = new FieldReader(sections, findings)
  const where = (heading: FormHeading): string => `line ${reader.line(heading)}`
  const fields: FormFields = {
    resource: reader.resource(),
    actions: reader.actions(),
    duration: reader.oneLine('Duration', reader.needed('Duration')),
    reason: reader.reason(),
    where: {
      resource: where('Resource'),
      actions: where('Actions'),
      duration: where('Duration'),
      reason: where('Reason'),
    },
  }
  const ticket = reader.text('Ticket')
  if (ticket !== undefined) fields.ticket = reader.oneLine('Ticket', ticket)
  if (sections.has('Ticket')) fields.where.ticket = where('Ticket')
  reader.notYet('Start')
  reader.notYet('Until')
  return fields
}

function refused(findings: LineFinding[], fields?: FormFields): FormReading {
  const shown = findings.sort((a, b) => a.line - b.line).slice(0, mostFindings)
  const refusal = shown.map(({ line, code, message }) => ({ code, where: `line ${line}`, message }))
  return { ok: false, findings: refusal, ...(fields ? { fields } : {}) }
}

/**
 * Reads the body of an issue that was written with the form. Strict and driven by the form's headings: whatever looks like
 * a heading and is not the next one refuses the whole, so that no text in a field can stand in for another field.
 * Findings name lines; codes are REQUEST_TOO_LONG, REQUEST_HIDDEN_TEXT, REQUEST_HEADING_*, REQUEST_FIELD_*.
 */
export function readIssueForm(body: string): FormReading {
  if (body.length > longestBody || Buffer.byteLength(body) > longestBody) {
    const message = `The issue is longer than ${longestBody / 1024} KiB. Shorten it; long evidence belongs behind a link.`
    return refused([{ line: 1, code: 'REQUEST_TOO_LONG', message }])
  }
  const lines = body.replaceAll('\r\n', '\n').split('\n')
  const findings = hiddenText(lines)
  const sections = readSections(lines, findings)
  const fields = readFields(sections, required.every((heading) => sections.has(heading)) ? findings : [])
  if (findings.length === 0) return { ok: true, fields }
  return refused(findings, findings.some(({ code }) => code.startsWith('REQUEST_HEADING')) ? undefined : fields)
}
