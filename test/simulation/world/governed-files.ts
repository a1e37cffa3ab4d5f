// The files that govern an access repository, as data: a policy that is a table, and changes of it.
import { readYaml } from '../../../src/config/yaml.ts'
import type { Settings } from '../../../src/generated/config.ts'
import { readGovernedTexts } from '../../../src/github/governance/governance.ts'
import type { GovernedContents } from '../../../src/ports/access-repository.ts'
import { catalogAtFirst, changedRules, type Outcome, type Rules, rulesAtFirst, settingsAtFirst } from './setting.ts'

export type Files = ReadonlyMap<string, string>

export const rulesPath = 'policies/daypass.rego'
export const ownersPath = '.github/CODEOWNERS'
const [settingsPath, catalogPath] = ['.github/daypass.yml', 'catalog/all.yml']
/** It decides nothing, and is judged with the rest; the other one is nobody's matter. */
const [testPath, notePath] = ['policies/daypass_test.rego', 'README.md']

/** What does not even compile. */
const broken = 'package'

/** What somebody would have otherwise. `shorter`: the resource is given for so many minutes at most. */
export type Change =
  | { what: 'stricter' | 'looser' | 'other' | 'rescoped' | 'unlisted'; resource: string }
  | { what: 'shorter'; resource: string; minutes: number }
  | { what: 'owner'; login: string }
  | { what: 'words' | 'note' | 'broken' | 'mended' }

const owners = '@oona @otto'
const ruleOwners = '@oona @otto @sid'

const first = new Map<string, Files>()

/** The same for the same settings, so that what they say is read once. */
export function filesAtFirst(settings: Settings): Files {
  const name = JSON.stringify(settings)
  const known = first.get(name) ?? madeAtFirst(settings)
  first.set(name, known)
  return known
}

function madeAtFirst(settings: Settings): Files {
  return new Map([
    [ownersPath, `/requests/ ${owners}\n/policies/ ${ruleOwners}\n/catalog/ ${ruleOwners}\n/.github/ ${ruleOwners}\n`],
    [settingsPath, JSON.stringify({ ...settingsAtFirst, ...settings })],
    [catalogPath, JSON.stringify({ resources: catalogAtFirst })],
    [rulesPath, JSON.stringify(rulesAtFirst)],
    [testPath, '# nothing is tested'],
    [notePath, 'Access'],
  ])
}

const read = new WeakMap<Files, GovernedContents>()

/** What they say, read as the product reads them; the same files are read once. */
export function contentsOf(files: Files): GovernedContents {
  const known = read.get(files) ?? readGovernedTexts(files, readYaml)
  read.set(files, known)
  return known
}

/** Undefined: there is no policy. */
export function rulesIn(files: Files): Rules | undefined {
  const text = files.get(rulesPath)
  return text === undefined || text === broken ? undefined : (JSON.parse(text) as Rules)
}

/** The people behind the owners of what lies below this folder, by their logins. */
export function ownersIn(files: Files, folder: string): string[] {
  const line = (files.get(ownersPath) ?? '').split('\n').find((one) => one.startsWith(`/${folder}/ `))
  return (line ?? '').split(' @').slice(1)
}

/** Those of the files about which a pull request is judged, as one text: equal where nothing differs. */
export function listingOf(files: Files): string {
  const governed = [...files].filter(([path]) => path !== notePath).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(governed.map(([path, text]) => [path, '100644', text]))
}

/** `good`: the rules that could be used last. */
export function changed(files: Files, change: Change, good: Rules): Files {
  const put = (path: string, text: string): Files => new Map([...files, [path, text]])
  const rules = rulesIn(files) ?? good
  switch (change.what) {
    case 'broken':
      return put(rulesPath, broken)
    case 'mended':
      return put(rulesPath, JSON.stringify(rules))
    case 'words':
      return put(testPath, `${files.get(testPath)}, still`)
    case 'note':
      return put(notePath, `${files.get(notePath)}, please`)
    case 'owner': {
      const text = (files.get(ownersPath) ?? '').split('\n')
      const more = text.map((line) => (line === '' || line.endsWith(change.login) ? line : `${line} @${change.login}`))
      return put(ownersPath, more.join('\n'))
    }
    case 'rescoped':
    case 'unlisted': {
      const { resources } = JSON.parse(files.get(catalogPath) ?? '') as { resources: typeof catalogAtFirst }
      const others = resources.filter(({ id }) => id !== change.resource)
      const mine = resources.flatMap((one) => (one.id === change.resource ? [rescoped(one)] : []))
      return put(catalogPath, JSON.stringify({ resources: [...others, ...(change.what === 'rescoped' ? mine : [])] }))
    }
    case 'other':
      return put(rulesPath, JSON.stringify(changedRules(rules, change.resource)))
    default: {
      const before = rules[change.resource]
      return before ? put(rulesPath, JSON.stringify({ ...rules, [change.resource]: moved(before, change) })) : files
    }
  }
}

/** More lies behind the same name. */
function rescoped(resource: (typeof catalogAtFirst)[number]): (typeof catalogAtFirst)[number] {
  return { ...resource, actions: { ...resource.actions, read: { scope: `${resource.id}:everything` } } }
}

const oneOwner = { outcome: 'review', slots: [{ from: 'code-owners', count: 1 }] } satisfies Outcome

function moved(before: Outcome, change: Change): Outcome {
  if (change.what === 'shorter') return { ...before, most: change.minutes }
  if (change.what === 'stricter') return before.outcome === 'allow' ? oneOwner : { outcome: 'deny' }
  return before.outcome === 'deny' ? oneOwner : { outcome: 'allow' }
}

/** Whether it gives somebody something that the rules before did not; where those decided nothing, all that there is is new. */
export function isLooser(before: Files, after: Files): boolean {
  const [old, next] = [rulesIn(before), rulesIn(after)]
  if (!next) return false
  const more = (folder: string) => ownersIn(after, folder).some((login) => !ownersIn(before, folder).includes(login))
  if (more('requests') || more('policies')) return true
  return [...scopesIn(after)].some(([name, scope]) => {
    const [resource = ''] = name.split(' ')
    const [was, is] = [old?.[resource], next[resource]]
    if (!is || is.outcome === 'deny') return false
    const isNew = scopesIn(before).get(name) !== scope
    return isNew || !was || !isWithin(is, was)
  })
}

/** Whether it takes something away from somebody. */
export const isStricter = (before: Files, after: Files): boolean => isLooser(after, before)

/** Whether all that `one` lets in is let in by `other`. */
function isWithin(one: Outcome, other: Outcome): boolean {
  if (other.outcome === 'deny') return one.outcome === 'deny'
  if ((one.most ?? Number.POSITIVE_INFINITY) > (other.most ?? Number.POSITIVE_INFINITY)) return false
  if (other.outcome !== 'review') return true
  if (one.outcome !== 'review') return one.outcome === 'deny'
  return other.slots.every((slot) => one.slots.some(({ from }) => from === slot.from))
}

/** What stands behind each action, by resource and name. */
export function scopesIn(files: Files): Map<string, string> {
  const { resources = [] } = contentsOf(files)
  return new Map(
    resources.flatMap(({ id, actions }) =>
      Object.entries(actions).map(([name, action]) => [`${id} ${name}`, action?.scope ?? ''] as const),
    ),
  )
}
