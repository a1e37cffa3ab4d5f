import type { Resource } from '../../generated/catalog.ts'
import { sha256 } from '../digest.ts'
import { unseenCharacter } from '../hidden-text.ts'
import { code } from '../markdown.ts'
import type { Change, Findings, Known } from './catalog-change.ts'
import { idOf } from './offered.ts'

/** An environment of a repository, as its deployments say. `between`: nobody knows yet whether it is in use. */
export type Environment = { name: string; state: 'active' | 'between' | 'over' }

/**
 * `repository`: owner/name in lower case. `environments`: all that fit the pattern. `fits`: whether a name does. `days`: how far off the end of
 * an entry is at most.
 */
export type DeploymentsAt = {
  repository: string
  template: string
  environments: readonly Environment[]
  fits: (name: string) => boolean
  days: number
  now: Date
}

const day = 24 * 3600_000
const longestName = 40

/**
 * The entries that a catalog lacks for environments in use, those whose end comes near while they are in use, and those whose environments are
 * over or gone. Only the name comes from the deployment: whom it is for and what it is worth, the template says. What carries no note of ours is
 * never touched. `proposed`: entries that a pull request has proposed already.
 */
export function deploymentChanges(known: readonly Known[], proposed: readonly Known[], at: DeploymentsAt): Findings {
  const template = known.find(({ resource }) => resource.id === at.template)
  const found: Findings = { changes: [], remarks: [] }
  if (!template || template.note?.startsWith(notePrefix)) {
    found.remarks.push(`The catalog has no resource ${code(at.template)} that could be a template.`)
    return found
  }
  const ours = known.filter((one) => environmentOf(one, at) !== undefined)
  const wanted = new Map<string, Environment>()
  for (const environment of at.environments) {
    if (environment.state !== 'active') continue
    const flaw = flawOf(environment.name)
    const id = idFor(at, environment.name)
    if (flaw === undefined) wanted.set(id, environment)
    else found.remarks.push(`The environment ${code(environment.name)} gets no entry: ${flaw}.`)
  }
  for (const [id, { name }] of wanted) {
    const there = known.find(({ resource }) => resource.id === id)
    const before = proposed.find((one) => one.resource.id === id && environmentOf(one, at) === name)?.resource.expires
    if (!there) found.changes.push(addition(template, id, name, at, before))
    else if (environmentOf(there, at) !== name)
      found.remarks.push(
        `${code(id)} is in the catalog and was not made for the environment ${code(name)}: it is left.`,
      )
    else found.changes.push(...renewal(there, at, before))
  }
  const states = new Map(at.environments.map(({ name, state }) => [name, state]))
  for (const one of ours) {
    const name = environmentOf(one, at) ?? ''
    const state = states.get(name)
    if (!at.fits(name) || state === 'active' || state === 'between') continue
    found.changes.push(retirement(one, name, state === undefined ? 'is gone' : 'has no deployment in use'))
  }
  return found
}

const notePrefix = 'daypass: deployments '

/** Upper case and whatever else a slug loses would let two environments have one id. */
function idFor({ template, repository }: DeploymentsAt, name: string): string {
  const whole = `${template}-${idOf(name)}`
  if (idOf(name) === name && whole.length <= 64) return whole
  const mark = sha256(`${repository}\n${name}`).slice(0, 8)
  return `${whole.slice(0, 55).replace(/(?<!-)-+$/, '')}-${mark}`
}

/** In ASCII, so that nothing in a name ends a comment or hides in it. */
function noteFor({ repository }: DeploymentsAt, name: string): string {
  const text = JSON.stringify(name).replaceAll(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${notePrefix}${repository} ${text}`
}

/** Whose entry it is: note, id and environment have to agree. Undefined: it is not ours, or of another template or repository. */
function environmentOf({ resource, note }: Known, at: DeploymentsAt): string | undefined {
  const { environment } = resource
  if (environment === undefined || note !== noteFor(at, environment)) return undefined
  return resource.id === idFor(at, environment) ? environment : undefined
}

function flawOf(name: string): string | undefined {
  if (name.length > longestName) return `its name is longer than ${longestName} characters`
  if (unseenCharacter(name) !== undefined || /[\p{Cc}\n\t]/u.test(name)) return 'its name holds what nobody sees'
  if (name.trim() !== name || name === '') return 'its name begins or ends with a blank'
  return undefined
}

const nearEnd = ({ days, now }: DeploymentsAt, expires: string): boolean =>
  Date.parse(expires) - now.getTime() < (days * day) / 2

/** The same end is proposed again while it is far off, so that a rerun changes nothing. */
function endFor(at: DeploymentsAt, before: string | undefined): string {
  if (before !== undefined && !nearEnd(at, before) && Date.parse(before) <= at.now.getTime() + at.days * day)
    return before
  return `${new Date(at.now.getTime() + at.days * day).toISOString().slice(0, 19)}Z`
}

function addition(
  { resource, path }: Known,
  id: string,
  name: string,
  at: DeploymentsAt,
  before: string | undefined,
): Change {
  const { guests: _, ...copied } = resource
  const suffix = ` (${name})`
  const room = 80 - suffix.length
  const title = resource.title.length <= room ? resource.title : `${resource.title.slice(0, room - 1).toWellFormed()}…`
  const expires = endFor(at, before)
  const add: Resource = { ...copied, id, title: `${title}${suffix}`, environment: name, expires }
  return {
    ...{ key: id, kind: 'new', path, edit: { add, note: noteFor(at, name) } },
    what: `${code(id)} · a copy of ${code(at.template)} until ${expires}`,
    why: `${code(at.repository)} has a deployment in use in ${code(name)}`,
  }
}

function renewal({ resource, path }: Known, at: DeploymentsAt, before: string | undefined): Change[] {
  const { id, expires } = resource
  // Who has taken the end out has decided that there is none.
  if (expires === undefined || !nearEnd(at, expires)) return []
  const until = endFor(at, before === expires ? undefined : before)
  return [
    {
      ...{ key: `${id}=expires`, kind: 'changed', path, edit: { resource: id, expires: until } },
      what: `${code(id)} · until ${until} instead of ${expires}`,
      why: `${code(resource.environment ?? '')} of ${code(at.repository)} is still in use`,
    },
  ]
}

function retirement({ resource: { id }, path }: Known, name: string, why: string): Change {
  return {
    ...{ key: `-${id}`, kind: 'gone', path, edit: { remove: id } },
    ...{ what: code(id), why: `the environment ${code(name)} ${why}` },
  }
}
