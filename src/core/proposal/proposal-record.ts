/** Where GitHub lets required checks pass: on `success`, and on `neutral` and `skipped`, which are therefore never used. */
export type Conclusion = 'success' | 'failure' | 'action_required' | 'cancelled'

/**
 * Our check run of one head. `identity`: what was judged, head included; `attempt`: the how-manieth run of its pull request it is, so that
 * each is found again by a name of its own. `id`: absent where it may have been created, or not. `sent`: its findings were on their way:
 * GitHub adds what is sent twice, so that after a crash another run is begun.
 */
export type RunRecord = {
  head: string
  identity: string
  attempt: number
  id?: number
  sent?: true
  /** Something gets looser: by which votes of owners it was concluded. */
  votes?: string
  conclusion?: Conclusion
  /** The digests of the governed files that were judged: those in force, and what merging would put in their place. */
  from?: string
  to?: string
  /** How many grants that lived would have ended with it. */
  ends?: number
  /** It was concluded without being judged, since everybody could have read what was found. */
  public?: true
  /** It is of a commit that a merge queue made. */
  queue?: true
}

/** What a merge queue is about to merge: `commit` is `onto`, which may stand in the queue itself, and the pull request. */
export type Queued = { commit: string; onto: string }

/** A pull request against the default branch, as far as it was judged: a row of its own, beside the requests. */
export type ProposalRecord = {
  run?: RunRecord
  /** Of each commit that merge queues made for it, the newest run. */
  queued?: RunRecord[]
  /** The commit of the default branch with which it was looked at last. */
  base?: string
  /** The merge that GitHub had tried then, and what judged. */
  merge?: string
  judgedBy?: string
  /** The commit of what was in force then, where the default branch said something else. */
  standing?: string | undefined
  /** How many orders to judge once more were carried out. */
  rerun?: number
  /** It is closed, and nothing is left to be done. */
  over?: boolean
  /** Tries in a row that failed, or had to wait for GitHub. */
  tries: number
}

export const nothingJudged: ProposalRecord = { tries: 0 }

/** The run of the same commit, in its place or in the queue. */
export function keptRun({ run: own, queued = [] }: ProposalRecord, { head, queue }: RunRecord): RunRecord | undefined {
  return queue ? queued.find((one) => one.head === head) : own
}

/** What of the record changes so that it has this run. */
export function keeping({ queued = [] }: ProposalRecord, run: RunRecord): Partial<ProposalRecord> {
  return run.queue ? { queued: [...queued.filter(({ head }) => head !== run.head), run] } : { run }
}

/** The name by which a run of ours is found again, GitHub's `external_id`. */
export function runName({ identity, attempt }: Pick<RunRecord, 'identity' | 'attempt'>): string {
  return `${identity}.${attempt}`
}
