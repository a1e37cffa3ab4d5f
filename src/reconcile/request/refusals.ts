import { type DaypassError, isDaypassError } from '../../core/error.ts'
import { failureClasses } from '../../core/error-codes.ts'
import type { Change, Step } from '../../core/lifecycle/plan.ts'
import { afterAnswer, saidSoFar } from '../../core/lifecycle/read-commands.ts'
import type { RequestRecord } from '../../core/record.ts'
import { renderLeftOpen, renderNotExtended } from '../../core/rendering/answers.ts'
import { approvalOf, keptWith, type VotedOn } from '../../core/review/approval.ts'

/** A pull request that GitHub did not let Daypass close, or whose branch it did not let it delete: that is tried again. */
export type Left = { on: VotedOn; error: DaypassError }

/** Whether nobody would know of that pull request any more; whatever else is to be done does not wait for it. */
export function forgets(step: Step, on: Left['on']): boolean {
  if (step.do === 'openPull') return step.on === on
  return 'change' in step && on !== 'debt' && (step.change.clear ?? []).includes(on ?? 'pull')
}

/** Said once; the issue shows how it came out either way. */
export function leftWords(record: RequestRecord, { on, error }: Left, now: Date): Change {
  const number = approvalOf(record, on).pull?.number ?? 0
  const body = renderLeftOpen(number, error.message)
  const set = afterAnswer(saidSoFar(record, now), { once: `left-${number}`, most: 1, body }, now)
  return set ? { set, say: [{ body }] } : {}
}

/** Undefined for a failure that may be over at the next try, of which people need not hear. */
export function refusalOf(record: RequestRecord, thrown: unknown, now: Date): Change | undefined {
  if (!isDaypassError(thrown)) return undefined
  const isAsking = record.state === 'pending' && !record.pull
  const findings = [{ code: thrown.code, message: thrown.message }]
  const shown = { set: { findings } }
  const kept = { set: keptWith(record, record.extension && 'extension', { findings }) }
  const { told } = failureClasses[thrown.failure]
  switch (told) {
    case 'never':
      return undefined
    case 'always':
      return kept
    case 'as-invalid':
      return withoutSecret(record) ?? (isAsking ? withSecret(now) : undefined)
    case 'before-its-pull':
      return isAsking || (record.extension && !record.extension.pull) ? kept : undefined
    // The grant itself waits here, whether or not an extension of it did.
    case 'while-granting':
      return record.state === 'granting' ? shown : undefined
    case 'while-ending':
      return record.state === 'ending' ? shown : undefined
    default:
      return told satisfies never
  }
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
