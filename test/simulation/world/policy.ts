import { sha256 } from '../../../src/core/digest.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { PolicyOutput } from '../../../src/generated/policy-output.ts'
import type { PolicyEngine, PolicyFiles } from '../../../src/ports/policy-engine.ts'
import type { Rules } from './setting.ts'

/** A policy of these rules, as the access repository holds it. */
export const policyOf = (rules: Rules): PolicyFiles => new Map([['daypass.rego', JSON.stringify(rules)]])

/** What does not even compile. */
export const brokenPolicy: PolicyFiles = new Map([['daypass.rego', 'package']])

const engine = { opa: '0', runtime: 'the simulation', capabilities: sha256('[]') }

/** Says of each resource what the policy's rules say of it, and no to whoever is no member. */
export const policy: PolicyEngine = {
  async compile(files) {
    if (files.get('daypass.rego') === 'package') throw new DaypassError('POLICY_INVALID', 'Half a line is no policy.')
    const digest = sha256([...files].join())
    return { digest, files, built: { wasm: digest, data: sha256('{}'), engine } }
  },
  async decide({ files }, { request, facts }): Promise<PolicyOutput> {
    const rules = JSON.parse(files.get('daypass.rego') ?? '{}') as Rules
    const said = rules[request.resource]
    if (!said || !facts.requester.organisation_member) return { outcome: 'deny', reasons: ['not for you'] }
    if (said.outcome !== 'review') return { outcome: said.outcome, reasons: ['so it is'] }
    const approvals = said.slots.map(({ from, count }) => ({ name: from.replace(/\W/g, ''), from: [from], count }))
    return { outcome: 'review', reasons: ['somebody has to agree'], approvals }
  },
  close: async () => undefined,
}
