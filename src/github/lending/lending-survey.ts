import type { TeamNode } from '../../core/lending/never-lent.ts'
import type { SeenOnGitHub } from '../../core/lending/offered-loans.ts'
import { allPages } from '../api/pages.ts'
import { asList, ResponseFields } from '../api/response.ts'
import type { LendingClient } from './lending-client.ts'

/** All teams of the organisation and all repositories that the App sees. Throws GITHUB_*. */
export async function surveyLending(client: LendingClient): Promise<SeenOnGitHub> {
  const { login } = await client.installation()
  const teams = await client.list('teams', { org: login })
  const repositories = await allPages(
    (page) => client.call('installationRepositories', page),
    ({ data }) => asList((data as { repositories?: unknown }).repositories, 'the repositories'),
  )
  return {
    tree: { organisation: login, teams: teams.map(nodeOf) },
    repositories: repositories.map((one) => {
      const shown = new ResponseFields(one, 'the repository')
      return { id: shown.id('id'), name: shown.text('full_name') }
    }),
  }
}

function nodeOf(team: ResponseFields): TeamNode {
  const above = team.optionalPart('parent')?.id('id')
  return { id: team.id('id'), slug: team.text('slug'), ...(above === undefined ? {} : { above }) }
}
