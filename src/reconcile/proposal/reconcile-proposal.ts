import { asError, failureOf, isDaypassError } from '../../core/error.ts'
import { addSeconds } from '../../core/instant.ts'
import { backOff, refusedBackOff } from '../../core/lifecycle/timing/back-off.ts'
import { decideProposal, decideQueued } from '../../core/proposal/decide-proposal.ts'
import type { ProposalRecord } from '../../core/proposal/proposal-record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Looks } from '../../ports/looks.ts'
import type { ProposalClaim } from '../../ports/proposal-store.ts'
import { type Looked, lookWhileAsked, unwatched } from '../look-end.ts'
import { applyProposal } from './apply-proposal.ts'
import { observe } from './observe-proposal.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/**
 * Judges a pull request against the default branch, and shows the judgement in a check run of its head; nothing else is ever written. The
 * contract is that of `reconcile` (request/reconcile.ts), with a claim and a fence of the proposal's own. Where GitHub refuses, as while
 * nobody has accepted that the app writes checks, it is tried again at pauses of up to an hour, and no request is touched by it.
 */
export async function reconcileProposal(
  ports: ProposalPorts,
  key: RequestKey,
  looks: Looks = unwatched,
): Promise<void> {
  await lookWhileAsked(
    {
      claim: () => ports.proposals.claim(key, ports.now()),
      look: (claim, log) => look({ ...ports, log }, claim),
      release: (held, { wakeAt }) => ports.proposals.release(held, wakeAt),
    },
    ports.log,
    looks,
  )
}

async function look(ports: ProposalPorts, claim: ProposalClaim): Promise<Looked<ProposalClaim>> {
  let held = claim
  const proposals: ProposalPorts['proposals'] = {
    ...ports.proposals,
    save: async (on, set) => {
      held = await ports.proposals.save(on, set)
      return held
    },
  }
  const own = { ...ports, proposals }
  try {
    const { seen, queued } = await observe(own, held)
    if (seen.kind === 'untried') return await waitForGitHub(own, held)
    for (const step of decideProposal({ record: held.proposal, seen, reruns: claim.reruns }))
      held = await applyProposal(own, held, step)
    // What is never judged, as where the queue was made anew, is not waited for for ever.
    const isLate = held.proposal.tries >= mostUnseen
    for (const one of queued.map((each) =>
      isLate && each.kind === 'waits' ? { ...each, kind: 'behind' as const } : each,
    ))
      for (const step of decideQueued(held.proposal, one)) held = await applyProposal(own, held, step)
    if (!isLate && queued.some(({ kind }) => kind === 'waits')) return await waitForGitHub(own, held)
    if (held.proposal.tries > 0) await proposals.save(held, { tries: 0 })
    return { held, wakeAt: null }
  } catch (error) {
    return failed(own, held, asError(error))
  }
}

/** GitHub tries merges when it is asked about them, and some seconds later. */
async function waitForGitHub({ proposals, now }: ProposalPorts, held: ProposalClaim): Promise<Looked<ProposalClaim>> {
  const tries = held.proposal.tries + 1
  return { held: await proposals.save(held, { tries }), wakeAt: addSeconds(now(), backOff(tries)) }
}

/** So often in a row it is not seen before it counts as gone: over eight minutes. */
const mostUnseen = 12
/** With a run under way: an hour apart, until GitHub calls that stale by itself, after 14 days. */
const mostUnseenUnderWay = mostUnseen + 14 * 24

async function failed(ports: ProposalPorts, held: ProposalClaim, error: Error): Promise<Looked<ProposalClaim>> {
  const failure = failureOf(error)
  if (failure === 'overtaken') return { held: undefined, wakeAt: null }
  const tries = held.proposal.tries + 1
  const code = isDaypassError(error) ? error.code : undefined
  ports.log.error({ pull: held.key, tries, code, err: error }, 'a pull request could not be judged; it is tried again')
  // Whoever is told of it again, or finds it, begins anew.
  const isUnseen = failure === 'absent' && tries > mostUnseen
  const isGone = isUnseen && (!isUnderWay(held.proposal) || tries > mostUnseenUnderWay)
  const noted = await ports.proposals.save(held, isGone ? { tries: 0, over: true } : { tries })
  if (isGone) return { held: noted, wakeAt: null, failure }
  const soon = addSeconds(ports.now(), failure === 'refused' || isUnseen ? refusedBackOff(tries) : backOff(tries))
  const until = isDaypassError(error) ? error.until : undefined
  return { held: noted, wakeAt: until && until > soon ? until : soon, failure }
}

const isUnderWay = ({ run, queued = [] }: ProposalRecord): boolean =>
  [...(run ? [run] : []), ...queued].some(({ conclusion }) => conclusion === undefined)
