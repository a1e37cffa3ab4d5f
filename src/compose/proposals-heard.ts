// Pull requests against the default branch: what judging them takes of the rest, and what events about them lead to.
import type { AppOptions } from '../app.ts'
import type { ProposalPorts } from '../reconcile/proposal/proposal-ports.ts'
import type { SweepParts } from '../reconcile/sweep.ts'

/** What judging shares with requests. */
export type Shared = 'repository' | 'owners' | 'directory' | 'seenKeys' | 'standing' | 'allowPublic' | 'now' | 'log'

/** All that judging reaches the world by. */
export function proposalPortsOf(
  judging: Omit<ProposalPorts, Shared>,
  { repository, standing, owners, directory, seenKeys, allowPublic, now, log }: Pick<ProposalPorts, Shared>,
): ProposalPorts {
  return { ...judging, repository, standing, owners, directory, seenKeys, allowPublic, now, log }
}

/** What events about pull requests lead to; where none is judged, to nothing. */
export function proposalsHeard(
  proposals: ProposalPorts['proposals'] | undefined,
  { repositories }: { repositories: SweepParts['known'] },
  enrolled: SweepParts['enrolled'],
): Pick<AppOptions, 'proposed' | 'pushed' | 'ownersChanged'> {
  return {
    async proposed({ pull, repository, ...wake }) {
      if (pull === undefined) await proposals?.wakeAll(repository.id, wake.rerun)
      else await proposals?.wake({ repository, pull, ...wake })
    },
    pushed: async (push) => proposals?.notePush(push),
    async ownersChanged(installation) {
      for (const { id, installation: by } of proposals ? await repositories() : [])
        if (by === installation && enrolled(id)) await proposals?.wakeAll(id)
    },
  }
}
