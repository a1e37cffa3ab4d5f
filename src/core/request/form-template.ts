import type { Resource } from '../../generated/catalog.ts'
import type { Settings } from '../../generated/config.ts'
import { formatDuration, longestDuration, parseDuration } from '../duration.ts'
import { prose } from '../markdown.ts'
import { chooseResource, emergency, usualUrgency } from './form-reader.ts'
import { longestReason } from './reason.ts'

/** Beyond this, the list of resources above the form is left out: nobody reads it, and forms have a size limit. */
const mostListed = 40

/** A YAML double-quoted scalar: JSON's form is one. Characters that YAML may not hold as they are become escapes. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

type Field = {
  type: 'dropdown' | 'input' | 'textarea'
  id: string
  label: string
  description: string
  placeholder?: string
  options?: readonly string[]
  multiple?: boolean
  required: boolean
}

function fieldLines(field: Field): string[] {
  const attributes = [
    `      label: ${quoted(field.label)}`,
    `      description: ${quoted(field.description)}`,
    ...(field.placeholder === undefined ? [] : [`      placeholder: ${quoted(field.placeholder)}`]),
    ...(field.multiple ? ['      multiple: true'] : []),
    ...(field.options ? ['      options:', ...field.options.map((option) => `        - ${quoted(option)}`)] : []),
  ]
  const validations = ['    validations:', `      required: ${field.required}`]
  return [`  - type: ${field.type}`, `    id: ${field.id}`, '    attributes:', ...attributes, ...validations]
}

/** GitHub preselects the first option of a required list of which one is chosen: `unchosen`, which is no answer. */
type Choice = Omit<Field, 'type' | 'multiple'> & { options: readonly string[] } & (
    | { multiple: true; unchosen?: never }
    | { multiple?: never; unchosen: string }
  )

/** GitHub refuses a form with an empty dropdown or with the option "None"; such a list is written by hand instead. */
function choice({ options, multiple, unchosen, ...field }: Choice): Field {
  const possible = options.length > 0 && !options.some((option) => option.toLowerCase() === 'none')
  if (!possible) return { ...field, type: 'input' }
  const offered = unchosen === undefined ? options : [unchosen, ...options]
  return { ...field, type: 'dropdown', options: offered, multiple: multiple === true }
}

function actionNames(resources: readonly Resource[]): string[] {
  return [...new Set(resources.flatMap(({ actions }) => Object.keys(actions)))].sort()
}

/** What each resource is and which actions it has: GitHub's forms cannot make one list depend on another. */
function overview(resources: readonly Resource[]): string[] {
  if (resources.length === 0 || resources.length > mostListed) return []
  // By id, so that the same catalog makes the same form however its files are cut.
  const sorted = [...resources].sort((a, b) => (a.id < b.id ? -1 : 1))
  const lines = sorted.map(({ id, title, kind, sensitivity, actions, operation }) => {
    const bound = operation === undefined ? '' : `, for one ${operation}`
    return `- \`${id}\`: ${prose(title)}, ${kind}, ${sensitivity}${bound}; ${Object.keys(actions)
      .sort()
      .map((name) => `\`${name}\``)
      .join(', ')}`
  })
  return ['  - type: markdown', '    attributes:', `      value: ${quoted(lines.join('\n'))}`]
}

function longest(settings: Settings): string {
  const limit = settings.max_duration === undefined ? longestDuration : parseDuration(settings.max_duration)
  return limit === longestDuration ? '' : ` At most ${formatDuration(limit)}.`
}

function fields(resources: readonly Resource[], settings: Settings): Field[] {
  const all: Field[] = [
    choice({
      id: 'resource',
      label: 'Resource',
      description: 'What you need access to.',
      options: resources.map(({ id }) => id).sort(),
      unchosen: chooseResource,
      required: true,
    }),
    choice({
      id: 'actions',
      label: 'Actions',
      description: 'What you need to do there, as little as possible. Several are written as "read, dump".',
      options: actionNames(resources),
      multiple: true,
      required: true,
    }),
    {
      type: 'input',
      id: 'duration',
      label: 'Duration',
      description: `A whole number and one of s, m, h, d. The access ends by itself.${longest(settings)}`,
      placeholder: '2h',
      required: true,
    },
    {
      type: 'textarea',
      id: 'reason',
      label: 'Reason',
      description: `What for. Those who approve read it; at most ${longestReason} bytes, without headings and HTML.`,
      required: true,
    },
  ]
  if (settings.ticket === 'optional' || settings.ticket === 'required') {
    const description = 'The ticket that this belongs to.'
    all.push({ type: 'input', id: 'ticket', label: 'Ticket', description, required: settings.ticket === 'required' })
  }
  if (settings.urgency === 'optional')
    all.push(
      choice({
        id: 'urgency',
        label: 'Urgency',
        description: 'An emergency cannot wait for anybody. Whoever is let in by it owes a review.',
        options: [emergency],
        unchosen: usualUrgency,
        required: false,
      }),
    )
  const bound = resources.filter(({ operation }) => operation !== undefined).map(({ id }) => id)
  if (bound.length > 0)
    all.push({
      type: 'input',
      id: 'operation',
      label: 'Operation',
      description: `The address of the commit or the workflow run that the access is for. Only for ${listOf(bound.sort())}.`,
      placeholder: 'https://github.com/acme/orders/commit/…',
      required: false,
    })
  return all
}

/** So many are named; which ask for one, the list above the form says. */
const mostNamed = 10

function listOf(ids: readonly string[]): string {
  const left = ids.length - mostNamed
  return ids.slice(0, mostNamed).join(', ') + (left > 0 ? ` and ${left} more` : '')
}

/**
 * The issue form `.github/ISSUE_TEMPLATE/access-request.yml`, made of catalog and settings. What GitHub renders from it is
 * what `readIssueForm` reads. Throws REQUEST_DURATION_INVALID for settings whose max_duration is beyond 366 days.
 */
export function renderIssueTemplate(resources: readonly Resource[], settings: Settings): string {
  return [
    '# Made from catalog/ and daypass.yml. Change those instead.',
    'name: "Access request"',
    'description: "Ask for access to one resource, for one purpose, for a short time."',
    'title: "Access request"',
    'body:',
    ...overview(resources),
    ...fields(resources, settings).flatMap(fieldLines),
    '',
  ].join('\n')
}
