import type { Settings } from '../../generated/config.ts'
import { type Effect, effectOf } from '../effect/effect.ts'
import type { Answer, Question } from '../policy/grid.ts'
import { neverVotes } from '../review/never-votes.ts'
import type { PeopleKnown } from './people-known.ts'

/** So many stand behind a name that nobody was asked about: more than a policy can ask for. */
const anybody = 100

/** What would happen to a question with this answer. No answer is no access, and neither is what the policy may not give. */
export function accessOf(question: Question, answer: Answer, settings: Settings, people: PeopleKnown): Effect {
  if (!('output' in answer)) return { access: 'none', words: answer.code }
  const { resource, input } = question
  const request = { actions: input.request.actions, duration: input.request.duration }
  const resolve = ({ from }: { from: readonly string[] }): Iterable<number> =>
    from.flatMap((name) => peopleFor(name, question, people))
  const limits = {
    request,
    resource,
    floors: {},
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
