import { DaypassError } from '../../core/error.ts'
import type { DoctorInspection, InstallationLook } from './inspection.ts'
import type { CheckResult } from './report.ts'

/** What an installation can do without, and what it does not do then. */
const optional: Readonly<Record<string, string>> = { actions: 'requests that name a workflow run wait' }

const levels = ['read', 'write', 'admin']

/** What is lacking of all that is needed, as `the permission contents: write`. */
function lacking(
  needed: DoctorInspection['needed'],
  { permissions, events }: { permissions: Record<string, string>; events: readonly string[] },
): string[] {
  const weak = Object.entries(needed.permissions).filter(
    ([name, level]) => !(name in optional) && levels.indexOf(permissions[name] ?? '') < levels.indexOf(level),
  )
  const deaf = needed.events.filter((event) => !events.includes(event))
  return [
    ...weak.map(([name, level]) => `the permission ${name}: ${level}`),
    ...deaf.map((event) => `the event ${event}`),
  ]
}

/** What works without some permission that is not there, and what does not. */
function withoutSome(
  needed: DoctorInspection['needed'],
  permissions: Record<string, string>,
  whose: string,
  what: string,
): CheckResult[] {
  const lost = Object.entries(optional).filter(([name]) => needed.permissions[name] && !permissions[name])
  return lost.map(([name, so]) => {
    const level = needed.permissions[name]
    return {
      state: 'note',
      message: `${whose} has not got the permission ${name}: ${level}, so that ${so}. Where that is wanted, ${what}.`,
    }
  })
}

/** What the app asks for is not what its installations have: their owners accept it. Throws GITHUB_*. */
export async function lookAtApp(looks: DoctorInspection): Promise<CheckResult[]> {
  const { slug, permissions, events } = await looks.app()
  const missing = lacking(looks.needed, { permissions, events })
  if (missing.length > 0) {
    const message = `The app ${slug} lacks ${missing.join(', ')}. Add it in the app's settings on GitHub, and accept it for the installation.`
    throw new DaypassError('GITHUB_REFUSED', message)
  }
  const told = (await looks.installations()).flatMap((one) => judgeInstallation(looks.needed, one))
  const well: CheckResult = { state: 'well', message: `GitHub knows this app as ${slug}, with all it needs.` }
  const own = withoutSome(looks.needed, permissions, `The app ${slug}`, "add it in the app's settings on GitHub")
  return told.some(({ state }) => state === 'wrong') ? told : [well, ...own, ...told]
}

function judgeInstallation(
  needed: DoctorInspection['needed'],
  { account, suspended, permissions, events }: InstallationLook,
): CheckResult[] {
  if (suspended)
    return [{ state: 'note', message: `The installation on ${account} is suspended: nothing is granted there.` }]
  if (permissions === undefined) return []
  // Without events GitHub has not said which it takes: an empty list is one.
  const missing = lacking(needed, { permissions, events: events ?? needed.events })
  const accept = `an owner of ${account} accepts it under Settings, GitHub Apps, Configure`
  if (missing.length === 0) return withoutSome(needed, permissions, `The installation on ${account}`, accept)
  const message = `The installation on ${account} has not got ${missing.join(', ')}. The app asks for it: an owner of ${account} accepts it under Settings, GitHub Apps, Configure.`
  return [{ state: 'wrong', code: 'GITHUB_REFUSED', where: account, message }]
}
