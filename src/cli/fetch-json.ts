import { DaypassError } from '../core/error.ts'
import { noConnectionIn } from '../core/no-connection.ts'

/** More than any answer of an issuer; a body that grows beyond it is not read to its end. */
const longest = 1024 * 1024

/** Gives up after ten seconds. */
export const deadline = (): AbortSignal => AbortSignal.timeout(10_000)

async function readAtMost(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > longest) throw new Error(`the answer is longer than ${longest} characters`)
  }
  return text
}

/**
 * Asks an issuer and returns status and parsed JSON (undefined: not JSON). Redirects are not followed: an answer counts only from
 * the address that was pinned. Throws ISSUER_UNREACHABLE.
 */
export async function fetchJson(
  fetcher: typeof fetch,
  where: string,
  init: RequestInit,
): Promise<{ status: number; body: unknown; date: string | null }> {
  const accepted = { ...init, headers: { accept: 'application/json', ...init.headers } }
  const { status, text, date } = await fetchText(fetcher, where, accepted)
  return { status, body: parse(text), date }
}

/** The same for what is no JSON. Throws ISSUER_UNREACHABLE. */
export async function fetchText(
  fetcher: typeof fetch,
  where: string,
  init: RequestInit,
): Promise<{ status: number; text: string; date: string | null }> {
  try {
    const response = await fetcher(where, { ...init, redirect: 'error' })
    const text = await readAtMost(response)
    return { status: response.status, text, date: response.headers.get('date') }
  } catch (cause) {
    const advice = noConnectionIn(cause)?.message ?? 'Check your connection and try again.'
    throw new DaypassError('ISSUER_UNREACHABLE', `The issuer cannot be reached. ${advice}`, { cause, where })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
