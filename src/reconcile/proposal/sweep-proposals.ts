import type { Wake } from '../../ports/wake.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/**
 * Finds pull requests of which no webhook told: those that are open and have no completed run of ours for their head and the base of now, or
 * one that votes may change, and those that are not open any more. A repository of which nothing can be read stops no other.
 */
export async function sweepProposals(
  { proposals, pulls, repository: access, standing, judgedBy, log }: ProposalPorts,
  repositories: readonly Wake['repository'][],
): Promise<void> {
  for (const repository of repositories) {
    try {
      const { commit, repository: shown } = await access.read(repository.id)
      const inForce = await standing(repository.id)
      for (const wake of await pulls.queued(repository.id, shown.defaultBranch)) {
        const { queued = [] } = await proposals.find({ repository: repository.id, issue: wake.pull })
        const isDone = queued.some(({ head, conclusion }) => head === wake.queued.commit && conclusion !== undefined)
        if (!isDone) await proposals.wake({ repository, ...wake })
      }
      const open = await pulls.open(repository.id, shown.defaultBranch)
      for (const { number, head } of open) {
        const {
          run,
          base,
          judgedBy: by,
          standing: onto,
        } = await proposals.find({ repository: repository.id, issue: number })
        // Where votes decide, one of which no webhook told may be there by now, or taken back.
        const isOpen =
          base !== commit ||
          onto !== inForce ||
          run?.head !== head ||
          run.conclusion === undefined ||
          run.votes !== undefined ||
          run.public ||
          by !== judgedBy
        if (isOpen) await proposals.wake({ repository, pull: number })
      }
      const isShown = new Set(open.map(({ number }) => number))
      for (const pull of await proposals.unfinished(repository.id))
        if (!isShown.has(pull)) await proposals.wake({ repository, pull })
    } catch (error) {
      log.warn({ err: error, repository: repository.id }, 'pull requests that nobody told of could not be searched for')
    }
  }
}
