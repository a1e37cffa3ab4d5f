/** Who stands behind an owner's name; nobody: why, and what would mend it. */
export type OwnerPeople =
  /**
   * `team`: the team's numeric id, where the name is a team's. `since`: by when somebody had come into it who was not there when
   * Daypass first looked at it. `secret`: GitHub shows the team to its members only, and asks it for no review by itself. `members`: all of
   * them, where some have no say.
   */
  | {
      people: readonly { id: number; login: string; since?: Date }[]
      team?: number
      secret?: true
      members?: readonly { id: number; login: string }[]
    }
  /** `members`: who they are all the same, where they only may not say yes; absent: that cannot be told. */
  | { people: readonly []; nobody: string; members?: readonly { id: number; login: string }[] }

/** Turns names of CODEOWNERS and of policies into people, fresh from GitHub. */
export interface Owners {
  /**
   * For each name (@user, @organisation/team, an e-mail address) the people who may say yes for it now: with write access to the
   * access repository, all pages of a team's members. A name that stands for nobody says why. An answer may be a few seconds old,
   * but none is older than `since`. Throws GITHUB_*.
   */
  peopleOf(repository: number, names: readonly string[], since?: Date): Promise<Map<string, OwnerPeople>>
}
