import { type Payload, parts, text } from '../payload.ts'
import { isBlank, readCodeBlocks } from './code-blocks.ts'
import { isHeadingLike } from './form-headings.ts'
import { startsLikeRequest } from './form-start.ts'

/**
 * Whether the body of an issue was written without any form: nothing in it looks like a heading. With headings it is a request, or was
 * written with the form of another template, which is none of ours to answer.
 */
export function isWithoutForm(body: string): boolean {
  if (startsLikeRequest(body)) return false
  const lines = body.replaceAll('\r\n', '\n').split('\n')
  const { shown } = readCodeBlocks(lines)
  return !lines.some((line, index) => !shown[index] && !isBlank(line) && isHeadingLike(line))
}

/** The one resource that a text names as a word, in any case; undefined: none, or several. */
export function namedResource(written: string, ids: readonly string[]): string | undefined {
  const words = new Set(written.toLowerCase().match(/[a-z0-9]+(?:-+[a-z0-9]+)*/g) ?? [])
  const [id, ...others] = ids.filter((one) => words.has(one))
  return others.length > 0 ? undefined : id
}

/** The address of the form in the repository of this issue; `resource` is filled in. */
export function formAddress(issueUrl: string, resource?: string): string {
  const chosen = resource === undefined ? '' : `&resource=${encodeURIComponent(resource)}`
  return `${issueUrl.replace(/\/issues\/\d+$/, '')}/issues/new?template=access-request.yml${chosen}`
}

/** Whether a person opened an issue that holds no form, ours or another. What came from another repository was opened elsewhere. */
export function isOpenedWithoutForm(event: string, payload: Payload): boolean {
  const { issue, sender, changes } = parts(payload)
  if (event !== 'issues' || payload.action !== 'opened' || issue.pull_request) return false
  if (sender.type !== 'User' || changes.old_issue !== undefined || changes.old_repository !== undefined) return false
  return isWithoutForm(text(issue.body))
}
