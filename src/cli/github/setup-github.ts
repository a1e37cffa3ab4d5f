import type { Octokit } from '@octokit/rest'
import { DaypassError, isDaypassError } from '../../core/error.ts'
import { Secret } from '../../core/secret.ts'
import { octokitAs } from './reader.ts'
import { type RulesetsGitHub, rulesetsOf } from './rulesets-github.ts'
import { told } from './told.ts'

/** A repository as its administrator sees it. */
export type FoundRepository = {
  id: number
  name: string
  url: string
  defaultBranch: string
  isPrivate: boolean
  archived: boolean
  createdAt: string
  administers: boolean
}

/** A new app as GitHub hands it out, once. `page`: its public page. */
export type NewApp = {
  id: number
  slug: string
  name: string
  page: string
  owner: string
  clientId: string
  clientSecret: Secret
  webhookSecret: Secret
  privateKey: Secret
}

/** What a set-up reads and writes on GitHub, as the operator. Throws as all of `UserGitHub` does. */
export type SetupGitHub = RulesetsGitHub & {
  me(): Promise<{ login: string; scopes: readonly string[] | undefined }>
  organisation(login: string): Promise<{ id: number; plan: string | undefined } | undefined>
  role(organisation: string): Promise<'admin' | 'member' | undefined>
  ownersOf(organisation: string): Promise<string[]>
  team(organisation: string, slug: string): Promise<{ secret: boolean } | undefined>
  repository(owner: string, name: string): Promise<FoundRepository | undefined>
  /** Private, with a first commit, since GitHub's git data API refuses an empty repository. */
  makeRepository(owner: string, name: string): Promise<void>
  /** A first file where nobody has pushed anything yet. */
  firstFile(owner: string, name: string, text: string): Promise<void>
  /** Every path of a commit, whatever stands there. */
  pathsAt(owner: string, name: string, commit: string): Promise<Set<string>>
  /** Lets a branch go on to a commit that is upon it, and to no other: what somebody pushed meanwhile stays. */
  advance(owner: string, name: string, branch: string, commit: string): Promise<void>
  teamMayWrite(owner: string, name: string, team: string): Promise<boolean>
  letTeamWrite(owner: string, name: string, team: string): Promise<void>
  /** An app by its slug; undefined: there is none that this person sees. */
  app(slug: string): Promise<{ id: number; owner: string } | undefined>
  /** Throws SETUP_UNFINISHED where GitHub does not know the code (any more). */
  convert(code: string): Promise<NewApp>
}

const administering = { write: 'the administration' }

/** Undefined where GitHub shows no such thing. */
async function orNothing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_NOT_FOUND')) return undefined
    throw error
  }
}

/** Speaks to GitHub's REST API at `apiUrl` with the operator's token. */
export function createSetupGitHub(token: string, apiUrl: string, fetcher: typeof fetch, version: string): SetupGitHub {
  const octokit = octokitAs(token, apiUrl, fetcher, version)
  const { apps } = octokit.rest
  return {
    me: () =>
      told(`${apiUrl}/user`, async () => {
        const { data, headers } = await octokit.rest.users.getAuthenticated()
        const scopes = headers['x-oauth-scopes']
        return { login: data.login, scopes: scopes === undefined ? undefined : scopes.split(/,\s*/).filter(Boolean) }
      }),
    ...peopleOf(octokit),
    ...repositoriesOf(octokit),
    ...treesOf(octokit),
    ...rulesetsOf(octokit),
    app: (slug) =>
      orNothing(
        told(slug, async () => {
          const { data } = await apps.getBySlug({ app_slug: slug })
          const { owner } = data as { owner?: { login?: string } | null }
          return { id: data?.id ?? 0, owner: owner?.login ?? '' }
        }),
      ),
    convert: (code) => converted(octokit, code),
  }
}

function peopleOf(octokit: Octokit): Pick<SetupGitHub, 'organisation' | 'role' | 'ownersOf' | 'team'> {
  const { orgs, teams } = octokit.rest
  return {
    organisation: (org) =>
      orNothing(
        told(org, async () => {
          const { data } = await orgs.get({ org })
          return { id: data.id, plan: data.plan?.name }
        }),
      ),
    role: (org) =>
      orNothing(
        told(org, async () => {
          const { data } = await orgs.getMembershipForAuthenticatedUser({ org })
          return data.state === 'active' && data.role === 'admin' ? ('admin' as const) : ('member' as const)
        }),
      ),
    ownersOf: (org) =>
      told(org, async () => {
        const { data } = await orgs.listMembers({ org, role: 'admin', per_page: 100 })
        return data.map(({ login }) => login)
      }),
    team: (org, slug) =>
      orNothing(
        told(`@${org}/${slug}`, async () => {
          const { data } = await teams.getByName({ org, team_slug: slug })
          return { secret: data.privacy === 'secret' }
        }),
      ),
  }
}

function treesOf(octokit: Octokit): Pick<SetupGitHub, 'pathsAt' | 'advance'> {
  const { git } = octokit.rest
  return {
    pathsAt: async (owner, repo, commit) => {
      const where = `${owner}/${repo}`
      const { data } = await told(where, () => git.getTree({ owner, repo, tree_sha: commit, recursive: '1' }))
      if (!data.truncated) return new Set(data.tree.map(({ path }) => path))
      const message = 'The repository has too many files to be looked through. Name another, or a new one.'
      throw new DaypassError('GITHUB_REFUSED', message, { where })
    },
    advance: (owner, repo, branch, sha) =>
      told(
        `${owner}/${repo}@${branch}`,
        async () => void (await git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force: false })),
        { write: 'contents' },
      ),
  }
}

type OfRepositories = 'repository' | 'makeRepository' | 'firstFile' | 'teamMayWrite' | 'letTeamWrite'

function repositoriesOf(octokit: Octokit): Pick<SetupGitHub, OfRepositories> {
  const { repos, teams } = octokit.rest
  return {
    repository: (owner, repo) =>
      orNothing(
        told(`${owner}/${repo}`, async () => {
          const { data } = await repos.get({ owner, repo })
          return {
            ...{ id: data.id, name: data.name, url: data.html_url, defaultBranch: data.default_branch },
            ...{ isPrivate: data.private, archived: data.archived, createdAt: data.created_at },
            administers: data.permissions?.admin === true,
          }
        }),
      ),
    makeRepository: (org, name) =>
      told(
        `${org}/${name}`,
        async () => {
          const description = 'Ask here for access, for one purpose and a short time.'
          const off = { has_wiki: false, has_projects: false }
          await repos.createInOrg({ org, name, description, private: true, has_issues: true, auto_init: true, ...off })
        },
        administering,
      ),
    firstFile: (owner, repo, text) =>
      told(
        `${owner}/${repo}`,
        async () => {
          const content = Buffer.from(text).toString('base64')
          const file = { path: 'README.md', message: 'Begin the access repository', content }
          await repos.createOrUpdateFileContents({ owner, repo, ...file })
        },
        { write: 'contents' },
      ),
    teamMayWrite: async (owner, repo, team) => {
      const place = { org: owner, team_slug: team, owner, repo }
      const has = await orNothing(
        told(`@${owner}/${team}`, async () => {
          const headers = { accept: 'application/vnd.github.v3.repository+json' }
          const { data } = await teams.checkPermissionsForRepoInOrg({ ...place, headers })
          return data?.permissions?.push === true
        }),
      )
      return has === true
    },
    letTeamWrite: (owner, repo, team) =>
      told(
        `@${owner}/${team}`,
        async () => {
          const place = { org: owner, team_slug: team, owner, repo }
          await teams.addOrUpdateRepoPermissionsInOrg({ ...place, permission: 'push' })
        },
        administering,
      ),
  }
}

async function converted(octokit: Octokit, code: string): Promise<NewApp> {
  const used =
    'GitHub does not know this code: it was used already, or is older than an hour. Run this again with --resume.'
  const { data } = await told('the new app', () => octokit.rest.apps.createFromManifest({ code })).catch((error) => {
    if (!isDaypassError(error, 'GITHUB_NOT_FOUND')) throw error
    throw new DaypassError('SETUP_UNFINISHED', used, { cause: error, where: 'the code from GitHub' })
  })
  const { owner } = data as { owner?: { login?: string } | null }
  return {
    ...{ id: data.id, slug: data.slug ?? '', name: data.name, page: data.html_url, owner: owner?.login ?? '' },
    clientId: data.client_id,
    clientSecret: new Secret(data.client_secret),
    webhookSecret: new Secret(data.webhook_secret ?? ''),
    privateKey: new Secret(data.pem),
  }
}
