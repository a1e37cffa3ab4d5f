import { formatDuration } from '../../core/duration.ts'
import { accessUnder } from '../../core/effect/effect.ts'
import { type Access, type Answer, type WhatItTakes, whatItTakes } from '../../core/effect/what-it-takes.ts'
import type { PolicyReply } from '../../core/policy/replay-rows.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import type { CompiledPolicy } from '../../ports/policy-engine.ts'

/** What would have been answered otherwise to other words: with access at all where it was denied, at once where it was reviewed. */
export type Instead = Pick<WhatItTakes, 'ways' | 'complete'> & { wished: 'access' | 'at-once' }

/**
 * What it would have taken for another answer of the texts that decided, within the limits of the catalog as the input has it; those of the
 * deployment and of the settings are not known here. `ask` asks those texts. Undefined: it was allowed, or they cannot be asked so often.
 */
export async function insteadOf(
  policy: CompiledPolicy,
  input: PolicyInput,
  recorded: PolicyOutput,
  ask: (input: PolicyInput) => Promise<PolicyReply | undefined>,
): Promise<Instead | undefined> {
  if (recorded.outcome === 'allow') return undefined
  const wished = recorded.outcome === 'deny' ? 'access' : 'at-once'
  const resource = resourceOf(input)
  const search = whatItTakes({
    input,
    wished: (access: Access) => (wished === 'access' ? access !== 'none' : access === 'at-once'),
    accessOf: ({ request }, output) => accessUnder(output, { request, resource, floors: {}, settings: {} }),
    limits: [],
    readsTime: [...policy.files.values()].some((text) => text.includes('now_ns')),
    takesTicket: true,
  })
  let next = search.next()
  while (!next.done) {
    const reply = await ask(next.value)
    if (!reply || isStuck(reply)) return undefined
    next = search.next(answerIn(reply))
  }
  const { ways, complete } = next.value
  return { wished, ways, complete }
}

/** A policy without an answer has none to this; one that comes to no end would come to none again. */
function isStuck(reply: PolicyReply): boolean {
  return 'code' in reply && reply.code !== 'POLICY_UNDEFINED' && reply.code !== 'POLICY_OUTPUT_INVALID'
}

function answerIn(reply: PolicyReply): Answer {
  return 'output' in reply ? reply.output : undefined
}

/** The catalog's entry as the policy was told of it, durations in words again. */
function resourceOf({ facts }: PolicyInput): Resource {
  const actions = Object.entries(facts.resource.actions).map(([name, action]) => {
    const { max_duration: seconds, ...rest } = action ?? {}
    return [name, { ...rest, ...(seconds === undefined ? {} : { max_duration: formatDuration(seconds) }) }]
  })
  return { ...facts.resource, actions: Object.fromEntries(actions) } as Resource
}
