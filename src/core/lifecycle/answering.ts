import { isDelivered, type RequestRecord } from '../record.ts'
import { renderEdited, renderReopened } from '../rendering/answers.ts'
import type { Step } from './plan.ts'
import { type Answer, afterAnswer, type Said } from './read-commands.ts'
import type { SeenIssue } from './steps.ts'

/** What has been said once these steps are done: each keeps the lists whole, so the next must go on from it. */
export function saidAfter(before: Said, steps: readonly Step[]): Said {
  let said = before
  for (const step of steps) {
    const { told = said.told, answered = said.answered } = (step.do === 'comment' && step.change.set) || {}
    said = { told, answered }
  }
  return said
}

/** Short answers to what changes nothing, each as often as it may be given. */
export function answers(before: Said, wanted: readonly Answer[], now: Date): Step[] {
  let said = before
  return wanted.flatMap((answer): Step[] => {
    const after = afterAnswer(said, answer, now)
    if (!after) return []
    said = after
    const { body, onPull } = answer
    const by = 'to' in answer ? answer.to : answer.by
    return [
      {
        do: 'comment',
        body,
        change: { set: after },
        ...(onPull ? { onPull } : {}),
        ...(by === undefined ? {} : { by }),
      },
    ]
  })
}

/** An issue closed by somebody without a say is opened again (by showing it), with a word the first time. */
export function reopening(record: RequestRecord, seen: SeenIssue): Answer[] {
  // A pull request that was closed cannot always be opened again, and its requester can.
  return seen.open || record.ownPull ? [] : [{ once: 'reopened', most: 1, body: renderReopened() }]
}

/** What was granted is what was frozen: whoever edits the text afterwards is told once that this changes nothing. */
export function notedEdit(record: RequestRecord, seen: SeenIssue): Answer[] {
  const isEdited = isDelivered(record) && !seen.own && record.body !== undefined && record.body !== seen.body
  return isEdited ? [{ once: 'edited', most: 1, body: renderEdited() }] : []
}
