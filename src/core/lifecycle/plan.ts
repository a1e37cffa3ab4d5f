import type { PolicyInput } from '../../generated/policy-input.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import { membersOf } from '../../generated/stored-request-shape.ts'
import type { Word } from '../display/display-record.ts'
import type { Explained } from '../effect/explained.ts'
import type { Way } from '../effect/moves.ts'
import type { Standing } from '../policy/standing-answer.ts'
import type { Decision, Finding, RequestPull, RequestRecord } from '../record.ts'
import type { OpenTo, Review } from '../review/votes.ts'
import type { KeySet, RecipientKey } from '../ssh/recipient-keys.ts'
import type { NewEvent } from '../trail/entry.ts'
import type { PolicyBuild, ReceiptDraft } from '../trail/receipt-of-decision.ts'

/** What one step changes in the store: committed together, or not at all. */
export type Change = {
  set?: Partial<Omit<RequestRecord, 'key'>>
  /** Members of the record to forget. */
  clear?: (keyof RequestRecord)[]
  /** Appended to the repository's chain, in this order. */
  events?: NewEvent[]
  /** What the request's display is to say, in this order: each once. */
  say?: Word[]
  /** Its display is to compare what GitHub shows with what was written there. */
  compare?: true
  /** The decision with its whole input and the texts that made it, kept so that it can be replayed; and its receipt. */
  decision?: { input: PolicyInput; decision: Decision; texts: PolicyTexts; why: DecisionWhy; receipt?: ReceiptDraft }
}

/**
 * The record with a change made to it. What exists only in other states goes when the state changes. Throws TypeError where that would be
 * the grant: what was granted has to be ended. Whether all members fit the state, the store checks.
 */
export function changedRecord(record: RequestRecord, { set, clear = [] }: Change): RequestRecord {
  const next = { ...record, ...set, key: record.key }
  for (const member of clear) delete next[member]
  if (next.state !== record.state) {
    const known = [...(membersOf[next.state] ?? []), 'key', 'wakeAt']
    if (next.grant && !known.includes('grant')) throw new TypeError(`a grant does not become ${next.state}: it ends`)
    for (const member of Object.keys(record) as (keyof RequestRecord)[])
      if (!known.includes(member) && !Object.hasOwn(set ?? {}, member)) delete next[member]
  }
  return next as RequestRecord
}

/**
 * What was decided: a request as it was asked; once more, before what was approved begins or because its requester wants it looked at
 * again; or more time for what lives.
 */
export type DecisionWhy = 'request' | 'grant' | 'extend'

/**
 * The texts of a policy, path below policies/ → text, sorted by path, as they were compiled. `digest`: SHA-256 over them; `commit`: one at
 * which the governed files stood, where that is known; `built`: what they became.
 */
export type PolicyTexts = { digest: string; files: ReadonlyMap<string, string>; commit?: string; built?: PolicyBuild }

/**
 * One thing to do; `on: 'extension'`: to the extension that waits rather than to the request. Steps are done in order; each is idempotent, and each leaves the record such that the next look goes on
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
  | { do: 'openPull'; ask: { id: number; login: string }[]; anew?: boolean; on?: 'extension' }
  /** Write title and body of the pull request again as they must be; `keeps`: what was said of the other text counts on; `late`: what to say when somebody has said yes to the other text meanwhile. */
  | { do: 'rewrite'; late?: string; keeps?: true; on?: 'extension' }
  /** Have something said on the pull request. */
  | { do: 'commentOnPull'; body: string; change: Change; on?: 'extension' }
  /** Read the reviews once more, and stop where they no longer say yes. */
  | { do: 'recount'; on?: 'extension' }
  /** Merge the pull request, naming its head, and check what was merged; the reviews are read once more after it, and before it unless they were read last of all. */
  | { do: 'merge'; recount: boolean; on?: 'extension' }
  /** Close the pull request if it is open, and delete its branch. */
  | { do: 'closePull'; on?: 'extension' }
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
  | { kind: 'invalid'; findings: Finding[] }
  /** Something could not be read or evaluated: nobody said no, and nobody said yes. */
  | { kind: 'undecided'; findings: Finding[] }
  | {
      kind: 'decided'
      request: CanonicalRequest
      digest: string
      resource: NonNullable<RequestRecord['resource']>
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
      lease: { connector: string; connectorType: string; audience: string; scope: string; howItEnds: string }
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
    }
  /** The issue was deleted, moved away, or is no longer a request: that is certain. */
  | { kind: 'gone' }
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
  | { kind: 'unseen'; what: 'issue' | 'access'; told: boolean }
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
    }

/** All that a decision about the next steps may depend on. */
export type CaseFile = {
  now: Date
  record: RequestRecord
  seen: Seen
  /** 128 random bits, for a grant that may begin now. */
  freshId: string
}
