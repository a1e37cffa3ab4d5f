import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { judgeCall, type PageState, returnPath } from './page-call.ts'
import { failedPage, refusedPage } from './page-text.ts'

/** What a page on this machine does for a set-up. */
export type PageUse = {
  key: string
  state: string
  /** The first page, given where GitHub is to send the browser back. */
  begin(redirect: string): string
  /** Takes the code, once; the address where the browser goes on. What it throws is told by whoever waits for it. */
  take(code: string): Promise<string>
}

export type LocalPage = {
  /** With its key. */
  address: string
  redirect: string
  /** Marks the page as used, as when the code was pasted instead; false: it was used already. */
  use(): boolean
  close(): Promise<void>
}

/** A page on 127.0.0.1 at any free port. Nothing is kept by the browser, and nobody may frame it. */
export async function openLocalPage(site: string, { key, state, begin, take }: PageUse): Promise<LocalPage> {
  const page: PageState = { host: '', key, state, used: false }
  const redirect = (): string => `http://${page.host}${returnPath}`
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const called = { method: request.method ?? '', host: request.headers.host, target: request.url ?? '' }
    const verdict = judgeCall(called, page)
    if (verdict.does === 'begin') return write(response, 200, begin(redirect()))
    if (verdict.does === 'refuse') return write(response, verdict.status, refusedPage(verdict.sentence))
    page.used = true
    const next = await take(verdict.code).catch(() => undefined)
    if (next === undefined) return write(response, 502, failedPage())
    await sent(response.writeHead(303, { ...headers, location: next }), '')
  }
  const headers = headersFor(site)
  const write = (response: ServerResponse, status: number, text: string): Promise<void> =>
    sent(response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' }), text)
  const answering = new Set<Promise<void>>()
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 16_384 }, (request, response) => {
    const one = answer(request, response).finally(() => answering.delete(one))
    answering.add(one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  page.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address: `http://${page.host}/?key=${key}`,
    redirect: redirect(),
    use: () => {
      const first = !page.used
      page.used = true
      return first
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      // The browser is still to be sent on.
      await Promise.all(answering)
      server.closeAllConnections()
      await closed
    },
  }
}

/** Resolves when the answer is on its way, or nobody waits for it any more. */
function sent(response: ServerResponse, text: string): Promise<void> {
  return new Promise((done) => {
    response.once('close', done)
    response.end(text, done)
  })
}

function headersFor(site: string): Record<string, string> {
  // GitHub may lead on to a sign-in elsewhere, and browsers hold redirects of a form to this, too.
  const forms = `form-action ${site} https:`
  const rules = [`default-src 'none'`, `style-src 'unsafe-inline'`, forms, `frame-ancestors 'none'`]
  return {
    'content-security-policy': [...rules, `base-uri 'none'`].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // The browser asks once more for each page, so that nothing keeps this open.
    connection: 'close',
  }
}
