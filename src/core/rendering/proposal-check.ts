import { loosens } from '../effect/compare-effects.ts'
import type { Judgement, JudgingStep } from '../lint/judgement.ts'
import { code, named, prose, table } from '../markdown.ts'
import { isAcceptable, type PolicyFinding, type Severity } from '../policy/policy-finding.ts'
import type { LooseningVotes } from '../proposal/loosening-votes.ts'
import type { Conclusion } from '../proposal/proposal-record.ts'
import { endsWords, renderAtMerge } from './at-merge.ts'
import { flipsOf, someOf, widenedOf } from './flips-table.ts'

/** What a check run says. At most 65 535 characters each; GitHub shows `title` beside its mark. */
export type CheckWords = { title: string; summary: string; text?: string }

export type Verdict = {
  conclusion: Conclusion
  output: CheckWords
  findings: readonly PolicyFinding[]
}

/** Findings that are sent: people read no more, and the command shows all. */
const mostFindings = 200
const command = '`daypass policy check`'

const nothingBelow = { findings: [] }

/** Nothing that is governed changes: it has to be said, since a required check that says nothing blocks for ever. */
export const untouched: Verdict = {
  ...nothingBelow,
  conclusion: 'success',
  output: {
    title: 'Changes no rule of access',
    summary: 'Catalog, policies, owners, settings and issue form stay as they are.',
  },
}

export const conflicting: Verdict = {
  ...nothingBelow,
  conclusion: 'failure',
  output: {
    title: 'Cannot be judged while it conflicts',
    summary: 'GitHub cannot merge this pull request. Resolve the conflicts and push: it is then judged.',
  },
}

/** Of a commit of a merge queue. */
export const notWhatWasJudged: Verdict = {
  ...nothingBelow,
  conclusion: 'failure',
  output: {
    title: 'Is not what merging this pull request would make',
    summary:
      'The commit of the merge queue changes other files that govern than the pull request does by itself, as where another one in the queue changes the same files. Queue it again once that one is merged.',
  },
}

export const behindWhatFailed: Verdict = {
  ...nothingBelow,
  conclusion: 'failure',
  output: {
    title: 'What stands before it in the merge queue is not green',
    summary: 'Merging this commit would merge that, too. Queue it again.',
  },
}

/** Everybody would read who may get what. */
export const becamePublic: Verdict = {
  ...nothingBelow,
  conclusion: 'failure',
  output: {
    title: 'Is not judged in a public repository',
    summary:
      'This repository is public, and the judgement would show everybody who may get what. Make it private and run the check again.',
  },
}

export const superseded: Verdict = {
  ...nothingBelow,
  conclusion: 'cancelled',
  output: {
    title: 'Not judged any more',
    summary:
      'The pull request was pushed to, closed or changed meanwhile. What stands there now has a check of its own.',
  },
}

/** While it runs. */
export const underWay: CheckWords = {
  title: 'Reading, compiling, testing …',
  summary: 'What this pull request would put in force is being judged. It takes a few seconds.',
}

/** How far it has come. */
export function goingOn(step: JudgingStep): CheckWords {
  const title =
    step.step === 'compiled'
      ? 'Compiled · asking who would get what …'
      : `Compiled · ${grouped(step.asked)} of ${grouped(step.of)} questions asked`
  return { ...underWay, title }
}

/** 12 345 */
const grouped = (count: number): string => count.toLocaleString('en-US').replaceAll(',', ' ')

/** It could not be judged, and nobody may take that for a yes. */
export function notJudged(message: string): Verdict {
  return {
    ...nothingBelow,
    conclusion: 'failure',
    output: {
      title: 'Could not be judged',
      summary: `${prose(message)}\n\nRun the check again once that is put right.`,
    },
  }
}

/**
 * The judgement of the files that a pull request would put in force, as its check run says it. What gets looser waits for so many owners
 * of the rules in force. `held`: what the default branch has changed that is not in force.
 */
export function judged(judgement: Judgement, { votes = nobodyAsked, held = [] }: JudgedBeside = {}): Verdict {
  const { findings, flips = [], widened = [], atMerge = [] } = judgement
  const isGood = isAcceptable(findings)
  const waits = isGood && isLooser(judgement) && !votes.complete
  const shown = findings.slice(0, mostFindings)
  const left = findings.length - shown.length
  const rest = left === 0 ? '' : `\n\n${left} more findings are not shown here: run ${command} in a checkout.`
  const summary = [
    nextOf(isGood, waits, votes),
    heldOf(held),
    renderAtMerge(atMerge),
    widenedOf(widened),
    flipsOf(flips),
    askedOf(judgement),
    `${testsOf(judgement)}${rest}`.trim(),
  ]
  return {
    conclusion: !isGood ? 'failure' : waits ? 'action_required' : 'success',
    findings: shown,
    output: {
      title: titleOf(judgement, { isGood, waits }, votes),
      summary: summary.filter((part) => part !== '').join('\n\n'),
    },
  }
}

export type JudgedBeside = { votes?: LooseningVotes; held?: readonly string[] | undefined }

const mostHeld = 10

function heldOf(held: readonly string[]): string {
  if (held.length === 0) return ''
  const named = held.slice(0, mostHeld).map((path) => code(path))
  const more = held.length > mostHeld ? ` and ${held.length - mostHeld} more` : ''
  return `The default branch has changes that are not in force: ${named.join(', ')}${more}. With this they would come into force, so that they are judged and voted on here, too.`
}

type State = { isGood: boolean; waits: boolean }

const nobodyAsked: LooseningVotes = { complete: false, missing: 0, canSay: [], blockedBy: [], approvedBy: [], key: '' }

/** Whether somebody would get more than now, or might. */
export function isLooser({ flips = [], widened = [] }: Judgement): boolean {
  return widened.length > 0 || flips.some(({ comparison }) => loosens(comparison))
}

function titleOf(judgement: Judgement, { isGood, waits }: State, votes: LooseningVotes): string {
  const { findings, flips = [], atMerge = [] } = judgement
  const counts = (['error', 'warning', 'notice'] as const).flatMap((severity) => counted(findings, severity))
  if (!isGood) return `${counts.join(', ')} to be put right`
  if (waits) return `Looser: ${votes.missing} more policy ${votes.missing === 1 ? 'owner' : 'owners'} must approve`
  const effect = isLooser(judgement)
    ? 'Looser, and approved'
    : flips.some(({ comparison }) => comparison === 'stricter')
      ? 'Stricter, and nothing looser found'
      : 'Nothing looser or stricter found'
  return [effect, endsWords(atMerge), ...counts].filter((part) => part !== '').join(' · ')
}

/** It may have been any of those who approve. */
const pushAgain =
  'Daypass was not told who pushed this commit, so one owner more has to approve it; another push puts that right.'

function nextOf(isGood: boolean, waits: boolean, votes: LooseningVotes): string {
  const { canSay, blockedBy, unknownPusher } = votes
  if (!isGood)
    return `These files cannot come into force. Mend what is marked in the files, and push. ${command} says the same in a checkout.`
  if (!waits) return 'Nothing keeps these files from coming into force.'
  if (blockedBy.length > 0)
    return `${namesOf(blockedBy)} asked for changes. Nothing looser comes into force against that.`
  if (canSay.length === 0)
    return `Somebody may get more than now, and nobody is left who could approve that: the owners in force of the files that change, other than the author and whoever pushed. Owners of the organisation can put that right.${unknownPusher ? ` ${pushAgain}` : ''}`
  return `Somebody may get more than now. Owners of the rules in force have to approve this very commit: ${namesOf(canSay)}.${unknownPusher ? ` ${pushAgain}` : ''}`
}

/** So many people are named. */
const mostNamed = 10

function namesOf(people: readonly { login: string }[]): string {
  return someOf(
    people.map(({ login }) => named(login)),
    mostNamed,
  )
}

function askedOf({ recorded }: Judgement): string {
  if (recorded === undefined) return ''
  if (recorded === 0)
    return 'Nothing was decided here yet that could be asked again: it is the catalog that was asked about.'
  return `Beside the catalog, ${grouped(recorded)} ${recorded === 1 ? 'request' : 'requests'} of before ${recorded === 1 ? 'was' : 'were'} asked about again, each as it was decided last.`
}

function testsOf({ tests, coverage = [] }: Judgement): string {
  if (tests === undefined) return ''
  const { passed, failed } = tests
  const ran = failed > 0 ? `${failed} of ${passed + failed} tests fail.` : `${passed} tests pass.`
  const rows = coverage.map(({ path, percent }) => [code(path), `${Math.floor(percent)} %`])
  const reached = rows.length === 0 ? '' : `\n\n${table(rows, ['File', 'Lines that tests reach'])}`
  return `${ran}${reached}`
}

function counted(findings: readonly PolicyFinding[], severity: Severity): string[] {
  const count = findings.filter((one) => one.severity === severity).length
  return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
}
