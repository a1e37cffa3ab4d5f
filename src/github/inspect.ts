import { DaypassError } from '../core/error.ts'
import { ledgerBranch } from '../core/request/branch-names.ts'
import { ownersOf, readCodeowners } from '../core/review/codeowners.ts'
import { readTeamName } from '../core/team-name.ts'
import type { VerifySignature } from '../core/trail/check-entry.ts'
import type { Governance } from '../ports/access-repository.ts'
import type { PlaceLook } from '../ports/checkpoint-place.ts'
import type { ContactOptions, FirstContact } from '../ports/first-contact.ts'
import type { Owners } from '../ports/owners.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'
import type { PullRequests } from '../ports/pull-requests.ts'
import type { RepositoryInspection } from '../ports/repository-inspection.ts'
import { createGitHub } from './api/client.ts'
import { type Hook, type Installation, type OwnApp, readHook, readInstallations, readOwnApp } from './api/own-app.ts'
import { Repositories } from './api/repositories.ts'
import { ResponseFields } from './api/response.ts'
import { type Delivery, newestDeliveries } from './deliveries/newest-deliveries.ts'
import { createFirstContact } from './first-contact/first-contact.ts'
import { Blobs, gitHash } from './git/blobs.ts'
import { headOf } from './git/branches.ts'
import { createCheckpointBranch } from './git/checkpoint-branch.ts'
import { readFile, removeFile } from './git/contents.ts'
import { createAccessRepository } from './governance/access-repository.ts'
import { isProtected, rulesOf } from './governance/branch-rules.ts'
import { createSweep } from './lost-events.ts'
import type { OpenOptions } from './open-github.ts'
import { createDirectory } from './people/directory.ts'
import { createOwners } from './people/owners.ts'
import { createTeamTree } from './people/team-tree.ts'
import { createPullRequests } from './pulls/pull-requests.ts'

/** What the doctor looks at, and what it needs to rehearse. Every method throws GITHUB_*. */
export type Inspector = RepositoryInspection & {
  app(): Promise<OwnApp>
  installations(): Promise<Installation[]>
  /** Throws GITHUB_NOT_FOUND where GitHub does not tell. */
  webhook(): Promise<Hook>
  deliveries(): Promise<Delivery[]>
  pulls(): Promise<PullRequests>
  /** Removes a file with this text from the branch of requests. */
  removeRequest(id: number, path: string, text: string): Promise<void>
  branchExists(id: number, branch: string): Promise<boolean>
  /** What lies on the branch of checkpoints; those count whose signatures `verify` takes. */
  checkpoints(id: number, verify: VerifySignature): Promise<PlaceLook>
  firstContact(options: ContactOptions): FirstContact
}

/** More than any policy has (bytes, files): opa is not given more either. */
const most = { bytes: 1024 * 1024, files: 500 }

/** One client of its own, which needs no store: where repositories are, GitHub's list of installations tells. */
export function createInspector(options: Omit<OpenOptions, 'addressOf' | 'roster' | 'verifyTrail'>): Inspector {
  const { appId, now, log } = options
  const github = createGitHub(options)
  const repositories = new Repositories(github, async () => undefined, now)
  const access = createAccessRepository(repositories, options.readYaml)
  const owners = createOwners(repositories, now)
  const directory = createDirectory(repositories, now)
  const lost = createSweep(github, repositories, log)
  const removeRequest: Inspector['removeRequest'] = async (id, path, text) => {
    const file = { branch: ledgerBranch, path, message: `Remove ${path}`, sha: gitHash(Buffer.from(text)) }
    await removeFile(repositories, id, file)
  }
  return {
    app: () => readOwnApp(github),
    installations: () => readInstallations(github),
    webhook: () => readHook(github),
    deliveries: () => newestDeliveries(github, log),
    installed: () => lost.enrolledRepositories(),
    repository: (id) => repositories.recent(id),
    governance: (id) => access.read(id),
    file: (id, path) => fileOf(repositories, id, path),
    policyFiles: (id) => policyFiles(repositories, id),
    owners: (id, names) => owners.peopleOf(id, names),
    teamExists: (id, team) => teamExists(repositories, id, team),
    teams: createTeamTree(repositories, now),
    sshKeys: (id, person) => directory.sshKeys(id, person),
    branchRules: (id, branch) => rulesOf(repositories, id, branch),
    checkpoints: (id, verify) => createCheckpointBranch(repositories, verify).last(id),
    isProtected: (id, branch) => isProtected(repositories, id, branch),
    pulls: async () => createPullRequests(repositories, { id: appId, slug: (await readOwnApp(github)).slug }, now),
    branchExists: async (id, branch) => (await headOf(repositories, id, branch)) !== undefined,
    removeRequest,
    firstContact: (options) => {
      const { repository } = options
      const governance = () => access.read(repository)
      const parts = {
        caller: github,
        repositories,
        // Who we are matters for what is merged already, and nothing is.
        pulls: createPullRequests(repositories, { id: appId, slug: '' }, now),
        codeowners: async () => (await governance()).codeowners,
        people: async () => ownersIn(await governance(), owners),
        removeFile: (path: string, text: string) => removeRequest(repository, path, text),
        now,
      }
      return createFirstContact(parts, options)
    },
  }
}

/** Logins of people behind the resources of the catalog. */
async function ownersIn({ repository, codeowners, resources }: Governance, owners: Owners): Promise<string[]> {
  const read = readCodeowners(codeowners ?? '')
  const names = (resources ?? []).flatMap(({ id }) => {
    const owned = ownersOf(read, `requests/${id}/0.yml`)
    return owned.kind === 'owned' ? owned.owners : []
  })
  const people = await owners.peopleOf(repository.id, [...new Set(names)])
  return [...new Set([...people.values()].flatMap((behind) => behind.people.map(({ login }) => login)))]
}

async function headCommit(repositories: Repositories, id: number): Promise<string> {
  const { defaultBranch } = await repositories.recent(id)
  const commit = await headOf(repositories, id, defaultBranch)
  if (commit !== undefined) return commit
  throw new DaypassError('REPOSITORY_UNREADABLE', 'The repository has no default branch yet. Push a first commit.')
}

async function fileOf(repositories: Repositories, id: number, path: string): Promise<string | undefined> {
  const found = await readFile(repositories, id, { commit: await headCommit(repositories, id), path })
  return found?.content?.toString('utf8')
}

async function policyFiles(repositories: Repositories, id: number): Promise<PolicyFiles> {
  const { data } = await repositories.call(id, 'tree', { tree_sha: await headCommit(repositories, id), recursive: '1' })
  const tree = new ResponseFields(data, 'the tree')
  const entries = tree.list('tree').map((item) => new ResponseFields(item, 'the tree'))
  const files = entries.filter(
    (entry) => entry.text('path').startsWith('policies/') && /^100(?:644|755)$/.test(entry.text('mode')),
  )
  const bytes = files.reduce((sum, entry) => sum + (entry.has('size') ? entry.count('size') : 0), 0)
  if (tree.flag('truncated') || files.length > most.files || bytes > most.bytes) {
    const message =
      'The folder policies/ with its tests is too large to be tested from here. Run `opa test` in a checkout.'
    throw new DaypassError('REPOSITORY_UNREADABLE', message, { where: 'policies/' })
  }
  const contents = await new Blobs(repositories).read(
    id,
    files.map((entry) => entry.text('sha')),
  )
  const named = files.map(
    (entry, at) => [entry.text('path').slice('policies/'.length), contents[at]?.toString('utf8') ?? ''] as const,
  )
  return new Map(named)
}

async function teamExists(repositories: Repositories, id: number, team: string): Promise<boolean> {
  const { owner } = await repositories.recent(id)
  const name = readTeamName(team)
  if (name?.org.toLowerCase() !== owner.login.toLowerCase()) return false
  return (await repositories.find(id, 'team', { org: owner.login, team_slug: name.slug })) !== undefined
}
