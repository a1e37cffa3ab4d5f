import type { Resource } from '../../generated/catalog.ts'
import type { Answer, Answered, Role } from '../policy/grid.ts'
import { type Remark, shownNames, shownQuestion, shownRole } from './remark.ts'

const outcomeOf = (answer: Answer) => ('output' in answer ? answer.output.outcome : undefined)

/**
 * What the answers to the grid show by themselves: questions without an answer, what nobody can get, what people outside and bots get, and
 * what is sensitive and needs nobody's yes. Codes: POLICY_NO_ANSWER, POLICY_NOBODY, POLICY_OUTSIDER, POLICY_HIGH_ALONE.
 */
export function gridRemarks(answered: readonly Answered[], now: Date): Remark[] {
  return [...unanswered(answered), ...outsiders(answered), ...highAlone(answered), ...nobody(answered, now)]
}

function unanswered(answered: readonly Answered[]): Remark[] {
  const failed = answered.flatMap(({ question, answer }) => ('output' in answer ? [] : [{ question, ...answer }]))
  return [...Map.groupBy(failed, ({ code }) => code)].flatMap(([code, same]): Remark[] => {
    const [first] = same
    if (first === undefined) return []
    const message = `${same.length} of ${answered.length} questions get no answer (${code}), such as ${shownQuestion(first.question)}: ${first.message}`
    return [{ severity: 'error', code: 'POLICY_NO_ANSWER', message, about: { words: ['decision'] } }]
  })
}

/** Allowed is an error, since nobody inside looked; reviewed is a warning, since somebody does. */
function outsiders(answered: readonly Answered[]): Remark[] {
  return (['outsider', 'bot'] as const).flatMap((role) =>
    (['allow', 'review'] as const).flatMap((outcome): Remark[] => {
      const same = answered.filter(({ question, answer }) => question.role === role && outcomeOf(answer) === outcome)
      const [first] = same
      if (first === undefined) return []
      const got = outcome === 'allow' ? 'is allowed' : 'may get, with approvals,'
      const message = `${capital(shownRole(role))} ${got} \`${first.question.action}\` on ${resourcesOf(same)}. Ask for \`${needed[role]}\` wherever the policy does not deny.`
      const severity = outcome === 'allow' ? 'error' : 'warning'
      return [{ severity, code: 'POLICY_OUTSIDER', message, about: { words: ['decision'] } }]
    }),
  )
}

const needed: Record<'outsider' | 'bot', string> = {
  outsider: 'input.facts.requester.organisation_member == true',
  bot: 'input.facts.requester.type == "User"',
}

function highAlone(answered: readonly Answered[]): Remark[] {
  return (['critical', 'high'] as const).flatMap((level): Remark[] => {
    const same = answered.filter(({ question: { resource, action, role }, answer }) => {
      const isInside = role === 'member' || role === 'team'
      // What is given in an emergency is reviewed afterwards.
      const isOwed = 'output' in answer && answer.output.break_glass !== undefined
      const isAlone = outcomeOf(answer) === 'allow' && !isOwed
      return isInside && isAlone && sensitivityOf(resource, action) === level
    })
    const [first] = same
    if (first === undefined) return []
    const message = `What is ${level} needs nobody's approval: ${shownRole(first.question.role)} is allowed \`${first.question.action}\` on ${resourcesOf(same)} at once.`
    return [{ severity: 'warning', code: 'POLICY_HIGH_ALONE', message, about: { words: [level, 'allow', 'decision'] } }]
  })
}

function sensitivityOf(resource: Resource, action: string): string {
  return resource.actions[action]?.sensitivity ?? resource.sensitivity
}

/** What has ended can be asked for by nobody, and is meant so. */
function nobody(answered: readonly Answered[], now: Date): Remark[] {
  const byResource = Map.groupBy(answered, ({ question }) => question.resource.id)
  return [...byResource].flatMap(([id, ofResource]): Remark[] => {
    const { expires } = ofResource[0]?.question.resource ?? {}
    if (expires !== undefined && new Date(expires) <= now) return []
    if (allDenied(ofResource)) {
      const message = `Nobody can get anything of \`${id}\`: the policy denies it to every role.${whyOf(ofResource)}`
      return [{ severity: 'warning', code: 'POLICY_NOBODY', message, about: { resource: id } }]
    }
    const byAction = Map.groupBy(ofResource, ({ question }) => question.action)
    return [...byAction].flatMap(([action, ofAction]): Remark[] => {
      if (!allDenied(ofAction)) return []
      const message = `Nobody can get \`${action}\` on \`${id}\`: the policy denies it to every role.${whyOf(ofAction)}`
      return [{ severity: 'warning', code: 'POLICY_NOBODY', message, about: { resource: id, action } }]
    })
  })
}

const allDenied = (answered: readonly Answered[]) => answered.every(({ answer }) => outcomeOf(answer) === 'deny')

/** What the one who has most says to them. */
function whyOf(answered: readonly Answered[]): string {
  const roles: readonly Role[] = ['team', 'member']
  const told = roles.flatMap((role) => answered.find(({ question }) => question.role === role) ?? []).at(0)?.answer
  const [reason] = told !== undefined && 'output' in told ? told.output.reasons : []
  return reason === undefined ? '' : ` To a member it says: ${reason}`
}

function resourcesOf(answered: readonly Answered[]): string {
  return shownNames(answered.map(({ question }) => question.resource.id))
}

const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`
