import { sha256 } from '../../../src/core/digest.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { PolicyOutput } from '../../../src/generated/policy-output.ts'
import type { CompiledPolicy, PolicyEngine } from '../../../src/ports/policy-engine.ts'
import type { PolicyReplay } from '../../../src/ports/policy-replay.ts'
import type { Rules } from './setting.ts'

const engine = { opa: '0', runtime: 'the simulation', capabilities: sha256('[]') }

const compiled = new WeakMap<object, CompiledPolicy>()

/** Says of each resource what the policy's rules say of it, and no to whoever is no member. */
export const policy: PolicyEngine = {
  async compile(files) {
    if (!files.get('daypass.rego')?.startsWith('{'))
      throw new DaypassError('POLICY_INVALID', 'Half a line is no policy.')
    const known = compiled.get(files)
    if (known) return known
    const digest = sha256([...files].join())
    const made = { digest, files, built: { wasm: digest, data: sha256('{}'), engine } }
    compiled.set(files, made)
    return made
  },
  async decide({ files }, { request, facts }): Promise<PolicyOutput> {
    const rules = JSON.parse(files.get('daypass.rego') ?? '{}') as Rules
    const said = rules[request.resource]
    if (!said || !facts.requester.organisation_member) return { outcome: 'deny', reasons: ['not for you'] }
    if (said.most !== undefined && request.duration > said.most * 60)
      return { outcome: 'deny', reasons: ['not for so long'] }
    if (said.outcome !== 'review') return { outcome: said.outcome, reasons: ['so it is'] }
    const approvals = said.slots.map(({ from, count }) => ({ name: from.replace(/\W/g, ''), from: [from], count }))
    return { outcome: 'review', reasons: ['somebody has to agree'], approvals }
  },
  close: async () => undefined,
}

/** Asks old questions again, in this thread. */
export const replay = (): PolicyReplay => ({
  compile: (files) => policy.compile(files),
  reads: async () => {
    throw new Error('nobody asks what it reads')
  },
  async ask(questions, now) {
    const answers = await Promise.all(questions.map(({ input }) => policy.decide(now, input)))
    return answers.flatMap((output, index) =>
      JSON.stringify(output) === JSON.stringify(questions[index]?.expected) ? [] : [{ index, now: { output } }],
    )
  },
  close: async () => undefined,
})
