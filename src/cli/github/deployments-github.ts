import type { Octokit } from '@octokit/rest'
import { DaypassError } from '../../core/error.ts'
import type { Place } from './catalog-github.ts'
import { told } from './told.ts'

/**
 * How an environment is: `active`: a deployment to it has succeeded and is in use; `over`: none is in use, or was ever begun; `between`:
 * one is on its way, or has failed, and nobody knows what comes of it.
 */
export type EnvironmentState = 'active' | 'between' | 'over'

/** What GitHub knows of deployments, as the user. Throws as all of `UserGitHub` does. */
export type DeploymentsGitHub = {
  /** Every environment of a repository by its name; a repository that is not seen is an error, never an empty list. */
  environments(place: Place): Promise<string[]>
  environmentState(place: Place, environment: string): Promise<EnvironmentState>
}

const mostEnvironments = 1000
/** Deployments to one environment that are looked at, newest first. */
const mostDeployments = 100

export function deploymentsOf(octokit: Octokit): DeploymentsGitHub {
  const { repos } = octokit.rest
  return {
    environments: ({ owner, repo }) =>
      told(`${owner}/${repo}`, async () => {
        const names: string[] = []
        for (let page = 1; ; page++) {
          const { data } = await repos.getAllEnvironments({ owner, repo, per_page: 100, page })
          const some = data.environments ?? []
          names.push(...some.map(({ name }) => name))
          if (some.length < 100) return names
          if (names.length >= mostEnvironments) {
            const message = `The repository has more than ${mostEnvironments} environments. Remove those that are over.`
            throw new DaypassError('GITHUB_REFUSED', message, { where: `${owner}/${repo}` })
          }
        }
      }),
    environmentState: ({ owner, repo }, environment) =>
      told(`${owner}/${repo}`, async () => {
        const { data } = await repos.listDeployments({ owner, repo, environment, per_page: mostDeployments })
        let isUnsettled = data.length === mostDeployments
        for (const { id, environment: of } of data) {
          // Of environments GitHub does not tell upper from lower case; what another one is said to be is none of this one.
          if (of.toLowerCase() !== environment.toLowerCase()) continue
          const newest = { owner, repo, deployment_id: id, per_page: 1 }
          const [status] = (await repos.listDeploymentStatuses(newest)).data
          if (status?.state === 'success') return 'active'
          if (status?.state !== 'inactive') isUnsettled = true
        }
        return isUnsettled ? 'between' : 'over'
      }),
  }
}
