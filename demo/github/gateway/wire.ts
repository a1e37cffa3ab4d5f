import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { jsonText } from '../json.ts'
import type { Answer } from './route.ts'

/** The parsed body; undefined where there is none, a SyntaxError where it is not JSON. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  if (text === '') return undefined
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return formOf(text)
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

/** What a form of a page sends; several values of one name as a list. */
function formOf(text: string): Record<string, string | string[]> {
  const fields = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const values = fields.getAll(name)
      return [name, values.length === 1 && !name.endsWith('[]') ? (values[0] ?? '') : values]
    }),
  )
}

export function headersOf(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]))
}

/** GitHub tags what can be read again, and answers 304 to whoever has it already. */
export function tag(request: IncomingMessage, answer: Answer): Answer {
  if (request.method !== 'GET' || answer.status !== 200) return answer
  const etag = `W/"${createHash('sha256')
    .update(jsonText(answer.body ?? answer.html ?? ''))
    .digest('hex')}"`
  const headers = { ...answer.headers, etag }
  const has = request.headers['if-none-match']?.split(/\s*,\s*/) ?? []
  return has.includes(etag) ? { status: 304, headers } : { ...answer, headers }
}

/** Links to other pages lead back to the gateway, under the prefix that was asked for. */
export function relink(answer: Answer, base: string): Answer {
  const link = answer.headers?.link
  if (link === undefined) return answer
  return { ...answer, headers: { ...answer.headers, link: link.replace(/<https?:\/\/[^/]+/g, `<${base}`) } }
}

export function write(response: ServerResponse, answer: Answer): void {
  const body = answer.html ?? (answer.body === undefined ? undefined : jsonText(answer.body))
  response.writeHead(answer.status, {
    'content-type': answer.html === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': 'LOCAL',
    ...answer.headers,
  })
  response.end(body)
}
