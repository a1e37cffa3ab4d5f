import type { Resource } from '../../generated/catalog.ts'
import type { Settings } from '../../generated/config.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import { isCanonicalRequest } from '../../generated/validators.js'
import { readDuration } from '../duration.ts'
import { nearest } from '../edit-distance.ts'
import type { ErrorCode } from '../error-codes.ts'
import { named } from '../markdown.ts'
import type { Finding } from '../record.ts'
import { emergency, type FieldName, type FormFields } from './form-reader.ts'
import { checkOperation, type NamedOperation, type OperationContext, readOperation } from './operation.ts'
import { namedResource } from './without-form.ts'
import { meantName } from './written-names.ts'

export type RequestContext = OperationContext & {
  /** Numeric ids of the access repository and of the person who asks; the issue's number. */
  repository: number
  issue: number
  requester: number
  resources: readonly Resource[]
  settings: Settings
}

export type RequestReading =
  | { ok: true; request: CanonicalRequest; resource: Resource }
  | { ok: false; findings: Finding[] }

export const formPath = '.github/ISSUE_TEMPLATE/access-request.yml'
const longestTicket = 200
const resourceForm = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
const actionForm = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/

type Note = (field: FieldName, code: ErrorCode, message: string) => void

function list(names: readonly string[], most = 20): string {
  const more = names.length > most ? ` and ${names.length - most} more` : ''
  return names.slice(0, most).map(named).join(', ') + more
}

function suggestion(wanted: string, resources: readonly Resource[]): string {
  const byTitle = resources.filter(({ title }) => title.toLowerCase() === wanted.toLowerCase()).map(({ id }) => id)
  const ids = resources.map(({ id }) => id)
  const one = namedResource(wanted, ids)
  const near = byTitle.length > 0 ? byTitle.slice(0, 3) : one === undefined ? nearest(wanted, ids) : [one]
  return near.length > 0 ? ` Did you mean ${list(near)}?` : ''
}

/** The resources that are written into one field: several, or one said twice; undefined: it is a name, however it is spelled. */
function severalIn(wanted: string, resources: readonly Resource[]): string[] | undefined {
  const text = wanted.slice(0, 400)
  const isListed = (id: string) => resources.some((one) => one.id === id)
  const listed = text.split(/[,;&+\n]|\band\b/i).map(meantName)
  if (listed.length > 1 && listed.every((id) => resourceForm.test(id))) return [...new Set(listed)]
  const words = text.split(/[\s/|]+/).map(meantName)
  return words.length > 1 && words.every(isListed) ? [...new Set(words)] : undefined
}

function findResource(wanted: string, resources: readonly Resource[], note: Note): Resource | undefined {
  const several = severalIn(wanted, resources)
  const [first, ...others] = several ?? []
  const written = several?.length === 1 ? (several[0] ?? '') : meantName(wanted)
  const found = resources.find(({ id }) => id === written)
  if (found || wanted === '') return found
  if (first !== undefined && others.length > 0) {
    const message = `${named(wanted)}: one request asks for one resource. Keep ${named(first)} here, and open another request for ${list(others)}.`
    note('resource', 'REQUEST_FIELD_INVALID', message)
    return undefined
  }
  const hint = suggestion(wanted, resources)
  if (!resourceForm.test(written)) {
    note(
      'resource',
      'REQUEST_FIELD_INVALID',
      `${named(wanted)} is not the name of a resource: small letters, digits and hyphens.${hint}`,
    )
    return undefined
  }
  note(
    'resource',
    'REQUEST_RESOURCE_UNKNOWN',
    `${named(wanted)} is not in the catalog (\`catalog/*.yml\` on the default branch).${hint} ` +
      `If the form offered it, the form (\`${formPath}\`) is older than the catalog: ask who keeps the catalog to renew it.`,
  )
  return undefined
}

function checkActions(actions: readonly string[], resource: Resource | undefined, note: Note): void {
  const twice = actions.filter((action, index) => action !== '' && actions.indexOf(action) !== index)
  if (twice.length > 0) {
    note('actions', 'REQUEST_FIELD_INVALID', `${list([...new Set(twice)])} is there twice. Name each action once.`)
  }
  const known = resource && Object.keys(resource.actions).sort()
  const odd = actions.filter((action) => action !== '' && !actionForm.test(action))
  if (odd.length > 0) {
    // All that was asked for: whoever follows the advice must not lose what was right.
    const words = actions.flatMap((action) => action.split(/[\s,;&+/]+|\band\b/i)).filter((word) => word !== '')
    const meant = [...new Set(words.map(meantName))]
    const isList = known && meant.length > 1 && meant.every((word) => known.includes(word))
    const hint = isList ? ` Write them as "${meant.join(', ')}".` : nearActions(odd, known)
    note(
      'actions',
      'REQUEST_FIELD_INVALID',
      `${list(odd)}: an action is named with small letters, digits, hyphens and underscores.${hint}`,
    )
  }
  if (resource === undefined || known === undefined) return
  // Object.hasOwn: `constructor` is no action of anything.
  const unknown = actions.filter((action) => actionForm.test(action) && !Object.hasOwn(resource.actions, action))
  if (unknown.length === 0) return
  const hint = nearActions(unknown, known)
  const all = list(known, 50)
  note(
    'actions',
    'REQUEST_ACTION_UNKNOWN',
    `${named(resource.id)} has no action ${list(unknown)}. It has ${all}.${hint}`,
  )
}

function nearActions(written: readonly string[], known: readonly string[] = []): string {
  const near = [...new Set(written.flatMap((action) => nearest(action, known).slice(0, 1)))]
  return near.length > 0 ? ` Did you mean ${list(near)}?` : ''
}

function durationOf(text: string, note: Note): number {
  if (text === '') return 0
  const reading = readDuration(text)
  if (reading.ok) return reading.seconds
  note('duration', 'REQUEST_DURATION_INVALID', reading.message)
  return 0
}

/** Where the settings say nothing, the form has no such field; a text in the reason must not be able to make up one. */
function checkTicket(ticket: string | undefined, settings: Settings, note: Note): void {
  if (ticket === undefined) {
    if (settings.ticket !== 'required') return
    note('ticket', 'REQUEST_FIELD_EMPTY', 'A ticket is needed here. Add its number as "Ticket".')
  } else if ((settings.ticket ?? 'off') === 'off') {
    note(
      'ticket',
      'REQUEST_FIELD_INVALID',
      'Tickets are not used here. Leave the field empty, or put it into the reason.',
    )
  } else if ([...ticket].length > longestTicket) {
    note('ticket', 'REQUEST_TOO_LONG', `A ticket has at most ${longestTicket} characters. Shorten it.`)
  }
}

/** It is asked for in so many words, and never read out of anything else. */
function checkUrgency(urgency: string | undefined, settings: Settings, note: Note): void {
  if (urgency === undefined) return
  if ((settings.urgency ?? 'off') === 'off')
    note('urgency', 'REQUEST_FIELD_INVALID', 'Emergencies are not known here. Leave the field out.')
  else if (urgency !== emergency)
    note('urgency', 'REQUEST_FIELD_INVALID', `${named(urgency)}: write \`${emergency}\`, or leave the field empty.`)
}

/** The operation that has to be looked for before the request can be read; undefined: there is none, or it is written wrongly. */
export function askedOperation(
  { resource, operation }: FormFields,
  { resources, place }: Pick<RequestContext, 'resources' | 'place'>,
): NamedOperation | undefined {
  const entry = findResource(resource, resources, () => undefined)
  if (operation === undefined || entry?.operation === undefined) return undefined
  const reading = readOperation(operation, place)
  return reading.ok ? reading.named : undefined
}

/**
 * Makes the canonical request of what was written in the form: resource and actions exist in the catalog, the duration is
 * in seconds, the actions are sorted by code unit. All findings at once; codes are REQUEST_RESOURCE_UNKNOWN,
 * REQUEST_ACTION_UNKNOWN, REQUEST_DURATION_INVALID, REQUEST_FIELD_*, REQUEST_TOO_LONG.
 */
export function readRequest(fields: FormFields, context: RequestContext): RequestReading {
  const findings: Finding[] = []
  const note: Note = (field, code, message) => {
    findings.push({ code, message, where: fields.where[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}` })
  }
  const resource = findResource(fields.resource, context.resources, note)
  const actions = fields.actions.map(meantName)
  checkActions(actions, resource, note)
  const duration = durationOf(fields.duration, note)
  checkTicket(fields.ticket, context.settings, note)
  checkUrgency(fields.urgency, context.settings, note)
  const operation = checkOperation(fields.operation, resource, context, (code, message) =>
    note('operation', code, message),
  )
  const request: CanonicalRequest = {
    version: fields.urgency === undefined && operation === undefined ? 1 : 2,
    repository: context.repository,
    issue: context.issue,
    requester: context.requester,
    resource: resource?.id ?? fields.resource,
    actions: [...actions].sort(),
    duration,
    reason: fields.reason,
    ...(fields.ticket === undefined ? {} : { ticket: fields.ticket }),
    ...(fields.urgency === undefined ? {} : { urgency: emergency }),
    ...(operation === undefined ? {} : { operation }),
  }
  if (findings.length === 0 && !isCanonicalRequest(request)) {
    for (const error of isCanonicalRequest.errors ?? []) {
      const field = order.find((name) => error.instancePath.startsWith(`/${name}`))
      note(
        field ?? 'resource',
        'REQUEST_FIELD_INVALID',
        `This does not fit the form: ${error.message ?? error.keyword}. Correct it.`,
      )
    }
  }
  const isUnbound = resource?.operation !== undefined && operation === undefined
  if (findings.length > 0 || resource === undefined || isUnbound) return { ok: false, findings }
  return { ok: true, request, resource }
}

const order: readonly FieldName[] = ['resource', 'actions', 'duration', 'reason', 'ticket', 'urgency', 'operation']

/** In the order of the form; what is about no field comes first. */
function inFormOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ where = '' }: Finding) => order.indexOf((where.split(',')[0] ?? '').toLowerCase() as FieldName)
  return [...findings].sort((a, b) => rank(a) - rank(b))
}

/**
 * All that is wrong with a form that is refused already, as far as it could be read, in the order of the form: of a line that was refused
 * no more is said. Codes as of `readRequest`.
 */
export function allFindings(refused: readonly Finding[], fields: FormFields, context: RequestContext): Finding[] {
  const reading = readRequest(fields, context)
  const told = new Set(refused.map(({ where }) => where))
  const further = reading.ok ? [] : reading.findings.filter(({ where }) => !told.has(where))
  return inFormOrder([...refused, ...further])
}
