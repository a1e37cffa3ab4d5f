import type { PolicyInput } from '../../generated/policy-input.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import type { BoundOperation } from '../../generated/stored-request.ts'
import type { Explained } from '../effect/explained.ts'
import type { Way } from '../effect/moves.ts'
import type { Deposit } from '../lending/secret-place.ts'
import type { Standing } from '../policy/standing-answer.ts'
import type { Decision, Finding, RequestPull, RequestRecord } from '../record.ts'
import type { VotedOn } from '../review/approval.ts'
import type { OpenTo, Review } from '../review/votes.ts'
import type { KeySet, RecipientKey } from '../ssh/recipient-keys.ts'
import type { Change, PolicyTexts } from './change.ts'

export type { Change, DecisionWhy, PolicyTexts } from './change.ts'

/**
 * One thing to do; `on`: to the extension that waits, or to the review that is owed, rather than to the request. Steps are done in order; each is idempotent, and each leaves the record such that the next look goes on
 * from there: intent, effect, evidence.
 */
export type Step =
  /** Store something. */
  | { do: 'save'; change: Change }
  /** Open the lease, seal its credential to these keys, store the cipher text; without any, there is nothing to seal. */
  | { do: 'deliver'; keys: readonly RecipientKey[] }
  /**
   * Open the grant pull request, and mention these people in it. `anew`: reviews that stand in the requester's own pull request were of
   * something else.
   */
  | { do: 'openPull'; ask: { id: number; login: string }[]; anew?: boolean; on?: VotedOn }
  /** Write title and body of the pull request again as they must be; `keeps`: what was said of the other text counts on; `late`: what to say when somebody has said yes to the other text meanwhile. */
  | { do: 'rewrite'; late?: string; keeps?: true; on?: VotedOn }
  /** Have something said on the pull request. */
  | { do: 'commentOnPull'; body: string; change: Change; on?: VotedOn }
  /** Read the reviews once more, and stop where they no longer say yes. */
  | { do: 'recount'; on?: VotedOn }
  /** Merge the pull request, naming its head, and check what was merged; the reviews are read once more after it, and before it unless they were read last of all. */
  | { do: 'merge'; recount: boolean; on?: VotedOn }
  /** Close the pull request if it is open, and delete its branch. */
  | { do: 'closePull'; on?: VotedOn }
  /** Let the grant end later, and say so. */
  | { do: 'extend'; ends: Date; body: string }
  /** End the lease in the target. */
  | { do: 'end' }
  /** Ask the target whether the end took effect. */
  | { do: 'probe' }
  /** Have something said in the issue, or on the pull request that is named; `by`: who has caused it, if not the requester. */
  | { do: 'comment'; body: string; change: Change; onPull?: number; by?: number }
  /** Have GitHub show what the record says. */
  | { do: 'publish' }

export type Plan = readonly Step[]

/** The keys to seal to, none where there is nothing to seal; or why there is none that could be sealed to. */
export type KeyChoice = { ok: true; keys: readonly RecipientKey[] } | { ok: false; finding: Finding }

/** What became of reading the body and asking the policy. */
export type Reading =
  /** `passing`: by what may be another thing in a moment, such as a default branch that is not in force; what is voted on waits for that. */
  | { kind: 'invalid'; findings: Finding[]; passing?: true }
  /** Something could not be read or evaluated: nobody said no, and nobody said yes. */
  | { kind: 'undecided'; findings: Finding[] }
  | {
      kind: 'decided'
      request: CanonicalRequest
      digest: string
      resource: NonNullable<RequestRecord['resource']>
      /** What its grant is bound to; absent: the resource asks for no operation. */
      operation?: BoundOperation
      input: PolicyInput
      decision: Decision
      /** By what it was decided. */
      texts: PolicyTexts
      /** The team by which the requester may have it. */
      memberOf: string[]
      /** How they belong to the organisation; absent: as a member. */
      affiliation?: NonNullable<RequestRecord['affiliation']>
      /** Why it is forbidden although the policy may allow it. */
      forbidden: Finding[]
      /** Present where it is denied: what it would have taken instead. */
      ways?: Way[]
      lease: {
        connector: string
        connectorType: string
        audience: string
        scope: string
        howItEnds: string
        /** Where the credential goes, if not to the requester's keys. */
        deposit?: Deposit
      }
      /** The requester's keys as they are frozen with the request; absent where no credential is given. */
      keys?: KeySet
      /** Present when a credential could be sealed now: policy allows it, or its reviewers do. */
      key?: KeyChoice
      /** Present when a pull request asks: the file that was read. */
      file?: NonNullable<RequestPull['file']>
      /** Who is called when nobody decides for long. */
      escalateTo: string[]
      /** How long the request waits for what it still needs, in seconds. */
      lapseAfter: number
    }

/** The grant pull request and its votes. */
export type SeenPull = {
  open: boolean
  merged: boolean
  mergedByUs: boolean
  closedBy: number | undefined
  head: string
  baseRef: string
  /** Whether title and body are still the ones that Daypass wrote. */
  textIntact: boolean
  reviews: Review[]
  /** How often somebody else was seen changing its text, as signed webhooks said. */
  disturbances: number
}

/** The slots that the decision wants filled, who can fill them now, and the pull request where they do. */
export type Voting = {
  slots: OpenTo[]
  teams?: Record<string, number>
  pull?: SeenPull
  /** Present when the votes are complete: what others than the app may do on the ledger's branches, where rules do not forbid it. */
  unguarded?: readonly string[]
  /** The reviews were read after everything else that this look asked. */
  readLast?: boolean
}

/** `left`: the requester is no member of the organisation or the team any more; `connector`: the deployment has taken it away. */
export type Ineligibility = 'left' | 'public' | 'archived' | 'connector'

/** What was seen outside, as far as this look needed it. */
export type Seen =
  /** Nothing was asked: what is to be done follows from the store and the clock. */
  | { kind: 'nothing' }
  /** The grant was ended in the ledger by whoever handed its credential in; what is left is proof and words. */
  | { kind: 'handed-in' }
  /** The request is over; only whether GitHub still shows what it said is of interest. */
  | {
      kind: 'over'
      labels: string[]
      /** Present when GitHub seems to show something else than was written: how many notices of changed comments had come. */
      compare?: number
      /** Commands in comments that came after the end. */
      commands: { name: string; by: number; rest: string; onPull?: number }[]
      /** Present when somebody asks why. */
      explained?: Explained
      requester: number
      comments: RequestRecord['comments']
      onPull?: NonNullable<RequestRecord['onPull']>
      /** Webhooks told of something that is not seen yet. */
      behind?: true
      /** Present where a review of it is owed. */
      owed?: Voting
    }
  /** The issue was deleted, moved away, or is no longer a request: that is certain. `owed`: a review of it is, all the same. */
  | { kind: 'gone'; owed?: Voting }
  /**
   * A status of our app stands there that this store did not write. `store`: whose it is, where that can be told; `adopted`: an operator
   * has said that this store ends what that one began.
   */
  | {
      kind: 'foreign'
      store?: string
      adopted: boolean
      open: boolean
      url: string
      labels: string[]
      comments: RequestRecord['comments']
    }
  /** A read did not find the issue, or the repository; `told`: an event said that it is gone. */
  | { kind: 'unseen'; what: 'issue' | 'access'; told: boolean; owed?: Voting }
  | {
      kind: 'issue'
      url: string
      author: { id: number; login: string }
      /** A pull request that is merged was not closed by anybody. */
      open: boolean
      /** Who closed it, when GitHub says so. */
      closedBy: number | undefined
      /** SHA-256 of the body; of the name of the head commit where a pull request asks. */
      body: string
      /**
       * Present when it is asked for by pull request. `mergedByOther`: that somebody else than Daypass merged it; `mergedByUs`: that
       * Daypass did, because everybody needed has said yes.
       */
      own?: { mergedByOther: boolean; mergedByUs?: true }
      /** Who wrote this body; undefined: unknown writer. */
      writtenBy: number | undefined
      createdAt: Date
      changedAt?: string
      /** Commands in new comments by people; `rest` is free text; `onPull`: said on this pull request, and not in the issue. */
      commands: { name: string; by: number; rest: string; onPull?: number }[]
      /** Present when somebody asks why. */
      explained?: Explained
      /** Of those who commanded or closed the issue, who may end it although they did not ask for it. */
      entitled: number[]
      /** Why a grant or a request cannot go on here, whatever anybody says. `told`: an event said so as well. */
      ineligible?: Ineligibility
      told?: boolean
      /** How many events have said that the issue is gone, or the repository out of reach. */
      saidGone: number
      /** Present when the requester's membership was looked at. */
      membership?: { at: string; notices: number }
      comments: RequestRecord['comments']
      onPull?: NonNullable<RequestRecord['onPull']>
      /** What GitHub shows is older than what its webhooks have told. */
      behind?: true
      /** Present when what was granted turns out to have been written by somebody else than its requester. */
      contradicted?: true
      labels: string[]
      /** Present when GitHub seems to show something else than was written: how many notices of changed comments had come. */
      compare?: number
      /** Whether a status of ours stands there. */
      isShown?: true
      /** Present when the body had to be read anew. */
      reading?: Reading
      /** Present when reviewers decide. */
      voting?: Voting
      /** Present when a grant has begun whose credential is not sealed yet. */
      key?: KeyChoice
      standing?: Standing
      /** Present where a review of it is owed. */
      owed?: Voting
      /** Present where the rules in force were asked: until when they let it last, where that comes before its end; null: it does not. */
      askAgain?: Date | null
    }

/** What the store says of a secret: what became of it, or why it is not cleared yet; `none`: it was never taken. */
export type SeenDeposit = Pick<Deposit, 'why' | 'over'> | 'none'

/** All that a decision about the next steps may depend on. `deposit`: where the credential lies, and how far it is with clearing it. */
export type CaseFile = {
  now: Date
  deposit?: SeenDeposit | undefined
  record: RequestRecord
  seen: Seen
  /** 128 random bits, for a grant that may begin now. */
  freshId: string
}
