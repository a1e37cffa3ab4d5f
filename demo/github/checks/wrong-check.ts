import { type Answer, invalid, refusal } from '../gateway/route.ts'
import { isObject, type JsonObject } from '../json.ts'
import { CONCLUSIONS, STATUSES } from './check-store.ts'

const MOST_ANNOTATIONS = 50
/** GitHub counts characters first, then bytes. */
const LONGEST = 65_535
const LONGEST_TITLE = 255
const LEVELS = ['notice', 'warning', 'failure']
const NUMBERS = ['start_line', 'end_line']

/** Why GitHub takes no such body of a check run, new or not; undefined where it does. In GitHub's words where they are known. */
export function wrongCheck(body: JsonObject, isNew: boolean): Answer | undefined {
  const { status, conclusion, output } = body
  const missing = isNew ? ['name', 'head_sha'].find((name) => typeof body[name] !== 'string') : undefined
  if (missing !== undefined) return unfit(`"${missing}" wasn't supplied.`)
  if (status !== undefined && !STATUSES.some((one) => one === status)) return unfit(notOf(status, STATUSES))
  if (conclusion !== undefined && !CONCLUSIONS.some((one) => one === conclusion))
    return unfit(notOf(conclusion, CONCLUSIONS))
  if (status === 'completed' && conclusion === undefined) return unfit(`"conclusion" wasn't supplied.`)
  const time = ['started_at', 'completed_at'].find((name) => name in body && !isTime(body[name]))
  if (time !== undefined) return unfit(`${body[time]} is not a valid date-time.`)
  if (output === undefined) return undefined
  return isObject(output) ? wrongOutput(output, isNew) : unfit("For 'properties/output', it is not an object.")
}

function wrongOutput(output: JsonObject, isNew: boolean): Answer | undefined {
  const wanted = isNew ? ['title', 'summary'] : ['summary']
  const missing = wanted.find((name) => typeof output[name] !== 'string')
  if (missing !== undefined) return unfit(`For 'properties/output', "${missing}" wasn't supplied.`)
  for (const field of ['summary', 'text']) {
    const text = String(output[field] ?? '')
    const length = [...text].length
    if (length > LONGEST) return unfit(`Only ${LONGEST} characters are allowed; ${length} were supplied.`)
    if (Buffer.byteLength(text) > LONGEST)
      return invalid('CheckRun', field, `${field} exceeds a maximum bytesize of ${LONGEST}`)
  }
  const { annotations = [] } = output
  if (!Array.isArray(annotations)) return unfit("For 'properties/annotations', it is not an array.")
  if (annotations.length > MOST_ANNOTATIONS)
    return unfit(`No more than ${MOST_ANNOTATIONS} items are allowed; ${annotations.length} were supplied.`)
  return annotations.every(fits) ? undefined : WRONG_ANNOTATIONS
}

const WRONG_ANNOTATIONS = refusal(422, 'Validation Failed', [
  { resource: 'CheckRun', code: 'invalid', field: 'annotations' },
])

/** Columns are only for what lies in one line. */
function fits(given: unknown): boolean {
  if (!isObject(given) || !NUMBERS.every((name) => Number.isInteger(given[name]))) return false
  const { path, message, annotation_level: level, title = '', raw_details: details = '' } = given
  const texts = [path, message, title ?? '', details ?? '']
  if (!texts.every((text) => typeof text === 'string') || path === '' || message === '') return false
  const columns = given.start_column != null || given.end_column != null
  if (columns && given.start_line !== given.end_line) return false
  const long = [message, details].some((text) => Buffer.byteLength(String(text ?? '')) > 2 ** 16)
  return !long && LEVELS.some((one) => one === level) && [...String(title ?? '')].length <= LONGEST_TITLE
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

function notOf(value: unknown, words: readonly string[]): string {
  return `${String(value)} is not a member of ${JSON.stringify(words)}.`
}

function unfit(why: string): Answer {
  return refusal(422, `Invalid request.\n\n${why}`)
}
