import { canonicalJson } from '../canonical-json.ts'
import { type Finding, isVotedInRequestPull, type RequestRecord } from '../record.ts'
import { isSameSet } from '../ssh/recipient-keys.ts'
import { voidSoFar } from './count-votes.ts'
import { tidied } from './decide-end.ts'
import { decidedEvent, keptDecision } from './decided-event.ts'
import { noKey } from './no-key.ts'
import type { CaseFile, Change, Step, Voting } from './plan.ts'
import { type Decided, note, type SeenIssue } from './steps.ts'

type Pull = NonNullable<RequestRecord['pull']>

/** What the decision that was made once more changes, whoever has voted; undefined: nothing. */
export function decidedAnew(file: CaseFile, { reading }: SeenIssue, voting: Voting, pull: Pull): Step[] | undefined {
  if (reading?.kind !== 'decided') return undefined
  const { output } = reading.decision
  if (output.outcome === 'deny' || reading.forbidden.length > 0) return denyApproved(file, reading)
  if (reading.keys?.keys.length === 0) return waitForKey(file, reading, noKey(reading.keys))
  const asked = file.record.decision?.output.approvals ?? []
  const isOther = output.outcome === 'review' && canonicalJson(output.approvals ?? []) !== canonicalJson(asked)
  if (isOther) return startAgain(file, reading, voting, pull, 'policy')
  const hasOtherKeys = reading.keys && !isSameSet(reading.keys.keys, file.record.keys?.keys ?? [])
  return hasOtherKeys ? startAgain(file, reading, voting, pull, 'keys') : undefined
}

/** What could not be delivered is not voted on: it waits for its requester, and is then put to the vote anew. */
function waitForKey({ record }: CaseFile, { keys, decision }: Decided, finding: Finding): Step[] {
  const set = { state: 'granting' as const, findings: [finding], decision, ...(keys ? { keys } : {}) }
  return [...(isVotedInRequestPull(record) ? [] : tidied(record)), note({ set, clear: ['tally'] })]
}

/** Policy, or the deployment, says no by now: the yes of reviewers does not outweigh it. */
function denyApproved({ now, record }: CaseFile, reading: Decided): Step[] {
  const denied = note({
    set: { state: 'denied', outcome: 'denied', decision: reading.decision, findings: reading.forbidden },
    events: [decidedEvent(now, reading)],
    decision: keptDecision(reading, 'grant'),
  })
  return [denied, ...tidied(record)]
}

/** Policy wants other approvals by now, or the requester has other keys: that is what the pull request says from here on, and votes for what it said are void. */
function startAgain(
  { now, record }: CaseFile,
  reading: Decided,
  voting: Voting,
  pull: Pull,
  what: keyof typeof whyAgain,
): Step[] {
  const change: Change = {
    set: {
      decision: reading.decision,
      findings: [],
      ...(reading.keys ? { keys: reading.keys } : {}),
      ...voidSoFar(record, voting, pull),
    },
    events: [decidedEvent(now, reading)],
    decision: keptDecision(reading, 'grant'),
  }
  return [note(change), { do: 'rewrite' }, { do: 'tell', body: whyAgain[what], change: {} }]
}

const whyAgain = {
  policy:
    '### Votes so far are void · the policy has changed\n\nIt wants other approvals by now: the text above says which. Approve or decline anew.',
  keys: '### Votes so far are void · the requester has other SSH keys\n\nThe credential would be sealed to other keys than before: the text above says which. Approve or decline anew.',
} as const
