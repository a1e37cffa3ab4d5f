import { raise } from '../deliveries/events.ts'
import { type JsonObject, wholeSeconds } from '../json.ts'
import { nodeId, type World } from '../world.ts'
import type { Pull, Review } from './pull-store.ts'
import { issueOf, pullSimple } from './pull-view.ts'

/** GitHub's review. */
export function reviewShown(world: World, pull: Pull, review: Review): JsonObject {
  const { fullName } = pull.repository
  const html = `${world.url}/${fullName}/pull/${pull.number}#pullrequestreview-${review.id}`
  const url = `${world.url}/repos/${fullName}/pulls/${pull.number}`
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: review.user,
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: association(world, review.user),
    _links: { html: { href: html }, pull_request: { href: url } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  }
}

/** One `pull_request_review` event. There, unlike in the API, states are written small. */
export async function raiseReview(
  world: World,
  pull: Pull,
  review: Review,
  { fields, sender }: { fields: JsonObject; sender: JsonObject },
): Promise<void> {
  const issue = await issueOf(world, pull)
  world.stamps.updated(issue)
  world.stamps.apply(issue)
  const shown = {
    ...reviewShown(world, pull, review),
    state: review.state.toLowerCase(),
    submitted_at: review.submittedAt,
    updated_at: review.updatedAt,
  }
  const event = { ...fields, review: shown, pull_request: pullSimple(world, pull, issue) }
  raise(world, 'pull_request_review', event, { sender, repository: pull.repository })
}

/** Dismisses what new commits have made stale, as the base's rules want it. */
export async function dismissAll(world: World, pull: Pull, sender: JsonObject): Promise<void> {
  for (const review of pull.reviews.filter(({ state }) => state === 'APPROVED')) {
    review.state = 'DISMISSED'
    review.updatedAt = wholeSeconds(world.now())
    await raiseReview(world, pull, review, { fields: { action: 'dismissed' }, sender })
  }
}

/** A label of the person's relation to the repository, as GitHub writes it; it says nothing about rights. */
function association(world: World, user: JsonObject): string {
  const account = world.directory.account(String(user.login))
  if (account?.member) return 'MEMBER'
  return account && account.roles.size > 0 ? 'COLLABORATOR' : 'NONE'
}
