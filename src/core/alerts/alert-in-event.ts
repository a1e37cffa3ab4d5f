import { object, type Payload, parts, text } from '../payload.ts'
import { alertLabel } from './render-notice.ts'

type Shown = { author: { type: unknown; login: unknown }; labels: readonly string[] }

/**
 * Whether an issue is one of ours, in which alerts are told: it is no request, whatever somebody makes of its text. Where GitHub has not said
 * yet who this app is, any bot's issue with the label is taken for one.
 */
export function isAlertIssue({ author: { type, login }, labels }: Shown, ownLogin: string | undefined): boolean {
  return type === 'Bot' && (ownLogin === undefined ? labels.includes(alertLabel) : login === ownLogin)
}

/** The same of the issue that an event is about. */
export function isAboutAlerts(payload: Payload, ownLogin: string | undefined): boolean {
  const { issue } = parts(payload)
  const labels = Array.isArray(issue.labels) ? issue.labels.map((label) => text(object(label).name)) : []
  const { type, login } = object(issue.user)
  return !issue.pull_request && isAlertIssue({ author: { type, login }, labels }, ownLogin)
}
