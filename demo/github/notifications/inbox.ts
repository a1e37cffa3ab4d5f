import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, type Route, refusal, route } from '../gateway/route.ts'
import type { JsonObject } from '../json.ts'
import type { Thread } from './notifications.ts'

export const notificationRoutes: readonly Route[] = [route('GET /notifications', inbox)]

/** A person's threads, the newest first. Nobody here reads them, so all are unread. An app has no inbox. */
function inbox(x: Exchange): Answer {
  const { actor, world } = x
  if (actor.by === 'anonymous') return refusal(401, 'Requires authentication')
  if (actor.by === 'app') return refusal(403, 'Resource not accessible by integration')
  const own = world.notifications.threads.filter(({ account }) => account === actor.account)
  const newest = own.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt) || b.id - a.id)
  return page(
    x,
    newest.map((thread) => shown(world.url, thread)),
  )
}

function shown(url: string, { id, repository, number, isPull, title, reason, updatedAt }: Thread): JsonObject {
  const path = `${url}/repos/${repository.fullName}`
  return {
    id: String(id),
    repository: repository.profile,
    subject: {
      title,
      url: `${path}/${isPull ? 'pulls' : 'issues'}/${number}`,
      latest_comment_url: `${path}/${isPull ? 'pulls' : 'issues'}/${number}`,
      type: isPull ? 'PullRequest' : 'Issue',
    },
    reason,
    unread: true,
    updated_at: updatedAt,
    last_read_at: null,
    url: `${url}/notifications/threads/${id}`,
    subscription_url: `${url}/notifications/threads/${id}/subscription`,
  }
}
