import type { Resource } from '../../generated/catalog.ts'
import type { Operation } from '../../generated/request.ts'
import type { ErrorCode } from '../error-codes.ts'
import { named } from '../markdown.ts'

/** What somebody names: a commit, or a workflow run; of a run without `attempt`, the newest is meant. `repository`: its name below the owner. */
export type NamedOperation = { repository: string } & ({ commit: string } | { run: number; attempt?: number })

/** The GitHub and the organisation of which operations are named; absent where they are not known yet: any. */
export type OperationPlace = { origin: string; owner: string }

export type OperationReading = { ok: true; named: NamedOperation } | { ok: false; message: string }

const longestText = 500
const owned = String.raw`([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/([A-Za-z0-9._-]{1,100})`
const address = new RegExp(String.raw`^(https?:\/\/[A-Za-z0-9.-]{1,253}(?::\d{1,5})?)\/${owned}\/([^\s]{1,300})$`)
const short = new RegExp(`^${owned}@([0-9A-Fa-f]{1,64})$`)
// What GitHub's pages put behind such an address leads to another part of the same page.
const commitPath = /^commit\/([0-9A-Fa-f]{1,64})\/?(?:#[\w-]{1,200})?$/
const runPath =
  /^actions\/runs\/([1-9]\d{0,15})(?:\/attempts\/([1-9]\d{0,4}))?\/?(?:\?pr=\d{1,10})?(?:#[\w:-]{1,200})?$/
const jobPath = /^actions\/runs\/\d{1,20}\/jobs?\/\d/

/**
 * The commit or the workflow run that a text names, strictly: `https://github.com/acme/orders/commit/<40 digits>`, `acme/orders@<40 digits>`,
 * or `https://github.com/acme/orders/actions/runs/<number>`, perhaps with `/attempts/<number>`. Otherwise what to write instead. Pure.
 */
export function readOperation(text: string, place?: OperationPlace): OperationReading {
  const refuse = (why: string): OperationReading => ({ ok: false, message: `${why} ${howToName(place)}` })
  if (text.length > longestText) return refuse('This is too long for a commit or a workflow run.')
  const written = /^<([^<>]*)>$|^`([^`]*)`$/.exec(text)
  const bare = written?.[1] ?? written?.[2] ?? text
  const [, origin, owner = '', repository = '', path = ''] = address.exec(bare) ?? []
  const [, shortOwner, shortRepository, digits] = short.exec(bare) ?? []
  const whose = shortOwner ?? owner
  const which = shortRepository ?? repository
  if (whose === '' || isNoName(which)) return refuse(`${named(text)} names no commit and no workflow run.`)
  if (place && origin !== undefined && origin.toLowerCase() !== place.origin.toLowerCase())
    return refuse(`${named(text)} is of another GitHub than this one, ${named(place.origin)}.`)
  if (place && whose.toLowerCase() !== place.owner.toLowerCase())
    return refuse(`${named(whose)} is not the organisation of this access repository, ${named(place.owner)}.`)
  const commit = digits ?? commitPath.exec(path)?.[1]
  if (commit !== undefined) {
    if (commit.length === 40) return { ok: true, named: { repository: which, commit: commit.toLowerCase() } }
    return refuse(`${named(commit)} is not a whole SHA, and may come to stand for another commit.`)
  }
  const [, run, attempt] = runPath.exec(path) ?? []
  if (run !== undefined && Number.isSafeInteger(Number(run)))
    return {
      ok: true,
      named: { repository: which, run: Number(run), ...(attempt === undefined ? {} : { attempt: Number(attempt) }) },
    }
  if (jobPath.test(path)) return refuse('A job belongs to one attempt of its run: name the run, and that attempt.')
  return refuse(`${named(text)} names no commit and no workflow run.`)
}

/** Names that no repository has. */
function isNoName(repository: string): boolean {
  return repository === '' || repository === '.' || repository === '..' || /\.git$/i.test(repository)
}

function howToName({ origin, owner }: OperationPlace = { origin: 'https://github.com', owner: 'acme' }): string {
  const at = `${origin}/${owner}/<repository>`
  return `Write \`${at}/commit/<all 40 digits>\`, \`${owner}/<repository>@<all 40 digits>\`, or \`${at}/actions/runs/<number>/attempts/<number>\`.`
}

/** The address of an operation, below that of its repository; `readOperation` reads it back. */
export function operationUrl(repository: string, operation: Operation): string {
  if ('commit' in operation) return `${repository}/commit/${operation.commit.sha}`
  return `${repository}/actions/runs/${operation.run.id}/attempts/${operation.run.attempt}`
}

export type FoundOperation = { ok: true; operation: Operation } | { ok: false; code: ErrorCode; message: string }

export type OperationContext = {
  /** Where operations are; absent: it is not known here. */
  place?: OperationPlace
  /** What became of the one that is named; absent: it was not looked for, and nothing is asked for with it. */
  operation?: FoundOperation
}

/** What has an operation is asked for with one that was found, and nothing else with any. Undefined: none, or there is a note. */
export function checkOperation(
  text: string | undefined,
  resource: Resource | undefined,
  { place, operation: found }: OperationContext,
  note: (code: ErrorCode, message: string) => void,
): Operation | undefined {
  if (resource && resource.operation === undefined) {
    if (text !== undefined)
      note('REQUEST_FIELD_INVALID', `${named(resource.id)} asks for no operation. Leave it empty.`)
    return undefined
  }
  if (text === undefined) {
    if (resource?.operation !== undefined) note('REQUEST_FIELD_EMPTY', neededFor(resource.operation))
    return undefined
  }
  const reading = readOperation(text, place)
  if (!reading.ok) note('REQUEST_FIELD_INVALID', reading.message)
  else if (found?.ok) return found.operation
  else if (found) note(found.code, found.message)
  return undefined
}

function neededFor(operation: string): string {
  return `Access to this is for one ${named(operation)}. Name the commit or the workflow run that does it as "Operation".`
}
