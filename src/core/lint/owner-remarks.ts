import type { Resource } from '../../generated/catalog.ts'
import { type Codeowners, ownersOf } from '../review/codeowners.ts'
import type { PeopleKnown } from './people-known.ts'
import { type Remark, shownNames } from './remark.ts'

/** What changes who gets what, and a file that may lie there. */
const governed: readonly (readonly [shown: string, path: string])[] = [
  ['/policies/', 'policies/decision.rego'],
  ['/catalog/', 'catalog/catalog.yml'],
  ['/.github/', '.github/CODEOWNERS'],
]

/** Who may change the rules: nobody, one person, or those who may ask for what is critical. Code: POLICY_OWNERS. */
export function ownerRemarks(codeowners: Codeowners, resources: readonly Resource[], people: PeopleKnown): Remark[] {
  return governed.flatMap(([shown, path]): Remark[] => {
    const found = ownersOf(codeowners, path)
    const remark = (message: string, ownersLine = 1): Remark => {
      return { severity: 'warning', code: 'POLICY_OWNERS', message, about: { ownersLine } }
    }
    if (found.kind === 'closed') return []
    if (found.kind === 'unowned')
      return [
        remark(
          `Nobody owns ${shown}: GitHub asks nobody about a change there. Add the line \`${shown} @organisation/team\`.`,
        ),
      ]
    const { owners, line } = found
    const behind = owners.map((name) => people.peopleBehind(name))
    const persons = new Set(behind.flatMap((some) => [...(some ?? [])]))
    const isAlone = behind.every((some) => some !== undefined) && persons.size === 1
    const alone = isAlone
      ? [remark(`One person alone owns ${shown}: nobody can approve what they change. Name another.`, line)]
      : []
    return [...alone, ...askers(shown, owners, resources).map((message) => remark(message, line))]
  })
}

/** A team that keeps the rules and may ask for what is critical makes its own exceptions. */
function askers(shown: string, owners: readonly string[], resources: readonly Resource[]): string[] {
  const lowered = owners.map((name) => name.toLowerCase())
  const critical = resources.filter(({ team, sensitivity, actions }) => {
    const levels = Object.values(actions).map((action) => action?.sensitivity ?? sensitivity)
    return team !== undefined && levels.includes('critical') && lowered.includes(team.toLowerCase())
  })
  if (critical.length === 0) return []
  const team = critical[0]?.team
  const ids = shownNames(critical.map(({ id }) => id))
  return [
    `\`${team}\` owns ${shown} and may ask for what is critical of ${ids}: who asks should not be who makes the rules. Name other owners.`,
  ]
}
