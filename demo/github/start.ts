import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { WorkflowRuns } from './actions/run-store.ts'
import { manifest } from './app-manifest.ts'
import { Registrations } from './apps/registrations.ts'
import { Checks } from './checks/check-store.ts'
import { Deliveries } from './deliveries/deliveries.ts'
import { Environments } from './environments/environment-store.ts'
import { Forks } from './forks/fork-store.ts'
import { type Backend, botLogin, startBackend } from './gateway/backend.ts'
import { organisationUrls } from './gateway/correct.ts'
import { commitFiles } from './git/commit-files.ts'
import { paysForRules } from './git/plan.ts'
import { Rules } from './git/rules.ts'
import { asObject, type JsonObject, pick, wholeSeconds } from './json.ts'
import { Lag } from './lag.ts'
import { Notifications } from './notifications/notifications.ts'
import { accountOf, botOf } from './people/accounts.ts'
import { type Account, Directory } from './people/directory.ts'
import { makeTeam } from './people/team-changes.ts'
import { Pulls } from './pulls/pull-store.ts'
import { addRepository } from './repositories/add-repository.ts'
import type { Repository } from './repositories/repository.ts'
import { setMergeMethods } from './repositories/repository-changes.ts'
import { Secrets } from './secrets/secret-store.ts'
import type { Settings } from './settings.ts'
import { Stamps } from './stamps.ts'
import { Turns } from './turns.ts'
import type { LocalGitHubOptions, PersonOptions } from './types.ts'
import { EVENTS, type World } from './world.ts'

const APP = { id: 3_101, installationId: 4_201 }

/** The app's keys: it is the same app wherever this process starts a GitHub, since making an RSA key takes a tenth of a second. */
let made: KeyPairKeyObjectResult | undefined
const appKeys = (): KeyPairKeyObjectResult => (made ??= generateKeyPairSync('rsa', { modulusLength: 2_048 }))

/** `keeper` owns the organisation and belongs to the gateway; `administrator` is how they show in events. */
export type Ready = {
  world: World
  repository: Repository
  privateKey: string
  keeper: Account
  administrator: JsonObject
}

const KEEPER = 'org-keeper'

/** Starts `emulate` and fills it; nothing here raises an event. */
export async function buildWorld(url: string, options: LocalGitHubOptions): Promise<Ready> {
  const now = options.now ?? (() => new Date())
  const keys = appKeys()
  const pem = keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const organisation = options.organisation ?? 'acme'
  const name = options.repository ?? 'access'
  const others = (options.repositories ?? []).map((other) => ({ name: other, private: true }))
  const people = everybody(options)
  const slug = options.bare?.slug ?? 'daypass-local'
  const permissions = options.permissions ?? manifest().permissions
  const events = options.events ?? EVENTS
  const settings: Settings = {
    plan: options.plan ?? 'team',
    mergeUnknown: options.mergeUnknown ?? { reads: 1 },
    pushProtection: options.pushProtection ?? false,
    tellsBypass: true,
    keyAges: options.keyAges ?? true,
    saml: false,
    ipAllowList: undefined,
  }
  const directory = new Directory()
  const backend = await startBackend({
    url,
    app: { ...APP, slug, privateKey: pem, permissions },
    organisation,
    repositories: [{ name, private: options.private ?? true, empty: options.empty ?? false }, ...others],
    people: people.map(({ login }) => login),
  })
  const world: World = {
    url,
    organisation: await organisationOf(backend, url, organisation),
    app: {
      ...{ ...APP, slug, name: slug },
      ...keys,
      permissions,
      events,
      accepted: { permissions, events, ...options.accepted },
      createdAt: wholeSeconds(now()),
      state: options.bare ? 'unmade' : 'active',
      selected: undefined,
      tokens: new Map(),
      bot: {},
    },
    directory,
    notifications: new Notifications({
      directory,
      organisation,
      now,
      appMentionsTeams: () => world.app.accepted.permissions.members !== undefined,
    }),
    repositories: new Map(),
    renamed: new Map(),
    pulls: new Pulls(),
    forks: new Forks(),
    checks: new Checks(),
    environments: new Environments(now),
    registrations: new Registrations(options.bare?.taken ?? [], now),
    runs: new WorkflowRuns(),
    rules: new Rules((repository) => paysForRules({ settings }, repository)),
    secrets: new Secrets(now),
    settings,
    comparisons: new Map(),
    turns: new Turns(),
    backend,
    stamps: new Stamps(now),
    deliveries: new Deliveries(APP.id, now),
    lag: new Lag(now),
    now,
  }
  return fill(world, options, { name, people, pem })
}

/** The keeper, the people, and the bots of other apps, who are much like people here. */
function everybody(options: LocalGitHubOptions): (PersonOptions & { bot?: boolean })[] {
  const bots = (options.bots ?? ['github-actions']).map((bot) => {
    return { login: botLogin(bot), member: false, permission: 'read' as const, bot: true }
  })
  return [{ login: KEEPER, owner: true }, ...(options.people ?? []), ...bots]
}

type Filling = { name: string; people: readonly PersonOptions[]; pem: string }

async function fill(world: World, options: LocalGitHubOptions, { name, people, pem }: Filling): Promise<Ready> {
  for (const person of people) {
    world.directory.addAccount(await accountOf(world, person, name))
  }
  const named = [...(options.teams ?? []), ...people.flatMap((person) => person.teams ?? [])]
  const slugs = new Set([...named, ...Object.keys(options.teamPermissions ?? {})])
  for (const slug of slugs) {
    const team = await makeTeam(world, slug)
    for (const { login, teams } of people)
      if (teams?.includes(slug)) team.members.set(login, { role: 'member', since: undefined })
  }
  for (const one of [name, ...(options.repositories ?? [])]) await addRepository(world, one)
  world.app.bot = await botOf(world)
  const repository = world.repositories.get(name.toLowerCase())
  const keeper = world.directory.account(KEEPER)
  if (repository === undefined || keeper === undefined) throw new Error('The local GitHub lost what it had just made.')
  for (const [slug, role] of Object.entries(options.teamPermissions ?? {}))
    world.directory.team(slug)?.roles.set(name, role)
  const files = { 'README.md': null, ...options.files }
  if (options.empty) repository.empty = true
  else await commitFiles(world, repository, files, 'Add files')
  if (options.mergeMethods) await setMergeMethods(world, repository, options.mergeMethods)
  world.lag.options = options.lag
  if (options.webhook) world.deliveries.setTarget(options.webhook.url, options.webhook.secret)
  return { world, repository, privateKey: pem, keeper, administrator: keeper.profile }
}

async function organisationOf(backend: Backend, url: string, login: string) {
  const full = asObject(await backend.must('GET', `/orgs/${login}`))
  const urls = ['', 'html_', 'repos_', 'events_', 'hooks_', 'issues_', 'members_', 'public_members_', 'avatar_'].map(
    (name) => `${name}url`,
  )
  const profile = { ...pick(full, 'login', 'id', 'node_id', ...urls), ...organisationUrls(url, login) }
  return {
    id: Number(full.id),
    login,
    profile: { ...profile, description: '', type: 'Organization', site_admin: false },
  }
}
