import type { ErrorCode } from '../error-codes.ts'
import type { LineFinding } from '../hidden-text.ts'
import type { Finding } from '../record.ts'
import { readCodeBlocks } from './code-blocks.ts'
import { type FormHeading, formHeadings, neededHeadings } from './form-headings.ts'
import { fieldAt, type Line, readSections, type Sections } from './form-sections.ts'
import { frozenReason, reasonFlaws } from './reason.ts'
import { hiddenText } from './shown-text.ts'
import { namesIn, tickedIn } from './written-names.ts'

export type FieldName = 'resource' | 'actions' | 'duration' | 'reason' | 'ticket' | 'urgency' | 'operation'

/** What a person wrote into the form, as text. Nothing of it is known to exist or to be allowed. */
export type FormFields = {
  resource: string
  actions: string[]
  duration: string
  reason: string
  ticket?: string
  /** What was chosen, where it is not what everything is. */
  urgency?: string
  /** The commit or the workflow run that is named. */
  operation?: string
  /** Where each field stands, as in `Actions, line 7`. */
  where: Partial<Record<FieldName, string>>
}

/** `fields` of a form that is refused: what could be read all the same, to be checked in one go; absent where headings are wrong. */
export type FormReading = { ok: true; fields: FormFields } | { ok: false; findings: Finding[]; fields?: FormFields }

/** How GitHub renders a field that was left empty. */
export const noResponse = '_No response_'
/** How it renders a list of which nothing was chosen. Names in the catalog are in small letters, so `none` may be one. */
const noneChosen = 'None'

/**
 * The first option of the form's list of resources, which is no resource's name: GitHub fills a required list with its first option,
 * and whoever does not touch it must not have asked for anything.
 */
export const chooseResource = 'choose a resource'

/** The first option of the form's list of urgencies, which asks for nothing. */
export const usualUrgency = 'usual'
export const emergency = 'emergency'

export const longestBody = 16 * 1024
const mostFindings = 20

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
    const one = heading === 'Resource' ? 'One request asks for one resource. Open another request for each other.' : ''
    if (text.includes('\n'))
      this.note(heading, 'REQUEST_FIELD_INVALID', `"${heading}" takes one line. ${one || 'Remove the others.'}`)
    return text
  }

  resource(): string {
    if (this.text('Resource') !== chooseResource) return this.oneLine('Resource', this.needed('Resource'))
    this.note('Resource', 'REQUEST_FIELD_EMPTY', 'Choose a resource.')
    return ''
  }

  /** `read, dump` as a list renders, or `- [X] read` as checkboxes do; or as people write a list. Never boxes and something else. */
  actions(): string[] {
    const text = this.needed('Actions')
    if (text === '') return []
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    const ticked = tickedIn(lines)
    if (ticked?.length === 0) this.note('Actions', 'REQUEST_FIELD_EMPTY', 'No action is ticked. Tick at least one.')
    if (ticked) return ticked
    if (lines.some((line) => tickedIn([line]))) {
      const message = 'Some of these lines have a box and some have none. Write the actions as "read, dump".'
      this.note('Actions', 'REQUEST_FIELD_INVALID', message)
      return []
    }
    const actions = namesIn(lines)
    if (actions.includes('')) {
      this.note('Actions', 'REQUEST_FIELD_INVALID', 'There is a comma without an action. Write them as "read, dump".')
    }
    return actions
  }

  reason(): string {
    const reason = this.needed('Reason')
    if (reason !== '' && frozenReason(reason) === '')
      this.note('Reason', 'REQUEST_FIELD_EMPTY', '"Reason" holds nothing that anybody sees. Say what it is for.')
    // What is hidden in it as it was written is found line by line, and in all fields.
    const flaw = reason === '' ? undefined : reasonFlaws(reason).find(({ code }) => code === 'REQUEST_TOO_LONG')
    if (flaw) this.note('Reason', flaw.code, flaw.message)
    return frozenReason(reason)
  }

  notYet(heading: FormHeading): void {
    if (this.text(heading) === undefined) return
    this.note(heading, 'REQUEST_FIELD_INVALID', `"${heading}" comes with a later version of Daypass. Leave it empty.`)
  }
}

function readFields(sections: Sections, findings: LineFinding[]): FormFields {
  const reader = new FieldReader(sections, findings)
  const where = (heading: FormHeading): string => placeOf(heading, reader.line(heading))
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
  const urgency = reader.text('Urgency')
  if (urgency !== undefined && urgency !== usualUrgency) fields.urgency = reader.oneLine('Urgency', urgency)
  if (sections.has('Urgency')) fields.where.urgency = where('Urgency')
  reader.notYet('Start')
  reader.notYet('Until')
  const operation = reader.text('Operation')
  if (operation !== undefined) fields.operation = reader.oneLine('Operation', operation)
  if (sections.has('Operation')) fields.where.operation = where('Operation')
  return fields
}

/** `Duration, line 11`: what people look for first is the name of the field. */
function placeOf(field: FormHeading, line: number): string {
  return `${field}, line ${line}`
}

/** In the order of the form, whatever the order of the body. */
function refused(findings: readonly LineFinding[], sections: Sections, fields?: FormFields): FormReading {
  const placed = findings.map((finding) => {
    const field = fieldAt(sections, finding.line)
    const isStructure = field === undefined || finding.code.startsWith('REQUEST_HEADING')
    const where = isStructure ? `line ${finding.line}` : placeOf(field, finding.line)
    return { ...finding, where, rank: field === undefined ? -1 : formHeadings.indexOf(field) }
  })
  const shown = placed.sort((a, b) => a.rank - b.rank || a.line - b.line).slice(0, mostFindings)
  const refusal = shown.map(({ where, code, message }) => ({ code, where, message }))
  return { ok: false, findings: refusal, ...(fields ? { fields } : {}) }
}

/** Whether what is frozen of a reason would be refused when it is read again, although nothing is wrong with what was written. */
function isUnstable({ reason }: FormFields): boolean {
  return reasonFlaws(reason).length > 0 || hasHeadings(reason)
}

/** As where only a character that nobody sees kept a line from being a heading. */
function hasHeadings(reason: string): boolean {
  const lines = ['### Reason', '', ...reason.split('\n')]
  const findings: LineFinding[] = []
  const sections = readSections({ lines, shown: readCodeBlocks(lines).shown }, findings)
  // The other headings are not here.
  return sections.size > 1 || findings.some(({ code }) => code !== 'REQUEST_HEADING_MISSING')
}

/**
 * Reads the body of an issue that was written with the form, or as the form has it: headings of other levels and spellings, and in
 * another order, where they can mean one thing only. Strict otherwise: whatever looks like a heading and is none of the form's refuses
 * the whole, so that no text in a field can stand in for another field. Findings name field and line, in the order of the form; codes are
 * REQUEST_TOO_LONG, REQUEST_HIDDEN_TEXT, REQUEST_HEADING_*, REQUEST_FIELD_*.
 */
export function readIssueForm(body: string): FormReading {
  if (body.length > longestBody || Buffer.byteLength(body) > longestBody) {
    const message = `The issue is longer than ${longestBody / 1024} KiB. Shorten it; long evidence belongs behind a link.`
    return refused([{ line: 1, code: 'REQUEST_TOO_LONG', message }], new Map())
  }
  // GitHub does not count a mark of the byte order at the very beginning as text.
  const lines = body
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n')
  const blocks = readCodeBlocks(lines)
  const findings: LineFinding[] = []
  const sections = readSections({ lines, shown: blocks.shown }, findings)
  findings.push(...hiddenText(lines, { blocks, isFree: (index) => fieldAt(sections, index + 1) === 'Reason' }))
  const isWhole = neededHeadings.every((heading) => sections.has(heading))
  const fields = readFields(sections, isWhole ? findings : [])
  if (findings.length === 0 && isUnstable(fields)) {
    const message =
      'Without the characters in it that nobody sees, this would read otherwise: a part of it would be hidden, or be a heading. Type it again.'
    const first = sections.get('Reason')?.lines.find(({ text }) => text.trim() !== '')
    findings.push({ line: first?.number ?? 1, code: 'REQUEST_HIDDEN_TEXT', message })
  }
  if (findings.length === 0) return { ok: true, fields }
  return refused(
    findings,
    sections,
    findings.some(({ code }) => code.startsWith('REQUEST_HEADING')) ? undefined : fields,
  )
}
