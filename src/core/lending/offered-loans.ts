import { idOf, type Offered, titleOf } from '../catalog/offered.ts'
import { code } from '../markdown.ts'
import { codeownersIn } from '../policy/governed-findings.ts'
import { proposedTextsThatName } from './loan-findings.ts'
import type { Lendable, Roles } from './loans.ts'
import { flawWords, type Tree, teamsNamedIn, whyNeverLent } from './never-lent.ts'

/** What the App of a connector sees of its organisation. `repositories`: with the name that people call it by. */
export type SeenOnGitHub = { tree: Tree; repositories: readonly { id: number; name: string }[] }

const mostRemarks = 30

/**
 * A resource for each team and each repository that may be lent, with the actions that lend it; a team that has a say by `texts` (files of the
 * access repository) is none. `seen` undefined: nobody has asked GitHub.
 */
export function offeredLoans(
  name: string,
  roles: Roles,
  seen: SeenOnGitHub | undefined,
  texts: ReadonlyMap<string, string>,
): { offered: Offered[]; remarks: string[] } {
  const flawOf = flawsBy(seen, texts)
  const found = new Map<string, Offered>()
  const remarks: string[] = []
  for (const [action, what] of Object.entries(roles)) {
    if (!what) continue
    const flaw = flawOf(what)
    if (flaw !== undefined) {
      remarks.push(`${code(action)} is not proposed. ${flaw}`)
      continue
    }
    const id = 'team' in what ? `${idOf(name)}-team-${what.team}` : `${idOf(name)}-repository-${what.repository}`
    const kind = 'team' in what ? ('team' as const) : ('repository' as const)
    const offered = found.get(id) ?? { id, title: titleFor(what, seen), kind, sensitivity: 'medium', actions: {} }
    found.set(id, { ...offered, actions: { ...offered.actions, [action]: { scope: `${id}:${action}` } } })
  }
  if (seen) remarks.push(...notNamed(roles, seen, flawOf))
  if (seen && !codeownersIn(texts))
    remarks.push(
      'No CODEOWNERS was found, so nobody knows which teams have a say by it. Name none of those in `roles`.',
    )
  return { offered: [...found.values()], remarks }
}

function titleFor(what: Lendable, seen: SeenOnGitHub | undefined): string {
  if ('team' in what) return titleOf(`Team ${seen?.tree.teams.find(({ id }) => id === what.team)?.slug ?? what.team}`)
  return titleOf(`Repository ${seen?.repositories.find(({ id }) => id === what.repository)?.name ?? what.repository}`)
}

/** What keeps it from being lent, in a sentence. Who may write to the access repository, its check and its doctor ask. */
function flawsBy(seen: SeenOnGitHub | undefined, texts: ReadonlyMap<string, string>) {
  const policy = new Map(
    [...texts].flatMap(([path, text]) =>
      path.startsWith('policies/') ? [[path.slice('policies/'.length), text] as const] : [],
    ),
  )
  const named = teamsNamedIn(proposedTextsThatName({ texts, policy: withoutTests(policy) }))
  return (what: Lendable): string | undefined => {
    if (!seen) return undefined
    if ('team' in what) {
      const flaw = whyNeverLent(what.team, seen.tree, named, new Set())
      return flaw && flawWords(flaw)
    }
    const isSeen = seen.repositories.some(({ id }) => id === what.repository)
    return isSeen
      ? undefined
      : `The App sees no repository of the id ${what.repository}. Mend it in \`roles\`, or install the App there.`
  }
}

const withoutTests = (policy: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...policy].filter(([path]) => !path.endsWith('_test.rego') && !path.startsWith('cases/')))

/** Teams and repositories that could be lent if the deployment named them, and how many never can. */
function notNamed(roles: Roles, seen: SeenOnGitHub, flawOf: (what: Lendable) => string | undefined): string[] {
  const lent = Object.values(roles).flatMap((what) => what ?? [])
  const teams = seen.tree.teams.filter(({ id }) => !lent.some((what) => 'team' in what && what.team === id))
  const free = teams.filter(({ id }) => flawOf({ team: id }) === undefined)
  const repositories = seen.repositories.filter(
    ({ id }) => !lent.some((what) => 'repository' in what && what.repository === id),
  )
  const all = [
    ...free.map(({ id, slug }) => `The team ${code(`@${seen.tree.organisation}/${slug}`)} (${id})`),
    ...repositories.map(({ id, name }) => `The repository ${code(name)} (${id})`),
  ]
  const shown = all
    .slice(0, mostRemarks)
    .map((one) => `${one} could be lent, and the deployment's \`roles\` does not name it.`)
  const never = teams.length - free.length
  return [
    ...shown,
    ...(all.length > mostRemarks ? [`So could ${all.length - mostRemarks} more.`] : []),
    ...(never > 0 ? [`Teams that have a say are never lent, so ${never} of the organisation's are left out.`] : []),
  ]
}
