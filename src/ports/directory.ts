export type Permission = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin'

export type SshKey = { key: string; createdAt?: string }

/** Who people are, read fresh from GitHub. People are numeric ids; the login is only how GitHub's addresses name them. */
export interface Directory {
  /** Whether the person owns the organisation that owns the repository. */
  isOwner(repository: number, person: { id: number; login: string }): Promise<boolean>
  /** Active membership of the organisation that owns the repository. */
  isMember(repository: number, person: { id: number; login: string }): Promise<boolean>
  /** Of these teams (@organisation/team), those with the person as active member. Throws TEAM_UNKNOWN for a team that does not exist. */
  teamsOf(repository: number, person: { id: number; login: string }, teams: readonly string[]): Promise<string[]>
  permission(repository: number, person: { id: number; login: string }): Promise<Permission>
  /** The public SSH keys on the person's account, as GitHub lists them. */
  sshKeys(repository: number, person: { id: number; login: string }): Promise<SshKey[]>
}
