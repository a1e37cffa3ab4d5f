import type { Findings, Known } from '../../core/catalog/catalog-change.ts'
import { deploymentChanges, type Environment } from '../../core/catalog/environment-changes.ts'
import { fitsGlob } from '../../core/catalog/glob.ts'
import { idOf } from '../../core/catalog/offered.ts'
import { sha256 } from '../../core/digest.ts'
import { DaypassError } from '../../core/error.ts'
import { code } from '../../core/markdown.ts'
import type { CliDeps } from '../deps.ts'
import { findGitHubToken } from '../github/github-token.ts'
import { parseRepository } from '../github/issue-url.ts'
import type { AccessTexts } from './known.ts'

export type DeploymentOptions = { repository?: string; template?: string; environments?: string; days?: string }

/** What the deployments of one repository say; `about`: a name for it among the branches. */
export type DeploymentsFound = {
  about: string
  /** The same for people. */
  label: string
  source: string
  find: (there: AccessTexts, proposed: readonly Known[]) => Findings
}

/** Asks GitHub how the environments are that fit. Nothing is concluded from what could not be read. Throws USAGE, GITHUB_*. */
export async function deploymentsFrom(
  deps: CliDeps,
  file: string | undefined,
  options: DeploymentOptions,
): Promise<DeploymentsFound> {
  if (file !== undefined) throw new DaypassError('USAGE', 'Deployments are read from GitHub.', { where: file })
  const { repository: named, template, environments: pattern, days } = readOptions(options)
  const { owner, name: repo, host, apiUrl } = parseRepository(named, '--repository', deps.env)
  const token = deps.env.DAYPASS_DEPLOYMENTS_TOKEN?.trim() || (await findGitHubToken(deps, { host }))
  const github = deps.github(token, apiUrl)
  const environments: Environment[] = []
  for (const name of await github.environments({ owner, repo })) {
    if (!fitsGlob(pattern, name)) continue
    environments.push({ name, state: await github.environmentState({ owner, repo }, name) })
  }
  const repository = `${owner}/${repo}`.toLowerCase()
  const at = {
    repository,
    template,
    environments,
    days,
    now: deps.now(),
    fits: (name: string) => fitsGlob(pattern, name),
  }
  return {
    about: `${template}-${idOf(repository).slice(0, 60)}-${sha256(`${repository}\n${pattern}`).slice(0, 8)}`,
    label: `deployments of ${repository}`,
    source: `what is deployed of ${code(`${owner}/${repo}`)}`,
    find: ({ known }, proposed) => deploymentChanges(known, proposed, at),
  }
}

function readOptions({ repository, template, environments, days = '7' }: DeploymentOptions) {
  const usage = (where: string, message: string) => new DaypassError('USAGE', message, { where })
  if (repository === undefined)
    throw usage('--repository', 'Name the repository that is deployed, such as acme/orders.')
  if (template === undefined || !/^[a-z0-9][a-z0-9-]{0,47}$/.test(template))
    throw usage(
      '--template',
      'Name the resource of the catalog that entries are copies of, at most 48 characters long.',
    )
  if (environments === undefined || environments.length > 100 || /^\**$/.test(environments))
    throw usage('--environments', "Say which environments are ephemeral, such as 'preview-*': an entry ends by itself.")
  const count = /^[1-9]\d?$/.test(days) ? Number(days) : Number.NaN
  if (!(count <= 90)) throw usage('--days', 'Say for how many days an entry is made at most: 1 to 90.')
  return { repository, template, environments, days: count }
}
