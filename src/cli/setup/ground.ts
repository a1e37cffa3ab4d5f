import type { Problem } from '../../core/error.ts'
import type { FoundRepository } from '../github/setup-github.ts'
import type { Asked } from './asked.ts'

/** What there is on GitHub before anything is made, as the person at the terminal sees it. */
export type Ground = {
  login: string
  /** Undefined: GitHub shows them no such organisation. `plan`: undefined where it does not say. */
  organisation: { id: number; plan: string | undefined } | undefined
  role: 'admin' | 'member' | undefined
  /** Logins of the organisation's owners. */
  owners: readonly string[]
  /** Undefined: there is no such team; or whether only its members see it. */
  team: { secret: boolean } | undefined
  /** What the token may do in general; undefined: GitHub does not say, as of a fine-grained one. */
  scopes: readonly string[] | undefined
  repository: FoundRepository | undefined
}

/** How far things are: whether the repository may be there already, and whether the app is made. */
export type Standing = { adopt: boolean; repositoryIsOurs: boolean }

/** Everything that stands in the way of a set-up, before anything is made; none: it can begin. */
export function judgeGround(asked: Asked, ground: Ground, standing: Standing): Problem[] {
  if (ground.organisation === undefined) return [noOrganisation(asked, ground)]
  return [
    ...judgePlan(asked, ground.organisation.plan),
    ...judgeRights(asked, ground),
    ...judgeTeam(asked, ground),
    ...judgeRepository(asked, ground.repository, standing),
  ]
}

const problem = (where: string, message: string): Problem => ({ code: 'SETUP_NOT_READY', where, message })

function noOrganisation({ organisation }: Asked, { login }: Ground): Problem {
  return problem(
    organisation,
    `GitHub shows ${login} no organisation of that name. Check it, and let your token read it (\`gh auth refresh -s admin:org\`, and its single sign-on).`,
  )
}

/** Without rules and code owners anybody with write access changes policy: that is no access control. */
function judgePlan({ organisation, site }: Asked, plan: string | undefined): Problem[] {
  if (plan === 'free')
    return [
      problem(
        organisation,
        'The organisation is on GitHub Free, where a private repository has neither rulesets nor code owners: anybody with write access could change who approves. Move it to Team or Enterprise first. Nothing was made.',
      ),
    ]
  const tells = new URL(site).host === 'github.com' || new URL(site).host.endsWith('.ghe.com')
  if (plan !== undefined || !tells) return []
  return [
    problem(
      organisation,
      'GitHub does not tell your token which plan the organisation is on, and on GitHub Free a private repository has no rules. Let the token read it: `gh auth refresh -s admin:org`.',
    ),
  ]
}

function judgeRights({ organisation }: Asked, { role, owners, login, scopes }: Ground): Problem[] {
  const told: Problem[] = []
  if (role !== 'admin') {
    const ask = owners.length === 0 ? 'one of them' : owners.slice(0, 5).join(', ')
    const message = `${login} is not an owner of the organisation, and GitHub lets owners alone register and install an app. Ask ${ask} to run this.`
    told.push(problem(organisation, message))
  }
  if (scopes !== undefined && !scopes.includes('repo'))
    told.push(
      problem('your token', 'It may not write repositories (scope `repo`). Run `gh auth refresh -s repo,admin:org`.'),
    )
  return told
}

function judgeTeam({ organisation, team }: Asked, ground: Ground): Problem[] {
  const where = `@${organisation}/${team}`
  if (ground.team === undefined)
    return [problem(where, 'There is no such team. Make it on GitHub, or name another with --team: it owns the rules.')]
  if (!ground.team.secret) return []
  return [
    problem(
      where,
      'The team is secret, and GitHub asks no secret team for a review. Make it visible, or name another.',
    ),
  ]
}

function judgeRepository(
  { organisation, repository }: Asked,
  found: FoundRepository | undefined,
  { adopt, repositoryIsOurs }: Standing,
): Problem[] {
  if (found === undefined) return []
  const where = `${organisation}/${repository}`
  if (!adopt && !repositoryIsOurs)
    return [
      problem(
        where,
        'There is such a repository already. Name another with --repository, or use it with --adopt: what it lacks is added, and nothing in it is replaced.',
      ),
    ]
  const told: Problem[] = []
  if (!found.isPrivate)
    told.push(
      problem(
        where,
        'The repository is not private, so that everybody could read what is asked for. Change that first.',
      ),
    )
  if (found.archived) told.push(problem(where, 'The repository is archived. Unarchive it, or name another.'))
  if (!found.administers)
    told.push(problem(where, 'You do not administer the repository, and rulesets are for administrators.'))
  return told
}
