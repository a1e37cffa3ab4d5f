import type { JsonObject } from '../json.ts'
import type { Permission } from '../types.ts'

export type Key = {
  id: number
  key: string
  created_at: string
  last_used: string | null
  title: string
  verified: true
}

/** A person as the local GitHub knows them. What a person may do is decided here, not by `emulate`, which gives everybody everything. */
export type Account = {
  id: number
  login: string
  token: string
  member: boolean
  owner: boolean
  /** Another app's bot, which has a role on the repository as people do here. */
  bot: boolean
  keys: Key[]
  /** Roles given on a repository by name; the organisation's base role `read` applies to members beside it. */
  roles: Map<string, Permission>
  /** GitHub's simple user. */
  profile: JsonObject
}

export type Team = {
  id: number
  slug: string
  name: string
  profile: JsonObject
  members: Map<string, TeamMember>
  parent: Team | undefined
  createdAt: string
  /** Roles given on a repository by name. */
  roles: Map<string, Permission>
}

export type TeamMember = { role: 'member' | 'maintainer'; since: Date | undefined }

const RANK: readonly Permission[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/** Whether role `has` includes role `needs`. */
export function covers(has: Permission, needs: Permission): boolean {
  return RANK.indexOf(has) >= RANK.indexOf(needs)
}

/** GitHub's five flags of a role. */
export function permissionsOf(role: Permission): JsonObject {
  return {
    admin: role === 'admin',
    maintain: covers(role, 'maintain'),
    push: covers(role, 'write'),
    triage: covers(role, 'triage'),
    pull: covers(role, 'read'),
  }
}

/** People, teams and their rights: the part of GitHub that answers "who may what". */
export class Directory {
  readonly #accounts = new Map<string, Account>()
  readonly #teams = new Map<string, Team>()
  #nextKey = 5_001

  addAccount(account: Account): void {
    this.#accounts.set(account.login.toLowerCase(), account)
  }

  addTeam(team: Team): void {
    this.#teams.set(team.slug, team)
  }

  /** By login, in any case, as on GitHub. */
  account(login: string): Account | undefined {
    return this.#accounts.get(login.toLowerCase())
  }

  accountById(id: number): Account | undefined {
    return this.accounts().find((account) => account.id === id)
  }

  accountByToken(token: string): Account | undefined {
    return this.accounts().find((account) => account.token === token)
  }

  accounts(): Account[] {
    return [...this.#accounts.values()]
  }

  team(slug: string): Team | undefined {
    return this.#teams.get(slug.toLowerCase())
  }

  teams(): Team[] {
    return [...this.#teams.values()]
  }

  /** The same team under another name and slug. */
  renameTeam(team: Team, slug: string): void {
    this.#teams.delete(team.slug)
    Object.assign(team, { slug, name: slug })
    Object.assign(team.profile, { slug, name: slug })
    this.#teams.set(slug, team)
  }

  /** Takes a team away, and what is below it. Returns what is gone. */
  removeTeam(team: Team): Team[] {
    const gone = this.#family(team)
    for (const { slug } of gone) this.#teams.delete(slug)
    return gone
  }

  /** The members of a team and of the teams below it, each once. */
  membersOf(team: Team): Account[] {
    const logins = new Set(this.#family(team).flatMap(({ members }) => [...members.keys()]))
    return [...logins].flatMap((login) => this.account(login) ?? [])
  }

  /** The role of a team on a repository, which it has from the teams above it too; undefined for none. */
  teamRole(team: Team, repository: { name: string }): Permission | undefined {
    const own = team.roles.get(repository.name)
    const above = team.parent && this.teamRole(team.parent, repository)
    return above !== undefined && (own === undefined || covers(above, own)) ? above : own
  }

  /** Whether a team may be a code owner. Where no team was given a role on the repository, nobody cares and all may. */
  teamMayOwn(team: Team, repository: { name: string }): boolean {
    if (!this.teams().some(({ roles }) => roles.has(repository.name))) return true
    return covers(this.teamRole(team, repository) ?? 'none', 'write')
  }

  #family(team: Team): Team[] {
    return [
      team,
      ...this.teams()
        .filter(({ parent }) => parent === team)
        .flatMap((child) => this.#family(child)),
    ]
  }

  /** The role on a repository of the organisation, given its visibility: the highest of what a person has. */
  role(account: Account, repository: { name: string; private: boolean }): Permission {
    if (account.owner) return 'admin'
    const given = account.roles.get(repository.name) ?? (account.member ? 'read' : 'none')
    const own = given === 'none' && !repository.private ? 'read' : given
    const byTeam = this.teams()
      .filter((team) => this.membersOf(team).includes(account))
      .map((team) => this.teamRole(team, repository) ?? 'none')
    return byTeam.reduce((highest, role) => (covers(role, highest) ? role : highest), own)
  }

  setKeys(account: Account, keys: readonly (string | { key: string; created_at: string })[], now: string): void {
    account.keys = keys.map((entry) => {
      const { key, created_at } = typeof entry === 'string' ? { key: entry, created_at: now } : entry
      const [type = '', blob = '', ...comment] = key.trim().split(/\s+/)
      // GitHub keeps type and blob alone and shows the comment as the title.
      const line = `${type} ${blob}`
      const known = account.keys.find((old) => old.key === line && old.created_at === created_at)
      return (
        known ?? {
          id: this.#nextKey++,
          key: line,
          created_at,
          last_used: null,
          title: comment.join(' '),
          verified: true,
        }
      )
    })
  }

  /** Leaving the organisation ends team memberships and roles too, as on GitHub. Returns the teams that were left. */
  leaveOrganisation(account: Account): Team[] {
    account.member = false
    account.owner = false
    account.roles.clear()
    return this.teams().filter((team) => team.members.delete(account.login))
  }
}
