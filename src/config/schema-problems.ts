import type { Problem } from '../core/error.ts'
import type { Validator } from '../generated/validators.js'

type SchemaError = NonNullable<Validator<unknown>['errors']>[number] & { schemaPath?: string }

/** What each keyword of JSON Schema wants, said to the person who wrote the file. No value is repeated. */
const sayings: Record<string, (params: Record<string, unknown>) => string> = {
  required: (p) => `lacks \`${p.missingProperty}\`. Add it.`,
  additionalProperties: (p) =>
    `has \`${p.additionalProperty}\`, which is not known here. Correct the name or remove it.`,
  enum: (p) => `is not one of ${(p.allowedValues as unknown[]).join(', ')}.`,
  const: (p) => `is not \`${p.allowedValue}\`.`,
  type: (p) => `is not ${kinds[String(p.type)] ?? p.type}.`,
  minItems: () => 'is an empty list. Name at least one.',
  uniqueItems: () => 'names the same thing twice. Keep it once.',
  minProperties: () => 'is empty. Add at least one.',
  minimum: (p) => `is below ${p.limit}.`,
  maximum: (p) => `is above ${p.limit}.`,
  maxLength: (p) => `is longer than ${p.limit} characters.`,
  propertyNames: (p) =>
    `has the name \`${p.propertyName}\`, which is not allowed. Use lower-case letters, digits and hyphens.`,
}

/** Patterns that recur in our schemas, in words. */
const patterns: [RegExp, string][] = [
  [/\[smhd\]/, 'is not a duration. Write a whole number and one of s, m, h, d, such as 8h.'],
  [/https\?/, 'is not a web address. Write the whole of it, such as https://api.acme.example.'],
  [/a-z0-9/, 'is not a plain name. Use lower-case letters, digits and hyphens.'],
]

const kinds: Record<string, string> = {
  object: 'an entry with names and values',
  array: 'a list (lines that begin with "- ")',
  integer: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
}

function say(error: SchemaError): string {
  if (error.keyword === 'pattern') {
    const pattern = String(error.params.pattern)
    return patterns.find(([known]) => known.test(pattern))?.[1] ?? 'is not in the form that is asked for.'
  }
  return sayings[error.keyword]?.(error.params) ?? `${error.message ?? 'is not right'}.`
}

/** `/connectors/public-api/repositories/0` → `connectors.public-api.repositories[0]`. */
function pathOf(pointer: string): string {
  const steps = pointer.split('/').slice(1)
  const names = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.reduce(
    (path, name) => (/^\d+$/.test(name) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
    '',
  )
}

/**
 * What a validator found in its last call, as problems for people: `where` is `file: path`, the message what is wrong and what is
 * allowed. Where a schema offers alternatives by `type`, only those of the chosen type count.
 */
export function schemaProblems(validator: Validator<unknown>, where: string): Problem[] {
  const errors: SchemaError[] = validator.errors ?? []
  // A name that breaks `propertyNames` is reported twice, once as a pattern without a path of its own.
  const relevant = errors.filter(
    (error) => !/\/propertyNames\/./.test(error.schemaPath ?? '') && error.keyword !== 'oneOf',
  )
  const chosen = relevant.filter((error) => !isOtherAlternative(error, relevant))
  const problems = (chosen.length > 0 ? chosen : relevant).map((error): Problem => {
    const path = pathOf(error.instancePath)
    return { code: 'CONFIG_INVALID', where: path === '' ? where : `${where}: ${path}`, message: say(error) }
  })
  // Alternatives say the same thing once each.
  return [...new Map(problems.map((problem) => [`${problem.where} ${problem.message}`, problem])).values()]
}

const alternative = /^(.*)\/oneOf\/(\d+)\//

/** Whether the error belongs to an alternative whose `type` the author did not choose. */
function isOtherAlternative(error: SchemaError, all: readonly SchemaError[]): boolean {
  const branch = alternative.exec(error.schemaPath ?? '')?.[0]
  if (branch === undefined) return false
  return all.some((other) => {
    if (
      other.keyword !== 'const' ||
      !other.instancePath.endsWith('/type') ||
      alternative.exec(other.schemaPath ?? '')?.[0] !== branch
    )
      return false
    return error.instancePath.startsWith(other.instancePath.slice(0, -'/type'.length))
  })
}
