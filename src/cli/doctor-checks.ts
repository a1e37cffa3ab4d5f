import { DaypassError, isDaypassError } from '../core/error.ts'
import { type DoctorCheck, judgeClock } from './doctor.ts'

/** What the doctor asks; each answers what it saw, or throws a coded error. */
export type DoctorLooks = {
  /** Environment and deployment file; the address of GitHub's API and where the store is. */
  configuration(): { githubApiUrl: string; embedded: boolean }
  opa(): Promise<{ version: string; source: string }>
  keys(): Promise<number>
  /** Opens the store for a moment. Throws STORE_LOCKED where a server has it open. */
  store(): Promise<void>
  app(): Promise<{ slug: string; permissions: Record<string, string>; events: string[] }>
  /** What app.yml asks for. */
  needed: { permissions: Record<string, string>; events: readonly string[] }
  fetch: typeof fetch
  now: () => Date
}

const levels = ['read', 'write', 'admin']

/** The first version of `daypass doctor`: what has to be right before the server can do its work. */
export function doctorChecks(looks: DoctorLooks): readonly DoctorCheck[] {
  let githubApiUrl = ''
  return [
    {
      name: 'configuration',
      look: async () => {
        githubApiUrl = looks.configuration().githubApiUrl
        return 'Environment and deployment file are complete.'
      },
    },
    {
      name: 'opa',
      look: async () => {
        const { version, source } = await looks.opa()
        return `opa ${version} (${source}) compiles policies.`
      },
    },
    {
      name: 'signing keys',
      needs: ['configuration'],
      look: async () => `${await looks.keys()} signing keys can be used.`,
    },
    { name: 'store', needs: ['configuration'], look: () => lookAtStore(looks) },
    { name: 'GitHub', needs: ['configuration'], look: () => lookAtApp(looks) },
    {
      name: 'clock',
      needs: ['configuration'],
      look: async () => judgeClock((await looks.fetch(githubApiUrl)).headers.get('date'), looks.now()),
    },
  ]
}

async function lookAtStore(looks: DoctorLooks): Promise<string> {
  try {
    await looks.store()
    return 'The store can be opened and is up to date.'
  } catch (error) {
    if (isDaypassError(error, 'STORE_LOCKED')) return 'The store is open in a running server.'
    throw error
  }
}

async function lookAtApp(looks: DoctorLooks): Promise<string> {
  const { slug, permissions, events } = await looks.app()
  const weak = Object.entries(looks.needed.permissions).filter(
    ([name, level]) => levels.indexOf(permissions[name] ?? '') < levels.indexOf(level),
  )
  const deaf = looks.needed.events.filter((event) => !events.includes(event))
  if (weak.length === 0 && deaf.length === 0) return `GitHub knows this app as ${slug}, with all it needs.`
  const missing = [
    ...weak.map(([name, level]) => `the permission ${name}: ${level}`),
    ...deaf.map((event) => `the event ${event}`),
  ]
  const message = `The app ${slug} lacks ${missing.join(', ')}. Add it in the app's settings on GitHub, and accept it for the installation.`
  throw new DaypassError('GITHUB_REFUSED', message)
}
