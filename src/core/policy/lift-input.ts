import type { PolicyInput } from '../../generated/policy-input.ts'
import { isPolicyInput } from '../../generated/validators.js'
import { object } from '../payload.ts'

/** The version of inputs that are asked now. Those without one are of the first. */
export const newestInput = 4

/** An input that can be asked now; or why it cannot, in words that go behind «the input». */
export type Lifted = { ok: true; input: PolicyInput } | { ok: false; why: string }

/**
 * A recorded input in the present shape. Facts are only ever added, and absent means that one was not read: so an older input is asked as
 * it is, and nothing is put in that nobody knew.
 */
export function liftInput(recorded: unknown): Lifted {
  const { version = 1 } = object(recorded)
  if (typeof version === 'number' && version > newestInput)
    return { ok: false, why: `is of version ${version}, which a newer Daypass wrote: use that one` }
  return isPolicyInput(recorded) ? { ok: true, input: recorded } : { ok: false, why: 'has not the shape of one' }
}

/** Whether its requester was forgotten: number, login and reason stand there no more. */
export function isBlanked({ request, facts: { requester } }: PolicyInput): boolean {
  return requester.id === 0 && requester.login === '' && request.reason === ''
}
