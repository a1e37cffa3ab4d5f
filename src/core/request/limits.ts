import type { Resource } from '../../generated/catalog.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import { formatDuration, parseDuration } from '../duration.ts'
import type { Finding } from '../record.ts'
import { isBelow, type Sensitivity } from '../sensitivity.ts'

/** What the deployment or the repository's settings will not go beyond, whatever policy says. */
export type Floors = {
  actions?: string[]
  max_duration?: string
  min_sensitivity?: Sensitivity
  /** How long a key must have been known to be sealed to without review. */
  key_min_age?: string
  loosening_approvals?: number
}

/** How long is the longest that somebody allows, and who said so, in the words of a denial. */
export type Limit = { seconds: number; said: string }

/** What limits look at in a request. */
export type Limited = Pick<CanonicalRequest, 'actions' | 'duration'>

/** What a repository's settings limit by themselves. */
export type OwnLimits = {
  max_duration?: string
  open_requests_per_person?: number
  requests_per_person_per_day?: number
}

/** How many requests of the same person in the repository came before this one: those still open, and those of the last 24 hours. */
export type Earlier = { open: number; lastDay: number }

/**
 * The findings for which a request is forbidden although policy may allow it: floors of the connector, the repository's own
 * maximum and quotas, the policy's maximum and the catalog's. Empty: nothing forbids it. Everything at once. Without `earlier`,
 * which only a request that asks for the first time needs, no quota counts.
 */
export function forbidden(
  request: Limited,
  resource: Resource,
  output: PolicyOutput,
  floors: Floors,
  settings: OwnLimits,
  earlier?: Earlier,
): Finding[] {
  const findings: Finding[] = earlier ? beyondQuota(settings, earlier) : []
  for (const action of request.actions) {
    if (floors.actions && !floors.actions.includes(action)) {
      findings.push({
        code: 'FLOOR_FORBIDS',
        message: `The deployment's connector does not give out \`${action}\`. Ask for ${list(floors.actions)}.`,
      })
    }
    const level = resource.actions[action]?.sensitivity ?? resource.sensitivity
    if (floors.min_sensitivity && isBelow(level, floors.min_sensitivity)) {
      findings.push({
        code: 'FLOOR_FORBIDS',
        message: `The deployment's connector serves nothing below ${floors.min_sensitivity}, and the catalog calls \`${action}\` ${level}. The owners of the catalog can mend that.`,
      })
    }
  }
  const limit = shortestLimit(request, resource, output, floors, settings)
  if (limit && request.duration > limit.seconds) {
    const most = formatDuration(limit.seconds)
    findings.push({ code: 'FLOOR_FORBIDS', message: `${limit.said} ${most}. Open a new request for ${most} or less.` })
  }
  return findings
}

/** Whether the settings have a quota at all, so that somebody has to count. */
export function hasQuota(settings: OwnLimits): boolean {
  return settings.open_requests_per_person !== undefined || settings.requests_per_person_per_day !== undefined
}

function beyondQuota(settings: OwnLimits, { open, lastDay }: Earlier): Finding[] {
  const { open_requests_per_person: atOnce = Infinity, requests_per_person_per_day: aDay = Infinity } = settings
  const findings: Finding[] = []
  const add = (message: string) => findings.push({ code: 'QUOTA_REACHED', message })
  if (open >= atOnce) {
    const free = 'Comment `/done` or `/cancel` on one that you no longer need, then open a new request.'
    add(`This repository lets a person have ${requests(atOnce)} open at a time, and ${open} of yours are. ${free}`)
  }
  if (lastDay >= aDay) {
    const count = `This repository lets a person make ${requests(aDay)} within 24 hours, and you have made ${lastDay} already.`
    add(`${count} Open a new one when the oldest of them is a day old.`)
  }
  return findings
}

function requests(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`
}

/**
 * The limit that decides how long a grant of these actions may last: the shortest of the policy's, the deployment's, the repository's
 * and those of the catalog; of equal ones the first. Undefined: nobody limits it.
 */
export function shortestLimit(
  request: Limited,
  resource: Resource,
  output: PolicyOutput,
  floors: Floors,
  settings: OwnLimits,
): Limit | undefined {
  const limits: Limit[] = []
  const add = (duration: string | undefined, said: string): void => {
    if (duration !== undefined) limits.push({ seconds: parseDuration(duration), said })
  }
  add(output.max_duration, `The policy limits this to`)
  add(floors.max_duration, `The deployment limits this connector to`)
  add(settings.max_duration, `This repository limits every grant to`)
  for (const action of request.actions) {
    add(resource.actions[action]?.max_duration, `\`${action}\` on \`${resource.id}\` is limited to`)
  }
  return limits.reduce<Limit | undefined>((a, b) => (a === undefined || b.seconds < a.seconds ? b : a), undefined)
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}
