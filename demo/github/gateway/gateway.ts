import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { asObject } from '../json.ts'
import type { Call, FaultAnswer } from '../types.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'
import type { CreationLimit } from './creation-limit.ts'
import { dispatch } from './dispatch.ts'
import { Faults } from './faults.ts'
import { identify } from './identify.ts'
import { type Answer, type Exchange, refusal } from './route.ts'
import { headersOf, readBody, relink, tag, write } from './wire.ts'

const PREFIX = '/api/v3'

/** The HTTP door: identity, latency, faults, ETags and the record of calls, before and after the endpoints. */
export class Gateway {
  readonly server: Server
  readonly faults = new Faults()
  calls: Call[] = []
  latencyMs = 0
  limit: CreationLimit | undefined
  #world: World | undefined

  constructor() {
    this.server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        console.error('local GitHub:', error)
        if (!response.headersSent) write(response, refusal(500, String(error)))
      })
    })
  }

  /** Listens on the loopback; returns the address. */
  async listen(port: number): Promise<string> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('The gateway has no port.')
    return `http://127.0.0.1:${address.port}`
  }

  open(world: World): void {
    this.#world = world
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    this.server.closeAllConnections()
    await closed
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now()
    const payload = await readBody(request)
    const world = this.#world
    if (world === undefined) return write(response, refusal(503, 'Starting'))
    const url = new URL(request.url ?? '/', world.url)
    const prefixed = url.pathname.startsWith(`${PREFIX}/`)
    const path = prefixed ? url.pathname.slice(PREFIX.length) : url.pathname
    const method = request.method ?? 'GET'
    const actor = identify(world, request.headers.authorization)
    const by = actor?.by ?? 'anonymous'
    const login = loginOf(world, actor)
    const call = {
      method,
      path: `${path}${url.search}`,
      by,
      ...(login === undefined ? {} : { login }),
      at: world.now(),
    }
    if (this.latencyMs > 0) await delay(this.latencyMs)
    await this.faults.pass(call)
    const fault = this.faults.take(call)
    const incoming = { method, path, query: url.searchParams, headers: headersOf(request), payload }
    const run = () => this.#limited(call) ?? answerTo(world, actor, incoming)
    const happened = fault === undefined || fault.match.applied ? await run() : undefined
    const shown = fault ? faultAnswer(fault.answer) : tag(request, happened ?? refusal(500, 'No answer'))
    const creation = creates(method, path) && happened !== undefined && happened.status < 400
    this.calls.push({ ...call, status: shown?.status ?? 0, ms: performance.now() - started, creation })
    if (shown) return write(response, relink(shown, prefixed ? `${world.url}${PREFIX}` : world.url))
    if (fault?.answer === 'reset') request.socket.destroy()
  }

  #limited(call: Pick<Call, 'method' | 'path' | 'by' | 'login' | 'at'>): Answer | undefined {
    const counts = this.limit !== undefined && creates(call.method, call.path.replace(/\?.*$/, ''))
    return counts ? this.limit?.take(call.login ?? call.by, call.at) : undefined
  }
}

/** What a fault shows; nothing where the connection breaks or hangs. */
function faultAnswer(answer: FaultAnswer): Answer | undefined {
  return typeof answer === 'string'
    ? undefined
    : { ...answer, body: answer.body ?? refusal(answer.status, 'Fault').body }
}

type Incoming = Pick<Exchange, 'method' | 'path' | 'query' | 'headers' | 'payload'>

async function answerTo(world: World, actor: Actor | undefined, incoming: Incoming): Promise<Answer> {
  if (actor === undefined) return refusal(401, 'Bad credentials')
  if (incoming.payload instanceof SyntaxError) return refusal(400, 'Problems parsing JSON')
  return dispatch({ ...incoming, params: {}, body: asObject(incoming.payload), actor, world })
}

function loginOf(world: World, actor: Actor | undefined): string | undefined {
  if (actor?.by === 'user') return actor.account.login
  return actor?.by === 'app' && actor.as === 'installation' ? String(world.app.bot.login) : undefined
}

// GitHub does not publish its list; this counts what leaves something new behind that people see.
function creates(method: string, path: string): boolean {
  const [, rest = ''] = /^\/(?:repos\/[^/]+\/[^/]+|repositories\/\d+)\/(.+)$/.exec(path) ?? []
  if (rest === '') return false
  if (method === 'PUT') return /^(contents\/|pulls\/\d+\/merge$)/.test(rest)
  return method === 'POST' && !/(^|\/)(labels|assignees|requested_reviewers|rerequest)$|^git\/(trees|blobs)$/.test(rest)
}
