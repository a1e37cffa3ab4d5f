import { isDaypassError } from '../../core/error.ts'
import type { GovernanceLook } from '../../core/governance/governance-look.ts'
import { shownAge } from './age.ts'
import type { DoctorInspection } from './inspection.ts'
import type { CheckResult } from './report.ts'

const came: Record<GovernanceLook['verdict'], string> = {
  first: 'as the first that were there',
  reviewed: 'reviewed',
  unreviewed: 'without a review that counts',
  released: 'released by an operator',
}

const mend = 'Mend it, or take the change back, by pull request.'
const release = '`daypass policy release` shows it, and lets it in; or take it back.'

/** Code, what is newest, and what to do. */
const waits: Record<NonNullable<GovernanceLook['newest']>['state'], [code: string, is: string, advice: string]> = {
  unread: ['GOVERNANCE_UNREAD', 'is being looked at', 'If it stays so, look at the log of the server.'],
  broken: ['GOVERNANCE_BROKEN', 'cannot be used', mend],
  held: ['GOVERNANCE_HELD', 'is held', release],
  guarded: ['GOVERNANCE_HELD', 'is held', release],
}

/** Younger than this (seconds), what is being looked at is no matter. */
const patience = 60

/** By which rules is decided, and what keeps those of the default branch from it. `undefined`: none are in force yet. */
export function judgeRulesInForce(look: GovernanceLook | undefined): CheckResult[] {
  if (!look) return [{ state: 'note', message: 'No rules were put in force yet: the server does when it starts.' }]
  const { verdict, age, pull, newest } = look
  const by = pull === undefined ? came[verdict] : `${came[verdict]}, by #${pull}`
  const inForce: CheckResult = {
    state: verdict === 'unreviewed' ? 'note' : 'well',
    message: `What decides came into force ${shownAge(age)} ago, ${by}.`,
  }
  if (!newest || (newest.state === 'unread' && newest.age < patience)) return [inForce]
  const [code, is, advice] = waits[newest.state]
  const why = newest.why?.length ? `: ${newest.why.join('; ').replace(/\.$/, '')}` : ''
  const left =
    newest.left === undefined
      ? ''
      : newest.left <= 0
        ? ' Nothing is decided any more; ends go on.'
        : ` Decisions stop in ${shownAge(newest.left)}.`
  const message = `What the default branch says ${is}, since ${shownAge(newest.age)}${why}.${left} ${advice}`
  return [inForce, { state: 'wrong', code, message }]
}

/** The same as the metrics of a running server tell it. */
export function rulesIn(metrics: string): GovernanceLook[] {
  const rows = (name: string) =>
    [
      ...metrics.matchAll(
        new RegExp(`^daypass_governance_${name}\\{repository="(\\d+)"(?:,\\w+="([^"]*)")?\\} (\\S+)$`, 'gm'),
      ),
    ].map(([, id, label = '', value]) => ({ repository: Number(id), label, value: Number(value) }))
  const [waiting, lefts] = [rows('waiting_seconds'), rows('last_good_left_seconds')]
  return rows('age_seconds').map(({ repository, label, value }): GovernanceLook => {
    const newest = waiting.find((one) => one.repository === repository)
    const left = lefts.find((one) => one.repository === repository)?.value
    const state = newest?.label as NonNullable<GovernanceLook['newest']>['state']
    return {
      ...{ repository, verdict: label as GovernanceLook['verdict'], age: value },
      ...(newest ? { newest: { state, age: newest.value, ...(left === undefined ? {} : { left }) } } : {}),
    }
  })
}

/** From the store, or from the server that has it open. Throws STORE_UNAVAILABLE. */
export async function lookAtRulesInForce(looks: DoctorInspection, id: number): Promise<CheckResult[]> {
  const judge = (all: readonly GovernanceLook[]) => judgeRulesInForce(all.find(({ repository }) => repository === id))
  try {
    // No store yet, or one of an older version: the look at the store says why.
    const governances = (await looks.store())?.governances
    return governances ? judge(governances) : []
  } catch (error) {
    if (!isDaypassError(error, 'STORE_LOCKED')) throw error
    const metrics = await looks.metrics()
    // That neither can be read is said once, of the drills.
    return metrics === undefined ? [] : judge(rulesIn(metrics))
  }
}
