import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import { allowed } from './token-target.ts'

/** What the gate of a reader says of a subject and a resource. `published`: milliseconds; absent: it has no list. */
export type GateAnswer = { fresh: boolean; published?: number; grants: readonly string[] }

/** What is asked: who wants to use which resource. */
export type GateQuestion = { subject: string; resource: string }

/** A reader's OPA: where it listens, what it wants to be shown, and the private ranges that its name may lead to. */
export type Reader = { url: string; token?: string; allow_private?: readonly string[] }

/** Whom these settings name to be asked; undefined: nobody. */
export function readerIn({ probe, probe_token: token, allow_private }: ReaderSettings): Reader | undefined {
  if (probe === undefined) return undefined
  return { url: probe, ...(token === undefined ? {} : { token }), ...(allow_private ? { allow_private } : {}) }
}

export type ReaderSettings = { probe?: string; probe_token?: string; allow_private?: readonly string[] }

/** Asks the gate in a reader's OPA. A text: why there is no answer. Never throws. */
export async function askGate(fetch: Fetch, reader: Reader, input: GateQuestion): Promise<GateAnswer | string> {
  const url = `${reader.url.replace(/(?<!\/)\/+$/, '')}/v1/data/daypass_gate`
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(reader.token === undefined ? {} : { authorization: `Bearer ${reader.token}` }),
      },
      body: JSON.stringify({ input }),
      ...allowed(reader),
    })
    const text = await response.text()
    if (response.status === 401) return `${host} wants another token (\`probe_token\`)`
    if (response.status !== 200) return `${host} answered ${response.status}`
    const found = readAnswer(JSON.parse(text))
    return found ?? `${host} does not have the gate`
  } catch {
    return `${host} was unreachable`
  }
}

function readAnswer(answer: unknown): GateAnswer | undefined {
  const result = (answer as { result?: Record<string, unknown> } | null)?.result
  if (typeof result !== 'object' || result === null || typeof result.fresh !== 'boolean') return undefined
  const { fresh, published_ns, grants = [] } = result
  if (!Array.isArray(grants) || !grants.every((id): id is string => typeof id === 'string')) return undefined
  return { fresh, grants, ...(typeof published_ns === 'number' ? { published: published_ns / 1e6 } : {}) }
}
