import type { Settings } from '../../generated/config.ts'
import { type Effect, effectOf } from '../effect/effect.ts'
import type { Answer, Question } from '../policy/grid.ts'
import { neverVotes } from '../review/never-votes.ts'
import type { Slot } from '../review/slots.ts'
import type { PeopleKnown } from './people-known.ts'

/** So many stand behind a name that nobody was asked about: more than a policy can ask for. */
const anybody = 100

/** Where an operation has to be named and none is. */
export const unbound = 'no access without an operation'

/** What would happen to a question with this answer. No answer is no access, and neither is what the policy may not give. */
export function accessOf(question: Question, answer: Answer, settings: Settings, people: PeopleKnown): Effect {
  if (!('output' in answer)) return { access: 'none', words: answer.code }
  const { resource, input } = question
  // Such a request is refused before any policy is asked.
  if (resource.operation !== undefined && !input.request.operation) return { access: 'none', words: unbound }
  const request = { actions: input.request.actions, duration: input.request.duration }
  const resolve = (slot: Slot): Iterable<number> => {
    const { people: kept, unclear } = people.keptOut(slot.except ?? [])
    const unknown = new Set(unclear.flatMap(strangers))
    const named = slot.from.flatMap((name) => peopleFor(name, question, people))
    // Somebody of each such team is among those who are asked, unless it is kept out: so that keeping it out shows.
    const others = people.unclear
      .filter((name) => !unclear.includes(name))
      .flatMap((name) => strangers(name).slice(0, 1))
    return [...named.filter((id) => !kept.has(id) && !unknown.has(id)), ...others]
  }
  const limits = {
    request,
    resource,
    floors: {},
    now: new Date(input.facts.now_ns / 1_000_000),
    settings: settings.max_duration ? { max_duration: settings.max_duration } : {},
  }
  try {
    return effectOf(answer.output, limits, { resolve, never: neverVotes(settings) })
  } catch {
    // A limit that is no duration: what comes of it is an error, and no access.
    return { access: 'none', words: 'no duration' }
  }
}

/** Those who are known; where nobody was asked, others for each name. Whoever owns the requests is somebody in any case. */
function peopleFor(name: string, { resource }: Question, people: PeopleKnown): readonly number[] {
  const circle = people.circle(resource, [name]).people
  return circle === undefined || circle.size === 0 ? strangers(name) : [...circle]
}

const first = 1_000_000_000

/** People whom no number of GitHub's can be. */
function strangers(name: string): number[] {
  let hash = 0
  for (const character of name.toLowerCase()) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000
  return Array.from({ length: anybody }, (_, index) => -first - hash * anybody - index)
}
