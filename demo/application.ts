import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createVerifier, VerifyError } from '../src/verify/index.ts'

/**
 * The application that people want access to: an orders API that knows nothing of GitHub or Daypass but the issuer's address.
 * `/orders` wants the scope `orders:read`; `/whoami` is its probe: it says whose token it sees, or refuses.
 */
export async function startApplication(options: {
  issuer: string
  port?: number
  /** Seconds between two looks at the issuer's keys and status list; default that of `daypass/verify`. */
  refresh?: number
}): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const verifier = createVerifier({
    issuer: options.issuer,
    audience: url,
    ...(options.refresh === undefined ? {} : { refresh: options.refresh }),
  })
  server.on('request', async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(`${JSON.stringify(body)}\n`)
    }
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    try {
      if (request.url === '/whoami') {
        const claims = await verifier.verify(token)
        return answer(200, { you: claims.sub, until: claims.exp })
      }
      if (request.url === '/orders') {
        const claims = await verifier.verify(token, { scope: 'orders:read' })
        return answer(200, { orders: [{ id: 1001, state: 'stale' }], seenBy: claims.sub })
      }
      answer(404, { error: 'not found' })
    } catch (error) {
      if (!(error instanceof VerifyError)) throw error
      answer(401, { error: error.code, say: error.message })
    }
  })
  return {
    url,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
