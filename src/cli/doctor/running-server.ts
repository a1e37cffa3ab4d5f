import { DaypassError, isDaypassError } from '../../core/error.ts'
import { noConnectionIn } from '../../core/no-connection.ts'
import { lookAtApp } from './app-permissions.ts'
import { lookAtDataDirectory } from './data-directory.ts'
import { lookAtDrills } from './drill-results.ts'
import type { DoctorInspection, StoreInspection } from './inspection.ts'
import { judgeLockdowns, lockdownsIn } from './locked-down.ts'
import { proxyChecks } from './proxy.ts'
import { type CheckResult, type DoctorCheck, judgeClock } from './report.ts'
import { judgeStranded, strandedIn } from './stranded-grants.ts'
import { lookAtWebhook } from './webhook.ts'

/** States in which a request waits for something that may not come by itself. */
const openEnds: Record<string, string> = {
  ending:
    'whose end is not proved yet. Look at their targets: each stays open until its target refuses or its last token ran out',
  undecided: 'that could not be decided. Their first comments say why',
  failed: 'that failed. Their first comments say why',
}

function countsOf({
  counts,
  aside,
  ends,
  overdue = 0,
}: Pick<StoreInspection, 'counts' | 'aside' | 'ends' | 'overdue'>): CheckResult[] {
  const open = Object.entries(openEnds).flatMap(([state, words]): CheckResult[] => {
    const count = counts[state] ?? 0
    if (count === 0) return []
    const first = ends.filter((end) => end.state === state).map(({ url }) => url)
    const which = first.length === 0 ? '' : ` (${first.join(', ')}${count > first.length ? ', …' : ''})`
    const late = state === 'ending' && overdue > 0 ? ` Of these, ${overdue} for more than a minute.` : ''
    return [{ state: 'note', message: `${count} ${count === 1 ? 'request' : 'requests'} ${words}${which}.${late}` }]
  })
  if (aside === 0) return open
  const message = `${aside} webhook ${aside === 1 ? 'delivery was' : 'deliveries were'} set aside after failing again and again. The log says why.`
  return [...open, { state: 'note', message }]
}

async function lookAtStore(looks: DoctorInspection): Promise<CheckResult[]> {
  const { deployment } = looks.configuration()
  try {
    const store = await looks.store()
    if (store === undefined)
      return [{ state: 'note', message: 'There is no store yet: the server makes it when it starts.' }]
    const all = Object.values(store.counts).reduce((sum, count) => sum + count, 0)
    const opened: CheckResult = { state: 'well', message: `The store can be opened; it holds ${all} requests.` }
    const { stranded, lockdowns, unreadable } = store
    const found = [...judgeLockdowns(lockdowns), ...judgeStranded(deployment, stranded), ...judgeUnreadable(unreadable)]
    return [opened, ...found, ...countsOf(store)]
  } catch (error) {
    if (!isDaypassError(error, 'STORE_LOCKED')) throw error
    const running = 'The store is open in a running server, so it cannot be read here'
    const metrics = (await looks.metrics()) ?? ''
    const ending = /^daypass_grants_ending (\d+)$/m.exec(metrics)?.[1]
    if (ending === undefined) return [{ state: 'well', message: `${running}.` }]
    const told: CheckResult = { state: 'well', message: `${running}; its metrics tell.` }
    const overdue = Number(/^daypass_ends_overdue (\d+)$/m.exec(metrics)?.[1] ?? 0)
    const counted = countsOf({ counts: { ending: Number(ending) }, aside: 0, ends: [], overdue })
    const locked = judgeLockdowns(lockdownsIn(metrics))
    return [told, ...locked, ...judgeStranded(deployment, strandedIn(metrics)), ...counted]
  }
}

function judgeUnreadable(requests: readonly string[]): CheckResult[] {
  if (requests.length === 0) return []
  const message = `The records of ${requests.join(', ')} cannot be read: nothing goes on there, and what was granted ends on time. Report it; restore them from a backup if somebody edited the store.`
  return [{ state: 'wrong', message, code: 'RECORD_INVALID' }]
}

async function lookAtKeys(looks: DoctorInspection): Promise<CheckResult[]> {
  const keys = await looks.keys()
  if (keys === undefined)
    return [{ state: 'note', message: 'There are no signing keys yet: the server makes them when it starts.' }]
  const shared = keys.filter((purpose) => purpose === undefined).length
  if (shared === 0) return [{ state: 'well', message: `${keys.length} signing keys, each for its purpose.` }]
  const message = `${shared} of ${keys.length} signing keys serve several purposes. A key for each is safer: \`daypass keys\` makes them.`
  return [{ state: 'note', message }]
}

async function lookAtClock(looks: DoctorInspection): Promise<string> {
  const { githubApiUrl } = looks.configuration()
  let date: string | null
  try {
    const answer = await looks.fetch(githubApiUrl, { signal: AbortSignal.timeout(10_000) })
    await answer.body?.cancel()
    date = answer.headers.get('date')
  } catch (cause) {
    const advice = noConnectionIn(cause)?.message ?? 'Check the address, the network and its proxies.'
    const message = `GitHub cannot be reached from here. ${advice}`
    throw new DaypassError('GITHUB_UNAVAILABLE', message, { cause, where: githubApiUrl })
  }
  return judgeClock(date, looks.now())
}

function targetChecks(looks: DoctorInspection): DoctorCheck[] {
  return [...looks.connectors()].map(([name, terms]) => ({ name: `target of ${name}`, look: terms.health }))
}

/** Why a server says that it is not ready, where it says so with a code of ours. */
async function readiness(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => undefined)
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown }
  return typeof code === 'string' && typeof message === 'string'
    ? `${message.slice(0, 400)} (${code.slice(0, 40)})`
    : undefined
}

/** Whether applications and users reach this Daypass under its own name. */
async function lookAtServer(looks: DoctorInspection): Promise<CheckResult[]> {
  const { publicUrl } = looks.configuration()
  try {
    const response = await looks.fetch(`${publicUrl}/readyz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    })
    if (!response.ok) {
      const told = await readiness(response)
      if (told) return [{ state: 'wrong', message: told }]
    } else await response.body?.cancel()
    if (response.ok) return [{ state: 'well', message: `A server is ready at ${publicUrl}.` }]
    return [{ state: 'note', message: `What answers at ${publicUrl} is not ready (${response.status}).` }]
  } catch (thrown) {
    const advice = noConnectionIn(thrown)?.message ?? 'No server runs, or it cannot be reached from here.'
    return [{ state: 'note', message: `Nothing answers at ${publicUrl}. ${advice}` }]
  }
}

/** What has to be right of the server itself, before any repository is looked at. */
export function serverChecks(looks: DoctorInspection): DoctorCheck[] {
  return [
    {
      name: 'configuration',
      look: async () => {
        looks.configuration()
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
    ...proxyChecks(looks.wayOut),
    { name: 'signing keys', needs: ['configuration'], look: () => lookAtKeys(looks) },
    { name: 'data directory', needs: ['configuration'], look: () => lookAtDataDirectory(looks) },
    { name: 'store', needs: ['configuration'], look: () => lookAtStore(looks) },
    { name: 'drills', needs: ['configuration'], look: () => lookAtDrills(looks) },
    { name: 'server', needs: ['configuration'], look: () => lookAtServer(looks) },
    { name: 'GitHub', needs: ['configuration'], look: () => lookAtApp(looks) },
    { name: 'webhook', needs: ['configuration'], look: () => lookAtWebhook(looks) },
    {
      name: 'clock',
      needs: ['configuration'],
      look: () => lookAtClock(looks),
    },
    {
      name: 'targets',
      needs: ['configuration'],
      look: async () => `${targetChecks(looks).length} to be asked.`,
      more: () => targetChecks(looks),
    },
  ]
}
