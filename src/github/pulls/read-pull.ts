import { DaypassError } from '../../core/error.ts'
import type { Person } from '../../ports/issues.ts'
import type { Pull, Review, ReviewState } from '../../ports/pull-requests.ts'
import type { OwnApp } from '../api/own-app.ts'
import { ResponseFields } from '../api/response.ts'
import { readPerson } from '../people/person.ts'

const states: readonly ReviewState[] = ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']

/** A pull request as GitHub shows it, but for who closed it, which only its issue says. Throws GITHUB_UNAVAILABLE. */
export function readPull(data: unknown, repository: number, app: Pick<OwnApp, 'slug'>): Omit<Pull, 'closedBy'> {
  const pull = new ResponseFields(data, 'the pull request')
  const head = pull.part('head')
  const base = pull.part('base')
  // Lists say only when it was merged.
  const merged = pull.has('merged') ? pull.flag('merged') : pull.has('merged_at')
  return {
    number: pull.id('number'),
    url: pull.text('html_url'),
    open: pull.text('state') === 'open',
    draft: pull.has('draft') && pull.flag('draft'),
    merged,
    mergedByUs: merged && isOwnBot(readPerson(pull.optionalPart('merged_by')), app),
    // Until then it names a commit that GitHub only tries a merge with.
    mergeCommit: merged ? pull.optionalText('merge_commit_sha') : undefined,
    head: head.text('sha'),
    headRef: head.text('ref'),
    own: head.optionalPart('repo')?.id('id') === repository,
    baseRef: base.text('ref'),
    baseHead: base.text('sha'),
    title: pull.text('title'),
    body: pull.optionalText('body') ?? '',
    author: readPerson(pull.optionalPart('user')),
  }
}

/** Throws GITHUB_UNAVAILABLE, for a state that is not known too: who it is of may have taken an approval back with it. */
export function readReview(data: unknown): Review {
  const review = new ResponseFields(data, 'the review')
  const state = states.find((known) => known === review.text('state'))
  if (state === undefined)
    throw new DaypassError(
      'GITHUB_UNAVAILABLE',
      'GitHub shows a review in a state that nobody knows. It is read again later.',
    )
  return {
    id: review.id('id'),
    person: readPerson(review.optionalPart('user')),
    state,
    commit: review.optionalText('commit_id'),
    submittedAt: review.has('submitted_at') ? review.instant('submitted_at') : undefined,
  }
}

/** Whether this is the bot account of our app. Throws GITHUB_UNAVAILABLE while GitHub has not said what that is called. */
export function isOwnBot(person: Person, app: Pick<OwnApp, 'slug'>): boolean {
  if (app.slug === '')
    throw new DaypassError('GITHUB_UNAVAILABLE', 'GitHub has not said yet who this app is. It is asked again later.')
  return person.type === 'Bot' && person.login === `${app.slug}[bot]`
}
