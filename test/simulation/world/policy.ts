import { sha256 } from '../../../src/core/digest.ts'
import type { PolicyOutput } from '../../../src/generated/policy-output.ts'
import type { PolicyEngine } from '../../../src/ports/policy-engine.ts'
import { outcomes } from './setting.ts'

/** Says of each resource what the setting says of it, and no to whoever is no member. */
export const policy: PolicyEngine = {
  compile: async (files) => ({ digest: sha256([...files].join()), files }),
  async decide(_policy, { request, facts }): Promise<PolicyOutput> {
    const said = outcomes[request.resource]
    if (!said || !facts.requester.organisation_member) return { outcome: 'deny', reasons: ['not for you'] }
    if (said.outcome !== 'review') return { outcome: said.outcome, reasons: ['so it is'] }
    const approvals = said.slots.map(({ from, count }) => ({ name: from.replace(/\W/g, ''), from: [from], count }))
    return { outcome: 'review', reasons: ['somebody has to agree'], approvals }
  },
  close: async () => undefined,
}
