import type { PolicyOutput } from '../../generated/policy-output.ts'
import type { Answered, Question } from '../policy/grid.ts'
import { match } from '../review/matching.ts'
import { type Slot, slotsOf } from '../review/slots.ts'
import type { Circle, Known, PeopleKnown } from './people-known.ts'
import { ownerNames } from './people-known.ts'
import { type About, type Remark, shownNames } from './remark.ts'

type Asked = { question: Question; slots: { slot: Slot; circle: Circle }[] }

/**
 * Whether those whom the policy asks can answer: slots that nobody can fill, more votes than people, nobody left when one of them asks,
 * and only one other person then. Codes: POLICY_SLOT_EMPTY, POLICY_SELF. What may be filled by a team that nobody was asked about is left
 * out. `never`: whose votes count for nothing.
 */
export function slotRemarks(
  answered: readonly Answered[],
  people: PeopleKnown,
  never: ReadonlySet<number> = new Set(),
): Remark[] {
  const asked = new Map<string, Asked>()
  for (const { question, answer } of answered) {
    if (!('output' in answer) || answer.output.outcome !== 'review') continue
    // Every role is asked about the same slots.
    const key = JSON.stringify([question.resource.id, answer.output.approvals])
    if (!asked.has(key)) asked.set(key, { question, slots: slotsIn(answer.output, question, people, never) })
  }
  return merged([...asked.values()].flatMap((one) => remarksOn(one)))
}

function slotsIn(
  { approvals = [] }: PolicyOutput,
  { resource }: Question,
  people: PeopleKnown,
  never: ReadonlySet<number>,
): Asked['slots'] {
  return slotsOf(approvals).map((slot) => {
    const circle = people.circle(resource, slot.from)
    const kept = people.keptOut(slot.except ?? [])
    const isLeft = (id: number) => !never.has(id) && !kept.people.has(id)
    const left = kept.unclear.length > 0 ? undefined : circle.people && new Set([...circle.people].filter(isLeft))
    return { slot, circle: { ...circle, people: left } }
  })
}

/** One remark and the resources that it is about; `same`: what makes two of them one. */
type Told = { remark: (resources: string) => Remark; same: string; resource: string }

function remarksOn({ question, slots }: Asked): Told[] {
  const known = slots.flatMap(({ slot, circle }) => (circle.people ? [{ slot, circle, accepts: circle.people }] : []))
  const tell = (
    severity: Remark['severity'],
    code: Remark['code'],
    about: About,
    message: (on: string) => string,
  ): Told => ({
    remark: (on) => ({ severity, code, about, message: message(on) }),
    same: JSON.stringify([severity, message(''), about]),
    resource: question.resource.id,
  })
  const empty = known.find(({ accepts }) => accepts.size === 0)
  if (empty) {
    const why = whyEmpty(empty.circle, empty.slot, question)
    return [
      tell(
        'error',
        'POLICY_SLOT_EMPTY',
        aboutOf(empty, question),
        (on) => `Nobody can approve as \`${empty.slot.name}\` for ${on}: ${why}`,
      ),
    ]
  }
  const all = [...new Set(known.flatMap(({ accepts }) => [...accepts]))]
  const filled = match(all, known).size
  const first = known.find((_, index) => !match(all, known).has(index)) ?? known[0]
  if (first === undefined) return []
  const names = shownNames(first.slot.from)
  if (filled < known.length)
    return [
      tell('error', 'POLICY_SLOT_EMPTY', aboutOf(first, question), (on) => {
        return `${known.length} different people are asked for ${on}, and only ${filled} can be found behind ${names} and the others that are named.`
      }),
    ]
  const without = (requester: number) =>
    match(
      all.filter((one) => one !== requester),
      known,
    ).size
  const stuck = all.filter((requester) => without(requester) < known.length)
  if (stuck.length > 0)
    return [
      tell('warning', 'POLICY_SLOT_EMPTY', aboutOf(first, question), (on) => {
        return `Too few people are left to approve for ${on} when ${stuck.length === 1 ? 'the one approver' : `one of ${stuck.length} approvers`} behind ${names} asks: nobody approves their own request.`
      }),
    ]
  const pair = known.find(({ accepts }) => accepts.size === 2)
  if (pair === undefined) return []
  return [
    tell('notice', 'POLICY_SELF', aboutOf(pair, question), (on) => {
      return `Two people stand behind ${shownNames(pair.slot.from)} for ${on}: when one asks, the other alone decides.`
    }),
  ]
}

function whyEmpty({ owners }: Circle, { from, except = [] }: Slot, { resource }: Question): string {
  if (owners?.kind === 'unowned') return `no line of CODEOWNERS is about /requests/${resource.id}/.`
  if (owners?.kind === 'closed') return 'a line of CODEOWNERS cannot be understood.'
  if (except.length > 0) return `nobody is left behind ${shownNames(from)} without ${shownNames(except)}.`
  const names = owners === undefined ? from : ownerNames(owners)
  return names.length === 0
    ? 'the line of CODEOWNERS names no @user and no @organisation/team.'
    : `nobody stands behind ${shownNames(names)}.`
}

function aboutOf({ slot, circle }: { slot: Slot; circle: Circle }, { resource }: Question): About {
  if (circle.owners === undefined) return { words: [...slot.from, slot.name, 'approvals', 'decision'] }
  return circle.owners.kind === 'owned' ? { ownersLine: circle.owners.line } : { resource: resource.id }
}

/** The same of many resources is said once. */
function merged(told: readonly Told[]): Remark[] {
  return [...Map.groupBy(told, ({ same }) => same).values()].flatMap((same) => {
    const [first] = same
    return first ? [first.remark(shownNames(same.map(({ resource }) => resource)))] : []
  })
}

/** The names that policy and CODEOWNERS call upon, sorted: somebody may know who stands behind them. */
export function namesAsked(answered: readonly Answered[], people: PeopleKnown): string[] {
  const names = answered.flatMap(({ question, answer }) => {
    const approvals = 'output' in answer ? (answer.output.approvals ?? []) : []
    const from = approvals.flatMap((group) => group.from)
    const owners = from.includes('code-owners') ? ownerNames(people.ownersOf(question.resource)) : []
    return [...from.filter((name) => name !== 'code-owners'), ...owners]
  })
  return [...new Set(names)].sort()
}

/** The names that keep people from a slot, sorted. */
export function namesExcepted(answered: readonly Answered[]): string[] {
  const names = answered.flatMap(({ answer }) =>
    'output' in answer ? (answer.output.approvals ?? []).flatMap(({ except = [] }) => except) : [],
  )
  return [...new Set(names)].sort()
}

/** Names by which nobody can tell whom to keep out, so that nobody could say yes there. Code: POLICY_NAME_UNKNOWN. */
export function exceptRemarks(excepted: readonly string[], known: Known): Remark[] {
  return excepted.flatMap((name): Remark[] => {
    const { nobody, members } = known.get(name) ?? {}
    if (nobody === undefined || members !== undefined) return []
    const message = `Whom \`${name}\` keeps from approving cannot be told, so that nobody could approve there: ${nobody}`
    return [{ severity: 'error', code: 'POLICY_NAME_UNKNOWN', message, about: { words: [name, nameAlone(name)] } }]
  })
}

/** Names that stand for nobody, or are of another organisation. Code: POLICY_NAME_UNKNOWN. */
export function nameRemarks(names: readonly string[], known: Known, organisation: string | undefined): Remark[] {
  const isForeign = (name: string) => {
    const [org, slug] = name.slice(1).split('/')
    return organisation !== undefined && slug !== undefined && org?.toLowerCase() !== organisation.toLowerCase()
  }
  return names.flatMap((name): Remark[] => {
    const why = isForeign(name) ? `it is of another organisation than \`${organisation}\`.` : known.get(name)?.nobody
    if (why === undefined) return []
    const message = `\`${name}\` is asked for approvals and stands for nobody: ${why}`
    return [{ severity: 'error', code: 'POLICY_NAME_UNKNOWN', message, about: { words: [name, nameAlone(name)] } }]
  })
}

/** A policy may put a team's name together from its organisation's. */
const nameAlone = (name: string): string => name.slice(name.indexOf('/') + 1)
