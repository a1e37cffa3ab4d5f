import { haltFindings } from '../../../core/lifecycle/halts.ts'
import type { Finding } from '../../../core/record.ts'
import type { Governance } from '../../../ports/access-repository.ts'
import type { Ports } from '../ports.ts'

/** Whatever keeps this Daypass from granting anything there. */
export async function halted({ halts, cli }: Pick<Ports, 'halts' | 'cli'>, repository: number): Promise<Finding[]> {
  return haltFindings(await halts(repository), cli)
}

/** Why nothing can be decided in this repository now; empty when it can. */
export function unusable(governance: Governance, ports: Pick<Ports, 'allowPublic'>): Finding[] {
  if (!governance.repository.private && !ports.allowPublic) {
    const message =
      'This access repository is public: everybody could see who asks for what. Make it private, or let the deployment say `allow_public_repositories: true`.'
    return [{ code: 'REPOSITORY_PUBLIC', message }]
  }
  return governance.problems.map(({ code, where, message }) => ({ code, where, message }))
}

/** An error, as those read it whom it keeps from a decision. */
export function findingOf(error: { code: Finding['code']; message: string; where: string | undefined }): Finding {
  return { code: error.code, message: error.message, ...(error.where === undefined ? {} : { where: error.where }) }
}
