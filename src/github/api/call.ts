import { setTimeout as wait } from 'node:timers/promises'
import type { ProbotOctokit } from 'probot'
import { DaypassError } from '../../core/error.ts'
import { apiError, readFailure } from './api-error.ts'
import type { Endpoint } from './endpoint.ts'
import type { Limits } from './rate-limits.ts'
import type { Answer } from './response.ts'
import type { Asked } from './shares.ts'

export type Parameters = Readonly<Record<string, unknown>>

/** One call: by whom, what, and whose limits it counts against; `asked`: as what it counts where it creates something. */
export type Call = {
  octokit: ProbotOctokit
  bucket: string
  endpoint: Endpoint
  parameters: Parameters
  etag: string | undefined
  asked: Asked
}

export type CallContext = { limits: Limits; now: () => Date; pause: number }

/**
 * Makes the call within its limits; what may be repeated is tried a second time when GitHub did not answer. Throws GITHUB_NOT_FOUND,
 * GITHUB_GONE, GITHUB_REFUSED, GITHUB_LIMITED, GITHUB_UNAVAILABLE with the endpoint's route as `where`.
 */
export async function makeCall(call: Call, context: CallContext): Promise<Answer> {
  const { bucket, endpoint, asked } = call
  const { limits, now, pause } = context
  const once = async () => {
    limits.check(bucket, now(), endpoint.creates ? asked : undefined)
    return callOnce(call, context)
  }
  if (endpoint.creates) return limits.inTurn(bucket, now(), once)
  try {
    return await once()
  } catch (error) {
    const isRepeatable = endpoint.repeatable || endpoint.route.startsWith('GET ')
    if (!isRepeatable || !(error instanceof DaypassError) || error.code !== 'GITHUB_UNAVAILABLE') throw error
    await wait(pause)
    return once()
  }
}

async function callOnce(
  { octokit, bucket, endpoint, parameters, etag }: Call,
  { limits, now }: CallContext,
): Promise<Answer> {
  const headers = {
    'x-github-api-version': '2022-11-28',
    ...(endpoint.accept === undefined ? {} : { accept: endpoint.accept }),
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  }
  try {
    const response = await octokit.request(endpoint.route, { ...parameters, headers })
    limits.noteAnswer(bucket, response.headers as Record<string, string | undefined>, now())
    const { etag: tag, link, location, date } = response.headers
    const at = new Date(date ?? '')
    const told = Number.isNaN(at.getTime()) ? {} : { date: at }
    const status: number = response.status
    if (status >= 300) return redirected(endpoint, status, location)
    return { status, data: response.data, etag: tag, link, notModified: false, movedTo: undefined, ...told }
  } catch (thrown) {
    if (thrown instanceof DaypassError) throw thrown
    const failure = readFailure(thrown)
    if (failure.status === 304) {
      return { status: 304, data: undefined, etag, link: undefined, notModified: true, movedTo: undefined }
    }
    throw limits.noteFailure(bucket, failure, now()) ?? apiError(endpoint, failure)
  }
}

/**
 * What was asked for has moved: an issue to another repository, a repository to another name. GitHub's address of it names the
 * repository, nearly always by its id; whether that is still ours is for the caller to see. Nothing is followed.
 */
function redirected(endpoint: Endpoint, status: number, location: string | undefined): Answer {
  const [, id, name] =
    /\/(?:repositories\/([1-9]\d{0,15})|repos\/([\w.-]{1,100}\/[\w.-]{1,100}))(?:\/|$)/.exec(location ?? '') ?? []
  const movedTo = id === undefined ? name?.toLowerCase() : Number(id)
  if (movedTo !== undefined)
    return { status, data: undefined, etag: undefined, link: undefined, notModified: false, movedTo }
  // No `where`: that something moved does not mean that it is not there.
  const message = `GitHub answered ${status}: what was asked for has moved away.`
  throw new DaypassError('GITHUB_NOT_FOUND', message, { cause: new Error(`redirect ${status} of ${endpoint.route}`) })
}
