import type { SetupGitHub } from '../github/setup-github.ts'
import type { Asked } from './asked.ts'
import type { Ground } from './ground.ts'

/** Looks at everything that a set-up needs of GitHub, and changes nothing. Throws GITHUB_*. */
export async function lookAtGround(github: SetupGitHub, { organisation, team, repository }: Asked): Promise<Ground> {
  const [{ login, scopes }, found] = await Promise.all([github.me(), github.organisation(organisation)])
  const nothing = { owners: [], team: undefined, repository: undefined, role: undefined }
  if (found === undefined) return { login, scopes, organisation: undefined, ...nothing }
  const [role, seen, there] = await Promise.all([
    github.role(organisation),
    github.team(organisation, team),
    github.repository(organisation, repository),
  ])
  // Asked for where there is something to ask them for.
  const owners = role === 'admin' ? [] : await github.ownersOf(organisation)
  return { login, scopes, organisation: found, role, owners, team: seen, repository: there }
}
