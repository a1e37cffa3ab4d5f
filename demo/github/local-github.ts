import { raiseInstallation, raiseMember, raiseTeamMembership } from './deliveries/events.ts'
import { botLogin } from './gateway/backend.ts'
import { CreationLimit } from './gateway/creation-limit.ts'
import { Gateway } from './gateway/gateway.ts'
import { commitElsewhere, commitFiles } from './git/commit-files.ts'
import { wholeSeconds } from './json.ts'
import { LENDING_APP } from './lending-app.ts'
import { giveRole } from './people/collaborators.ts'
import type { Account, Team } from './people/directory.ts'
import { personAt } from './people/person.ts'
import { changeTeam, deleteTeam, makeTeam, renameTeam, setTeamRole } from './people/team-changes.ts'
import { queuePull } from './pulls/merge-queue.ts'
import { deleteIssue, transferIssue } from './repositories/gone.ts'
import type { Repository } from './repositories/repository.ts'
import { deleteRepository, renameRepository, setArchived, setPrivate } from './repositories/repository-changes.ts'
import { secretSwitches } from './secrets/secret-switches.ts'
import { buildWorld, type Ready } from './start.ts'
import type { Switches } from './switch-types.ts'
import { switches } from './switches.ts'
import type { LocalGitHub, LocalGitHubOptions } from './types.ts'

export type * from './checks/check-types.ts'
export type * from './pulls/pull-types.ts'
export type * from './switch-types.ts'
export type * from './types.ts'

/**
 * A GitHub on the loopback: `emulate` behind a gateway that adds what it lacks and corrects where it differs, with one
 * organisation, one access repository, one installed app, and people. Nothing is kept on disk; the app's key is made anew.
 */
export async function startLocalGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const gateway = new Gateway()
  const url = await gateway.listen(options.port ?? 0)
  try {
    const ready = await buildWorld(url, options)
    gateway.latencyMs = options.latencyMs ?? 0
    if (options.creationsPerMinute !== undefined) gateway.limit = new CreationLimit(options.creationsPerMinute)
    gateway.open(ready.world)
    return localGitHub(gateway, ready)
  } catch (error) {
    await gateway.stop()
    throw error
  }
}

function localGitHub(gateway: Gateway, ready: Ready): LocalGitHub {
  const { world, repository, privateKey } = ready
  const { deliveries, app } = world
  const stop = async () => {
    await deliveries.stop()
    await gateway.stop()
    await world.backend.stop()
  }
  return {
    url: world.url,
    appId: app.id,
    privateKey,
    installationId: app.installationId,
    slug: app.slug,
    organisation: world.organisation.login,
    lendingApp: { id: LENDING_APP.id, installationId: LENDING_APP.installationId, organisation: world.organisation.id },
    repository: { id: repository.id, owner: world.organisation.login, name: repository.name },
    setWebhook: (target, secret) => deliveries.setTarget(target, secret),
    as: (login) => personAt(world.url, repository.fullName, accountOf(ready, login)),
    bot: (name = 'github-actions') => personAt(world.url, repository.fullName, accountOf(ready, botLogin(name))),
    get calls() {
      return gateway.calls
    },
    resetCalls: () => {
      gateway.calls = []
    },
    deliveries: deliveries.list,
    notifications: world.notifications.list,
    deliver: deliveries,
    faults: gateway.faults,
    settled: () => deliveries.settled(),
    setLatency: (ms) => {
      gateway.latencyMs = ms
    },
    get handedOut() {
      return world.registrations.handedOut
    },
    removeApp: () => {
      app.state = 'unmade'
      app.tokens.clear()
      world.registrations.forget()
    },
    secrets: secretSwitches(world),
    ...switches(ready),
    ...mutations(ready),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

type Mutations = Omit<
  LocalGitHub,
  | keyof Pick<
      LocalGitHub,
      | 'url'
      | 'appId'
      | 'privateKey'
      | 'installationId'
      | 'slug'
      | 'organisation'
      | 'lendingApp'
      | 'repository'
      | 'setWebhook'
    >
  | keyof Pick<
      LocalGitHub,
      | 'as'
      | 'handedOut'
      | 'removeApp'
      | 'notifications'
      | 'bot'
      | 'calls'
      | 'resetCalls'
      | 'deliveries'
      | 'deliver'
      | 'faults'
      | 'settled'
      | 'secrets'
      | 'setLatency'
      | 'stop'
    >
  | keyof Switches
  | typeof Symbol.asyncDispose
>

function mutations(ready: Ready): Mutations {
  const { world, repository, administrator } = ready
  const by = (login: string | undefined) => (login === undefined ? administrator : accountOf(ready, login).profile)
  return {
    setKeys: (login, keys) => world.directory.setKeys(accountOf(ready, login), keys, wholeSeconds(world.now())),
    removeFromOrganisation: (login) => {
      const account = accountOf(ready, login)
      for (const team of world.directory.leaveOrganisation(account))
        raiseTeamMembership(world, 'removed', account, team, administrator)
      raiseMember(world, 'member_removed', account, administrator)
    },
    addToOrganisation: (login) => {
      const account = accountOf(ready, login)
      if (account.member) return
      account.member = true
      raiseMember(world, 'member_added', account, administrator)
    },
    setPermission: (login, permission) =>
      giveRole(world, repository, accountOf(ready, login), permission, administrator),
    setOwner: (login, owner) => {
      accountOf(ready, login).owner = owner
    },
    watch: (login) => world.notifications.watch(accountOf(ready, login)),
    subscribe: (login, number) => world.notifications.subscribe(accountOf(ready, login), repository, number),
    ...teamMutations(ready),
    commitFiles: async (files, message = 'Change files') => ({
      sha: await commitFiles(world, repository, files, message, administrator),
    }),
    ...elsewhere(ready),
    queuePull: (number, behind) => queuePull(world, repository, number, behind),
    setPrivate: (isPrivate) => setPrivate(world, repository, isPrivate, administrator),
    renameRepository: (name) => renameRepository(world, repository, name, administrator),
    setArchived: (archived) => setArchived(world, repository, archived, administrator),
    deleteRepository: () => deleteRepository(world, repository, administrator),
    deleteIssue: (number, login) => deleteIssue(world, repository, number, by(login)),
    transferIssue: (number, login) => transferIssue(world, repository, number, by(login)),
    lockIssue: async (number, login) => {
      const token = login === undefined ? undefined : accountOf(ready, login)
      const { status } = await personAt(world.url, repository.fullName, token ?? ready.keeper).request(
        'PUT',
        `/repos/${repository.fullName}/issues/${number}/lock`,
      )
      if (status !== 204) throw new Error(`Issue ${number} could not be locked: ${status}.`)
    },
    suspendInstallation: () => setInstallation(ready, 'suspended', 'suspend'),
    unsuspendInstallation: () => setInstallation(ready, 'active', 'unsuspend'),
    deleteInstallation: () => setInstallation(ready, 'deleted', 'deleted'),
  }
}

function elsewhere({ world }: Ready): Pick<LocalGitHub, 'commitTo' | 'addRun' | 'removeRun'> {
  const repositoryAt = (name: string): Repository => {
    const found = world.repositories.get(name.toLowerCase())
    if (found === undefined) throw new Error(`The organisation has no repository ${name}.`)
    return found
  }
  return {
    commitTo: async (name, where = 'main') => {
      const [repository, message] = [repositoryAt(name), `Change ${where}`]
      const files = { 'changed.txt': wholeSeconds(world.now()) }
      const sha =
        where === 'main'
          ? await commitFiles(world, repository, files, message)
          : await commitElsewhere(world, repository, message)
      return { sha }
    },
    addRun: (name, run) =>
      world.runs.add({
        ...{ repository: repositoryAt(name), attempt: 1, event: 'push', branch: 'main' },
        ...{ path: '.github/workflows/migrate.yml', status: 'completed', conclusion: 'success' },
        ...{ startedAt: wholeSeconds(world.now()), ...run },
      }),
    removeRun: (name, id) => world.runs.remove(repositoryAt(name), id),
  }
}

function setInstallation(
  ready: Ready,
  state: Ready['world']['app']['state'],
  action: 'deleted' | 'suspend' | 'unsuspend',
): void {
  ready.world.app.state = state
  raiseInstallation(ready.world, action, ready.administrator)
}

type TeamMutations = Pick<
  LocalGitHub,
  | 'teamId'
  | 'repositoryId'
  | 'isInTeam'
  | 'roleOf'
  | 'addToTeam'
  | 'removeFromTeam'
  | 'createTeam'
  | 'renameTeam'
  | 'deleteTeam'
  | 'setTeamPermission'
  | 'setTeamPrivacy'
>

function teamMutations(ready: Ready): TeamMutations {
  const { world, repository, administrator: sender } = ready
  const change = (action: 'added' | 'removed', login: string, slug: string, since?: Date) => {
    const who = { action, account: accountOf(ready, login), team: teamOf(ready, slug) }
    changeTeam(world, since === undefined ? who : { ...who, since }, sender)
  }
  return {
    addToTeam: (login, slug, since) => change('added', login, slug, since),
    removeFromTeam: (login, slug) => change('removed', login, slug),
    createTeam: async (slug, { parent, members = [], privacy } = {}) => {
      const above = parent === undefined ? undefined : teamOf(ready, parent)
      const { id } = await makeTeam(world, slug, {
        ...(above ? { parent: above } : {}),
        ...(privacy ? { privacy } : {}),
        sender,
      })
      for (const login of members) change('added', login, slug)
      return { id }
    },
    renameTeam: (slug, newSlug) => renameTeam(world, teamOf(ready, slug), newSlug, sender),
    teamId: (slug) => teamOf(ready, slug).id,
    isInTeam: (login, slug) => world.directory.membersOf(teamOf(ready, slug)).includes(accountOf(ready, login)),
    roleOf: (login, name) => accountOf(ready, login).roles.get(name),
    repositoryId: (name) => world.repositories.get(name.toLowerCase())?.id ?? 0,
    deleteTeam: (slug) => deleteTeam(world, teamOf(ready, slug), sender),
    setTeamPrivacy: (slug, privacy) => {
      teamOf(ready, slug).profile.privacy = privacy
    },
    setTeamPermission: (slug, role) => setTeamRole(world, teamOf(ready, slug), { repository, role, sender }),
  }
}

function accountOf(ready: Ready, login: string): Account {
  const account = ready.world.directory.account(login)
  if (account === undefined) throw new Error(`The local GitHub has no person ${login}; name them in people.`)
  return account
}

function teamOf(ready: Ready, slug: string): Team {
  const team = ready.world.directory.team(slug)
  if (team === undefined) throw new Error(`The local GitHub has no team ${slug}; name it in teams.`)
  return team
}
