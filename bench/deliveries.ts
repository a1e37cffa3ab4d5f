import { createHmac } from 'node:crypto'

export const webhookSecret = 'the secret of the bench, long enough'

/** A delivery of 12 KB like GitHub's: mostly addresses and texts that nobody reads. */
export function deliveryBody(number: number): string {
  const link = { url: `https://api.github.example/repos/acme/access/issues/${number}`, text: 'word '.repeat(20) }
  const links = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`link_${index}`, link]))
  return JSON.stringify({
    action: 'opened',
    issue: { number, id: number, body: '### Resource', ...links },
    repository: { id: 71, name: 'access', owner: { login: 'acme' } },
    installation: { id: 9 },
  })
}

/** A delivery as the bytes of an HTTP request, and its id. */
export function delivery(number: number): { id: string; request: Buffer } {
  const id = `bench-${number}`
  const body = deliveryBody(number)
  const head = [
    'POST / HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-github-event: issues',
    `x-github-delivery: ${id}`,
    `x-hub-signature-256: sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`,
  ]
  return { id, request: Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`) }
}
