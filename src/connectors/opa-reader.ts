import type { Fetch } from './token-target.ts'

const patience = 5_000
/** An answer is a few ids. */
const longestAnswer = 64 * 1024

/** What the gate of a reader says of a subject and a resource. `published`: milliseconds; absent: it has no list. */
export type GateAnswer = { fresh: boolean; published?: number; grants: readonly string[] }

/** What is asked: who wants to use which resource. */
export type GateQuestion = { subject: string; resource: string }

/** Asks the gate in a reader's OPA. A text: why there is no answer. Never throws. */
export async function askGate(fetch: Fetch, base: string, input: GateQuestion): Promise<GateAnswer | string> {
  const url = `${base.replace(/(?<!\/)\/+$/, '')}/v1/data/daypass_gate`
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ input }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    const text = await response.text()
    if (response.status !== 200) return `${host} answered ${response.status}`
    const found = text.length > longestAnswer ? undefined : readAnswer(JSON.parse(text))
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
