import { formatKey, parseKey, type RequestKey } from './request-key.ts'

export const markedComments = ['status', 'receipt', 'delivery', 'reminder', 'trail'] as const
export type MarkedComment = (typeof markedComments)[number]

/** Which store looks after a request, with the detached signature of its trail key over `markBytes`. */
export type StoreMark = { store: string; signature: string }

/** `typ` in the header of a mark's signature. */
export const markType = 'daypass-store+jws'

/** What the signature of a mark covers: it fits this store and this request alone. */
export function markBytes(store: string, { repository, issue }: RequestKey): string {
  return `daypass-store-v1\n${store}\n${repository}\n${issue}`
}

/** The hidden first line by which we find our own comment again when nobody knows whether its creation got through. */
export function markerOf(kind: MarkedComment, key: RequestKey, mark?: StoreMark): string {
  const by = mark ? ` ${mark.store} ${mark.signature}` : ''
  return `<!-- daypass:${kind} ${formatKey(key)}${by} -->`
}

export type Marker = { kind: MarkedComment; key: RequestKey; mark?: StoreMark }

/** The marker on the first line of a comment. Anybody can write one: whose comment it is must be checked as well. */
export function findMarker(body: string): Marker | undefined {
  const form = /^<!-- daypass:([a-z]{1,20}) (\S{3,30})(?: ([\w-]{22}) ([\w.-]{20,400}))? -->(?:\r?\n|$)/
  const [, name, place = '', store, signature] = form.exec(body) ?? []
  const key = parseKey(place)
  const kind = markedComments.find((known) => known === name)
  return key && kind && { kind, key, ...(store && signature ? { mark: { store, signature } } : {}) }
}

/** The hidden first line of a grant pull request: which request it is about, and which text of it. */
export function grantMarkerOf(key: RequestKey, digest: string): string {
  return `<!-- daypass:grant ${formatKey(key)} ${digest} -->`
}
