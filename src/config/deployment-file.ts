import { canonicalJson } from '../core/canonical-json.ts'
import { sha256 } from '../core/digest.ts'
import { asError, DaypassError, type Problem, ProblemsError } from '../core/error.ts'
import { schemaProblems } from '../core/schema-problems.ts'
import type { Deployment } from '../generated/deployment.ts'
import { isDeployment } from '../generated/validators.js'
import { privateRangeFlaw } from './allow-private.ts'
import { bundleRules } from './bundle-rules.ts'
import { depositFlaws, lendingRules } from './lending-rules.ts'
import { noticeRules } from './notice-rules.ts'
import { postgresFlaws } from './postgres-rules.ts'
import { presetFlaws } from './preset-rules.ts'
import { redisFlaws } from './redis-rules.ts'
import { resolveReferences } from './references.ts'
import { tokenFlaw } from './secret-reference.ts'
import type { Environment, ReadFile } from './secret-source.ts'
import { addressFlaw } from './target-address.ts'
import { lengthOf, webhookProblems } from './webhook-connector.ts'
import { readYaml } from './yaml.ts'

type Kind = NonNullable<Deployment['connectors'][string]>['type']

/** Kinds of connector that Daypass is going to have, and those that it has: one that the schema has and that is missing does not compile. */
const later = ['aws-sts']
const kinds: Record<Kind, true> = { token: true, opa: true, postgres: true, redis: true, webhook: true, github: true }
const known = Object.keys(kinds)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Connectors of a type that does not exist here, said once and not as whatever else such an entry breaks. */
function unknownTypes(document: unknown, where: string): Map<string, Problem> {
  const connectors = isRecord(document) && isRecord(document.connectors) ? Object.entries(document.connectors) : []
  const problems = new Map<string, Problem>()
  for (const [name, connector] of connectors) {
    const type = isRecord(connector) ? connector.type : undefined
    // Whichever kind it is meant to be: what of its members is missing says nothing before that.
    if (isRecord(connector) && type === undefined)
      problems.set(name, {
        code: 'CONFIG_INVALID',
        where: `${where}: connectors.${name}`,
        message: 'lacks `type`. Add it.',
      })
    if (typeof type !== 'string' || known.includes(type)) continue
    const what = later.includes(type) ? `\`${type}\` is not part of this version` : 'is not a kind of connector'
    const path = `${where}: connectors.${name}.type`
    problems.set(name, {
      code: 'CONFIG_INVALID',
      where: path,
      message: `${what}. Use ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`,
    })
  }
  return problems
}

/** The document without the connectors that are named, so that the rest can still be checked. */
function without(document: unknown, names: ReadonlySet<string>): unknown {
  if (!isRecord(document) || !isRecord(document.connectors) || names.size === 0) return document
  const rest = Object.entries(document.connectors).filter(([name]) => !names.has(name))
  return { ...document, connectors: Object.fromEntries(rest) }
}

/**
 * A connector without an audience gives tokens for `<PUBLIC_URL>/resources/<id>`, whichever repository names the resource. So all of
 * these together serve one repository: otherwise two could name a resource `x`, and one would open the other's.
 */
function sharedAudience(deployment: Deployment, where: string): Problem[] {
  const unnamed = Object.entries(deployment.connectors).filter(
    ([, one]) => one?.type === 'token' && one.audience === undefined,
  )
  const repositories = new Set(unnamed.flatMap(([, one]) => one?.repositories ?? []))
  if (repositories.size < 2) return []
  const message =
    `is missing, so its tokens would be for \`<PUBLIC_URL>/resources/<id>\`, which the repositories ${[...repositories].join(' and ')} would ` +
    'share: the same id in both would be one resource. Give it an audience of its own.'
  return unnamed.map(([name]) => ({ code: 'CONFIG_INVALID', where: `${where}: connectors.${name}.audience`, message }))
}

/** For how long (seconds) a list of live grants may be judged by. */
const [freshest, oldest] = [5, 600]

/** What stands in the file, before references were resolved. */
function written(
  raw: unknown,
  connector: string,
): {
  probe_token?: unknown
  private_key?: unknown
  secret?: unknown
  url?: unknown
  urls?: unknown
  replicas?: unknown[]
} {
  const { connectors } = raw as { connectors: Record<string, ReturnType<typeof written>> }
  return connectors[connector] ?? {}
}

/** What no schema can say: each connector's addresses. `raw`: the file before its references were resolved. */
function rules(deployment: Deployment, raw: unknown, where: string): Problem[] {
  const each = Object.entries(deployment.connectors).flatMap(([name, connector]) => {
    if (connector === undefined) return []
    const problem = (key: string, message: string): Problem => ({
      code: 'CONFIG_INVALID',
      where: `${where}: connectors.${name}.${key}`,
      message,
    })
    const deposit = depositFlaws(connector, deployment).map(([key, words]) => problem(key, words))
    if (connector.type === 'github')
      return lendingRules(connector, deployment, written(raw, name).private_key).map(([key, words]) =>
        problem(key, words),
      )
    const found: Problem[] = [...deposit]
    if (connector.type === 'postgres')
      return [...deposit, ...postgresFlaws(connector, written(raw, name)).map(([key, text]) => problem(key, text))]
    if (connector.type === 'redis')
      return [
        ...deposit,
        ...redisFlaws(connector.urls, written(raw, name).urls).map(([key, text]) => problem(key, text)),
      ]
    for (const [index, range] of (connector.allow_private ?? []).entries()) {
      const is = privateRangeFlaw(range)
      if (is !== undefined) found.push(problem(`allow_private[${index}]`, is))
    }
    if (connector.type === 'webhook')
      return [...found, ...webhookProblems(connector, written(raw, name).secret, problem)]
    const flaw = connector.probe === undefined ? undefined : addressFlaw(connector.probe)
    if (flaw !== undefined) found.push(problem('probe', flaw))
    if (connector.type === 'opa') {
      const token = connector.probe_token
      const tokenIs = token === undefined ? undefined : tokenFlaw(token, written(raw, name).probe_token)
      if (tokenIs !== undefined) found.push(problem('probe_token', tokenIs))
      const fresh = connector.fresh_for === undefined ? freshest : lengthOf(connector.fresh_for)
      if (!(fresh >= freshest && fresh <= oldest))
        found.push(problem('fresh_for', 'is not between 5s and 10m. So long a gateway that hears nothing goes on.'))
      return found
    }
    found.push(...presetFlaws(connector).map(([key, words]) => problem(key, words)))
    const { audience } = connector
    if (audience !== undefined && (!URL.canParse(audience) || audience.includes('#'))) {
      found.push(problem('audience', 'is not a web address without a fragment, which an audience is (RFC 8707).'))
    }
    return found
  })
  return [...each, ...sharedAudience(deployment, where)]
}

/**
 * The deployment file from its text: strict YAML, then `${ENV}` references in string values, then the schema, then the rules.
 * `where` names the file in problems. Throws YAML_INVALID with the line, or a ProblemsError CONFIG_INVALID that lists everything
 * that is wrong; what a reference stands for is never repeated.
 */
export function readDeployment(text: string, where: string, env: Environment, readFile: ReadFile): Deployment {
  const raw = readYaml(text, where)
  const problems: Problem[] = []
  const foreign = unknownTypes(raw, where)
  problems.push(...foreign.values())
  const document = resolveReferences(without(raw, new Set(foreign.keys())), where, { env, readFile, problems })
  // With every connector of a foreign type there is nothing left to check, and "is empty" would be untrue.
  const emptied =
    foreign.size > 0 &&
    isRecord(document) &&
    isRecord(document.connectors) &&
    Object.keys(document.connectors).length === 0
  const found = isDeployment(document)
    ? [...rules(document, raw, where), ...bundleRules(document, raw, where), ...noticeRules(document, raw, where)]
    : emptied
      ? []
      : schemaProblems(isDeployment, where, 'CONFIG_INVALID')
  // A value whose reference could not be resolved is not what its author meant: what else is wrong with it says nothing.
  problems.push(...found.filter((problem) => !problems.some((other) => other.where === problem.where)))
  if (problems.length > 0 || !isDeployment(document)) {
    throw new ProblemsError('CONFIG_INVALID', 'The deployment file is not right.', problems)
  }
  return document
}

/** For how many seconds decisions are kept, so that they can be made again: an audit's year, and some weeks to hold it. */
export function decisionsKeptFor({ keep_decisions_for: said = '400d' }: Deployment): number {
  return Number.parseInt(said, 10) * 86_400
}

/** For how many seconds the texts of what is over are kept; undefined: for ever. */
export function textsKeptFor({ keep_texts_for: said }: Deployment): number | undefined {
  return said === undefined ? undefined : Number.parseInt(said, 10) * 86_400
}

/** Reads the deployment file from its place. Throws CONFIG_MISSING, CONFIG_UNREADABLE, and what `readDeployment` throws. */
export function loadDeployment(
  file: string,
  readFile: ReadFile,
  env: Environment,
): { deployment: Deployment; digest: string } {
  let text: string
  try {
    text = readFile(file)
  } catch (thrown) {
    const { code } = asError(thrown) as NodeJS.ErrnoException
    const absent = code === 'ENOENT'
    const message = absent
      ? 'There is no deployment file. Write one that names your connectors (see docs/operating.md), or point DAYPASS_CONFIG to it.'
      : `The deployment file cannot be read (${code ?? 'unknown reason'}). Make it readable to this user.`
    throw new DaypassError(absent ? 'CONFIG_MISSING' : 'CONFIG_UNREADABLE', message, { cause: thrown, where: file })
  }
  return { deployment: readDeployment(text, where(file), env, readFile), digest: deploymentDigest(text, where(file)) }
}

/**
 * SHA-256 over what the deployment file says (RFC 8785), with its references as they are written: what they stand for is not in it, and
 * neither are comments and the order of its members. Throws YAML_INVALID.
 */
export function deploymentDigest(text: string, where: string): string {
  return sha256(`daypass-configuration-v1\n${canonicalJson(readYaml(text, where))}`)
}

const where = (file: string): string => file.replace(/^\.\//, '')
