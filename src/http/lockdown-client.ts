import { request } from 'node:http'
import { DaypassError, isDaypassError } from '../core/error.ts'
import type { ErrorCode } from '../core/error-codes.ts'
import { type Lockdown, readScope } from '../core/lockdown-scope.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'
import { socketPath } from './admin-socket.ts'

/** Milliseconds without a word after which the server is given up. */
const patience = 30_000

/**
 * The lockdowns of the server that runs with this data directory, asked through its admin socket. Undefined: no server listens there.
 * Throws CONFIG_UNREADABLE for a socket that this user may not open.
 */
export async function lockdownsAtSocket(directory: string): Promise<Lockdowns | undefined> {
  const path = socketPath(directory)
  const lockdowns = clientAt(path)
  try {
    // A server that stops at this very moment hangs up: asked again, it is there or it is not.
    await lockdowns.list().catch((error) => (hungUp(error) ? lockdowns.list() : Promise.reject(error)))
    return lockdowns
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? ''
    if (['ENOENT', 'ECONNREFUSED', 'ENOTDIR'].includes(reason)) return undefined
    if (hungUp(error)) throw unanswered(path, 'The server hung up.', error as Error)
    if (reason !== 'EACCES' && reason !== 'EPERM') throw error
    const message = "This socket is for the server's own user and root. Run the command as one of them."
    throw new DaypassError('CONFIG_UNREADABLE', message, { cause: error, where: path })
  }
}

function hungUp(error: unknown): boolean {
  return ['EPIPE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')
}

function clientAt(path: string): Lockdowns {
  return {
    lock: async (scope, why) => readLockdown((await ask(path, '/lockdown', { scope, why })).lockdown),
    lift: async (which, why) => readAll((await ask(path, '/lockdown/lift', { which, why })).lifted),
    list: async () => readAll((await ask(path, '/lockdowns')).lockdowns),
  }
}

const codes = ['LOCKDOWN_UNKNOWN', 'GOVERNANCE_UNKNOWN', 'GOVERNANCE_BROKEN'] as const

/** What the server answers; without an order it is only asked. Throws what the system says where nobody listens, STORE_UNAVAILABLE, and those codes. */
export async function ask(path: string, where: string, order?: object): Promise<Record<string, unknown>> {
  const { status, text } = await exchange(path, where, order)
  let answer: Record<string, unknown> | undefined
  try {
    answer = JSON.parse(text) as Record<string, unknown>
  } catch {
    answer = undefined
  }
  if (status === 200 && typeof answer === 'object' && answer !== null) return answer
  const known: ErrorCode = codes.find((code) => code === answer?.code) ?? 'STORE_UNAVAILABLE'
  const said =
    typeof answer?.message === 'string'
      ? answer.message
      : `The server answered ${status}. What is in force, \`daypass lockdown --list\` says.`
  throw new DaypassError(known, said, { where: path })
}

function exchange(path: string, where: string, order?: object): Promise<{ status: number; text: string }> {
  const headers = order ? { 'x-daypass': 'lockdown', 'content-type': 'application/json' } : {}
  const options = { socketPath: path, path: where, method: order ? 'POST' : 'GET', headers, timeout: patience }
  return new Promise((resolve, reject) => {
    const asking = request(options, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      answer.on('error', reject)
    })
    asking.on('timeout', () =>
      asking.destroy(unanswered(path, `The server did not answer within ${patience / 1000} s.`)),
    )
    asking.on('error', (error) =>
      reject(order && !isDaypassError(error) ? unanswered(path, 'The server hung up.', error) : error),
    )
    asking.end(order && JSON.stringify(order))
  })
}

function unanswered(where: string, what: string, cause?: Error): DaypassError {
  const message = `${what} Whether it did what it was told, \`daypass lockdown --list\` says.`
  return new DaypassError('STORE_UNAVAILABLE', message, { where, cause })
}

function readAll(value: unknown): Lockdown[] {
  if (!Array.isArray(value)) throw misunderstood()
  return value.map(readLockdown)
}

function readLockdown(value: unknown): Lockdown {
  const { id, scope, why, since } = (value ?? {}) as Record<string, unknown>
  const read = readScope(scope)
  const at = new Date(typeof since === 'string' ? since : Number.NaN)
  if (typeof id !== 'number' || !read || typeof why !== 'string' || Number.isNaN(at.getTime())) throw misunderstood()
  return { id, scope: read, why, since: at }
}

function misunderstood(): DaypassError {
  const message =
    'The server answered something else than a lockdown. Use the `daypass` of the same version as the server.'
  return new DaypassError('STORE_UNAVAILABLE', message)
}
