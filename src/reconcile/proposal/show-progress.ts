import type { JudgingStep } from '../../core/lint/judgement.ts'
import { mayTell } from '../../core/proposal/progress-pace.ts'
import { goingOn } from '../../core/rendering/proposal-check.ts'
import type { ProposalClaim } from '../../ports/proposal-store.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/** Says in a run that is under way how far it has come. */
export type Progress = {
  /** Comes back at once, and never throws. */
  tell(step: JudgingStep): void
  /** After this nothing is said any more: what is complete must not be opened again. */
  over(): Promise<void>
}

/** A few times, never one while another is under way, and nothing by whoever was overtaken. What goes wrong with it is no matter. */
export function createProgress(
  { checks, proposals, now, log }: ProposalPorts,
  claim: ProposalClaim,
  run: number | undefined,
): Progress {
  const told = [now()]
  let underWay: Promise<void> | undefined
  let isOver = run === undefined
  const show = async (id: number, step: JudgingStep): Promise<void> => {
    try {
      // Fails where another worker has taken over, who may have completed it.
      await proposals.save(claim, {})
      if (!isOver) await checks.update(claim.key.repository, id, { output: goingOn(step) })
    } catch (err) {
      log.warn({ err, pull: claim.key }, 'how far judging has come was not shown')
    }
    underWay = undefined
  }
  return {
    tell(step) {
      if (run === undefined || isOver || underWay || !mayTell(told, now())) return
      told.push(now())
      underWay = show(run, step)
    },
    async over() {
      isOver = true
      await underWay
    },
  }
}
