import type { Validator } from '../generated/validators.js'
import type { Problem } from './error.ts'
import type { ErrorCode } from './error-codes.ts'

type SchemaError = NonNullable<Validator<unknown>['errors']>[number] & { schemaPath?: string }

const kinds: Record<string, string> = {
  object: 'is not an entry with names and values.',
  array: 'is not a list (lines that begin with "- ").',
  string: 'is not a text. Put it in quotes.',
  integer: 'is not a whole number.',
  boolean: 'is not true or false.',
}

/** What each keyword of JSON Schema wants, said to the person who wrote the file. No value is repeated. */
const sayings: Record<string, (params: Record<string, unknown>) => string> = {
  required: (p) => `lacks \`${p.missingProperty}\`. Add it.`,
  additionalProperties: (p) =>
    `has \`${p.additionalProperty}\`, which is not known here. Correct the name or remove it.`,
  enum: (p) => `is not one of ${(p.allowedValues as unknown[]).join(', ')}.`,
  const: (p) => `is not \`${p.allowedValue}\`.`,
  type: (p) => kinds[String(p.type)] ?? 'is of another kind than asked for.',
  minItems: () => 'is an empty list. Name at least one.',
  maxItems: (p) => `has more than ${p.limit} entries.`,
  uniqueItems: () => 'names the same thing twice. Keep it once.',
  minProperties: () => 'is empty. Add at least one.',
  maxProperties: (p) => `has more than ${p.limit} entries.`,
  minLength: () => 'is empty.',
  maxLength: (p) => `is longer than ${p.limit} characters.`,
  minimum: (p) => `is below ${p.limit}.`,
  maximum: (p) => `is above ${p.limit}.`,
  propertyNames: (p) =>
    `has the name \`${p.propertyName}\`. Use lower-case letters, digits, hyphens and underscores, and begin with a letter or digit.`,
}

/** Patterns that recur in the files of an access repository, in words. */
const patterns: readonly [RegExp, string][] = [
  [/\[smhd\]/, 'is not a duration. Write a whole number and one of s, m, h, d, such as 8h.'],
  [/https\?/, 'is not a web address. Write the whole of it, such as https://daypass.acme.example.'],
  [/\\d\{4\}-/, 'is not an instant. Write it in UTC, such as 2026-12-24T00:00:00Z, in quotes.'],
  [/\^@/, 'is not a team. Write "@organisation/team", in quotes.'],
  [/x21/, 'is not a scope. Use letters, digits and signs without blanks and quotes, such as orders:read.'],
  [/\^\[\^/, 'is empty or holds a line break or control character.'],
  [/a-z0-9/, 'is not a plain name. Use lower-case letters, digits and hyphens.'],
]

/**
 * What a validator found in its last call, in words: `where` is `file: path.to[0].it`, each finding once. Where a schema offers
 * alternatives by `type`, only those of the chosen type count.
 */
export function schemaProblems(validator: Validator<unknown>, file: string, code: ErrorCode): Problem[] {
  const errors: SchemaError[] = validator.errors ?? []
  // A name that breaks `propertyNames` is reported twice, once as a pattern without a path of its own.
  const relevant = errors.filter(
    (error) => !/\/propertyNames\/./.test(error.schemaPath ?? '') && error.keyword !== 'oneOf',
  )
  const chosen = relevant.filter((error) => !isOtherAlternative(error, relevant))
  const found = new Map<string, Problem>()
  for (const error of chosen.length > 0 ? chosen : relevant) {
    const path = pathOf(error.instancePath)
    const problem: Problem = { code, where: path === '' ? file : `${file}: ${path}`, message: say(error) }
    found.set(`${problem.where} ${problem.message}`, problem)
  }
  return [...found.values()]
}

const alternative = /^(.*)\/oneOf\/(\d+)\//

/** Whether the error belongs to an alternative whose `type` the author did not choose, or to each of them where none was chosen. */
function isOtherAlternative(error: SchemaError, all: readonly SchemaError[]): boolean {
  return all.some((other) => {
    const place = placeOfType(other)
    const branch = place === undefined ? undefined : alternative.exec(other.schemaPath ?? '')?.[0]
    if (place === undefined || branch === undefined) return false
    return error.schemaPath?.startsWith(branch) && error.instancePath.startsWith(place) && !lacksType(error)
  })
}

/** Where the entry stands whose `type` is said to be another one, or to be missing. */
function placeOfType(error: SchemaError): string | undefined {
  if (lacksType(error)) return error.instancePath
  if (error.keyword !== 'const' || !error.instancePath.endsWith('/type')) return undefined
  return error.instancePath.slice(0, -'/type'.length)
}

const lacksType = ({ keyword, params }: SchemaError): boolean =>
  keyword === 'required' && params.missingProperty === 'type'

function say(error: SchemaError): string {
  if (error.keyword === 'pattern') {
    const pattern = String(error.params.pattern)
    return patterns.find(([known]) => known.test(pattern))?.[1] ?? 'is not in the form that is asked for.'
  }
  return sayings[error.keyword]?.(error.params) ?? `${error.message ?? 'is not right'}.`
}

/** `/resources/0/actions/read` → `resources[0].actions.read`. */
function pathOf(pointer: string): string {
  const names = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.reduce(
    (path, name) => (/^\d+$/.test(name) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
    '',
  )
}
