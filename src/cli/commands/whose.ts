import { formatDuration } from '../../core/duration.ts'
import { DaypassError } from '../../core/error.ts'
import { showInstant } from '../../core/instant.ts'
import { readTrace } from '../../core/whose/trace.ts'
import type { Traced } from '../../ports/traces.ts'
import type { CliDeps } from '../deps.ts'
import { plain } from '../plain-text.ts'

export type WhoseOptions = { at?: string; json?: boolean }

/** Grants of which a text tells: whoever wants all takes `--json`. */
const mostTold = 20

/**
 * `daypass whose <trace> [--at <instant>]`: which request the access came from that left this behind in somebody else's log. Returns the exit code: 0 for at least
 * one, 1 for nobody's.
 */
export async function whose(deps: CliDeps, text: string, { at: when, json }: WhoseOptions): Promise<number> {
  const trace = readTrace(text)
  if (!trace) {
    const message =
      'This is no name of a role or user (`jit_…`), no access token, no id of a grant (`grant_id`; of a `jti` nothing is kept) and no fingerprint (`SHA256:…`). Give one of these, or the line of a log with a role in it.'
    throw new DaypassError('USAGE', message, { where: 'whose' })
  }
  const at = when === undefined ? undefined : readInstant(when)
  const records = await deps.openWhose()
  try {
    const found = await records.whose(trace, at)
    deps.machine.stdout.write(json ? `${JSON.stringify({ grants: found }, null, 2)}\n` : wordsOf(found, trace, at))
    return found.length > 0 ? 0 : 1
  } finally {
    await records.close()
  }
}

function readInstant(text: string): Date {
  const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/i.test(text) ? new Date(text) : new Date(Number.NaN)
  if (!Number.isNaN(at.getTime())) return at
  throw new DaypassError('USAGE', 'An instant is written as 2026-11-28T14:50:00Z.', { where: '--at' })
}

function wordsOf(found: readonly Traced[], trace: object, at: Date | undefined): string {
  const then = at ? ` at ${showInstant(at, 'second')}` : ''
  if (found.length === 0) return `No grant of this Daypass left that behind${then}.\n`
  const left = found.length - mostTold
  const more = left > 0 ? `and ${left} more: --json tells all, and --at the ones that lived at an instant.\n` : ''
  const key = 'fingerprint' in trace ? 'Credentials were sealed to this key, or could be, for:\n' : ''
  return key + found.slice(0, mostTold).map(lineOf).join('') + more
}

function lineOf({ request, requester, resource, scope, begins, ends, ended, grant, connector }: Traced): string {
  const over = ended === null ? 'not ended yet' : `ended ${showInstant(ended, 'second')}`
  const lasted = formatDuration(Math.max(1, Math.round((ends.getTime() - begins.getTime()) / 1000)))
  return [
    `${plain(request)}`,
    `  ${plain(requester.login ?? 'forgotten')} (${requester.id}): ${plain(resource)}, ${plain(scope)}, by ${plain(connector)}`,
    `  from ${showInstant(begins, 'second')} for ${lasted}, ${over}; grant ${grant}`,
    '',
  ].join('\n')
}
