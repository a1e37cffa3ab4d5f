import { DaypassError } from '../core/error.ts'
import { failureOf } from './failure.ts'

/**
 * One thing that can be looked at. `look` returns the sentence that says how it is when it is well, and throws a DaypassError (or
 * several problems at once) that says what is wrong and what to do. It is not asked when one of `needs` was not well.
 */
export type DoctorCheck = { name: string; needs?: readonly string[]; look(): Promise<string> }

export type Finding = {
  name: string
  state: 'well' | 'wrong' | 'unknown'
  message: string
  code?: string
  where?: string
}

async function examine(check: DoctorCheck, unwell: ReadonlySet<string>): Promise<Finding[]> {
  const blocked = check.needs?.find((name) => unwell.has(name))
  if (blocked !== undefined)
    return [{ name: check.name, state: 'unknown', message: `Not looked at, because of: ${blocked}.` }]
  try {
    return [{ name: check.name, state: 'well', message: await check.look() }]
  } catch (thrown) {
    const { code, message, where, problems } = failureOf(thrown)
    const finding = (p: { code: string; message: string; where?: string | undefined }): Finding => ({
      name: check.name,
      state: 'wrong',
      message: p.message,
      code: p.code,
      ...(p.where === undefined ? {} : { where: p.where }),
    })
    return problems.length > 0 ? problems.map(finding) : [finding({ code, message, where })]
  }
}

/** Looks at everything in order and stops at nothing. */
export async function examineAll(checks: readonly DoctorCheck[]): Promise<Finding[]> {
  const findings: Finding[] = []
  const unwell = new Set<string>()
  for (const check of checks) {
    const found = await examine(check, unwell)
    if (found.some(({ state }) => state !== 'well')) unwell.add(check.name)
    findings.push(...found)
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

const words = { well: 'ok', wrong: 'WRONG', unknown: '-' } as const

/** One line a finding: its state first, then what was looked at, then what to do. */
export function renderFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.map(({ state, name, where, message, code }) => {
    const place = where === undefined ? '' : `${where}: `
    return `${words[state].padEnd(6)} ${name.padEnd(width)}  ${place}${message}${code === undefined ? '' : ` [${code}]`}`
  })
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  const sum =
    wrong === 0
      ? 'Everything is in order.'
      : wrong === 1
        ? 'One thing is to be put right.'
        : `${wrong} things are to be put right.`
  return [...lines, '', sum, ''].join('\n')
}

export function renderFindingsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ ok: isWell(findings), findings }, null, 2)}\n`
}

export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state === 'well')
}
