import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { Probot, ProbotOctokit } from 'probot'
import type { Creation } from '../../core/display/creation.ts'
import { asError, DaypassError } from '../../core/error.ts'
import type { Room } from '../../ports/room.ts'
import { readFailure } from './api-error.ts'
import { makeCall, type Parameters } from './call.ts'
import type { Endpoint } from './endpoint.ts'
import { type EndpointName, endpoints } from './endpoints.ts'
import { type Scope, Tokens } from './installation-tokens.ts'
import { type CreationBudget, Limits } from './rate-limits.ts'
import type { Answer } from './response.ts'

export type GitHubOptions = {
  appId: number
  /** PEM. */
  privateKey: string
  /** Without a slash at the end, such as https://api.github.com. */
  baseUrl: string
  userAgent: string
  log: Logger
  now: () => Date
  /** Milliseconds until a call without an answer is given up; default 10 000. */
  timeout?: number
  /** Default: 60 a minute and 400 an hour on GitHub's own cloud, none on other hosts, which set their own limits. */
  creationBudget?: CreationBudget
  /** Milliseconds before the second try of a repeatable call; default 250. */
  pause?: number
  fetch?: typeof globalThis.fetch
}

/** Calls GitHub's API. Throws GITHUB_NOT_FOUND, GITHUB_GONE, GITHUB_SHUT_OUT, GITHUB_REFUSED, GITHUB_LIMITED, GITHUB_UNAVAILABLE, always with the cause. */
export type Caller = {
  /** In the app's own name. */
  asApp(name: EndpointName, parameters?: Parameters): Promise<Answer>
  /**
   * In the name of an installation; with a repository, by a token that opens this one only. `creation`: as what it counts if it creates
   * something; as upkeep where nothing is said.
   */
  asInstallation(
    scope: Scope,
    name: EndpointName,
    parameters?: Parameters,
    etag?: string,
    creation?: Creation,
  ): Promise<Answer>
  /** Whether the installation has room for creations that nobody waits for. */
  isCalm(installation: number): boolean
}

export type GitHub = Caller & {
  probot: Probot
  room(): Room[]
  /** Hands an accepted delivery to the loaded app function. Throws what its handler threw, without the payload. */
  receive(delivery: { id: string; event: string; body: string }): Promise<void>
}

/**
 * Daypass's way to GitHub: Probot for the app's identity and its events, one Octokit for each installation token, our own limits
 * instead of Probot's throttling and retrying. One app and one host a process.
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const { now, pause = 250, baseUrl } = options
  const probot = createProbot(options)
  const limits = new Limits(options.creationBudget ?? defaultBudget(baseUrl))
  const context = { limits, now, pause }

  const asApp: Caller['asApp'] = async (name, parameters = {}) => {
    const asked = { ...upkeep, repository: undefined }
    const octokit = await probot.auth()
    return makeCall({ octokit, bucket: 'app', endpoint: endpoints[name], parameters, etag: undefined, asked }, context)
  }
  const clientFor = async (token: string): Promise<ProbotOctokit> => {
    const Octokit = (await probot.auth()).constructor as typeof ProbotOctokit
    return new Octokit({ auth: { token } })
  }
  const tokens = new Tokens(asApp, clientFor, now)

  const asInstallation: Caller['asInstallation'] = async (scope, name, parameters = {}, etag, creation = upkeep) => {
    const bucket = String(scope.installation)
    const asked = { ...creation, repository: scope.repository }
    const once = async () => {
      limits.check(bucket, now())
      const octokit = await tokens.clientFor(scope)
      return makeCall({ octokit, bucket, endpoint: endpoints[name], parameters, etag, asked }, context)
    }
    try {
      return await once()
    } catch (error) {
      if (!isTokenRefused(error, name)) throw error
      // It was taken back early, and nothing was done: once more with a new one, if there still is one to be had.
      tokens.forget(scope)
      return once()
    }
  }
  const isCalm = (installation: number) => limits.isCalm(String(installation), now())
  const room = () => limits.room(now())
  return { probot, asApp, asInstallation, isCalm, room, receive: (delivery) => receive(probot, delivery) }
}

const upkeep: Creation = { for: 'open', by: 'upkeep' }

/**
 * Whether it was the token that GitHub refused: taken back (401), of an installation that was suspended since, or from before its owner accepted
 * a permission (403).
 */
function isTokenRefused(error: unknown, name: EndpointName): boolean {
  const { route, optional }: Endpoint = endpoints[name]
  if (!(error instanceof DaypassError) || error.where !== route) return false
  const { status, said } = readFailure(error.cause)
  if (status !== 403) return status === 401
  return /\bsuspended\b/i.test(said) || (optional === true && /not accessible by integration/i.test(said))
}

function createProbot({
  appId,
  privateKey,
  baseUrl,
  userAgent,
  log,
  timeout = 10_000,
  fetch = globalThis.fetch,
}: GitHubOptions): Probot {
  const timed: typeof fetch = (input, init) =>
    // Redirects are for us to judge: a transferred issue would otherwise be read from somebody else's repository.
    fetch(input, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) })
  return new Probot({
    appId,
    privateKey,
    baseUrl,
    // Our own door verifies deliveries; nothing may ever verify against Probot's default.
    secret: randomBytes(32).toString('hex'),
    // Probot logs payloads and bodies at lower levels and on errors. What fails is thrown to us as well, and told there.
    log: log.child({}, { level: 'silent' }),
    request: { fetch: timed, log: { warn: (message: string) => log.warn(message) } },
    Octokit: ProbotOctokit.defaults((given: object) => ({
      ...given,
      userAgent,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  })
}

/** Other hosts are GitHub Enterprise Servers, whose administrators set the limits, and local stand-ins. */
function defaultBudget(baseUrl: string): CreationBudget | undefined {
  return /^https:\/\/api\.(?:[a-z0-9-]+\.ghe|github)\.com$/i.test(baseUrl) ? { perMinute: 60, perHour: 400 } : undefined
}

type ProbotEvent = globalThis.Parameters<Probot['receive']>[0]

async function receive(
  probot: Probot,
  { id, event, body }: { id: string; event: string; body: string },
): Promise<void> {
  try {
    const payload: unknown = JSON.parse(body)
    await probot.receive({ id, name: event, payload } as unknown as ProbotEvent)
  } catch (thrown) {
    const first = asError(thrown instanceof AggregateError ? thrown.errors[0] : thrown)
    // Octokit hangs the whole event on every error, where a logger would find it.
    Reflect.deleteProperty(first, 'event')
    throw first
  }
}
