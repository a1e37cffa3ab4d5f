import type { Effect } from '../../core/effect/effect.ts'
import { isDaypassError } from '../../core/error.ts'
import { accessOf } from '../../core/lint/access-of.ts'
import { effectFlips, type Flip, type Outcome } from '../../core/lint/effect-flips.ts'
import { type Known, PeopleKnown } from '../../core/lint/people-known.ts'
import { namesAsked, namesExcepted } from '../../core/lint/slot-remarks.ts'
import { type Governing, ruleOwnerNames, widenings } from '../../core/lint/widenings.ts'
import { codeownersIn } from '../../core/policy/governed-findings.ts'
import {
  type Answer,
  type Answered,
  distinct,
  type GridContext,
  gridOf,
  type Question,
  recordedQuestions,
  variationsOf,
} from '../../core/policy/grid.ts'
import { policyQuestion } from '../../core/policy/policy-question.ts'
import { togetherOf } from '../../core/policy/together.ts'
import { readCodeowners } from '../../core/review/codeowners.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { Proposed } from '../../ports/proposals.ts'
import { policyReads } from '../policy-reads.ts'
import type { LintContext } from './lint.ts'
import { inputRead } from './policy-words.ts'
import { createTrial, type Trial } from './trial.ts'

/** More questions are not asked of either side. */
const mostQuestions = 6_000
const mostTogether = 2_000

const nobody: Effect = { access: 'none', words: 'it is not there' }

/** One set of files; `trial` undefined: nothing is decided by them, as where they cannot be used. */
type Side = { files: Proposed; trial: Trial | undefined; context: GridContext | undefined }

/** `widened`: what no question shows, in sentences. */
export type Effects = { flips: Flip[]; widened: string[] }

/**
 * Who would get what otherwise, if these files were in force instead of those. Every action of every resource of either is asked about,
 * by itself and with others, with its limits, of both; people are compared, and not the names by which they are found.
 *
 * @throws DaypassError POLICY_TIMEOUT, and what `peopleBehind` throws
 */
export async function effectsOf(opa: string, before: Proposed, after: Proposed, lint: LintContext): Promise<Effects> {
  const sides = [await sideOf(opa, before, lint), await sideOf(opa, after, lint)] as const
  try {
    const { questions, left } = await questionsOf(sides, lint)
    const of = 2 * questions.length
    const tellFrom = (before: number) => (count: number) => lint.tell?.({ step: 'asking', asked: before + count, of })
    const answers = [
      await answersOf(sides[0], questions, tellFrom(0)),
      await answersOf(sides[1], questions, tellFrom(questions.length)),
    ] as const
    const excepted = answers.flatMap((side) => namesExcepted(answered(questions, side)))
    const known = await peopleOf(sides, questions, answers, excepted, lint)
    const [old, next] = sides.map(({ files }, index) =>
      outcomes(files, questions, answers[index as 0 | 1], new PeopleKnown(known, ownersIn(files), excepted)),
    )
    const widened = widenings(governing(before, known), governing(after, known))
    const unasked = `${left} questions about the catalog were not asked: there are too many, and whoever they are about may get more.`
    return {
      flips: effectFlips(questions, old ?? [], next ?? []),
      widened: left === 0 ? widened : [...widened, unasked],
    }
  } finally {
    for (const { trial } of sides) await trial?.close()
  }
}

/** What cannot be used decides nothing: whoever mends it gives access that nobody has now. */
async function sideOf(opa: string, files: Proposed, { repository, now, signal }: LintContext): Promise<Side> {
  try {
    if (files.problems.length > 0) return { files, trial: undefined, context: undefined }
    const trial = await createTrial(opa, files.policy, signal)
    const reads = await policyReads(opa, files.policy, trial.data)
    const read = inputRead(reads.names)
    return { files, trial, context: { repository, now, reads: (part) => read.has(part), teams: reads.teams } }
  } catch (error) {
    if (!isDaypassError(error) || error.code === 'POLICY_TIMEOUT' || error.code === 'OPA_MISSING') throw error
    return { files, trial: undefined, context: undefined }
  }
}

/** Of both sides, those with limits as each side has them. */
async function questionsOf(
  sides: readonly [Side, Side],
  { recorded = [] }: Pick<LintContext, 'recorded'>,
): Promise<{ questions: Question[]; left: number }> {
  const found = new Map<string, Question>()
  let left = 0
  const note = (question: Question) => {
    const { resource, action, role, kind, input } = question
    const { resource: _entry, ...facts } = input.facts
    const key = JSON.stringify([resource.id, action, role, kind, input.request, facts])
    if (!found.has(key)) found.set(key, question)
  }
  for (const side of sides) {
    const { context, files, trial } = side
    if (!context || !trial) continue
    const { questions, all } = gridOf(files.resources ?? [], context, mostQuestions)
    left += all - questions.length
    const answers = await trial.ask(questions.map(({ input }) => input))
    const given = answered(questions, answers)
    const together = togetherOf(given, context.reads, mostTogether)
    left += together.all - together.questions.length
    for (const question of [...questions, ...together.questions, ...recordedQuestions(recorded, files.resources ?? [])])
      note(question)
    for (const one of distinct(given, context.reads)) for (const question of variationsOf(one, context)) note(question)
  }
  return { questions: [...found.values()], left }
}

/** Each question with this side's own entry of the catalog. Undefined: it has none, or nothing is decided by it. */
async function answersOf(
  { files, trial }: Side,
  questions: readonly Question[],
  tell: (count: number) => void,
): Promise<(Answer | undefined)[]> {
  if (!trial) return questions.map(() => undefined)
  const asked = questions.flatMap((question, index) => {
    const resource = entryOf(files, question)
    return resource ? [{ index, input: withEntry(question, resource) }] : []
  })
  const inputs = asked.map(({ input }) => input)
  const answers = await trial.ask(inputs, undefined, tell)
  const found: (Answer | undefined)[] = questions.map(() => undefined)
  for (const [at, { index }] of asked.entries()) found[index] = answers[at]
  return found
}

function entryOf({ resources = [] }: Proposed, { resource, input }: Question): Resource | undefined {
  const { actions: asked } = input.request
  return resources.find(({ id, actions }) => id === resource.id && asked.every((name) => Object.hasOwn(actions, name)))
}

/** The same question about the entry of another catalog. Whoever is in the old entry's team is in the new one's as little as anybody. */
function withEntry({ input }: Question, resource: Resource): Question['input'] {
  const { request, facts } = input
  const { repository, requester, open_grants: openGrants, requests_last_day: requestsLastDay } = facts
  const { facts: own } = policyQuestion({
    request: { ...request, version: 1, repository: repository.id, requester: requester.id },
    resource,
    repository: { id: repository.id, fullName: repository.full_name, private: repository.private },
    requester,
    openGrants,
    requestsLastDay,
    now: new Date(0),
  })
  return { ...input, facts: { ...facts, resource: own.resource } }
}

async function peopleOf(
  sides: readonly [Side, Side],
  questions: readonly Question[],
  answers: readonly [(Answer | undefined)[], (Answer | undefined)[]],
  excepted: readonly string[],
  { peopleBehind }: LintContext,
): Promise<Known> {
  if (!peopleBehind) return new Map()
  const names = sides.flatMap(({ files }, side) => {
    const asked = namesAsked(answered(questions, answers[side as 0 | 1]), new PeopleKnown(new Map(), ownersIn(files)))
    return [...asked, ...ruleOwnerNames({ codeowners: ownersIn(files), paths: pathsIn(files) })]
  })
  return peopleBehind([...new Set([...names, ...excepted])])
}

/** What this side answered at all. */
function answered(questions: readonly Question[], answers: readonly (Answer | undefined)[]): Answered[] {
  return questions.flatMap((question, index) => {
    const answer = answers[index]
    return answer ? [{ question, answer }] : []
  })
}

function outcomes(
  files: Proposed,
  questions: readonly Question[],
  answers: readonly (Answer | undefined)[],
  people: PeopleKnown,
): Outcome[] {
  return questions.map((question, index) => {
    const [answer, resource] = [answers[index], entryOf(files, question)]
    if (!answer || !resource) return { effect: nobody, answer: undefined }
    return { effect: accessOf({ ...question, resource }, answer, files.settings ?? {}, people), answer }
  })
}

function governing(files: Proposed, known: Known): Governing {
  const { resources = [], settings = {} } = files
  const codeowners = ownersIn(files)
  return { resources, settings, codeowners, people: new PeopleKnown(known, codeowners), paths: pathsIn(files) }
}

const pathsIn = ({ texts, policy }: Proposed): string[] => [
  ...texts.keys(),
  ...[...policy.keys()].map((path) => `policies/${path}`),
]

function ownersIn({ texts }: Proposed) {
  const found = codeownersIn(texts)
  return found && readCodeowners(found.text, found.path)
}
