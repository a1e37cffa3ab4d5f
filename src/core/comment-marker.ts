import { formatKey, parseKey, type RequestKey } from './request-key.ts'

export const markedComments = ['status', 'receipt', 'delivery', 'reminder', 'trail'] as const
export type MarkedComment = (typeof markedComments)[number]

/** The hidden first line by which we find our own comment again when nobody knows whether its creation got through. */
export function markerOf(kind: MarkedComment, key: RequestKey): string {
  return `<!-- daypass:${kind} ${formatKey(key)} -->`
}

/** The marker on the first line of a comment. Anybody can write one: whose comment it is must be checked as well. */
export function findMarker(body: string): { kind: MarkedComment; key: RequestKey } | undefined {
  const match = /^<!-- daypass:([a-z]{1,20}) (\S{3,30}) -->(?:\r?\n|$)/.exec(body)
  const key = match?.[2] === undefined ? undefined : parseKey(match[2])
  const kind = markedComments.find((known) => known === match?.[1])
  return key && kind && { kind, key }
}

/** The hidden first line of a grant pull request: which request it is about, and which text of it. */
export function grantMarkerOf(key: RequestKey, digest: string): string {
  return `<!-- daypass:grant ${formatKey(key)} ${digest} -->`
}
