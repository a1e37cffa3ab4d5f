import { type DaypassError, isDaypassError } from '../../core/error.ts'
import type { Change, Step } from '../../core/lifecycle/plan.ts'
import { afterAnswer, saidSoFar } from '../../core/lifecycle/read-commands.ts'
import type { RequestRecord } from '../../core/record.ts'
import { renderLeftOpen, renderNotExtended } from '../../core/rendering/answers.ts'
import { keptWith, type VotedOn } from '../../core/review/approval.ts'

/** A pull request that GitHub did not let Daypass close, or whose branch it did not let it delete: that is tried again. */
export type Left = { on: VotedOn; error: DaypassError }

/** Whether nobody would know of that pull request any more; whatever else is to be done does not wait for it. */
export function forgets(step: Step, on: Left['on']): boolean {
  if (step.do === 'openPull') return step.on === on
  return 'change' in step && (step.change.clear ?? []).includes(on ?? 'pull')
}

/** Said once; the issue shows how it came out either way. */
export function leftWords(record: RequestRecord, { on, error }: Left, now: Date): Change {
  const number = (on ? record.extension?.pull : record.pull)?.number ?? 0
  const body = renderLeftOpen(number, error.message)
  const set = afterAnswer(saidSoFar(record, now), { once: `left-${number}`, most: 1, body }, now)
  return set ? { set, say: [{ body }] } : {}
}

/** Undefined for a failure that may be over at the next try, of which people need not hear. */
export function refusalOf(record: RequestRecord, thrown: unknown, now: Date): Change | undefined {
  if (!isDaypassError(thrown)) return undefined
  const dropped = thrown.code === 'PUSH_PROTECTED' ? withoutSecret(record) : undefined
  if (dropped) return dropped
  const isAsking = record.state === 'pending' && !record.pull
  if (thrown.code === 'PUSH_PROTECTED' && isAsking) return withSecret(now)
  const findings = [{ code: thrown.code, message: thrown.message }]
  const isUnasked = thrown.code === 'GITHUB_REFUSED' && (isAsking || (record.extension && !record.extension.pull))
  if (isUnasked || thrown.code === 'PULL_NOT_MERGEABLE' || thrown.code === 'PULL_TAMPERED')
    return { set: keptWith(record, record.extension && 'extension', { findings }) }
  const change = { set: { findings } }
  // The grant itself waits here, whether or not an extension of it did.
  if (thrown.code === 'LOCKDOWN' && record.state === 'granting') return change
  return thrown.code === 'CONNECTOR_GONE' && record.state === 'ending' ? change : undefined
}

/** GitHub does not let the file of an extension in: its requester asks again, and the grant goes on to its old end. */
function withoutSecret({ extension, grant }: RequestRecord): Change | undefined {
  if (!grant || !extension || extension.pull) return undefined
  const words = `${secretWords} Ask again with \`/extend\`, and leave that out; ${changeIt}`
  return { say: [{ body: renderNotExtended(words, grant.ends) }], clear: ['extension'] }
}

const secretWords = 'The request holds what looks like a secret, and GitHub does not let it be written down.'
const changeIt = 'if it is a secret, change it: it was shown here.'

/** GitHub does not let the request's file in; only its requester can change what it holds. */
function withSecret(now: Date): Change {
  const message = `${secretWords} Edit it and leave that out; ${changeIt}`
  const facts = { codes: ['PUSH_PROTECTED'] }
  return {
    set: { state: 'invalid', findings: [{ code: 'PUSH_PROTECTED', message }] },
    clear: ['request', 'digest', 'decision', 'resource', 'keys', 'pull', 'tally', 'eligibleThen', 'teams'],
    events: [{ at: now.toISOString(), kind: 'invalid', actor: { kind: 'daypass' }, facts }],
  }
}
