import type { Octokit } from '@octokit/rest'
import { isDaypassError } from '../../core/error.ts'
import {
  type StandingFound,
  type StandingLevel,
  type StandingRight,
  standingLevels,
} from '../../core/standing/standing-rights.ts'
import { octokitAs } from './reader.ts'
import { told } from './told.ts'

/** What stands in an organisation for good, as the operator sees it. Throws as all of `UserGitHub` does. */
export type StandingGitHub = {
  /** Owners, and what every member may do everywhere. */
  ofOrganisation(organisation: string): Promise<StandingRight[]>
  /** Members of each team. */
  ofTeams(organisation: string): Promise<StandingRight[]>
  /** Names of the repositories that are not archived. */
  repositories(organisation: string): Promise<string[]>
  /** Direct and outside collaborators, teams, and keys that may push. `unseen`: what this person is not shown. */
  ofRepository(organisation: string, name: string): Promise<StandingFound>
}

const administering = { write: 'read access to the administration' }

/** GitHub's words for it in its order; `push` is write, and what is less is none. */
function levelOf(
  permissions: Readonly<Record<string, boolean>> | undefined,
  role: string | undefined,
): StandingLevel | undefined {
  const named = standingLevels.find((level) => level === role)
  if (named) return named
  if (permissions?.admin) return 'admin'
  if (permissions?.maintain) return 'maintain'
  return permissions?.push ? 'write' : undefined
}

const rightOf = (on: string, who: string, right: StandingLevel | undefined): StandingRight[] =>
  right === undefined ? [] : [{ on, who, right }]

/** Speaks to GitHub's REST API at `apiUrl` with the operator's token. Changes nothing. */
export function createStandingGitHub(
  token: string,
  apiUrl: string,
  fetcher: typeof fetch,
  version: string,
): StandingGitHub {
  const octokit = octokitAs(token, apiUrl, fetcher, version)
  const { orgs, teams, repos } = octokit.rest
  return {
    ofOrganisation: (org) =>
      told(org, async () => {
        const { data } = await orgs.get({ org })
        const owners = await octokit.paginate(orgs.listMembers, { org, role: 'admin', per_page: 100 })
        const base = levelOf(undefined, String(data.default_repository_permission ?? ''))
        return [
          ...owners.map(({ login }): StandingRight => ({ on: org, who: `@${login}`, right: 'admin' })),
          ...rightOf(`every repository of ${org}`, 'every member', base),
        ]
      }),
    ofTeams: (org) =>
      told(org, async () => {
        const all = await octokit.paginate(teams.list, { org, per_page: 100 })
        const rights: StandingRight[] = []
        for (const { slug } of all)
          for (const role of ['member', 'maintainer'] as const) {
            const members = await octokit.paginate(teams.listMembersInOrg, {
              org,
              team_slug: slug,
              role,
              per_page: 100,
            })
            const right = role === 'maintainer' ? 'maintain' : 'write'
            rights.push(
              ...members.map(({ login }): StandingRight => ({ on: `@${org}/${slug}`, who: `@${login}`, right })),
            )
          }
        return rights
      }),
    repositories: (org) =>
      told(org, async () => {
        const all = await octokit.paginate(repos.listForOrg, { org, type: 'all', per_page: 100 })
        return all.flatMap(({ name, archived }) => (archived ? [] : [name])).sort()
      }),
    ofRepository: (owner, repo) => ofRepository(octokit, owner, repo),
  }
}

async function ofRepository(octokit: Octokit, owner: string, repo: string): Promise<StandingFound> {
  const { repos } = octokit.rest
  const on = `${owner}/${repo}`
  const page = { owner, repo, per_page: 100 }
  const unseen: string[] = []
  /** What only its administrators are shown. */
  const seen = async <T>(what: string, ask: () => Promise<T[]>): Promise<T[]> => {
    try {
      return await told(on, ask, administering)
    } catch (error) {
      if (!isDaypassError(error, 'GITHUB_NOT_FOUND') && !isDaypassError(error, 'GITHUB_REFUSED')) throw error
      unseen.push(`${what} of ${on}: GitHub shows it to its administrators`)
      return []
    }
  }
  const people = await seen('who was given a role', () =>
    octokit.paginate(repos.listCollaborators, { ...page, affiliation: 'direct' }),
  )
  const teams = await seen('which teams have a role', () => octokit.paginate(repos.listTeams, page))
  const keys = await seen('which keys may push', () => octokit.paginate(repos.listDeployKeys, page))
  return {
    rights: [
      ...people.flatMap(({ login, permissions, role_name: role }) =>
        rightOf(on, `@${login}`, levelOf(permissions, role)),
      ),
      ...teams.flatMap(({ slug, permissions, permission }) =>
        rightOf(on, `@${owner}/${slug}`, levelOf(permissions, permission === 'push' ? 'write' : permission)),
      ),
      ...keys.flatMap(({ title, read_only: isReading }) =>
        rightOf(on, `the deploy key ${title}`, isReading ? undefined : 'write'),
      ),
    ],
    unseen,
  }
}
