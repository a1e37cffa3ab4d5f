import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { asError, DaypassError } from '../core/error.ts'
import { errorCodes } from '../core/error-codes.ts'
import type { Inbox } from '../ports/inbox.ts'
import { type Allowance, type AllowanceLimits, createAllowance } from './allowance.ts'
import { parseDelivery } from './delivery-json.ts'
import { fitOf } from './known-events.ts'
import { readBody, tooLarge } from './read-body.ts'
import { isSigned, readSignature } from './signature.ts'

export type DoorLimits = {
  /** Bytes of a body; GitHub sends at most 25 MiB. */
  bytes: number
  /** Milliseconds for the body. GitHub itself hangs up after ten seconds. */
  bodyMs: number
  /** What all bodies under way may hold together. */
  inFlight: AllowanceLimits
}

const mebibyte = 1024 * 1024
export const doorLimits: DoorLimits = {
  bytes: 26 * mebibyte,
  bodyMs: 10_000,
  inFlight: { smallBody: mebibyte, small: 32 * mebibyte, large: 96 * mebibyte },
}

export type DoorOptions = {
  /** Any of them may have signed, so that a secret can be changed without losing deliveries. */
  secrets: readonly string[]
  inbox: Pick<Inbox, 'accept'>
  /** Called after a delivery was stored. */
  nudge: () => void
  now: () => Date
  log: { info(facts: object, message: string): void; warn(facts: object, message: string): void }
  limits?: Partial<DoorLimits>
}

export type Door = (request: IncomingMessage, response: ServerResponse) => void

type Answer = { status: number; body: object; headers?: Record<string, string> }

/**
 * The webhook door: a request handler that answers 202 once a signed delivery is durably stored, and works on none of it.
 * Refusals are JSON with `code` and `message`; they repeat nothing of what was sent.
 */
export function createDoor(options: DoorOptions): Door {
  if (options.secrets.length === 0) {
    throw new DaypassError(
      'CONFIG_MISSING',
      'there is no webhook secret, so nothing could be told from a forgery; set WEBHOOK_SECRET',
    )
  }
  const limits = { ...doorLimits, ...options.limits }
  const allowance = createAllowance(limits.inFlight)
  return (request, response) => {
    // A broken connection is the sender's business and must not become an uncaught error.
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    receive(request, options, limits, allowance)
      .catch((thrown: unknown) => refusal(thrown, request, options))
      .then((answer) => answer && send(request, response, answer))
      .catch((thrown: unknown) => options.log.warn({ err: asError(thrown) }, 'an answer could not be sent'))
  }
}

async function receive(
  request: IncomingMessage,
  options: DoorOptions,
  limits: DoorLimits,
  allowance: Allowance,
): Promise<Answer | undefined> {
  checkHead(request, limits)
  const bytes = await readBody(request, { bytes: limits.bytes, milliseconds: limits.bodyMs }, allowance)
  if (bytes === undefined) return undefined
  if (!isSigned(bytes, request.headers['x-hub-signature-256'], options.secrets)) throw unsigned()
  const { id, event } = readNames(request)
  const { text, payload } = parseDelivery(bytes)
  const fit = fitOf(event, payload)
  if (fit === 'unknown-event') return { status: 202, body: { accepted: true, ignored: true } }
  if (fit === 'mislabelled') throw mislabelled()
  const delivery = { id, event, body: text, bodySha256: createHash('sha256').update(bytes).digest('hex') }
  const stored = await options.inbox.accept(delivery, options.now()).catch((cause: unknown) => {
    throw new DaypassError('DELIVERY_NOT_STORED', 'the delivery could not be stored; send it again in a moment', {
      cause,
    })
  })
  if (stored) options.nudge()
  return { status: 202, body: stored ? { accepted: true } : { accepted: true, duplicate: true } }
}

/** What can be refused before a byte of the body is read. */
function checkHead(request: IncomingMessage, limits: DoorLimits): void {
  if (request.method !== 'POST') throw new DaypassError('DELIVERY_METHOD', 'deliveries come by POST')
  if (request.headers['content-encoding'] !== undefined) {
    throw new DaypassError('DELIVERY_ENCODED', 'deliveries come without Content-Encoding; GitHub compresses none')
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) throw tooLarge(limits.bytes)
  if (readSignature(request.headers['x-hub-signature-256']) === undefined) throw unsigned()
}

/** One answer for a missing, malformed and wrong signature: it says nothing about which it was. */
function unsigned(): DaypassError {
  return new DaypassError(
    'DELIVERY_UNSIGNED',
    'no valid X-Hub-Signature-256 for this body; compare the webhook secret of the GitHub App with WEBHOOK_SECRET. If they are the same, something between GitHub and this server may have changed the body: let it pass the bytes as they are',
  )
}

function mislabelled(): DaypassError {
  return new DaypassError(
    'DELIVERY_MISLABELLED',
    'the body is not one of the event that X-GitHub-Event names; nothing was stored',
  )
}

function readNames(request: IncomingMessage): { id: string; event: string } {
  const id = request.headers['x-github-delivery']
  const event = request.headers['x-github-event']
  if (typeof id !== 'string' || !/^[A-Za-z0-9._:-]{1,100}$/.test(id)) {
    throw new DaypassError('DELIVERY_MALFORMED', 'X-GitHub-Delivery must be an identifier of at most 100 characters')
  }
  if (typeof event !== 'string' || !/^[a-z_]{1,100}$/.test(event)) {
    throw new DaypassError('DELIVERY_MALFORMED', 'X-GitHub-Event must name an event')
  }
  return { id, event }
}

/** For the log, as they were sent: hints, for nobody signed them. What is no such name is left out. */
function hintsOf({ headers }: IncomingMessage): { delivery?: string; event?: string } {
  // Where there is none, what is found is undefined.
  const named = (name: string) => [headers[name]].flat().find((one) => /^[A-Za-z0-9._:-]{1,100}$/.test(String(one)))
  const [delivery, event] = [named('x-github-delivery'), named('x-github-event')]
  return { ...(delivery ? { delivery } : {}), ...(event ? { event } : {}) }
}

function refusal(thrown: unknown, request: IncomingMessage, { log }: DoorOptions): Answer {
  const known = thrown instanceof DaypassError
  const error = known
    ? thrown
    : new DaypassError('DELIVERY_NOT_STORED', 'the delivery could not be handled; send it again', { cause: thrown })
  const status = errorCodes[error.code].http
  const hints = hintsOf(request)
  if (status >= 500) log.warn({ err: error, ...hints }, 'a delivery was not stored')
  else log.info({ code: error.code, ...hints }, 'a delivery was refused')
  const headers: Record<string, string> =
    status === 503 ? { 'retry-after': '5' } : status === 405 ? { allow: 'POST' } : {}
  return { status, body: { code: error.code, message: error.message }, headers }
}

/** Milliseconds during which the rest of a refused body is thrown away, so that its sender reads the answer and no reset. */
const lingerMs = 500

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed || response.headersSent) return
  const text = JSON.stringify(body)
  const unread = !request.complete
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(text)
  if (!unread) return
  request.resume()
  const cut = setTimeout(() => request.destroy(), lingerMs)
  request.on('close', () => clearTimeout(cut))
}
