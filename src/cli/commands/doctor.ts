import { DaypassError } from '../../core/error.ts'
import { readTeamName } from '../../core/team-name.ts'
import type { CliDeps } from '../deps.ts'
import { firstContact, mostIssues } from '../doctor/ask-github.ts'
import { type DoctorCheck, examineAll, isWell, renderFindings, renderFindingsJson } from '../doctor/report.ts'

export type DoctorOptions = {
  json?: boolean
  rehearse?: boolean
  /** The one connector that is looked at. */
  connector?: string
  /** The one place for notices that is tried. */
  notice?: string
  /** True: in the only access repository. */
  firstContact?: string | true
  issues: string
  mention?: string
  output: string
  yes?: boolean
}

/** `daypass doctor`: looks at everything that a server needs. 0: all is well, 1: something is to be put right. */
export async function doctor(deps: CliDeps, options: DoctorOptions): Promise<number> {
  if (options.firstContact !== undefined) return contact(deps, options)
  const findings = await examineAll(await checksFor(deps, options))
  deps.machine.stdout.write(options.json ? renderFindingsJson(findings) : renderFindings(findings))
  return isWell(findings) ? 0 : 1
}

async function checksFor(
  deps: CliDeps,
  { connector, notice, rehearse }: DoctorOptions,
): Promise<readonly DoctorCheck[]> {
  if (notice !== undefined) return [{ name: `notices ${notice}`, look: () => deps.tryPlace(notice) }]
  if (connector === undefined) return deps.doctorChecks({ rehearse: rehearse === true })
  const desk = await deps.connectorDesk()
  return [{ name: `connector ${connector}`, look: () => desk.look(connector) }]
}

function contact(deps: CliDeps, { firstContact: where, issues, mention, output, yes }: DoctorOptions): Promise<number> {
  const count = /^\d{1,3}$/.test(issues) ? Number(issues) : 0
  if (count < 1 || count > mostIssues)
    throw new DaypassError('USAGE', `Write a whole number from 1 to ${mostIssues}.`, { where: '--issues' })
  if (mention !== undefined && readTeamName(mention) === undefined)
    throw new DaypassError('USAGE', 'A team is written as @organisation/team.', { where: '--mention' })
  return firstContact(deps, {
    issues: count,
    output,
    ...(typeof where === 'string' ? { repository: where } : {}),
    ...(mention === undefined ? {} : { mention }),
    ...(yes === undefined ? {} : { yes }),
  })
}
