import type { Grant, GrantPull, RequestPull, StoredRequest } from '../generated/stored-request.ts'
import type { RequestKey } from './request-key.ts'

export type {
  Decision,
  Doubt,
  End,
  EndCause,
  Extended,
  Extension,
  Finding,
  Grant,
  GrantPull,
  Outcome,
  Person,
  Proof,
  RequestPull,
  ShownTally,
} from '../generated/stored-request.ts'

/**
 * The request's row: the truth about it, told apart by `state`: what exists only in a state is a member of that state alone. Its shape is
 * schemas/stored-request.schema.json.
 */
export type RequestRecord = StoredRequest & {
  readonly key: RequestKey
  /** The instant at which the request must be looked at next; null: only when something happens. */
  wakeAt: Date | null
}

/** A review that is owed for access that was given in an emergency. */
export type Debt = NonNullable<RequestRecord['debt']>

/** Where a request stands; the picture is in docs/lifecycle.md. */
export type RequestState = RequestRecord['state']

/** The record as it is in these states. */
export type RecordIn<State extends RequestState> = Extract<RequestRecord, { state: State }>

export const terminalStates = ['denied', 'ended', 'rejected', 'cancelled', 'lapsed', 'failed'] as const

export function isTerminal(state: RequestState): boolean {
  return (terminalStates as readonly RequestState[]).includes(state)
}

/** By which connector, of which kind, a grant was begun. */
export type GrantedBy = Pick<Grant, 'connector' | 'connectorType'>

type WithPull = { key: RequestKey; ownPull?: RequestPull | undefined; pull?: GrantPull | undefined }

/** Whether the votes are cast in the requester's own pull request, and not in one that Daypass opened. */
export function isVotedInRequestPull({ key, ownPull, pull }: WithPull): boolean {
  return ownPull !== undefined && pull?.number === key.issue
}

/** Whether what was granted has been handed over; before that, a crash may have left it half done. */
export function isDelivered({ grant, state }: RequestRecord): boolean {
  return grant !== undefined && state !== 'granting'
}
