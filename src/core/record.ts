import type { PolicyOutput } from '../generated/policy-output.ts'
import type { CanonicalRequest } from '../generated/request.ts'
import type { ErrorCode } from './error-codes.ts'
import type { RequestKey } from './request-key.ts'
import type { KeySet } from './ssh/recipient-keys.ts'

/** Where a request stands; the picture is in docs/lifecycle.md. */
export type RequestState =
  | 'submitted'
  | 'invalid'
  | 'undecided'
  | 'denied'
  | 'pending'
  | 'granting'
  | 'active'
  | 'ending'
  | 'ended'
  | 'rejected'
  | 'cancelled'
  | 'lapsed'
  | 'failed'

export const terminalStates = ['denied', 'ended', 'rejected', 'cancelled', 'lapsed', 'failed'] as const

export function isTerminal(state: RequestState): boolean {
  return (terminalStates as readonly RequestState[]).includes(state)
}

/** How a request came out, as the label `outcome:<…>` says it. */
export type Outcome = 'expired' | 'done' | 'revoked' | 'void' | 'denied' | 'lapsed' | 'cancelled'

/** Why a grant ends or a request stops. */
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

/** A problem as a person reads it: `where` is a line of the issue, a file, a team. */
export type Finding = { code: ErrorCode; where?: string; message: string }

/**
 * The policy's answer together with what it was asked by; `policy` is the digest of the governed files. `said`: what it answered, where
 * `output` asks for more because of the requester's keys.
 */
export type Decision = { at: string; policy: string; output: PolicyOutput; said?: PolicyOutput }

type Proved<How> = { how: How; at: string; words: string }

/**
 * How the end of a grant was proved; `refused`: the target refused the probe; `absent`: it has nothing of the lease any more; `ran-out`:
 * the last token issued has expired; `declared`: an operator, or the target by its word alone, answers for it.
 */
export type Proof = Proved<'refused'> | Proved<'absent'> | Proved<'ran-out'> | Proved<'declared'>

/** The approved request's right, from its intent on. `ends` is always finite. */
export type Grant = {
  /** 128 random bits, base64url: the deterministic name of the lease. */
  id: string
  connector: string
  /** The kind of the connector that began it: no other kind ends it, proves its end, or renews it. */
  connectorType: string
  resource: string
  audience: string
  /** OAuth scopes, separated by spaces. */
  scope: string
  requester: number
  digest: string
  policy: string
  requestUrl: string
  begins: Date
  ends: Date
}

/** By which connector, of which kind, a grant was begun. */
export type GrantedBy = Pick<Grant, 'connector' | 'connectorType'>

/** The pull request in which people say yes or no, as Daypass opened it, or found it where its requester did. */
export type GrantPull = {
  number: number
  url: string
  /** The commit that is voted on (Daypass wrote it, or its requester), and the one on `requests` below it. */
  head: string
  base: string
  opened: Date
  /** Who was asked to review, in the order of asking. */
  asked: { id: number; login: string }[]
  reminded?: Date
  /** How often more people were asked. */
  widened: number
  /** Approvals up to this review's id are void. */
  voidedUpTo: number
  /** How often somebody else changed what Daypass wrote. */
  disturbances: number
  merge?: { intended: boolean; commit?: string }
  closed?: boolean
}

/** A pull request by which a person asks: its conversation is the trail, and what it asks for stands in the one file it adds. */
export type OwnPull = {
  /** The file as it was read; absent until one could be. `head`: the commit it was read at; `digest`: SHA-256 of its text. */
  file?: { head: string; path: string; digest: string }
  /** Earlier heads that asked for exactly the same: a no to them is a no to it. */
  before?: string[]
  /** Approvals up to this review's id are void for good: the same commit may be put to the vote again. */
  voidedUpTo: number
  /** Daypass has merged it. What GitHub calls closed is then no order of anybody's. */
  merged?: boolean
}

/** Whether the votes are cast in the requester's own pull request, and not in one that Daypass opened. */
export function isVotedInOwnPull({ key, ownPull, pull }: RequestRecord): boolean {
  return ownPull !== undefined && pull?.number === key.issue
}

/** More time for a grant that lives: asked for, decided, and where needed approved, like a request of its own. */
export type Extension = {
  /** The same request for the time in all, counted from the first start. */
  request: CanonicalRequest
  digest: string
  decision: Decision
  findings: Finding[]
  lapsesAt: Date
  /** Nothing but doing it is left. */
  approved?: boolean
  pull?: GrantPull
  tally?: ShownTally
  eligibleThen?: Record<string, string[]>
  teams?: Record<string, number>
}

/**
 * What reads do not find any more, since when, and how many reads. `issue`: while its repository is seen; `access`: the repository, or
 * a token for it; `member`: the requester among those who may have this. With no reads, it was found although an event said it is gone.
 */
export type Doubt = { of: 'issue' | 'access' | 'member'; since: Date; reads: number }

/** More time that was given: what was asked for in all, for a reason of its own, and until when it lets the grant live. */
export type Extended = { request: CanonicalRequest; digest: string; ends: string }

/** Whether what was granted has been handed over; before that, a crash may have left it half done. */
export function isDelivered({ grant, state }: RequestRecord): boolean {
  return grant !== undefined && state !== 'granting'
}

/** Who said yes to what, who still can, who objects. */
export type ShownTally = {
  filled: { slot: string; person: { id: number; login: string }; review: number }[]
  /** `note`: why nobody can fill it, and whom to ask to mend that. */
  open: { slot: string; from: string[]; canFill: { id: number; login: string }[]; note?: string }[]
  blockedBy: { id: number; login: string }[]
  /** Whose yes stands there and does not count, because it was first seen when they could not give it. */
  early?: { id: number; login: string }[]
}

/** The request's row: the truth about it. What GitHub shall show is rendered from here; what it does show is the display's row. */
export type RequestRecord = {
  readonly key: RequestKey
  state: RequestState
  /** SHA-256 of the issue's body, or of the name of the pull request's head, that was last read. */
  body?: string
  requester?: { id: number; login: string }
  /** When the requester submitted what is frozen. */
  submittedAt?: Date
  request?: CanonicalRequest
  digest?: string
  resource?: {
    title: string
    kind: string
    sensitivity: 'low' | 'medium' | 'high' | 'critical'
    environment?: string
    scopes: Record<string, string>
  }
  decision?: Decision
  /** What the request waits for, or why it was refused: shown in the status. */
  findings: Finding[]
  grant?: Grant
  /** The armored age file that was posted; cipher text only. */
  sealed?: { armored: string; keys: { fingerprint: string; type: string }[] }
  /** The requester's keys, frozen with the request: nothing is sealed to any other. Absent where no credential is given. */
  keys?: KeySet
  /** How the end will take effect, as the connector declares it. */
  howItEnds?: string
  /** When the request lapses if what it waits for does not come. */
  lapsesAt?: Date
  /** When it makes sense to ask the target again whether the end took effect. */
  probeAgain?: Date
  /** Teams of the requester that the decision rested on; none: membership of the organisation. */
  memberOf?: string[]
  /** When membership was last looked at, and how many notices of a change of it had come by then. */
  membership?: { at: string; notices: number }
  extension?: Extension
  /** Extensions that were given, oldest first; what was asked for at first stays what it was. */
  extended?: Extended[]
  /** How many notices of changed comments had come when it was last ordered to compare them. */
  compared?: number
  /** Kinds of short answers that were given already. */
  told?: string[]
  /** Whom something was answered lately, and when (RFC 3339): nobody is answered without end. */
  answered?: { person: number; at: string }[]
  /** The issue was out of our sight when this ended: nothing is shown there unless it is seen again. */
  gone?: boolean
  doubt?: Doubt
  /** How many looks in a row found GitHub showing less than its webhooks had told. */
  behind?: number
  /** How many events had said that the issue is gone, or the repository out of reach, when it was plainly seen all the same. */
  refuted?: number
  end?: { cause: EndCause; by?: number; why?: string; asked: Date; effective?: Date; proof?: Proof; attempts: number }
  outcome?: Outcome
  url?: string
  /**
   * GitHub shows that another store looks after it, or that this one has lost it; `store` absent: whose status it is cannot be told.
   * `closed`: it is over there, and hinders nothing.
   */
  foreign?: { store?: string; closed?: true }
  /** It was another store's, and is ended here; `until`: when the last token that store can have issued has run out. */
  adopted?: { store: string; until: Date }
  /** The issue's labels when it was last looked at: those of others stay. */
  labels?: string[]
  /** Present when it was asked for by pull request, and not in an issue. */
  ownPull?: OwnPull
  /** The pull request in which people say yes, for a request that needs approval: one of Daypass's, or the requester's own. */
  pull?: GrantPull
  /** Ids of the teams that the slots named when they were first looked at: a name may come to stand for another team. */
  teams?: Record<string, number>
  /** Who is called, besides those who were asked, when nobody decides for long: @user or @organisation/team. */
  escalateTo?: string[]
  /** The votes as they were last counted. */
  tally?: ShownTally
  /** By review id, the names of the slots for which its person was eligible when Daypass first saw it. */
  eligibleThen?: Record<string, string[]>
  /** The issue's last change (RFC 3339) as it was when it was last looked at. */
  changedAt?: string
  /**
   * Comments that were looked at: how many there were beside ours, and the highest id; `waiting`: of these, those whose writer is not
   * known yet.
   */
  comments: { count: number; last: number; waiting?: number[] }
  /** The same of the comments on its grant pull request, with how many notices of such comments had come. */
  onPull?: { notices: number; last: number; waiting?: number[] }
  /** The newest comment that was there when a text by another hand was refused: no `/retry` up to it can mean that text. */
  refusedUpTo?: number
  /** Tries in a row that failed, for the back-off. */
  tries: number
  /** The instant at which the request must be looked at next; null: only when something happens. */
  wakeAt: Date | null
}
