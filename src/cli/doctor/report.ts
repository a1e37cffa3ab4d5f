import { DaypassError } from '../../core/error.ts'
import type { CheckResult } from '../../ports/told.ts'
import { failureOf } from '../failure.ts'
import { plain } from '../plain-text.ts'

export type { CheckResult }

/**
 * One thing that can be looked at. `look` returns the sentence that says how it is when it is well, or all that was found, and throws a
 * DaypassError (or several problems at once) that says what is wrong and what to do. It is not asked when one of `needs` was not well.
 * `more`: what there is to look at once this was.
 */
export type DoctorCheck = {
  name: string
  needs?: readonly string[]
  look(): Promise<string | readonly CheckResult[]>
  more?(): readonly DoctorCheck[]
}

export type Finding = {
  name: string
  state: CheckResult['state'] | 'unknown'
  message: string
  code?: string
  where?: string
}

async function examine(check: DoctorCheck, unwell: ReadonlySet<string>): Promise<Finding[]> {
  const { name } = check
  const blocked = check.needs?.find((needed) => unwell.has(needed))
  if (blocked !== undefined) return [{ name, state: 'unknown', message: `Not looked at, because of: ${blocked}.` }]
  try {
    const told = await check.look()
    return typeof told === 'string' ? [{ name, state: 'well', message: told }] : told.map((one) => ({ name, ...one }))
  } catch (thrown) {
    const { code, message, where, problems } = failureOf(thrown)
    const finding = (p: { code: string; message: string; where?: string | undefined }): Finding => ({
      name,
      state: 'wrong',
      message: p.message,
      code: p.code,
      ...(p.where === undefined ? {} : { where: p.where }),
    })
    return problems.length > 0 ? problems.map(finding) : [finding({ code, message, where })]
  }
}

const isUnwell = ({ state }: Finding): boolean => state === 'wrong' || state === 'unknown'

/** Looks at everything in order and stops at nothing. */
export async function examineAll(checks: readonly DoctorCheck[]): Promise<Finding[]> {
  const findings: Finding[] = []
  const unwell = new Set<string>()
  const waiting = [...checks]
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const found = await examine(check, unwell)
    if (found.some(isUnwell)) unwell.add(check.name)
    findings.push(...found)
    const looked = !found.some(({ state }) => state === 'unknown')
    if (looked && check.more) waiting.unshift(...check.more())
  }
  return findings
}

/** Seconds by which this clock may differ: GitHub refuses an app's tokens beyond about a minute. */
const tolerance = 30

/**
 * Compares this machine's clock with the Date header of an answer that arrived just now.
 * Throws CONFIG_INVALID when they differ too much or the header cannot be read.
 */
export function judgeClock(dateHeader: string | null, now: Date): string {
  const theirs = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
  if (Number.isNaN(theirs)) {
    throw new DaypassError(
      'CONFIG_INVALID',
      'GitHub did not say what time it is, so the clock could not be compared.',
      { where: 'clock' },
    )
  }
  const skew = Math.round((now.getTime() - theirs) / 1000)
  if (Math.abs(skew) <= tolerance) return `The clock agrees with GitHub's (${Math.abs(skew)} s apart).`
  const direction = skew > 0 ? 'ahead of' : 'behind'
  throw new DaypassError(
    'CONFIG_INVALID',
    `The clock is ${Math.abs(skew)} s ${direction} GitHub's. Synchronise it (NTP): ends and signatures depend on it.`,
    { where: 'clock' },
  )
}

const words = { well: 'ok', note: 'note', wrong: 'WRONG', unknown: '-' } as const

function sumOf(findings: readonly Finding[]): string {
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  if (wrong > 0) return wrong === 1 ? 'One thing is to be put right.' : `${wrong} things are to be put right.`
  const skipped = findings.some(({ state }) => state === 'unknown')
  return skipped ? 'Nothing is wrong with what was looked at.' : 'Everything is in order.'
}

/** One line a finding: its state first, then what was looked at, then what to do. */
export function renderFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.map(({ state, name, where, message, code }) => {
    const place = where === undefined || message.startsWith(where) ? '' : `${where}: `
    const text = `${place}${message}`
      .split('\n')
      .map(plain)
      .join(`\n${' '.repeat(width + 9)}`)
    return `${words[state].padEnd(6)} ${name.padEnd(width)}  ${text}${code === undefined ? '' : ` [${code}]`}`
  })
  return [...lines, '', sumOf(findings), ''].join('\n')
}

export function renderFindingsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ ok: isWell(findings), findings }, null, 2)}\n`
}

export function isWell(findings: readonly Finding[]): boolean {
  return !findings.some(isUnwell)
}
