import { canonicalDuration } from '../duration.ts'
import type { Finding } from '../record.ts'
import { readRequest } from './canonical-request.ts'
import { noResponse, readIssueForm } from './form-reader.ts'

/** What somebody asks for, as text; `duration` such as `2h`. */
export type Wish = {
  resource: string
  actions: readonly string[]
  duration: string
  reason: string
  ticket?: string
  urgency?: string
  operation?: string
}

type Part = keyof Wish
type Section = { part: Part; heading: string; text: string }

function sectionsOf({ resource, actions, duration, reason, ticket, urgency, operation }: Wish): Section[] {
  const sections: Section[] = [
    { part: 'resource', heading: 'Resource', text: resource },
    { part: 'actions', heading: 'Actions', text: actions.join(', ') },
    { part: 'duration', heading: 'Duration', text: duration },
    { part: 'reason', heading: 'Reason', text: reason },
  ]
  if (ticket !== undefined) sections.push({ part: 'ticket', heading: 'Ticket', text: ticket })
  if (urgency !== undefined) sections.push({ part: 'urgency', heading: 'Urgency', text: urgency })
  if (operation !== undefined) sections.push({ part: 'operation', heading: 'Operation', text: operation })
  return sections
}

function trimmed(wish: Wish): Wish {
  const { resource, actions, duration, reason, ticket, urgency, operation } = wish
  return {
    resource: resource.trim(),
    actions: actions.map((action) => action.trim()),
    duration: canonicalDuration(duration.trim()),
    reason: reason.replaceAll('\r\n', '\n').trim(),
    ...(ticket === undefined ? {} : { ticket: ticket.trim() }),
    ...(urgency === undefined ? {} : { urgency: urgency.trim() }),
    ...(operation === undefined ? {} : { operation: operation.trim() }),
  }
}

/**
 * The body of the issue as GitHub renders the form when somebody fills in these fields. What it holds is not checked: whether it is
 * read back as it was meant, only `writeIssueBody` tells.
 */
export function renderIssueBody(wish: Wish): string {
  return sectionsOf(trimmed(wish))
    .map(({ heading, text }) => `### ${heading}\n\n${text === '' ? noResponse : text}\n`)
    .join('\n')
}

/** `Reason, line 15` of the body as the part that stands there and its own line: `reason, line 2`. */
function placeOf(where: string | undefined, wish: Wish): string {
  const line = Number(/line (\d+)$/.exec(where ?? '')?.[1] ?? 1)
  let first = 1
  for (const { part, text } of sectionsOf(wish)) {
    const lines = text.split('\n').length
    // Heading, empty line, the text, empty line.
    if (line < first + lines + 3) return lines === 1 ? part : `${part}, line ${Math.max(1, line - first - 1)}`
    first += lines + 3
  }
  return 'reason'
}

/** The first part that the server would read otherwise: a text that brings a heading of its own can become another field. */
function readOtherwise(wish: Wish, body: string): Part | undefined {
  const reading = readIssueForm(body)
  if (!reading.ok) return 'reason'
  const { fields } = reading
  const differs = (part: Part): boolean => JSON.stringify(fields[part]) !== JSON.stringify(wish[part] || undefined)
  return (['resource', 'actions', 'duration', 'reason', 'ticket', 'urgency', 'operation'] as const).find(differs)
}

function findingsIn(body: string): Finding[] {
  const reading = readIssueForm(body)
  if (!reading.ok) return reading.findings
  const place = { repository: 1, issue: 1, requester: 1 }
  // Which resources there are only the access repository knows; everything else is judged as the server does.
  const read = readRequest(reading.fields, {
    ...place,
    resources: [],
    settings: { ticket: 'optional', urgency: 'optional' },
  })
  return read.ok ? [] : read.findings.filter(({ code }) => code !== 'REQUEST_RESOURCE_UNKNOWN')
}

/**
 * The body of the issue for a wish, if the server will read it as it is meant; otherwise what the server would find, each finding at
 * the part that it is about (`reason, line 2`). What only the catalog, the settings and the policy know is not judged. Codes are those
 * of `readIssueForm` and `readRequest`.
 */
export function writeIssueBody(given: Wish): { ok: true; body: string } | { ok: false; findings: Finding[] } {
  const wish = trimmed(given)
  const body = renderIssueBody(wish)
  const findings = findingsIn(body).map((finding) => ({ ...finding, where: placeOf(finding.where, wish) }))
  if (findings.length > 0) return { ok: false, findings }
  const where = readOtherwise(wish, body)
  if (where === undefined) return { ok: true, body }
  const message =
    'Written into the form, this is read as something else. Leave out commas, boxes and headings of the form.'
  return { ok: false, findings: [{ code: 'REQUEST_FIELD_INVALID', where, message }] }
}
