import type { RequestFile } from '../../generated/request-file.ts'
import { canonicalDuration } from '../duration.ts'
import type { ErrorCode } from '../error-codes.ts'
import { unseenInText } from '../hidden-text.ts'
import type { Finding } from '../record.ts'
import { isKeptForDaypass, ledgerBranch } from './branch-names.ts'
import type { FieldName, FormFields, FormReading } from './form-reader.ts'
import { frozenReason, reasonFlaws } from './reason.ts'
import { readRequestFile } from './request-file.ts'
import { hiddenText } from './shown-text.ts'
import { meantName, namesIn } from './written-names.ts'
import { swallowedTexts, withProposals } from './yaml-traps.ts'

/** What GitHub says of a pull request by which somebody asks. */
export type AskingPull = { open: boolean; draft: boolean; merged: boolean; baseRef: string }

/** Whether a pull request asks for something by itself: a person's, and not from a branch that is kept for Daypass. */
export function asksItself(pull: { author: { type: string }; own: boolean; headRef: string }): boolean {
  return pull.author.type === 'User' && !(pull.own && isKeptForDaypass(pull.headRef))
}

const example = '`requests/<resource>/<any name>`'

/** As of the form: they are stored, and the trail keeps their codes for ever. */
const mostFindings = 20

/** Why a pull request cannot be a request as it stands, whatever it changes; empty: it can. The code is REQUEST_PULL_UNFIT. */
export function unfitness({ open, draft, merged, baseRef }: AskingPull): Finding[] {
  const unfit = (message: string): Finding[] => [{ code: 'REQUEST_PULL_UNFIT', message }]
  if (merged) return unfit('This pull request is merged. Open a new one for a new request.')
  if (!open) return unfit('This pull request is closed. Reopen it, or open a new one.')
  if (baseRef !== ledgerBranch)
    return unfit(`This pull request asks for another branch. Point it at \`${ledgerBranch}\` again.`)
  if (draft) return unfit('This pull request is a draft. Mark it as ready for review when it says what you ask for.')
  return []
}

/** Names that Daypass gives to what was asked for in issues, and would remove again; and those by which git hides what others ask for. */
function isReserved(path: string): boolean {
  return /\/(?:[0-9a-f]{64}\.yml|\.git[^/]*)$/iu.test(path)
}

/** The path of the one file that a request adds, with its resource; or what else the pull request changes. */
export function askedFile(
  files: readonly { path: string; status: string }[],
): { ok: true; path: string; resource: string } | { ok: false; findings: Finding[] } {
  const [file] = files
  const [, resource] =
    /^requests\/([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)\/[^/\p{C}]{1,200}$/u.exec(file?.path ?? '') ?? []
  if (file && files.length === 1 && file.status === 'added' && resource !== undefined && !isReserved(file.path))
    return { ok: true, path: file.path, resource }
  const found = files.length === 1 ? 'one file that is not such a new one' : `${files.length} files`
  const message = `The whole change of a request is one new file, ${example}; here it is ${found}. Mend it with another commit.`
  return { ok: false, findings: [{ code: 'REQUEST_PULL_SHAPE', message }] }
}

/** The file as it was read: its text, and the same as data. `requester` and `issue`: who asks, and the number of the pull request. */
export type AskedText = {
  text: string
  data: unknown
  path: string
  resource: string
  requester: number
  issue: number
}

/**
 * Reads the file of a request by pull request as the form is read: what is left out, hidden or says something else than the pull
 * request itself is a finding with its line. Codes are REQUEST_FIELD_*, REQUEST_HIDDEN_TEXT, REQUEST_TOO_LONG. The digest, where the file
 * names one, is for the caller to compare.
 */
export function readAskedText(given: AskedText): FormReading & { digest?: string } {
  // Some editors begin a file with a mark of its order of bytes, which is no text.
  const asked = { ...given, text: given.text.replace(/^\uFEFF/, ''), data: asWritten(given.data) }
  const shape = readRequestFile(asked.data, asked.path)
  const swallowed = swallowedTexts(asked.text, asked.data)
  const hidden = [...hiddenLines(asked.text), ...swallowed]
  if (!shape.ok) {
    const isTold = ({ where = '' }: Finding) => swallowed.some((one) => where.endsWith(`: ${one.where?.split(',')[0]}`))
    const shapes = withProposals(
      shape.findings.filter((finding) => !isTold(finding)),
      asked.text,
      asked.data,
    )
    return { ok: false, findings: [...hidden, ...shapes].slice(0, mostFindings) }
  }
  const values = valueFindings(asked, shape.file)
  const findings = [...hidden, ...values.filter(({ where }) => !swallowed.some((one) => one.where === where))]
  const fields = fieldsOf(asked, shape.file)
  if (findings.length > 0) return { ok: false, findings: findings.slice(0, mostFindings), fields }
  const { digest } = shape.file
  return { ok: true, fields, ...(digest === undefined ? {} : { digest }) }
}

/** As the form is read: `actions: read and dump` is a list, `duration: 2 hours` says what it says, and what is left blank is not there. */
function asWritten(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
  const { resource, actions, duration } = given
  const names = typeof actions === 'string' ? namesIn(actions.split('\n')) : actions
  const meant = (name: unknown) => (typeof name === 'string' ? meantName(name) : name)
  return {
    ...given,
    ...(typeof resource === 'string' ? { resource: meantName(resource) } : {}),
    ...(Array.isArray(names) ? { actions: names.map(meant) } : {}),
    ...(typeof duration === 'string' ? { duration: canonicalDuration(duration) } : {}),
  }
}

function fieldsOf(
  { text }: AskedText,
  { resource, actions, duration, reason = '', ticket, urgency, operation }: RequestFile,
): FormFields {
  const names: readonly FieldName[] = ['resource', 'actions', 'duration', 'reason', 'ticket', 'urgency', 'operation']
  const where = Object.fromEntries(names.map((name) => [name, lineOf(text, name)]))
  return {
    ...{ resource, actions, duration, reason: frozenReason(reason), where },
    ...(ticket === undefined ? {} : { ticket: ticket.trim() }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(typeof operation === 'string' ? { operation: operation.trim() } : {}),
  }
}

function valueFindings(asked: AskedText, file: RequestFile): Finding[] {
  const { text, resource, requester, issue } = asked
  const findings: Finding[] = []
  const note = (name: string, code: ErrorCode, message: string) =>
    findings.push({ code, where: lineOf(text, name), message })
  const reason = file.reason ?? ''
  if (reason.trim() === '')
    note('reason', 'REQUEST_FIELD_EMPTY', 'There is no `reason`. Add one: reviewers decide by it.')
  else for (const { code, message } of reasonFlaws(reason)) note('reason', code, message)
  // In quotes YAML can write characters that its own text does not show.
  const [hidden] = hiddenText([file.ticket ?? ''], { isFree: () => false })
  if (hidden) note('ticket', hidden.code, hidden.message)
  if (file.resource !== resource)
    note(
      'resource',
      'REQUEST_FIELD_INVALID',
      `The file lies below \`requests/${resource}/\` and names another resource.`,
    )
  if (file.operation !== undefined && typeof file.operation !== 'string')
    note(
      'operation',
      'REQUEST_FIELD_INVALID',
      'Only Daypass writes numbers there. Write the address of the commit or the workflow run.',
    )
  const [unseen] = typeof file.operation === 'string' ? hiddenText([file.operation], { isFree: () => false }) : []
  if (unseen) note('operation', unseen.code, unseen.message)
  if (file.after) note('after', 'REQUEST_FIELD_INVALID', 'Only Daypass says that it came after. Leave `after` out.')
  if (file.requester !== undefined && file.requester !== requester)
    note('requester', 'REQUEST_FIELD_INVALID', 'A pull request asks for whoever opened it. Leave `requester` out.')
  if (file.issue !== undefined && file.issue !== issue)
    note('issue', 'REQUEST_FIELD_INVALID', 'This is the number of another request. Leave `issue` out.')
  return findings
}

/** Characters in the file that its reviewers would not see, comments included. */
function hiddenLines(text: string): Finding[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const found = unseenInText(line)
    const message = `The character ${found?.name} is not shown to readers. Remove it.`
    return found ? [{ code: 'REQUEST_HIDDEN_TEXT' as const, where: `line ${index + 1}`, message }] : []
  })
}

/** Where a key stands in the text; the first line where it is written in some other way. */
function lineOf(text: string, name: string): string {
  const at = text.split(/\r?\n/).findIndex((line) => new RegExp(`^["'{ ]*${name}["']?[ ]*:`).test(line))
  return `${name}, line ${Math.max(at, 0) + 1}`
}
