import { noticeMessage, renderChat, trialChat, trialMessage } from '../core/alerts/render-notice.ts'
import { asError, DaypassError } from '../core/error.ts'
import type { NoticePlace } from '../ports/notices.ts'

/** Asks a place by the guarded way to it. */
export type Send = (
  url: string,
  question: { method: 'POST'; headers: Record<string, string>; body: string; allowPrivate: readonly string[] },
) => Promise<Response>

/** Signs a message as Standard Webhooks has it. */
export type SignMessage = (
  secrets: readonly string[],
  id: string,
  at: Date,
  body: string,
) => { headers: Record<string, string>; body: string }

/** A place that can be tried: with a notice of nothing. Throws NOTICE_UNDELIVERED. */
export type TriedPlace = NoticePlace & { tryOut(id: string): Promise<void> }

type Place = { name: string; url: string; allowPrivate?: readonly string[] }

/** A receiver of Standard Webhooks. It tells what comes twice by its id. */
export function createWebhookPlace(
  place: Place & { secrets: readonly string[] },
  { send, sign, now }: { send: Send; sign: SignMessage; now: () => Date },
): TriedPlace {
  const say = (id: string, message: object) =>
    post(send, place, sign(place.secrets, id, now(), JSON.stringify(message)))
  return {
    async send(notice) {
      await say(notice.id, noticeMessage(notice))
      return undefined
    },
    tryOut: (id) => say(id, trialMessage(id, now())),
  }
}

/** An incoming hook of Slack, or of what takes the same. */
export function createSlackPlace(place: Place, { send }: { send: Send }): TriedPlace {
  const say = (text: string) => {
    const body = JSON.stringify({ text, parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false })
    return post(send, place, { headers: { 'content-type': 'application/json' }, body })
  }
  return {
    async send(notice) {
      await say(renderChat(notice))
      return undefined
    },
    tryOut: () => say(trialChat),
  }
}

/** The address may be a secret: it is in no error. */
async function post(
  send: Send,
  { name, url, allowPrivate = [] }: Place,
  message: { headers: Record<string, string>; body: string },
): Promise<void> {
  const away = (why: string, cause?: unknown) =>
    new DaypassError('NOTICE_UNDELIVERED', `The place ${name} did not take a notice: ${why}. It is sent again.`, {
      cause,
    })
  const answer = await send(url, { method: 'POST', ...message, allowPrivate }).catch((thrown: unknown) => {
    throw away(whyOf(asError(thrown), url), undefined)
  })
  if (!answer.ok) throw away(`it answered ${answer.status}`)
}

function whyOf({ message, name }: Error, url: string): string {
  const { host, pathname, search } = new URL(url)
  const hides = [url, `${pathname}${search}`, pathname].filter((part) => part.length > 1)
  const shown = hides.reduce((text, part) => text.replaceAll(part, '…'), message === '' ? name : message)
  return `${shown.replace(/\.$/, '')} (${host})`
}
