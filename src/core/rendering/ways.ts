import type { Today } from '../effect/explained.ts'
import { isOwnMove, type Move, type Way } from '../effect/moves.ts'
import { showInstant } from '../instant.ts'
import { code, prose } from '../markdown.ts'
import { showDuration } from './facts.ts'
import { page, widest } from './page.ts'
import { whoOf } from './people.ts'

/** How many are shown: those that the requester can choose between, and those that are for others. */
const [mostOwn, mostOthers] = [4, 2]
const mostNames = 5

/** What to ask for instead, and whom it is open to: each of these suffices. Empty where there is nothing. */
export function whatInstead(ways: readonly Way[], room: number): string {
  const own = ways.filter(({ moves }) => moves.every(isOwnMove)).slice(0, mostOwn)
  const others = ways.filter(({ moves }) => !moves.every(isOwnMove)).slice(0, mostOthers)
  const item = (way: Way): string =>
    `- ${showWay(way, room)} · ${way.access === 'at-once' ? 'given at once' : 'needs approval'}`
  return page(
    own.length === 0
      ? ''
      : `Open a new request that asks for it${own.length === 1 ? '' : ' in one of these ways'}:\n\n${own.map(item).join('\n')}`,
    others.length === 0 ? '' : `Asked for by somebody else it is answered otherwise:\n\n${others.map(item).join('\n')}`,
  ).trimEnd()
}

/** The same for what waits for approval and would need none. */
export function whatNeedsNone(ways: readonly Way[], room: number): string {
  const items = ways.slice(0, mostOwn).map((way) => `- ${showWay(way, room)}`)
  return items.length === 0 ? '' : `It would need nobody's approval in a new request:\n\n${items.join('\n')}`
}

/** What would be otherwise, as in `without dump, for 30 m`, with names as code. */
export function showWay({ moves }: Way, room = widest): string {
  return moves.map((move) => wordsOf(move, room)).join(', ')
}

function wordsOf(move: Move, room: number): string {
  switch (move.about) {
    case 'actions':
      return `without ${listed(move.without, room)}`
    case 'duration':
      return `for ${showDuration(move.seconds)}`
    case 'ticket':
      return 'with a ticket'
    case 'time':
      return `at ${showInstant(new Date(move.at))}`
    case 'grants':
      return `once ${move.ended === 1 ? 'one' : move.ended} of your grants of it ${move.ended === 1 ? 'has' : 'have'} ended`
    case 'day':
      return 'after 24 h without another request of yours'
    case 'key':
      return 'with an SSH key that is older'
    case 'member':
      return `by a member of ${move.team === undefined ? 'the organisation' : code(move.team)}`
    case 'permission':
      return `by somebody with the permission ${code(move.level)} on this repository`
    default:
      return move satisfies never
  }
}

function listed(names: readonly string[], room: number): string {
  const most = room > 1000 ? names.length : mostNames
  const more = names.length > most ? [`${names.length - most} more`] : []
  const all = [...names.slice(0, most).map((name) => code(name)), ...more]
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** What the rules of now say otherwise than those by which it was decided. */
export function whatNow(today: Today, room: number): string {
  const first = 'That is what was decided. The rules have changed since'
  if (today === 'unknown') return `${first}; what they say now could not be found out.`
  if (today === 'gone') return `${first}: the catalog does not have it any more.`
  if (today.access === 'none') return `${first}: today it would be denied.`
  if (today.access === 'at-once') return `${first}: today it would be given at once.`
  const groups = today.approvals.map((group) => `- ${prose(group.name, room)}: ${group.count} of ${whoOf(group, room)}`)
  return `${first}: today it would need\n\n${groups.join('\n')}`
}
