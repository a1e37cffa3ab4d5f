/** What a pull request of ours keeps for the next one: what it proposes, and what was declined before it. */
export type ProposalRecord = { proposed: string[]; declined: string[] }

/** A pull request from our branch, as it ended; `body` is what GitHub has of it now. */
export type EndedProposal = { body: string; merged: boolean }

/** The hidden first line of a body. Names are of ids and actions alone, so nothing in it ends a comment of HTML. */
export function recordLine({ proposed, declined }: ProposalRecord): string {
  return `<!-- daypass:catalog ${JSON.stringify({ proposed, declined })} -->`
}

const keyShape = /^-?[a-z0-9][a-z0-9-]{0,63}(?::[a-z0-9][a-z0-9_-]{0,63}|=expires)?$/

/** Undefined: the body has none that can be read. */
export function readRecord(body: string): ProposalRecord | undefined {
  const [line = ''] = body.split('\n', 1)
  const text = line.trim()
  const [start, end] = ['<!-- daypass:catalog ', ' -->']
  if (!text.startsWith(start) || !text.endsWith(end) || text.length > 65_536) return undefined
  try {
    const { proposed, declined } = JSON.parse(text.slice(start.length, -end.length)) as Partial<ProposalRecord>
    return areKeys(proposed) && areKeys(declined) ? { proposed, declined } : undefined
  } catch {
    return undefined
  }
}

const areKeys = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((key) => typeof key === 'string' && keyShape.test(key))

/**
 * What is not proposed again: what people declined by closing the newest one unmerged, and what had been declined before it. `unreadable`:
 * nobody knows what that one proposed.
 */
export function declinedBy(newest: EndedProposal | undefined): { declined: string[]; unreadable: boolean } {
  if (!newest) return { declined: [], unreadable: false }
  const record = readRecord(newest.body)
  if (!record) return { declined: [], unreadable: !newest.merged }
  return {
    declined: [...new Set([...record.declined, ...(newest.merged ? [] : record.proposed)])].sort(),
    unreadable: false,
  }
}
