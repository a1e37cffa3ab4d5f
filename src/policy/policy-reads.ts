import { DaypassError } from '../core/error.ts'
import { type PolicyReads, teamsAmong } from '../core/policy/unread-facts.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'
import { compiledFiles } from './files.ts'
import { isNode, nameOf, nodesIn, parseRego } from './syntax.ts'

/**
 * What a policy may read, from opa's syntax trees and the texts of its data: `opa deps` does not follow `else`. `data`: the text of its data
 * files, merged.
 *
 * What it reaches by a name that it computes is not seen.
 *
 * @throws DaypassError POLICY_FORBIDDEN, POLICY_INVALID when opa cannot read it, POLICY_TIMEOUT, OPA_MISSING
 */
export async function policyReads(opa: string, files: PolicyFiles, data: string): Promise<PolicyReads> {
  const names = new Set<string>()
  const paths = new Set<string>()
  const chosen = compiledFiles(files)
  const parsed = await parseRego(opa, chosen)
  // What is not read would be taken for reading nothing.
  if (parsed.length < [...chosen.keys()].filter((path) => path.endsWith('.rego')).length)
    throw new DaypassError('POLICY_INVALID', 'opa cannot read all of the policy. Compile it: that says what is wrong.')
  for (const { rules, imports } of parsed)
    for (const node of nodesIn([rules, imports])) {
      const { value, type } = node
      if (typeof value === 'string' && (type === 'string' || type === 'var')) names.add(value)
      const path = type === 'ref' ? nameOf(node) : undefined
      if (path !== undefined) paths.add(path)
    }
  // Data may say which fact a rule is to look at.
  for (const text of textsIn(JSON.parse(data))) names.add(text)
  return { names, paths, teams: teamsAmong(names) }
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item)
  else if (isNode(value)) for (const member of Object.values(value)) yield* textsIn(member)
}
