import type { Logger } from 'pino'
import type { Probot } from 'probot'
import { asError } from '../core/error.ts'
import { requiredSources } from '../core/proposal/required-checks.ts'
import type { VerifySignature } from '../core/trail/check-entry.ts'
import type { ReadYaml } from '../ports/access-repository.ts'
import { createGitHub } from './api/client.ts'
import { readOwnApp } from './api/own-app.ts'
import { type AddressOf, Repositories } from './api/repositories.ts'
import { createSentDeliveries } from './deliveries/sent-deliveries.ts'
import { Blobs } from './git/blobs.ts'
import { createCheckpointBranch } from './git/checkpoint-branch.ts'
import { createOperations } from './git/operations.ts'
import { createAccessRepository } from './governance/access-repository.ts'
import { openToOthers, rulesOf } from './governance/branch-rules.ts'
import { createAlertIssues } from './issues/alert-issues.ts'
import { createIssues } from './issues/issues.ts'
import { createLabelRack } from './issues/label-rack.ts'
import { createSweep } from './lost-events.ts'
import { createDirectory } from './people/directory.ts'
import { Identities } from './people/identities.ts'
import { createOwners, type Listings } from './people/owners.ts'
import { createTeamTree } from './people/team-tree.ts'
import { createCheckRuns } from './proposals/check-runs.ts'
import { createProposals } from './proposals/proposals.ts'
import { createPullRequests } from './pulls/pull-requests.ts'

export type OpenOptions = {
  appId: number
  /** PEM. */
  privateKey: string
  baseUrl: string
  userAgent: string
  addressOf: AddressOf
  readYaml: ReadYaml
  /** Which checkpoints of the trail are ours. */
  verifyTrail: VerifySignature
  fetch: typeof globalThis.fetch
  roster: Listings
  log: Logger
  now: () => Date
}

/** Everything of GitHub that the server needs, on one client. Asks GitHub nothing before it returns: ends must not wait for it. */
export async function openGitHub(options: OpenOptions) {
  const { log, now } = options
  const github = createGitHub(options)
  const repositories = new Repositories(github, options.addressOf, now)
  const identities = new Identities(repositories, now)
  const own = { id: options.appId, slug: '', login: undefined as string | undefined }
  const learnOwnName = async (): Promise<void> => {
    if (own.login !== undefined) return
    try {
      Object.assign(own, await readOwnApp(github))
    } catch (error) {
      log.warn({ err: asError(error) }, 'GitHub does not say who this app is; the next sweep asks again')
    }
  }
  void learnOwnName()
  const issues = createIssues(repositories, own, identities)
  const blobs = new Blobs(repositories)
  return {
    /** Hands events to a Probot application function from now on. */
    hear: (app: (probot: Probot) => void) => github.probot.load(app),
    /** Undefined until GitHub has said who this app is. */
    ownLogin: () => own.login,
    ownApp: () => (own.login === undefined ? undefined : { id: own.id, slug: own.slug }),
    issues,
    alertIssues: createAlertIssues(repositories, own, issues),
    labels: createLabelRack(repositories),
    directory: createDirectory(repositories, now, identities),
    pulls: createPullRequests(repositories, own, now),
    owners: createOwners(repositories, now, options.roster),
    teams: createTeamTree(repositories, now),
    operations: createOperations(github, repositories),
    repository: createAccessRepository(repositories, options.readYaml, blobs),
    proposals: createProposals(repositories, blobs, options.readYaml),
    checkRuns: createCheckRuns(repositories, own),
    lost: createSweep(github, repositories, log, () => own.login),
    sent: createSentDeliveries(github, log),
    checkpoints: createCheckpointBranch(repositories, options.verifyTrail),
    receive: github.receive,
    /** What is left of GitHub's limits, as it said last. */
    room: github.room,
    learnOwnName,
    openToOthers: (id: number) => openToOthers(repositories, id),
    /** Whether nothing is merged into the default branch without a green check of this very app. Throws GITHUB_*. */
    requiresCheck: async (id: number) => {
      const { defaultBranch } = await repositories.fresh(id)
      return requiredSources(await rulesOf(repositories, id, defaultBranch)).includes(own.id)
    },
    /** Forgets what was known of a repository; whether it can be read is for the next look to find out. */
    refresh: async (id: number): Promise<void> => {
      await repositories.fresh(id).catch(() => undefined)
    },
  }
}
