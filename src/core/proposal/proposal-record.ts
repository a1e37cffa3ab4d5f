/** Where GitHub lets required checks pass: on `success`, and on `neutral` and `skipped`, which are therefore never used. */
export type Conclusion = 'success' | 'failure' | 'action_required' | 'cancelled'

/**
 * Our check run of one head. `identity`: what was judged, head included; `attempt`: how often a run for it was begun, so that each is found
 * again by a name of its own. `id`: absent where it may have been created, or not. `sent`: its findings were on their way: GitHub adds
 * what is sent twice, so that after a crash another run is begun.
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
}

/** A pull request against the default branch, as far as it was judged: a row of its own, beside the requests. */
export type ProposalRecord = {
  run?: RunRecord
  /** The commit of the default branch with which it was looked at last. */
  base?: string
  /** How many orders to judge once more were carried out. */
  rerun?: number
  /** It is closed, and nothing is left to be done. */
  over?: boolean
  /** Tries in a row that failed, or had to wait for GitHub. */
  tries: number
}

export const nothingJudged: ProposalRecord = { tries: 0 }

/** The name by which a run of ours is found again, GitHub's `external_id`. */
export function runName({ identity, attempt }: Pick<RunRecord, 'identity' | 'attempt'>): string {
  return `${identity}.${attempt}`
}
