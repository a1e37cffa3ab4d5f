import { requestDigest } from '../../core/digest.ts'
import { DaypassError } from '../../core/error.ts'
import type { RequestRecord } from '../../core/record.ts'
import { parseKey, type RequestKey } from '../../core/request-key.ts'
import { askedFor } from '../../core/trail/asked-for.ts'
import { checkEntry } from '../../core/trail/check-entry.ts'
import { ofNoRequest, type TrailEntry } from '../../core/trail/entry.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import type { CliDeps } from '../deps.ts'
import { readIssue, trailKids } from './read-issue.ts'
import { renderRepositoryPage } from './repository-page.ts'
import { type Page, renderPage } from './request-page.ts'
import type { Trusted, Verdict } from './verdict.ts'
import { renderVerdict } from './verdict-text.ts'
import { openRecords, verdictOf } from './verify.ts'

export type ShowOptions = { store?: string; json?: boolean }

/**
 * `daypass audit show`: one request as a page, from its issue or from the store, after a check; what does not fit is said above
 * everything else. The exit code: 0 it fits, 1 it does not.
 */
export async function showRequest(deps: CliDeps, url: string | undefined, options: ShowOptions): Promise<number> {
  if ((url === undefined) === (options.store === undefined))
    throw new DaypassError(
      'USAGE',
      'Name a request: the address of its issue, or --store <repository number>#<issue number>.',
      {
        where: 'audit show',
      },
    )
  const [page, verdict] = url === undefined ? await fromStore(deps, options.store ?? '') : await fromIssue(deps, url)
  const { stdout } = deps.machine
  if (options.json) stdout.write(renderJson(page, verdict))
  else stdout.write(verdict.ok ? rendered(page) : `${renderVerdict(verdict)}\n${rendered(page)}`)
  return verdict.ok ? 0 : 1
}

function rendered(page: Page): string {
  const isOfNone = page.entries[0]?.event.issue === ofNoRequest
  return isOfNone ? renderRepositoryPage(page.where, page.entries, page.nameOf) : renderPage(page)
}

/** A request; with 0 for its issue, what the chain says of none. */
function keyOf(text: string): RequestKey | undefined {
  const repository = /^([1-9]\d{0,15})#0$/.exec(text)?.[1]
  return repository === undefined ? parseKey(text) : { repository: Number(repository), issue: ofNoRequest }
}

async function fromIssue(deps: CliDeps, url: string): Promise<[Page, Verdict]> {
  const reading = await readIssue(deps, url)
  const { issue, verdict } = reading
  const where = `${issue.owner}/${issue.name}#${issue.number}`
  const nameOf = () => undefined
  if (!verdict.ok) return [{ where, entries: [], request: undefined, extensions: [], nameOf }, verdictOf(reading)]
  const requestIn = (line: string | undefined) =>
    line === undefined ? undefined : (JSON.parse(line) as CanonicalRequest)
  const extensions = verdict.extensions.map(({ digest, line }) => ({ digest, request: requestIn(line) }))
  return [
    { where, entries: verdict.entries, request: requestIn(verdict.request), extensions, nameOf },
    verdictOf(reading),
  ]
}

async function fromStore(deps: CliDeps, text: string): Promise<[Page, Verdict]> {
  const key = keyOf(text)
  if (!key)
    throw new DaypassError(
      'USAGE',
      'Name the request as <repository number>#<issue number>, such as 123456#42; with 0, what concerns the whole repository.',
      {
        where: text,
      },
    )
  const records = await openRecords(deps)
  try {
    const [entries, record, people] = await Promise.all([records.trailOf(key), records.request(key), records.people()])
    if (entries.length === 0)
      throw new DaypassError('TRAIL_MISSING', 'There is no trail of this request in the store.', { where: text })
    const trusted: Trusted = { issuer: records.issuer, how: 'own', kids: trailKids(records.keys) }
    const logins = new Map(people.map(({ ref, id, login }) => [ref, login ?? `person ${id}`]))
    const page = {
      where: text,
      entries,
      ...genuine(record, entries),
      nameOf: (ref: string) => logins.get(ref),
    }
    const verify = deps.trailVerifier(records.keys)
    for (const entry of entries) {
      const checked = checkEntry(entry, undefined, verify)
      if ('ok' in checked) return [page, { ok: false, fault: checked, where: text, trusted }]
    }
    return [page, { ok: true, found: [], trusted }]
  } finally {
    await records.close()
  }
}

/** What the row says was asked for, as far as the trail says so too. */
function genuine(
  record: RequestRecord | undefined,
  entries: readonly TrailEntry[],
): Pick<Page, 'request' | 'extensions'> {
  const { digest, extensions } = askedFor(entries)
  const fits = (request: CanonicalRequest | undefined, expected: string | undefined) =>
    request && requestDigest(request) === expected ? request : undefined
  return {
    request: fits(record?.request, digest),
    extensions: extensions.map((event) => ({
      digest: event.digest ?? '',
      request: fits(record?.extended?.find((one) => one.digest === event.digest)?.request, event.digest),
    })),
  }
}

function renderJson({ where, entries, request, extensions }: Page, verdict: Verdict): string {
  const answer = verdict.ok ? { ok: true } : verdict.fault
  const longer = extensions.length > 0 ? { extensions } : {}
  return `${JSON.stringify({ ...answer, where, ...(request ? { request } : {}), ...longer, entries }, null, 2)}\n`
}
