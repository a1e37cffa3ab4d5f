import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { DoctorInspection } from '../doctor/inspection.ts'
import type { PublicApp } from './handed-out.ts'
import { installAddress, settingsAddress } from './manifest.ts'
import { fullNameOf, type Parts, pause } from './parts.ts'

const mostFailures = 5

/** How often GitHub is asked, and for how long a person may take. */
const [everyMs, forMs] = [2_000, 10 * 60_000]

export type Installing = { app: PublicApp; organisation: number; repository: number; looks: DoctorInspection }

/** Waits until the app is installed on the access repository; other repositories that it got as well. Throws SETUP_UNFINISHED, GITHUB_*. */
export async function awaitInstallation(parts: Parts, installing: Installing): Promise<string[]> {
  const { deps, asked, say } = parts
  const look = patiently(installing.looks)
  const { app, organisation, repository } = installing
  const address = installAddress(app.page, organisation, repository)
  const until = deps.now().getTime() + forMs
  for (let told = ''; ; await pause(parts, everyMs)) {
    const { installed, elsewhere } = await look()
    if (installed.some(({ id }) => id === repository)) return others(installed, repository)
    const word = elsewhere
      ? `the app is installed, and not on ${fullNameOf(asked)}: add it at ${settingsAddress(asked, app.slug)}/installations`
      : `install the app on ${fullNameOf(asked)} alone: ${address}`
    if (word !== told) say(word)
    told = word
    if (deps.now().getTime() < until) continue
    throw new DaypassError(
      'SETUP_UNFINISHED',
      'The app was not installed within ten minutes. Install it, then run this with --resume.',
      {
        where: address,
      },
    )
  }
}

/** An app that is seconds old is not known everywhere on GitHub yet: only what fails again and again is a failure. */
function patiently(looks: DoctorInspection) {
  let failures = 0
  return async () => {
    try {
      const installed = await looks.repositories.installed()
      const elsewhere = installed.length > 0 || (await looks.installations()).length > 0
      failures = 0
      return { installed, elsewhere }
    } catch (error) {
      failures += 1
      if (!isDaypassError(error) || failures >= mostFailures) throw error
      return { installed: [], elsewhere: false }
    }
  }
}

function others(installed: readonly { id: number; owner: string; name: string }[], repository: number): string[] {
  return installed.filter(({ id }) => id !== repository).map(({ owner, name }) => `${owner}/${name}`)
}
