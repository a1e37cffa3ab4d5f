// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * Settings of an access repository, .github/daypass.yml. All optional; they may tighten the deployment's floors, never loosen them.
 */
export interface Settings {
  /**
   * PUBLIC_URL of the Daypass that serves this repository; the first `daypass open` pins it.
   */
  issuer?: string
  /**
   * Whether the form asks for a ticket.
   */
  ticket?: 'off' | 'optional' | 'required'
  /**
   * Whether the form lets people say that it is an emergency. Default: off.
   */
  urgency?: 'off' | 'optional'
  /**
   * The longest grant of this repository, whatever policy says.
   */
  max_duration?: string
  /**
   * How long a request waits for its approvals.
   */
  lapse_after?: string
  /**
   * How long somebody must have been in a team before they count as one of it for an approval, at most 366d. Whoever was in it before Daypass first looked at it counts.
   */
  member_for?: string
  /**
   * Accounts whose yes and no count for nothing, whatever CODEOWNERS, teams and policy say: their numbers by their names. The number counts.
   */
  never_votes?: {
    [k: string]: number | undefined
  }
  /**
   * How many requests of this repository a person may have open at a time, whatever policy says.
   */
  open_requests_per_person?: number
  /**
   * How many requests a person may make within 24 hours, whatever policy says.
   */
  requests_per_person_per_day?: number
  /**
   * Who is called, besides those who were asked, when half of the time to lapse is over: @user or @organisation/team. They get no say by it.
   *
   * @maxItems 5
   */
  escalate_to?: string[]
  /**
   * Without review, credentials are sealed only to SSH keys that were known so long when the request was made; where there is none, one code owner must approve. Default 24h; never less than the deployment's floor.
   */
  key_min_age?: string
  /**
   * How changes of these files are judged before they come into force.
   */
  policy?: {
    /**
     * How many owners more than one must approve a change that gives more than before. Default 1.
     */
    loosening_approvals?: number
    /**
     * The least share of a policy file's lines that tests reach, in percent. Default 100 for files of the default library as they came, 80 for others.
     */
    coverage?: number
    /**
     * What becomes of governed files that came to the default branch through no pull request that Daypass judged and owners approved: held until an operator releases them, or put in force with an alert. Default: hold where the check is required from this app alone, else alert.
     */
    unreviewed?: 'hold' | 'alert'
    /**
     * For how long it is decided by the files that were good last, where the newest cannot be used. Default 1h.
     */
    last_good_for?: string
    /**
     * What becomes of access that lives and that would now need more approvals than it has. Default warn. What would now be refused ends in any case.
     */
    on_stricter?: 'end' | 'warn' | 'keep'
  }
  /**
   * Which of the requester's SSH keys credentials are sealed to.
   */
  keys?: {
    /**
     * all (the default), only the newest, or only those that `named` lists.
     */
    which?: 'all' | 'newest' | 'named'
    /**
     * Fingerprints as `ssh-keygen -lf` prints them, for `which: named`.
     *
     * @maxItems 1000
     */
    named?: string[]
    /**
     * No key that was added longer ago counts, nor one of unknown age.
     */
    max_age?: string
    /**
     * No key that was added more lately counts, even with review.
     */
    min_age?: string
  }
  /**
   * Which of the deployment's places are told of alerts as well: their names by resource; `*`: of every resource, and of none.
   */
  notify?: {
    /**
     * @minItems 1
     * @maxItems 20
     */
    [k: string]: string[] | undefined
  }
}
