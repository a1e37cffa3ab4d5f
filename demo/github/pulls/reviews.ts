import { forbidden, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, json, notFound, type Route, refusal, route } from '../gateway/route.ts'
import { compare } from '../git/comparison.ts'
import { wrongLength } from '../issues/issues.ts'
import { wholeSeconds } from '../json.ts'
import { changingPull, isAuthor, mayOnPull, type PullHandler, unprocessable, withPull } from './pull-access.ts'
import type { Pull, Review, ReviewState } from './pull-store.ts'
import { changesOf, issueOf } from './pull-view.ts'
import { raiseReview, reviewShown } from './review-events.ts'
import { answered } from './review-requests.ts'

const REVIEWS = '/repos/:owner/:repo/pulls/:number/reviews'
const REVIEW = `${REVIEWS}/:id`

export const reviewRoutes: readonly Route[] = [
  route(`GET ${REVIEWS}`, withPull(listReviews)),
  route(`POST ${REVIEWS}`, changingPull(review)),
  route(`GET ${REVIEW}`, withPull(withReview((x, pull, one) => json(reviewShown(x.world, pull, one))))),
  route(`PUT ${REVIEW}`, changingPull(withReview(editReview))),
  route(`DELETE ${REVIEW}`, changingPull(withReview(deleteReview))),
  route(`POST ${REVIEW}/events`, changingPull(withReview(submitReview))),
  route(`PUT ${REVIEW}/dismissals`, changingPull(withReview(dismissReview))),
  route(`GET ${REVIEW}/comments`, withPull(withReview((x) => page(x, [])))),
]

const STATES: Readonly<Record<string, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

/** A pending review exists only for its author. */
function withReview(handler: (x: Exchange, pull: Pull, review: Review) => Promise<Answer> | Answer): PullHandler {
  return (x, pull) => {
    const found = pull.reviews.find(({ id }) => id === Number(x.params.id))
    return found === undefined || (found.state === 'PENDING' && !isOwn(x, found)) ? notFound() : handler(x, pull, found)
  }
}

function listReviews(x: Exchange, pull: Pull): Answer {
  const seen = pull.reviews.filter((one) => one.state !== 'PENDING' || isOwn(x, one))
  return page(
    x,
    seen.map((one) => reviewShown(x.world, pull, one)),
  )
}

/** Whoever reads the repository may review; whose word counts is another question, which GitHub leaves to rules. */
async function review(x: Exchange, pull: Pull): Promise<Answer> {
  if (!mayOnPull(x, 'read')) return forbidden(x.actor)
  const wrong = wrongReview(x, pull, x.body.event) ?? (await wrongCommit(x, pull))
  if (wrong) return wrong
  const { locked } = await issueOf(x.world, pull)
  if (locked && !mayOnPull(x, 'write')) return unprocessable('lock prevents review')
  const user = senderOf(x.world, x.actor)
  if (pull.reviews.some((one) => one.state === 'PENDING' && one.user.id === user.id))
    return unprocessable('User can only have one pending review per pull request')
  const state = STATES[String(x.body.event)] ?? 'PENDING'
  const now = wholeSeconds(x.world.now())
  const made: Review = {
    id: x.world.pulls.nextReviewId(),
    user,
    body: String(x.body.body ?? ''),
    state,
    commitId: typeof x.body.commit_id === 'string' ? x.body.commit_id : pull.headSha,
    submittedAt: state === 'PENDING' ? null : now,
    updatedAt: now,
  }
  pull.reviews.push(made)
  if (state !== 'PENDING') await submitted(x, pull, made)
  return json(reviewShown(x.world, pull, made))
}

async function submitReview(x: Exchange, pull: Pull, pending: Review): Promise<Answer> {
  const state = STATES[String(x.body.event)]
  if (pending.state !== 'PENDING' || state === undefined) return unprocessable('Could not submit the review.')
  const wrong = wrongReview({ ...x, body: { body: pending.body, ...x.body } }, pull, x.body.event)
  if (wrong) return wrong
  if (typeof x.body.body === 'string') pending.body = x.body.body
  pending.state = state
  pending.updatedAt = wholeSeconds(x.world.now())
  pending.submittedAt = pending.updatedAt
  // In the list a review stands where it was submitted.
  pull.reviews = [...pull.reviews.filter((one) => one !== pending), pending]
  await submitted(x, pull, pending)
  return json(reviewShown(x.world, pull, pending))
}

async function submitted(x: Exchange, pull: Pull, made: Review): Promise<void> {
  answered(x.world, pull, made.user)
  await raiseReview(x.world, pull, made, { fields: { action: 'submitted' }, sender: made.user })
}

function wrongReview(x: Exchange, pull: Pull, event: unknown): Answer | undefined {
  const text = typeof x.body.body === 'string' ? x.body.body : ''
  const long = wrongLength('PullRequestReview', text)
  if (long) return long
  if (event === undefined || event === null || event === '') return undefined
  if (STATES[String(event)] === undefined)
    return refusal(422, 'Variable $event of type PullRequestReviewEvent was provided invalid value')
  if (event === 'COMMENT') return text === '' ? unprocessable('Body can not be blank') : undefined
  const verb = event === 'APPROVE' ? 'approve' : 'request changes on'
  if (isAuthor(x, pull)) return unprocessable(`Can not ${verb} your own pull request`)
  // A merged one can still be approved.
  if (!pull.open && !pull.merged) return unprocessable(`Can only ${verb} open pull requests`)
  return event === 'REQUEST_CHANGES' && text === '' ? unprocessable('Body can not be blank') : undefined
}

/** A review may be of an older commit, but it must be one of the pull request's. */
async function wrongCommit(x: Exchange, pull: Pull): Promise<Answer | undefined> {
  const commit = x.body.commit_id
  if (typeof commit !== 'string' || commit === pull.headSha) return undefined
  const commits = (await changesOf(x.world, pull))?.commits ?? []
  if (commits.some(({ sha }) => sha === commit)) return undefined
  const known = /^[0-9a-f]{40}$/.test(commit) && (await compare(x.world, pull.repository, commit, pull.headSha))
  return unprocessable(known ? 'The commit is not part of the pull request' : 'commit_id is not a commit')
}

/** The text alone: nothing turns an approval into something else but dismissing it or another review. */
async function editReview(x: Exchange, pull: Pull, one: Review): Promise<Answer> {
  if (!isOwn(x, one) && !mayOnPull(x, 'write')) return forbidden(x.actor)
  if (typeof x.body.body !== 'string') return unprocessable('Body can not be blank')
  const wrong = wrongLength('PullRequestReview', x.body.body)
  if (wrong) return wrong
  const from = one.body
  one.body = x.body.body
  one.updatedAt = wholeSeconds(x.world.now())
  const fields = { action: 'edited', changes: { body: { from } } }
  if (one.state !== 'PENDING' && from !== one.body)
    await raiseReview(x.world, pull, one, { fields, sender: senderOf(x.world, x.actor) })
  return json(reviewShown(x.world, pull, one))
}

function deleteReview(x: Exchange, pull: Pull, one: Review): Answer {
  if (one.state !== 'PENDING') return unprocessable('Can not delete a non-pending pull request review')
  pull.reviews = pull.reviews.filter((other) => other !== one)
  return json(reviewShown(x.world, pull, one))
}

async function dismissReview(x: Exchange, pull: Pull, one: Review): Promise<Answer> {
  if (!mayOnPull(x, 'write')) return forbidden(x.actor)
  if (typeof x.body.message !== 'string' || x.body.message === '') return unprocessable('Message can not be blank')
  if (one.state !== 'APPROVED' && one.state !== 'CHANGES_REQUESTED')
    return unprocessable(`Can not dismiss a ${one.state.toLowerCase()} pull request review`)
  one.state = 'DISMISSED'
  one.updatedAt = wholeSeconds(x.world.now())
  const sender = senderOf(x.world, x.actor)
  await raiseReview(x.world, pull, one, { fields: { action: 'dismissed' }, sender })
  return json(reviewShown(x.world, pull, one))
}

function isOwn(x: Exchange, one: Review): boolean {
  return x.actor.by !== 'anonymous' && senderOf(x.world, x.actor).id === one.user.id
}
