import type { CliDeps } from '../deps.ts'
import { examineAll, isWell, renderFindings, renderFindingsJson } from '../doctor/report.ts'

/** `daypass doctor`: looks at everything that a server needs. 0: all is well, 1: something is to be put right. */
export async function doctor(deps: CliDeps, options: { json?: boolean; rehearse?: boolean }): Promise<number> {
  const findings = await examineAll(await deps.doctorChecks({ rehearse: options.rehearse === true }))
  deps.machine.stdout.write(options.json ? renderFindingsJson(findings) : renderFindings(findings))
  return isWell(findings) ? 0 : 1
}
