import { formatKey, parseKey, type RequestKey } from '../request-key.ts'

export type MarkedComment = 'status' | 'receipt'

/** The hidden first line by which we find our own comment again when nobody knows whether its creation got through. */
export function markerOf(kind: MarkedComment, key: RequestKey): string {
  return `<!-- daypass:${kind} ${formatKey(key)} -->`
}

/** The marker on the first line of a comment. Anybody can write one: whose comment it is must be checked as well. */
export function findMarker(body: string): { kind: MarkedComment; key: RequestKey } | undefined {
  const match = /^<!-- daypass:(status|receipt) (\S{3,30}) -->(?:\r?\n|$)/.exec(body)
  const key = match?.[2] === undefined ? undefined : parseKey(match[2])
  return key && { kind: match?.[1] === 'receipt' ? 'receipt' : 'status', key }
}
