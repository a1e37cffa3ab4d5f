// Where notices go, put together from the deployment file.
import { createGuardedFetch } from '../connectors/guarded-fetch/guarded-fetch.ts'
import { signMessage } from '../connectors/webhook/standard-webhook.ts'
import { everywhere } from '../core/alerts/alert.ts'
import { switchAlert } from '../core/alerts/event-alerts.ts'
import { issuePlace } from '../core/alerts/routes.ts'
import { routingOf } from '../core/alerts/routing-of.ts'
import { DaypassError } from '../core/error.ts'
import type { Lockdown } from '../core/lockdown-scope.ts'
import type { Deployment } from '../generated/deployment.ts'
import { createIssuePlace } from '../notices/issue-place.ts'
import { createSlackPlace, createWebhookPlace, type Send, type TriedPlace } from '../notices/over-http.ts'
import type { AlertIssues } from '../ports/alert-issues.ts'
import type { NoticePlace, NoticeStore } from '../ports/notices.ts'
import type { NoticePorts } from '../reconcile/notice/reconcile-notices.ts'
import type { Store } from '../store/open-store.ts'

/** What sending notices takes beside what a request needs. */
export type Notifying = Pick<NoticePorts, 'notices' | 'places' | 'routing' | 'noticed'>

/** The places of the deployment file, by their names. */
export function placesOf(
  { notices }: Pick<Deployment, 'notices'>,
  now: () => Date,
  send: Send = createGuardedFetch(),
): Map<string, TriedPlace> {
  const places = Object.entries(notices?.places ?? {}).flatMap(([name, place]): [string, TriedPlace][] => {
    if (!place) return []
    const at = { name, url: place.url, ...(place.allow_private ? { allowPrivate: place.allow_private } : {}) }
    if (place.type === 'slack') return [[name, createSlackPlace(at, { send })]]
    return [[name, createWebhookPlace({ ...at, secrets: [place.secret] }, { send, sign: signMessage, now })]]
  })
  return new Map(places)
}

/** The same of the server, with the issue. */
export function notifyingOf(
  deployment: Deployment,
  given: { notices: NoticeStore; alertIssues: AlertIssues; noticed: Notifying['noticed']; now: () => Date },
): Notifying {
  const { notices, alertIssues, noticed, now } = given
  const places = new Map<string, NoticePlace>(placesOf(deployment, now)).set(issuePlace, createIssuePlace(alertIssues))
  return { notices, places, routing: routingOf(deployment), noticed }
}

/** What tells of the kill switch where everything was locked down already: what locks down tells of it itself. */
export function noteSwitch(
  { notices, records }: Pick<Store, 'notices' | 'records'>,
  now: () => Date,
): (lockdown: Lockdown) => Promise<void> {
  return async (lockdown) => {
    const repositories = (await records.repositories()).map(({ id }) => id)
    await notices.note(everywhere(repositories, switchAlert(lockdown)), now())
  }
}

/** Sends a notice of nothing to a place of the deployment file, for `daypass doctor`. Throws USAGE, NOTICE_UNDELIVERED. */
export async function tryPlace(deployment: Deployment, name: string, now: () => Date, id: string): Promise<string> {
  const places = placesOf(deployment, now)
  const place = places.get(name)
  if (place) {
    await place.tryOut(id)
    return `The place ${name} took a trial.`
  }
  const others = [...places.keys()].join(', ')
  const message =
    name === issuePlace
      ? 'The issue in the access repository needs no trial: what the app may do there is looked at without --notice.'
      : `The deployment file has no such place. It has ${others === '' ? 'none' : others}.`
  throw new DaypassError('USAGE', message, { where: name })
}
