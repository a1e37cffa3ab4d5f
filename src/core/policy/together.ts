import { type Answered, type GridContext, likeness, type Question } from './grid.ts'

/** More questions about several actions are not asked about each resource by itself, but about one of each likeness. */
const mostByThemselves = 2_000
/** Of so many actions each pair is asked for. */
const mostPaired = 8

/**
 * Several actions of one resource asked for at once, each pair and all of them: a policy may judge by what is asked for together. `plain`: the
 * grid, with its answers. `all`: how many there are, where not all of them are asked.
 */
export function togetherOf(
  plain: readonly Answered[],
  reads: GridContext['reads'],
  most: number,
): { questions: Question[]; all: number } {
  const groups = [...Map.groupBy(plain, ({ question }) => personAndResource(question)).values()]
  const each = groups.map((group) => ({ group, questions: sets(group).map((actions) => asking(group, actions)) }))
  const exact = each.flatMap(({ questions }) => questions)
  const chosen = exact.length <= mostByThemselves ? exact : oneOfEach(each, reads)
  const unpaired = groups.reduce((sum, group) => sum + pairsLeft(group.length), 0)
  return { questions: chosen.slice(0, most), all: chosen.length + unpaired }
}

type Group = { group: Answered[]; questions: Question[] }

/** Resources whose actions have the same names and are answered alike to the same role come to the same. */
function oneOfEach(each: readonly Group[], reads: GridContext['reads']): Question[] {
  const first = new Map<string, Question[]>()
  for (const { group, questions } of each) {
    const key = JSON.stringify(group.map((one) => [one.question.action, likeness(one, reads)]))
    if (!first.has(key)) first.set(key, questions)
  }
  return [...first.values()].flat()
}

const personAndResource = ({ resource, input }: Question): string =>
  JSON.stringify([resource.id, input.facts.requester])

function sets(group: readonly Answered[]): string[][] {
  const names = group.map(({ question }) => question.action)
  if (names.length < 2) return []
  const paired = names.slice(0, mostPaired)
  const pairs = paired.flatMap((name, index) => paired.slice(index + 1).map((other) => [name, other]))
  return names.length === 2 ? pairs : [...pairs, names]
}

function pairsLeft(count: number): number {
  const pairs = (of: number) => (of * (of - 1)) / 2
  return pairs(count) - pairs(Math.min(count, mostPaired))
}

function asking(group: readonly Answered[], actions: readonly string[]): Question {
  const one = group.find(({ question }) => question.action === actions[0])
  if (!one) throw new TypeError('what is asked for together was asked for by itself')
  const { question } = one
  const { input } = question
  return {
    ...question,
    kind: 'together',
    input: { ...input, request: { ...input.request, actions: [...actions].sort() } },
  }
}
