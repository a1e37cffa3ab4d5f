import { findMarker } from '../../core/comment-marker.ts'
import type { CommentText, IssueText } from '../github/reader.ts'
import { plain } from '../plain-text.ts'
import { type IssuerApp, isOurs } from '../trust/issuer-app.ts'

/**
 * Where a request is. `waiting`: nothing is decided, or it is being granted; `granted`: there is a credential, or nothing to open;
 * `refused`: nothing is coming any more. `headline` is what the status says in one line, `steps` what can be done.
 */
export type Progress = {
  state: 'waiting' | 'granted' | 'refused'
  headline: string
  steps: readonly string[]
  /** Whether a sealed credential was posted. */
  sealed: boolean
}

const refusedStates = ['daypass:denied', 'daypass:invalid', 'daypass:ended']

/** Markdown of ours as lines for a terminal. */
function asText(markdown: string): string {
  const spans = markdown.replace(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, (_all, _fence, inner: string) =>
    inner.startsWith(' ') && inner.endsWith(' ') && /[^ ]/.test(inner) ? inner.slice(1, -1) : inner,
  )
  return plain(spans.replace(/`|\*\*/g, '')).trimEnd()
}

/** The status comment: its heading, and what stands before the table of facts and the folded parts. */
function readStatus(ours: readonly CommentText[]): { headline: string; steps: string[] } | undefined {
  const status = ours.find(({ body }) => findMarker(body)?.kind === 'status')
  if (status === undefined) return undefined
  const lines = status.body.replaceAll('\r\n', '\n').split('\n').slice(1)
  const heading = lines.findIndex((line) => line.startsWith('### '))
  if (heading === -1) return undefined
  const after = lines.slice(heading + 1)
  const end = after.findIndex((line) => /^(?:\||<details>|```)/.test(line))
  const steps = (end === -1 ? after : after.slice(0, end)).map(asText).filter((line) => line !== '')
  return { headline: asText((lines[heading] ?? '').slice(4)), steps }
}

/**
 * Reads where a request is from what its issue shows. Labels tell the state, the status comment the words; both are a display that
 * others may change, so nothing that is read here is trusted: only an opened credential is access. `app`: whose comments count.
 */
export function readProgress(issue: IssueText, comments: readonly CommentText[], app: IssuerApp | undefined): Progress {
  const ours = comments.filter((comment) => isOurs(comment, app))
  const { headline = 'Asked, not answered yet', steps = [] } = readStatus(ours) ?? {}
  const sealed = ours.some(({ body }) => body.includes('-----BEGIN AGE ENCRYPTED FILE-----'))
  const nothingToOpen = steps.some((line) => line.startsWith('There is nothing to open'))
  const over = issue.labels.some((label) => label.startsWith('outcome:') || refusedStates.includes(label))
  const state = over
    ? 'refused'
    : issue.labels.includes('daypass:active') && (sealed || nothingToOpen)
      ? 'granted'
      : issue.open
        ? 'waiting'
        : 'refused'
  return { state, headline, steps, sealed }
}
