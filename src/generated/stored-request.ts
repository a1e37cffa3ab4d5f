// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * A request's row as the store keeps it: the truth about it. What GitHub shall show is rendered from here; what it does show is the display's row. What exists only in a state is a member of that state's variant. The store adds the version `v`, key and instant of the next look have columns of their own.
 */
export type StoredRequest = Common & (Unread | Pending | Granting | Active | Ending | Ended | Stopped)
/**
 * An instant as JSON holds it; a Date where the record is read.
 */
export type Instant = Date
/**
 * Ids of the teams that the slots named when they were first looked at: a name may come to stand for another team.
 */
export type TeamIds = Record<string, number>
/**
 * By review id, the names of the slots for which its person was eligible when Daypass first saw it.
 */
export type EligibleThen = Record<string, string[]>
export type CanonicalRequest = import('./request.ts').CanonicalRequest
/**
 * The commit or the workflow run that access is for, as it was when that was approved.
 */
export type BoundOperation =
  | {
      /**
       * Where it was when it was approved. Names are for display.
       */
      url: string
      commit: {
        /**
         * Numeric id of its repository.
         */
        repository: number
        sha: string
      }
    }
  | {
      /**
       * Where it was when it was approved. Names are for display.
       */
      url: string
      run: {
        /**
         * Numeric id of its repository.
         */
        repository: number
        id: number
        /**
         * Which run of it: it may be run again.
         */
        attempt: number
      }
    }
export type PolicyOutput = import('./policy-output.ts').PolicyOutput
/**
 * Why a grant ends or a request stops.
 */
export type EndCause =
  | 'time'
  | 'done'
  | 'closed'
  | 'revoked'
  | 'deleted'
  | 'void'
  | 'left'
  | 'public'
  | 'archived'
  | 'connector'
  | 'adopted'
  | 'policy'
/**
 * How a request came out, as the label `outcome:<…>` says it.
 */
export type Outcome = 'expired' | 'done' | 'revoked' | 'void' | 'denied' | 'lapsed' | 'cancelled'
/**
 * One thing that would be otherwise: of what is asked for, which is up to the requester, or of whoever asks.
 */
export type Move =
  | {
      about: 'actions'
      /**
       * Actions that are not asked for.
       */
      without: string[]
    }
  | {
      about: 'duration'
      /**
       * It is asked for so long.
       */
      seconds: number
    }
  | {
      about: 'ticket'
    }
  | {
      about: 'time'
      /**
       * It is asked for then (RFC 3339).
       */
      at: string
    }
  | {
      about: 'grants'
      /**
       * So many of the requester's grants of the resource have ended.
       */
      ended: number
    }
  | {
      about: 'day'
    }
  | {
      about: 'key'
    }
  | {
      about: 'member'
      /**
       * Absent: the organisation.
       */
      team?: string
    }
  | {
      about: 'permission'
      level: string
    }

/**
 * What a request may have in any state.
 */
export interface Common {
  /**
   * Where a request stands; the picture is in docs/lifecycle.md.
   */
  state: string
  /**
   * SHA-256 of the body, or of the name of the pull request's head, that was last read.
   */
  body?: string
  requester?: Person
  /**
   * When the requester submitted what is frozen.
   */
  submittedAt?: Date
  /**
   * What the request waits for, or why it was refused: shown in the status.
   */
  findings: Finding[]
  keys?: KeySet
  /**
   * How the end will take effect, as the connector declares it.
   */
  howItEnds?: string
  /**
   * The secret of GitHub Actions into which the credential goes instead of to the requester, as it was shown before anybody approved.
   */
  deposit?: {
    /**
     * The connector whose App writes it.
     */
    github: string
    repository: number
    environment?: string
    secret: string
    /**
     * `owner/name` of the repository when it was asked for.
     */
    name: string
    /**
     * It was said that the secret is not cleared for more than a minute after the end.
     */
    overdue?: true
    /**
     * Why it is not cleared yet, as it was found last.
     */
    why?: string
    /**
     * What became of it.
     */
    over?: {
      at: Instant
      /**
       * removed: Daypass took it away; absent: somebody else had; replaced: somebody put another value there, which was left; gone: its environment is gone, and it with it; unput: it was never put there.
       */
      how: 'removed' | 'absent' | 'replaced' | 'gone' | 'unput'
    }
  }
  /**
   * An instant as JSON holds it; a Date where the record is read.
   */
  lapsesAt?: Date
  /**
   * Teams of the requester that the decision rested on; none: membership of the organisation.
   */
  memberOf?: string[]
  /**
   * What the decision rested on where no team is named; absent: membership of the organisation. none: whoever it is, the policy let them in.
   */
  affiliation?: 'member' | 'outside-collaborator' | 'none'
  /**
   * When membership was last looked at, and how many notices of a change of it had come by then.
   */
  membership?: {
    at: string
    notices: number
  }
  /**
   * How many notices of changed comments had come when it was last ordered to compare them.
   */
  compared?: number
  /**
   * Kinds of short answers that were given already.
   */
  told?: string[]
  /**
   * Whom something was answered lately, and when (RFC 3339): nobody is answered without end.
   */
  answered?: {
    person: number
    at: string
  }[]
  /**
   * The issue was out of our sight when this ended: nothing is shown there unless it is seen again.
   */
  gone?: boolean
  doubt?: Doubt
  /**
   * How many looks in a row found GitHub showing less than its webhooks had told.
   */
  behind?: number
  /**
   * How many events had said that the issue is gone, or the repository out of reach, when it was plainly seen all the same.
   */
  refuted?: number
  url?: string
  /**
   * GitHub shows that another store looks after it, or that this one has lost it; `store` absent: whose status it is cannot be told. `closed`: it is over there, and hinders nothing.
   */
  foreign?: {
    store?: string
    closed?: true
  }
  /**
   * The labels when it was last looked at: those of others stay.
   */
  labels?: string[]
  ownPull?: RequestPull
  pull?: GrantPull
  teams?: TeamIds
  /**
   * Who is called, besides those who were asked, when nobody decides for long: @user or @organisation/team.
   */
  escalateTo?: string[]
  tally?: ShownTally
  eligibleThen?: EligibleThen
  /**
   * The last change (RFC 3339) as it was when it was last looked at.
   */
  changedAt?: string
  comments: Comments
  /**
   * The same of the comments on its grant pull request, with how many notices of such comments had come.
   */
  onPull?: {
    notices: number
    last: number
    waiting?: number[]
  }
  /**
   * The newest comment that was there when a text by somebody else was refused: no `/retry` up to it can mean that text.
   */
  refusedUpTo?: number
  /**
   * Tries in a row that failed, for the back-off.
   */
  tries: number
  /**
   * Given in an emergency: a review is owed, until `due`, and told to these. It outlives the grant.
   */
  debt?: {
    since: Instant
    due: Instant
    tell: string[]
    pull?: GrantPull1
    tally?: ShownTally1
    eligibleThen?: EligibleThen
    teams?: TeamIds
    /**
     * It was said that its time is over.
     */
    overdue?: true
    paid?: {
      at: Instant
      by: Person[]
    }
  }
  /**
   * Issues whose reviews the requester owed when this was denied.
   */
  owed?: number[]
  /**
   * An instant as JSON holds it; a Date where the record is read.
   */
  askAgain?: Date
  /**
   * The digest of the governed files of which it was said that they ask for more than this access has.
   */
  warned?: string
}
export interface Person {
  id: number
  login: string
}
/**
 * A problem as a person reads it: `where` is a line of the issue, a file, a team.
 */
export interface Finding {
  code: import('../core/error-codes.ts').ErrorCode
  where?: string
  message: string
}
/**
 * The requester's keys, frozen with the request: nothing is sealed to any other. Absent where no credential is given.
 */
export interface KeySet {
  at: string
  keys: RecipientKey[]
  left: KeyLeftOut[]
}
/**
 * A key that the credential may be sealed to. `line` is type and base64, without the comment. `since`: when it was added, or, where GitHub does not say (`seen`), when Daypass saw it first (RFC 3339).
 */
export interface RecipientKey {
  line: string
  type: 'ssh-ed25519' | 'ssh-rsa'
  fingerprint: string
  since?: string
  seen?: true
}
/**
 * A key of the requester's that nothing is sealed to, and why. What has no fingerprint cannot be sealed to at all.
 */
export interface KeyLeftOut {
  fingerprint?: string
  type: string
  cause: 'unusable' | 'young' | 'rule'
  why: string
}
/**
 * What reads do not find any more, since when, and how many reads. `issue`: while its repository is seen; `access`: the repository, or a token for it; `member`: the requester among those who may have this. With no reads, it was found although an event said it is gone.
 */
export interface Doubt {
  of: 'issue' | 'access' | 'member'
  since: Instant
  reads: number
}
/**
 * Present when it was asked for by pull request, and not in an issue.
 */
export interface RequestPull {
  /**
   * The file as it was read; absent until one could be. `head`: the commit it was read at; `digest`: SHA-256 of its text.
   */
  file?: {
    head: string
    path: string
    digest: string
  }
  /**
   * Earlier heads that asked for exactly the same: a no to them is a no to it.
   */
  before?: string[]
  /**
   * Approvals up to this review's id are void for good: the same commit may be put to the vote again.
   */
  voidedUpTo: number
  /**
   * Daypass has merged it. What GitHub calls closed is then no order of anybody's.
   */
  merged?: boolean
}
/**
 * The pull request in which people say yes, for a request that needs approval: one of Daypass's, or the requester's own.
 */
export interface GrantPull {
  number: number
  url: string
  /**
   * The commit that is voted on (Daypass wrote it, or its requester).
   */
  head: string
  /**
   * The commit on `requests` below it.
   */
  base: string
  opened: Instant
  /**
   * Who was asked to review, in the order of asking.
   */
  asked: Person[]
  reminded?: Instant
  /**
   * How often more people were asked.
   */
  widened: number
  /**
   * Approvals up to this review's id are void.
   */
  voidedUpTo: number
  /**
   * How often somebody else changed what Daypass wrote.
   */
  disturbances: number
  merge?: {
    intended: boolean
    commit?: string
  }
  closed?: boolean
}
/**
 * The votes as they were last counted.
 */
export interface ShownTally {
  filled: {
    slot: string
    person: Person
    review: number
  }[]
  open: {
    slot: string
    from: string[]
    except?: string[]
    canFill: Person[]
    /**
     * Why nobody can fill it, and whom to ask to fix that.
     */
    note?: string
  }[]
  blockedBy: Person[]
  /**
   * Whose yes stands there and does not count, because it was first seen when they could not give it.
   */
  early?: Person[]
}
/**
 * Comments that were looked at: how many there were beside ours, and the highest id; `waiting`: of these, those whose writer is not known yet.
 */
export interface Comments {
  count: number
  last: number
  waiting?: number[]
}
/**
 * The pull request in which people say yes or no, as Daypass opened it, or found it where its requester did.
 */
export interface GrantPull1 {
  number: number
  url: string
  /**
   * The commit that is voted on (Daypass wrote it, or its requester).
   */
  head: string
  /**
   * The commit on `requests` below it.
   */
  base: string
  opened: Instant
  /**
   * Who was asked to review, in the order of asking.
   */
  asked: Person[]
  reminded?: Instant
  /**
   * How often more people were asked.
   */
  widened: number
  /**
   * Approvals up to this review's id are void.
   */
  voidedUpTo: number
  /**
   * How often somebody else changed what Daypass wrote.
   */
  disturbances: number
  merge?: {
    intended: boolean
    commit?: string
  }
  closed?: boolean
}
/**
 * Who said yes to what, who still can, who objects.
 */
export interface ShownTally1 {
  filled: {
    slot: string
    person: Person
    review: number
  }[]
  open: {
    slot: string
    from: string[]
    except?: string[]
    canFill: Person[]
    /**
     * Why nobody can fill it, and whom to ask to fix that.
     */
    note?: string
  }[]
  blockedBy: Person[]
  /**
   * Whose yes stands there and does not count, because it was first seen when they could not give it.
   */
  early?: Person[]
}
/**
 * Not decided: not read yet, or it cannot be read or decided as it stands. What was frozen before may still be there.
 */
export interface Unread {
  state: 'submitted' | 'invalid' | 'undecided'
  request?: CanonicalRequest
  digest?: string
  resource?: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
    operation?: ShownOperation
  }
  ways?: never
  decision?: Decision
  grant?: never
  sealed?: never
  extension?: never
  extended?: never
  end?: never
  probeAgain?: never
  adopted?: never
  outcome?: never
}
/**
 * The operation that it asks for, and what was named.
 */
export interface ShownOperation {
  /**
   * As the catalog calls it.
   */
  name: string
  bound: BoundOperation
  /**
   * Of a workflow run, the one that it ran at.
   */
  commit: string
  /**
   * The default branch of its repository.
   */
  branch: string
  /**
   * Whether the commit is in the history of that.
   */
  onBranch: boolean
  /**
   * Present where a workflow run was named.
   */
  run?: {
    event: string
    workflow: string
    status: string
  }
}
/**
 * The policy's answer together with what it was asked by; `policy` is the digest of the governed files. `said`: what it answered, where `output` asks for more because of the requester's keys.
 */
export interface Decision {
  at: string
  policy: string
  output: PolicyOutput
  said?: PolicyOutput
  /**
   * Present where something else was newest on the default branch: since when what decided was in force, and what was wrong with what was newest.
   */
  lastGood?: {
    since: string
    newest: 'unread' | 'broken' | 'held' | 'guarded'
  }
}
/**
 * Frozen, decided, and waiting for people to say yes.
 */
export interface Pending {
  state: 'pending'
  request: CanonicalRequest
  digest: string
  resource: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
    operation?: ShownOperation
  }
  ways?: never
  decision: Decision
  grant?: never
  sealed?: never
  extension?: never
  extended?: never
  end?: never
  probeAgain?: never
  adopted?: never
  outcome?: never
}
/**
 * Approved, or allowed without approval: the access is about to begin. `grant`: its intent is stored.
 */
export interface Granting {
  state: 'granting'
  request: CanonicalRequest
  digest: string
  resource: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
    operation?: ShownOperation
  }
  ways?: never
  decision: Decision
  grant?: Grant
  sealed?: never
  extension?: never
  extended?: never
  end?: never
  probeAgain?: never
  adopted?: never
  outcome?: never
}
/**
 * The approved request's right, from its intent on. `ends` is always finite.
 */
export interface Grant {
  /**
   * 128 random bits, base64url: the deterministic name of the lease.
   */
  id: string
  connector: string
  /**
   * The kind of the connector that began it: no other kind ends it, proves its end, or renews it.
   */
  connectorType: string
  resource: string
  audience: string
  /**
   * OAuth scopes, separated by spaces.
   */
  scope: string
  /**
   * Names of what may be done, as the catalog calls it; absent: a canary, which may do nothing, or it began before they were kept.
   */
  actions?: string[]
  requester: number
  digest: string
  policy: string
  requestUrl: string
  operation?: BoundOperation
  begins: Instant
  ends: Instant
}
/**
 * The access is in effect.
 */
export interface Active {
  state: 'active'
  request: CanonicalRequest
  digest: string
  resource: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
    operation?: ShownOperation
  }
  ways?: never
  decision: Decision
  grant: Grant
  /**
   * The armored age file that was posted; cipher text only.
   */
  sealed?: {
    armored: string
    keys: {
      fingerprint: string
      type: string
    }[]
  }
  extension?: Extension
  /**
   * Extensions that were given, oldest first; what was asked for at first stays what it was.
   */
  extended?: Extended[]
  end?: never
  probeAgain?: never
  adopted?: never
  outcome?: never
}
/**
 * More time for a grant that lives: asked for, decided, and where needed approved, like a request of its own. `request`: the same for the time in all, counted from the first start.
 */
export interface Extension {
  request: CanonicalRequest
  digest: string
  decision: Decision
  findings: Finding[]
  lapsesAt: Instant
  /**
   * True: nothing but doing it is left. False: it was dropped, and is forgotten when its pull request is closed.
   */
  approved?: boolean
  pull?: GrantPull1
  tally?: ShownTally1
  eligibleThen?: EligibleThen
  teams?: TeamIds
}
/**
 * More time that was given: what was asked for in all, for a reason of its own, and until when it lets the grant live.
 */
export interface Extended {
  request: CanonicalRequest
  digest: string
  ends: string
}
/**
 * The end has begun, and is to be proved. What was adopted has no grant here.
 */
export interface Ending {
  state: 'ending'
  request?: CanonicalRequest
  digest?: string
  resource?: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
    operation?: ShownOperation
  }
  ways?: never
  decision?: Decision
  grant?: Grant
  /**
   * The armored age file that was posted; cipher text only.
   */
  sealed?: {
    armored: string
    keys: {
      fingerprint: string
      type: string
    }[]
  }
  extension?: Extension
  /**
   * Extensions that were given, oldest first; what was asked for at first stays what it was.
   */
  extended?: Extended[]
  end: End
  /**
   * An instant as JSON holds it; a Date where the record is read.
   */
  probeAgain?: Date
  /**
   * It was another store's, and is ended here; `until`: when the last token that store can have issued has run out.
   */
  adopted?: {
    store: string
    until: Instant
  }
  outcome?: never
}
export interface End {
  cause: EndCause
  by?: number
  why?: string
  asked: Instant
  effective?: Instant
  proof?: Proof
  /**
   * It was not proved within a minute: somebody was told to look.
   */
  overdue?: boolean
  /**
   * Why it was not proved when that was tried last.
   */
  unproved?: string
  /**
   * What was open in the target at its end and is no more, in words; part of the proof's words once there is one.
   */
  cut?: string
  attempts: number
}
/**
 * How the end of a grant was proved; `refused`: the target refused the probe; `absent`: it has nothing of the lease any more; `ran-out`: the last token issued has expired; `declared`: an operator, or the target by its word alone, answers for it.
 */
export interface Proof {
  how: 'refused' | 'absent' | 'ran-out' | 'declared'
  at: string
  words: string
}
/**
 * The end is proved.
 */
export interface Ended {
  state: 'ended'
  request?: CanonicalRequest
  digest?: string
  resource?: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
    operation?: ShownOperation
  }
  ways?: never
  decision?: Decision
  grant?: Grant
  /**
   * The armored age file that was posted; cipher text only.
   */
  sealed?: {
    armored: string
    keys: {
      fingerprint: string
      type: string
    }[]
  }
  extension?: Extension
  /**
   * Extensions that were given, oldest first; what was asked for at first stays what it was.
   */
  extended?: Extended[]
  end: {
    cause: EndCause
    by?: number
    why?: string
    asked: Instant
    effective: Instant
    proof: Proof
    attempts: number
  }
  outcome: Outcome
  /**
   * It was another store's, and is ended here; `until`: when the last token that store can have issued has run out.
   */
  adopted?: {
    store: string
    until: Instant
  }
  probeAgain?: never
}
/**
 * It is over, and no access ever began.
 */
export interface Stopped {
  state: 'denied' | 'rejected' | 'cancelled' | 'lapsed' | 'failed'
  request?: CanonicalRequest
  digest?: string
  resource?: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
    operation?: ShownOperation
  }
  decision?: Decision
  /**
   * What it would have taken instead, when it was denied: each of them suffices, and no part of it does.
   */
  ways?: Way[]
  outcome: Outcome
  grant?: never
  sealed?: never
  extension?: never
  extended?: never
  end?: never
  probeAgain?: never
  adopted?: never
}
/**
 * What it would take together, and what the answer would be then.
 */
export interface Way {
  moves: Move[]
  access: 'reviewed' | 'at-once'
}
