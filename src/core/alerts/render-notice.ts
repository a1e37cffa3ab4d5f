import type { Alert } from './alert.ts'
import { type AlertKind, alertKinds } from './alert-kinds.ts'

export type Telling = Alert & { id: string; repository: number; at: Date }

/** The label of issues in which alerts are told. */
export const alertLabel = 'daypass:alert'

/** The hidden first line by which we find the issue of a kind again. */
export const alertMarker = (kind: AlertKind): string => `<!-- daypass:alert ${kind} -->`

/** The hidden line by which we find again what was told. */
export const noticeMarker = (id: string): string => `<!-- daypass:notice ${id} -->`

export const alertTitle = (kind: AlertKind): string => `Alert: ${alertKinds[kind].title}`

/** The text of a new issue. */
export function renderAlertIssue(notice: Telling): string {
  return `${alertMarker(notice.kind)}
${renderAlert(notice)}

Further alerts of this kind are comments here. Close this issue when nothing is left to be done; the next alert then opens a new one. Commands do nothing here.
`
}

/** One alert, as it stands in an issue and in its comments. */
export function renderAlert(notice: Telling): string {
  const { title, what, action } = alertKinds[notice.kind]
  const rows = [
    ['Resource', notice.resource && codeOf([notice.resource, notice.sensitivity].filter(Boolean).join(' · '))],
    ['Requester', notice.who && codeOf(notice.who.login)],
    ['About', notice.about && codeOf(notice.about)],
    ['Request', notice.url && plainUrl(notice.url)],
    ['Noted', utc(notice.at)],
  ].flatMap(([name, value]) => (value ? [`| ${name} | ${value} |`] : []))
  const of = notice.resource ?? notice.about
  return `${noticeMarker(notice.id)}
### ${title}${of === undefined ? '' : ` · ${codeOf(of)}`}

${what}

| | |
|---|---|
${rows.join('\n')}

**Now:** ${action}`
}

/** What is sent to a chat: nothing that people wrote but names, and nothing that calls anybody. */
export function renderChat(notice: Telling): string {
  const { title, what, action } = alertKinds[notice.kind]
  const facts = [notice.resource, notice.sensitivity, notice.who?.login, notice.about].filter(
    (fact): fact is NonNullable<typeof fact> => fact !== undefined,
  )
  const head = [`*${title}*`, ...facts.map(chatText)].join(' · ')
  const link = notice.url === undefined ? [] : [`<${chatUrl(notice.url)}>`]
  return [head, chatText(what), `Now: ${chatText(action)}`, ...link].join('\n')
}

/** Standard Webhooks: what a receiver is sent. Its shape is schemas/notice-message.schema.json. */
export function noticeMessage({ kind, at, who, id, repository, resource, sensitivity, about, url }: Telling) {
  const { gravity, title, what, action } = alertKinds[kind]
  return {
    type: `alert.${kind}` as const,
    timestamp: at.toISOString(),
    data: {
      ...{ id, kind, gravity, title, what, action, repository },
      ...(resource === undefined ? {} : { resource }),
      ...(sensitivity === undefined ? {} : { sensitivity }),
      ...(who === undefined ? {} : { who: who.login }),
      ...(about === undefined ? {} : { about }),
      ...(url === undefined ? {} : { url }),
    },
  }
}

const trial = {
  title: 'Trial',
  what: 'This is a trial by `daypass doctor --notice`. Nothing has happened.',
  action: 'Nothing is to be done.',
}

/** A trial of a place, as Standard Webhooks has it. */
export function trialMessage(id: string, at: Date) {
  const data = { id, kind: 'test' as const, gravity: 'common' as const, ...trial, repository: 0 }
  return { type: 'test' as const, timestamp: at.toISOString(), data }
}

/** The same in a chat. */
export const trialChat = `*${trial.title}*\n${chatText(trial.what)}`

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** In a code span nothing is markup; what could end it, or the cell of a table, is left out. */
const codeOf = (text: string): string => `\`${text.replace(/[`|\p{Cc}]/gu, '')}\``

/** An address of GitHub's, of which no character can be markup. */
const plainUrl = (url: string): string => url.replace(/[^\w:/.#?=&%-]/g, encodeURIComponent)

function chatText(text: string): string {
  return text
    .replace(/[`*_~\p{Cc}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

const chatUrl = (url: string): string => plainUrl(url).replaceAll('&', '&amp;')
