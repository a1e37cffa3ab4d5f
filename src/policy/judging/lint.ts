import { accessOf } from '../../core/lint/access-of.ts'
import { gridRemarks } from '../../core/lint/grid-remarks.ts'
import type { JudgingStep } from '../../core/lint/judgement.ts'
import { ownerRemarks } from '../../core/lint/owner-remarks.ts'
import { type Known, PeopleKnown } from '../../core/lint/people-known.ts'
import { type Probed, probeRemarks } from '../../core/lint/probe-remarks.ts'
import type { Remark } from '../../core/lint/remark.ts'
import { exceptRemarks, nameRemarks, namesAsked, namesExcepted, slotRemarks } from '../../core/lint/slot-remarks.ts'
import { codeownersIn, type GovernedTexts } from '../../core/policy/governed-findings.ts'
import {
  type Answered,
  distinct,
  type GridContext,
  gridOf,
  type Question,
  recordedQuestions,
  variationsOf,
} from '../../core/policy/grid.ts'
import { isWholeSetting, probesOf, settingProbes } from '../../core/policy/probe.ts'
import { readCodeowners } from '../../core/review/codeowners.ts'
import { neverVotes } from '../../core/review/never-votes.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { Settings } from '../../generated/config.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { policyReads } from '../policy-reads.ts'
import { inputRead } from './policy-words.ts'
import { createTrial, type Trial } from './trial.ts'

/** More questions are not asked of a policy before it comes into force. */
const mostQuestions = 20_000
/** So many different answers are probed, those that deny first. */
const mostProbed = 80
const mostSettings = 200

export type LintContext = {
  repository: { id: number; fullName: string; private: boolean }
  now: Date
  /** Inputs of decisions that were made, so that what people really ask is asked too. */
  recorded?: readonly PolicyInput[]
  /** Who stands behind these names; absent: nobody can be asked. */
  peopleBehind?: (names: readonly string[]) => Promise<Known>
  /** Told how far judging has come. */
  tell?: (step: JudgingStep) => void
  /** Judging ends with POLICY_TIMEOUT then. */
  signal?: AbortSignal
}

/** `asked`: how many questions of the grid were asked, and how many there are; `answered`: these and their variations. */
export type Linted = { remarks: Remark[]; asked: { questions: number; of: number }; answered: Answered[] }

type Subject = {
  policy: PolicyFiles
  resources: readonly Resource[]
  settings: Settings
  texts: GovernedTexts['texts']
}

/**
 * What a policy means, found by asking it: every resource and action by every role, what is special about them, and again with parts of
 * what it is told taken away or spoilt. Nothing that is known less may be given more.
 *
 * @throws DaypassError what compiling throws, POLICY_TIMEOUT, and what `peopleBehind` throws
 */
export async function lint(opa: string, subject: Subject, context: LintContext): Promise<Linted> {
  const trial = await createTrial(opa, subject.policy, context.signal)
  try {
    return await lintTrial(opa, trial, subject, context)
  } finally {
    await trial.close()
  }
}

async function lintTrial(opa: string, trial: Trial, subject: Subject, context: LintContext): Promise<Linted> {
  const { policy, resources, texts } = subject
  const reads = await policyReads(opa, policy, trial.data)
  const read = inputRead(reads.names)
  const { repository, now } = context
  const grid: GridContext = { repository, now, reads: (part) => read.has(part), teams: reads.teams }
  const { questions, all: of } = gridOf(resources, grid, mostQuestions)
  const plain = await answersTo(trial, questions)
  const special = await answersTo(
    trial,
    distinct(plain, grid.reads)
      .flatMap((one) => variationsOf(one, grid))
      .slice(0, mostQuestions),
  )
  const recorded = await answersTo(trial, recordedQuestions(context.recorded ?? [], resources))
  const answered = [...plain, ...special, ...recorded]

  const found = codeownersIn(texts)
  const codeowners = found && readCodeowners(found.text, found.path)
  const names = namesAsked(answered, new PeopleKnown(new Map(), codeowners))
  const excepted = namesExcepted(answered)
  const known = (await context.peopleBehind?.([...new Set([...names, ...excepted])])) ?? new Map()
  const people = new PeopleKnown(known, codeowners, excepted)
  const organisation = context.peopleBehind && repository.fullName.split('/')[0]
  const remarks = [
    ...gridRemarks(answered, now),
    ...slotRemarks(answered, people, neverVotes(subject.settings)),
    ...nameRemarks(names, known, organisation),
    ...exceptRemarks(excepted, known),
    ...(codeowners ? ownerRemarks(codeowners, resources, people) : []),
    ...probeRemarks(await probe(trial, subject, distinct(answered.filter(isAnswered)).slice(0, mostProbed), people)),
  ]
  return { remarks, asked: { questions: questions.length, of }, answered }
}

async function answersTo(trial: Trial, questions: readonly Question[]): Promise<Answered[]> {
  const answers = await trial.ask(questions.map(({ input }) => input))
  return questions.flatMap((question, index) => {
    const answer = answers[index]
    return answer ? [{ question, answer }] : []
  })
}

/** What gets no answer as it is cannot get a looser one, and may cost a thread each time. */
const isAnswered = ({ answer }: Answered): boolean => 'output' in answer

async function probe(
  trial: Trial,
  subject: Subject,
  chosen: readonly Answered[],
  people: PeopleKnown,
): Promise<Probed[]> {
  const access = ({ question }: Answered, answer: Answered['answer']) =>
    accessOf(question, answer, subject.settings, people)
  const probed: Probed[] = []
  for (const one of chosen) {
    const { question, answer } = one
    const probes = probesOf(question.input)
    const answers = await trial.ask(probes.map(({ value }) => value))
    const before = access(one, answer)
    for (const [index, { part, how, reach }] of probes.entries()) {
      const after = answers[index]
      if (after && reach !== 'catalog')
        probed.push({ of: 'facts', question, part, how, reach, before, after: access(one, after) })
    }
  }
  return [...probed, ...(await probeSettings(trial, chosen, access))]
}

async function probeSettings(
  trial: Trial,
  chosen: readonly Answered[],
  access: (one: Answered, answer: Answered['answer']) => Probed['before'],
): Promise<Probed[]> {
  const probed: Probed[] = []
  const probes = settingProbes(JSON.parse(trial.data))
  const step = Math.ceil(probes.length / mostSettings)
  for (const setting of probes.filter((_, index) => index % step === 0)) {
    const { part, how, value } = setting
    const asked = chosen.filter(({ question }) => how === 'spoilt' || !isAboutLimit(question))
    const answers = await trial.ask(
      asked.map(({ question }) => question.input),
      JSON.stringify(value),
    )
    for (const [index, one] of asked.entries()) {
      const [before, answer] = [access(one, one.answer), answers[index]]
      if (answer === undefined) continue
      const after = access(one, answer)
      const shown = how === 'spoilt' ? after : withTimeOf(before, after)
      probed.push({
        of: 'settings',
        question: one.question,
        part,
        how,
        whole: isWholeSetting(setting),
        before,
        after: shown,
      })
    }
  }
  return probed
}

/** A limit that is not set gives way to another, which may be longer: that is no hole. */
const isAboutLimit = ({ kind }: Question): boolean => kind === 'at-limit' || kind === 'beyond-limit'

function withTimeOf(before: Probed['before'], after: Probed['before']): Probed['before'] {
  return before.access === 'none' || after.access === 'none' ? after : { ...after, seconds: before.seconds }
}
