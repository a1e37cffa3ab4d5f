import type { Resource } from '../../generated/catalog.ts'
import type { Settings } from '../../generated/config.ts'
import { named } from '../markdown.ts'
import { type Codeowners, ownersOf } from '../review/codeowners.ts'
import { ownerNames, type PeopleKnown } from './people-known.ts'

/** One set of files, and who stands behind the names in them. */
export type Governing = {
  resources: readonly Resource[]
  settings: Settings
  codeowners: Codeowners | undefined
  people: PeopleKnown
  /** The files that govern, from the top of the repository. */
  paths: readonly string[]
}

/** Settings that widen nothing, or whose effect the questions show. */
const harmless: readonly string[] = ['max_duration', 'escalate_to']
/** Files that may come, whose owners count as much. */
const toCome = ['policies/any.rego', 'catalog/any.yml', '.github/daypass.yml', '.github/CODEOWNERS']

/**
 * What may give somebody more although no question is answered otherwise: another scope or connector behind the name of an action, people who
 * come to own the rules themselves, and settings. What cannot be shown to widen nothing is among it. Sentences in Markdown.
 */
export function widenings(before: Governing, after: Governing): string[] {
  return [...ownersGained(before, after), ...settingsChanged(before, after), ...scopesChanged(before, after)]
}

/** Names of CODEOWNERS that stand behind the rules on either side, for whoever has to be asked who they are. */
export function ruleOwnerNames({ codeowners, paths }: Pick<Governing, 'codeowners' | 'paths'>): string[] {
  return [...new Set([...paths, ...toCome].flatMap((path) => ownersAt(codeowners, path) ?? []))]
}

/** Undefined: nobody owns it, so that whoever may write may approve. */
function ownersAt(codeowners: Codeowners | undefined, path: string): readonly string[] | undefined {
  const ownership = codeowners && ownersOf(codeowners, path)
  return ownership?.kind === 'owned' ? ownerNames(ownership) : undefined
}

function ownersGained(before: Governing, after: Governing): string[] {
  const told = new Set<string>()
  for (const path of new Set([...before.paths, ...after.paths, ...toCome])) {
    const [old, next] = [ownersAt(before.codeowners, path), ownersAt(after.codeowners, path)]
    if (old === undefined || isWithin(after.people, next, before.people, old)) continue
    const whose = next === undefined ? 'nobody' : next.map(named).join(', ')
    told.add(
      `Who may change the rules: \`${folderOf(path)}\` is owned by ${whose}, and now by ${old.map(named).join(', ')}.`,
    )
  }
  return [...told]
}

const folderOf = (path: string): string => `/${path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : path}`

/** Whether everybody behind the new names is behind the old ones. Of names that nobody knows only the same are the same. */
function isWithin(
  newPeople: PeopleKnown,
  next: readonly string[] | undefined,
  oldPeople: PeopleKnown,
  old: readonly string[],
): boolean {
  if (next === undefined) return false
  const known = new Set(old.flatMap((name) => oldPeople.peopleBehind(name) ?? []))
  return next.every((name) => {
    if (old.some((one) => one.toLowerCase() === name.toLowerCase())) return true
    return newPeople.peopleBehind(name)?.every((id) => id > 0 && known.has(id)) ?? false
  })
}

function settingsChanged({ settings: before }: Governing, { settings: after }: Governing): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort() as (keyof Settings)[]
  return names
    .filter((name) => !harmless.includes(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => `The setting ${named(name)} changes.`)
}

function scopesChanged({ resources: before }: Governing, { resources: after }: Governing): string[] {
  return after.flatMap((resource) => {
    const old = before.find(({ id }) => id === resource.id)
    if (!old) return []
    const connectors =
      old.connector === resource.connector
        ? []
        : [
            `${named(resource.id)} is given out by the connector ${named(resource.connector)}, and now by ${named(old.connector)}.`,
          ]
    const scopes = Object.entries(resource.actions).flatMap(([name, action]) => {
      const was = old.actions[name]
      if (!was || was.scope === action?.scope) return []
      return [
        `${named(name)} of ${named(resource.id)} gives the scope ${named(action?.scope ?? '')}, and now ${named(was.scope)}.`,
      ]
    })
    return [...connectors, ...scopes]
  })
}
