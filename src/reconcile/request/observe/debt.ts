import { failureOf } from '../../../core/error.ts'
import { requesterOf } from '../../../core/lifecycle/count-votes.ts'
import { isOwed } from '../../../core/lifecycle/decide-debt.ts'
import type { Voting } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import { approvalOf } from '../../../core/review/approval.ts'
import type { Ports } from '../ports.ts'
import { peopleNow, seePull, slotsNow } from './votes.ts'

/** The review that is owed: its pull request, its votes, and who may cast them now. Throws what reading GitHub throws. */
export async function observeDebt(ports: Ports, record: RequestRecord, now: Date): Promise<{ owed?: Voting }> {
  const { key, request, digest } = record
  if (!isOwed(record) || !request || digest === undefined) return {}
  const approval = approvalOf(record, 'debt')
  const { decision, teams: pinned = {} } = approval
  if (!decision) return {}
  const wanted = { repository: key.repository, digest, resource: request.resource, output: decision.output }
  const pull = await seePull(ports, approval, undefined)
  const by = { pinned, requester: requesterOf(approval), now }
  return { owed: { ...(await peopleNow(ports, await slotsNow(ports, wanted), by, now)), ...(pull ? { pull } : {}) } }
}

/** The same where the issue is not to be seen. Its pull request may be there, and be out of sight as well: then nothing was looked at. */
export async function observeDebtAlone(ports: Ports, record: RequestRecord, now: Date): Promise<{ owed?: Voting }> {
  try {
    return await observeDebt(ports, record, now)
  } catch (error) {
    if (failureOf(error) === 'absent') return {}
    throw error
  }
}
