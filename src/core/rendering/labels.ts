import { sha256 } from '../digest.ts'
import { isTerminal, type RequestRecord, type RequestState } from '../record.ts'
import { isKeptOut, isTampered } from './waiting.ts'

export type StateLabel = 'pending' | 'active' | 'ended' | 'denied' | 'invalid' | 'attention'

const stateLabels: Record<RequestState, StateLabel> = {
  submitted: 'pending',
  pending: 'pending',
  granting: 'pending',
  undecided: 'attention',
  failed: 'attention',
  invalid: 'invalid',
  denied: 'denied',
  active: 'active',
  ending: 'active',
  ended: 'ended',
  rejected: 'ended',
  cancelled: 'ended',
  lapsed: 'ended',
}

/** GitHub refuses longer names of labels. */
const longestLabel = 50

/** Ids that do not fit are cut and end in a part of their SHA-256, so that no two resources share a label. */
function resourceLabel(id: string): string {
  const label = `resource:${id}`
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 9)}-${sha256(id).slice(0, 8)}`
}

/** Labels that begin like ours are ours, whoever put them there: they are the auditor's index and must not lie. */
export function isOurLabel(label: string): boolean {
  return /^(?:daypass|resource|sensitivity|outcome):/i.test(label)
}

/** What somebody else pushed to a request by pull request could have been merged, too: whoever looks after that is to look. */
function isPushedByOther({ state, ownPull, findings }: RequestRecord): boolean {
  return (
    ownPull !== undefined && state === 'invalid' && findings.some(({ code }) => code === 'REQUEST_CHANGED_BY_OTHER')
  )
}

/** The access may still work: its end is not proved for more than a minute, or nobody but the operator can go on with it. */
function isEndingTooLong({ state, findings, end }: RequestRecord): boolean {
  return state === 'ending' && (end?.overdue === true || findings.some(({ code }) => code === 'CONNECTOR_GONE'))
}

/** After so many tries somebody has to change how the repository lets pull requests be merged. */
const triesToMerge = 3

function cannotMerge({ state, tries, findings }: RequestRecord): boolean {
  return state === 'pending' && tries >= triesToMerge && findings.some(({ code }) => code === 'PULL_NOT_MERGEABLE')
}

/** A review that is owed did not come in time. */
function isOverdue({ debt }: RequestRecord): boolean {
  return debt?.overdue === true && debt.paid === undefined
}

/** The credential of what has ended still lies in a secret. */
function isUncleared({ deposit }: RequestRecord): boolean {
  return deposit?.overdue === true && deposit.over === undefined
}

function stateLabel(record: RequestRecord): StateLabel {
  const isHeldUp = isKeptOut(record) || cannotMerge(record) || isUncleared(record)
  const needsSomebody =
    isHeldUp || isTampered(record) || isPushedByOther(record) || isEndingTooLong(record) || isOverdue(record)
  return needsSomebody ? 'attention' : stateLabels[record.state]
}

/**
 * All labels of the issue: one state, resource, sensitivity, at the end the outcome, and of the `present` ones those that
 * other people keep there.
 */
export function labelsFor(record: RequestRecord, present: readonly string[]): string[] {
  const ours = [`daypass:${stateLabel(record)}`]
  if (record.request) ours.push(resourceLabel(record.request.resource))
  if (record.resource) ours.push(`sensitivity:${record.resource.sensitivity}`)
  if (isTerminal(record.state) && record.outcome) ours.push(`outcome:${record.outcome}`)
  return [...ours, ...present.filter((label) => !isOurLabel(label))]
}
