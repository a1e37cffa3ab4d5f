import type { Resource } from '../../generated/catalog.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import { resourceFacts } from './policy-question.ts'

/**
 * What is asked of the rules in force about access that lives: the question by which it was decided, with the time that is left, the instant
 * of now and the catalog's entry of now. What was known of its requester, and of what else they had and asked, is that of the decision, so
 * that no grant counts against itself. Undefined: the catalog has it no more.
 */
export function standingQuestion(
  asked: PolicyInput,
  { now, ends, resources }: { now: Date; ends: Date; resources: readonly Resource[] },
): PolicyInput | undefined {
  const resource = resources.find(({ id }) => id === asked.request.resource)
  if (!resource || asked.request.actions.some((action) => !resource.actions[action])) return undefined
  const left = Math.max(1, Math.ceil((ends.getTime() - now.getTime()) / 1000))
  return {
    ...asked,
    request: { ...asked.request, duration: Math.min(left, Math.max(asked.request.duration, 1)) },
    facts: { ...asked.facts, now_ns: now.getTime() * 1_000_000, resource: resourceFacts(resource) },
  }
}
