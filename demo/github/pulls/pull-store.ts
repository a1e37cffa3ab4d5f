import type { Fork } from '../forks/fork-store.ts'
import type { JsonObject } from '../json.ts'
import type { Account, Team } from '../people/directory.ts'
import type { Repository } from '../repositories/repository.ts'

export type ReviewState = 'PENDING' | 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'

export type Review = {
  id: number
  /** GitHub's simple user of whoever reviewed. */
  user: JsonObject
  body: string
  state: ReviewState
  commitId: string
  /** Null while pending. */
  submittedAt: string | null
  updatedAt: string
}

/** What merging a head into a base would make. */
export type TestMerge = {
  base: string
  head: string
  /** What was known of the ends of before. */
  former: string | null
  /** How often somebody has looked. */
  looks: number
  making?: Promise<string | null>
  /** Null where they conflict; undefined until it is known. */
  sha?: string | null
}

/** What a pull request has beside the issue that it also is: title, body, state, labels and author are the issue's. */
export type Pull = {
  id: number
  number: number
  repository: Repository
  /** The branch, of the fork where there is one. */
  head: string
  fork: Fork | undefined
  headSha: string
  base: string
  /** The tip of the base when the head was last pushed, or when the pull request was closed. */
  baseSha: string
  author: JsonObject
  open: boolean
  draft: boolean
  merged: { at: string; by: JsonObject; sha: string } | undefined
  testMerge?: TestMerge
  /** Who is asked and has not answered. */
  reviewers: Set<Account>
  teams: Set<Team>
  reviews: Review[]
}

/** All pull requests. `emulate` has some of its own, which do not know what a push or a merge does; they are not used. */
export class Pulls {
  readonly #pulls = new Map<string, Pull>()
  #nextPull = 50_001
  /** Far beyond 32 bits, as GitHub's; below 2^53, so JSON readers keep them. */
  #nextReview = 4_700_000_000_000_001

  add(pull: Omit<Pull, 'id' | 'reviewers' | 'teams' | 'reviews' | 'open' | 'merged'>): Pull {
    const own = { id: this.#nextPull++, open: true, merged: undefined, reviewers: new Set<Account>() }
    const made = { ...pull, ...own, teams: new Set<Team>(), reviews: [] }
    this.#pulls.set(`${pull.repository.id} ${pull.number}`, made)
    return made
  }

  find(repository: Repository, number: number): Pull | undefined {
    return this.#pulls.get(`${repository.id} ${number}`)
  }

  /** The newest last. */
  of(repository: Repository): Pull[] {
    return [...this.#pulls.values()].filter((pull) => pull.repository === repository)
  }

  nextReviewId(): number {
    return this.#nextReview++
  }
}
