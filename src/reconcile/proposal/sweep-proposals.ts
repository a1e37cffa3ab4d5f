import type { Wake } from '../../ports/wake.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/**
 * Finds pull requests of which no webhook told: those that are open and have no completed run of ours for their head and the base of now, or one that votes may change. A repository of which
 * nothing can be read stops no other.
 */
export async function sweepProposals(
  { proposals, pulls, repository: access, judgedBy, log }: ProposalPorts,
  repositories: readonly Wake['repository'][],
): Promise<void> {
  for (const repository of repositories) {
    try {
      const { commit, repository: shown } = await access.read(repository.id)
      for (const wake of await pulls.queued(repository.id, shown.defaultBranch)) {
        const { queued = [] } = await proposals.find({ repository: repository.id, issue: wake.pull })
        const isDone = queued.some(({ head, conclusion }) => head === wake.queued.commit && conclusion !== undefined)
        if (!isDone) await proposals.wake({ repository, ...wake })
      }
      for (const { number, head } of await pulls.open(repository.id, shown.defaultBranch)) {
        const { run, base, judgedBy: by } = await proposals.find({ repository: repository.id, issue: number })
        // Where votes decide, one of which no webhook told may be there by now, or taken back.
        const isOpen =
          base !== commit ||
          run?.head !== head ||
          run.conclusion === undefined ||
          run.votes !== undefined ||
          by !== judgedBy
        if (isOpen) await proposals.wake({ repository, pull: number })
      }
    } catch (error) {
      log.warn({ err: error, repository: repository.id }, 'pull requests that nobody told of could not be searched for')
    }
  }
}
