import type { Problem } from '../core/error.ts'
import { isNode, type Node, nameOf, nodesIn, type ParsedFile } from './syntax.ts'

/** What the schema of the input requires, at every level; a test compares. */
export const requiredInput: readonly string[] = [
  ...['request', 'facts'],
  ...['resource', 'actions', 'duration', 'reason', 'issue'].map((name) => `request.${name}`),
  ...['now_ns', 'repository', 'requester', 'resource', 'open_grants', 'requests_last_day'].map(
    (name) => `facts.${name}`,
  ),
  ...['id', 'full_name', 'private'].map((name) => `facts.repository.${name}`),
  ...['id', 'login', 'type', 'organisation_member', 'teams'].map((name) => `facts.requester.${name}`),
  ...['id', 'title', 'kind', 'sensitivity', 'connector', 'actions'].map((name) => `facts.resource.${name}`),
].map((name) => `input.${name}`)

/** Always defined for every argument of the right type. */
const TOTAL = new Set([
  'count',
  'upper',
  'lower',
  'trim_space',
  'concat',
  'sprintf',
  'json.marshal',
  'type_name',
  'sort',
  'plus',
  'minus',
  'mul',
])

const isComprehension = ({ type }: Node) => typeof type === 'string' && /comprehension$/.test(type)
const isTemplate = ({ type }: Node) => type === 'templatestring'

type Names = { defined: ReadonlySet<string>; aliases: ReadonlyMap<string, string> }

/** Rules that always have a value, and those that only give another name to a part of the input. */
function namesOf(files: readonly ParsedFile[]): Names {
  const rules = files.flatMap((file) => file.rules)
  const byName = Map.groupBy(rules, ({ head }) => nameOf((head as { ref?: Node[] }).ref?.[0]) ?? '')
  const defined = new Set<string>()
  const aliases = new Map<string, string>()
  for (const [name, same] of byName) {
    for (const rule of same) {
      const head = rule.head as Node
      const always = rule.default === true || (isTrue(rule.body) && head.args === undefined)
      if (head.key !== undefined && head.value === undefined) defined.add(name)
      const other = nameOf(head.value)
      if (always && other !== undefined && same.length === 1) aliases.set(name, other)
      else if (always && isNode(head.value) && !/^(?:ref|call|templatestring)$/.test(String(head.value.type)))
        defined.add(name)
    }
  }
  return { defined, aliases }
}

function isTrue(body: unknown): boolean {
  const [only, more] = Array.isArray(body) ? (body as Node[]) : []
  return body === undefined || (more === undefined && isNode(only?.terms) && only.terms.value === true)
}

function resolved(name: string, { aliases }: Names): string {
  const [head = '', ...rest] = name.split('.')
  const alias = aliases.get(head)
  return alias === undefined ? name : [alias, ...rest].join('.')
}

/** What a body needs to hold at all: the names in its expressions, but for those that are negated or stand in comprehensions. */
function neededBy(body: readonly Node[]): Set<string> {
  const needed = new Set<string>()
  for (const expression of body) {
    if (expression.negated === true) continue
    for (const node of nodesIn(expression, (n) => !isComprehension(n) && !isTemplate(n) && n.domain === undefined)) {
      const name = nameOf(node)
      if (name !== undefined && !name.includes('[]')) needed.add(name)
    }
  }
  return needed
}

function mayBeUndefined(part: unknown, safe: (name: string) => boolean): boolean {
  if (Array.isArray(part)) {
    const [operator, ...given] = part as Node[]
    return !TOTAL.has(nameOf(operator) ?? '') || given.some((term) => mayBeUndefined(term, safe))
  }
  if (!isNode(part)) return false
  if (part.type === 'call') return mayBeUndefined(part.value, safe)
  if (part.type !== 'var' && part.type !== 'ref') return false
  const name = nameOf(part)
  return name === undefined || !safe(name)
}

/**
 * Templates that may hold something undefined, which Rego prints as `<undefined>` instead of being undefined itself. Safe is what is
 * bound: a variable of the rule, what its body needs to hold, what the input always has, a rule with a value in any case.
 */
export function templateFindings(files: readonly ParsedFile[]): Problem[] {
  const names = namesOf(files)
  const rules = new Set(
    files.flatMap((file) => file.rules.map(({ head }) => nameOf((head as { ref?: Node[] }).ref?.[0]) ?? '')),
  )
  const found: Problem[] = []
  const look = (file: ParsedFile, rule: Node): void => {
    const bodies = [...nodesIn(rule)].filter((node) => Array.isArray(node.body)).map((node) => node.body as Node[])
    const needed = neededBy(bodies.flat())
    const safe = (name: string): boolean => {
      const whole = resolved(name, names)
      const local = !name.includes('.') && !rules.has(name) && name !== 'input' && name !== 'data'
      return local || needed.has(name) || names.defined.has(name) || requiredInput.includes(whole)
    }
    for (const template of nodesIn(rule)) {
      if (!isTemplate(template)) continue
      const { parts } = template.value as { parts: Node[] }
      const bad = parts.find((part) => part.terms !== undefined && mayBeUndefined(part.terms, safe))
      if (bad !== undefined) found.push(templateProblem(file, rule, bad))
    }
  }
  for (const file of files) for (const rule of file.rules) look(file, rule)
  return found
}

function templateProblem({ path }: ParsedFile, rule: Node, part: Node): Problem {
  const terms = Array.isArray(part.terms) ? (part.terms[0] as unknown) : part.terms
  const what = nameOf(terms) ?? 'an expression'
  const name = nameOf((rule.head as { ref?: Node[] }).ref?.[0]) ?? ''
  const call = Array.isArray(part.terms) ? '(…)' : ''
  return {
    code: 'POLICY_INVALID',
    where: `policies/${path}${lineOf(part) ?? lineOf(rule) ?? ''}`,
    message: `The rule \`${name}\` prints \`{${what}${call}}\` in a template, which says "<undefined>" where that is undefined: give it a name in the body first (\`x := ${what}${call}\`), so that the rule is undefined then.`,
  }
}

/** `:7`, where the file was read with the places of its nodes. */
function lineOf({ location }: Node): string | undefined {
  return isNode(location) ? `:${location.row}` : undefined
}

/** What would be decided otherwise than stock opa or `opa test` does. */
export function refusedSyntax(files: readonly ParsedFile[]): Problem | undefined {
  for (const { path, rules, imports } of files) {
    for (const node of nodesIn([rules, imports])) {
      const where = `policies/${path}`
      if (node.negated === true && Array.isArray(node.terms) && nameOf(node.terms[0]) === 'walk')
        return problem(
          where,
          'negates `walk`, which WASM does not answer: put the `walk` into a rule of its own and negate that',
        )
      if (/^data\.cases(?:\.|$)/.test(nameOf(node) ?? ''))
        return problem(
          where,
          'reads `data.cases`, which is there in tests only: move the table out of cases/, into a data.json',
        )
    }
  }
  return undefined
}

function problem(where: string, what: string): Problem {
  return { code: 'POLICY_FORBIDDEN', where, message: `${where} ${what}.` }
}
