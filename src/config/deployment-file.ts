import { isLoopback } from '../core/address.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import { sha256 } from '../core/digest.ts'
import { parseDuration } from '../core/duration.ts'
import { asError, DaypassError, type Problem, ProblemsError } from '../core/error.ts'
import { schemaProblems } from '../core/schema-problems.ts'
import type { Deployment } from '../generated/deployment.ts'
import { isDeployment } from '../generated/validators.js'
import { bundleRules } from './bundle-rules.ts'
import { resolveReferences } from './references.ts'
import type { Environment, ReadFile } from './secret-source.ts'
import { readYaml } from './yaml.ts'

type Kind = NonNullable<Deployment['connectors'][string]>['type']

/** Kinds of connector that Daypass is going to have, and those that it has: one that the schema has and that is missing does not compile. */
const later = ['postgres', 'github', 'webhook', 'aws-sts']
const known = Object.keys({ token: true, opa: true } satisfies Record<Kind, true>)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Connectors of a type that does not exist here, said once and not as whatever else such an entry breaks. */
function unknownTypes(document: unknown, where: string): Map<string, Problem> {
  const connectors = isRecord(document) && isRecord(document.connectors) ? Object.entries(document.connectors) : []
  const problems = new Map<string, Problem>()
  for (const [name, connector] of connectors) {
    const type = isRecord(connector) ? connector.type : undefined
    if (typeof type !== 'string' || known.includes(type)) continue
    const what = later.includes(type) ? `\`${type}\` is not part of this version` : 'is not a kind of connector'
    const path = `${where}: connectors.${name}.type`
    problems.set(name, { code: 'CONFIG_INVALID', where: path, message: `${what}. Use ${known.join(' or ')}.` })
  }
  return problems
}

/** The document without the connectors that are named, so that the rest can still be checked. */
function without(document: unknown, names: ReadonlySet<string>): unknown {
  if (!isRecord(document) || !isRecord(document.connectors) || names.size === 0) return document
  const rest = Object.entries(document.connectors).filter(([name]) => !names.has(name))
  return { ...document, connectors: Object.fromEntries(rest) }
}

/** The probe is asked by this server, again and again, with a token: it must go to one well-known place and unread by others. */
function probeFlaw(probe: string): string | undefined {
  if (!URL.canParse(probe))
    return 'is not a web address. Write the whole of it, such as https://api.acme.example/whoami.'
  const url = new URL(probe)
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password. Remove it: the probe token is the only credential.'
  if (url.hash !== '') return 'has a fragment, which is never sent. Remove the "#" and what follows.'
  if (/^169\.254\.|^\[fe[89ab]|^metadata\./i.test(url.hostname))
    return 'is a link-local or metadata address. Name the host of the application.'
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return 'uses http. Use https; http is accepted for this machine only.'
  return undefined
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

/** Seconds; NaN for what is none that a grant could have. */
function lengthOf(text: string): number {
  try {
    return parseDuration(text)
  } catch {
    return Number.NaN
  }
}

/** What no schema can say: each connector's addresses. */
function rules(deployment: Deployment, where: string): Problem[] {
  const each = Object.entries(deployment.connectors).flatMap(([name, connector]) => {
    if (connector === undefined) return []
    const problem = (key: string, message: string): Problem => ({
      code: 'CONFIG_INVALID',
      where: `${where}: connectors.${name}.${key}`,
      message,
    })
    const found: Problem[] = []
    const flaw = connector.probe === undefined ? undefined : probeFlaw(connector.probe)
    if (flaw !== undefined) found.push(problem('probe', flaw))
    if (connector.type === 'opa') {
      const fresh = connector.fresh_for === undefined ? freshest : lengthOf(connector.fresh_for)
      if (!(fresh >= freshest && fresh <= oldest))
        found.push(problem('fresh_for', 'is not between 5s and 10m. So long a gateway that hears nothing goes on.'))
      return found
    }
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
    ? [...rules(document, where), ...bundleRules(document, raw, where)]
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
