import type { Wake } from '../../ports/wake.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/**
 * Finds pull requests of which no webhook told: those that are open and have no completed run of ours for their head. A repository of which
 * nothing can be read stops no other.
 */
export async function sweepProposals(
  { proposals, pulls, repository: access, log }: ProposalPorts,
  repositories: readonly Wake['repository'][],
): Promise<void> {
  for (const repository of repositories) {
    try {
      const { defaultBranch } = (await access.read(repository.id)).repository
      for (const { number, head } of await pulls.open(repository.id, defaultBranch)) {
        const { run } = await proposals.find({ repository: repository.id, issue: number })
        if (run?.head !== head || run.conclusion === undefined) await proposals.wake({ repository, pull: number })
      }
    } catch (error) {
      log.warn({ err: error, repository: repository.id }, 'pull requests that nobody told of could not be searched for')
    }
  }
}
