/** Names a request for ever: the access repository's numeric id and the issue's number. Repositories get renamed; ids do not. */
export type RequestKey = { readonly repository: number; readonly issue: number }

export function formatKey(key: RequestKey): string {
  return `${key.repository}#${key.issue}`
}

/** The key that `formatKey` wrote, or undefined when the text is not one. */
export function parseKey(text: string): RequestKey | undefined {
  const match = /^([1-9]\d{0,15})#([1-9]\d{0,9})$/.exec(text)
  return match ? { repository: Number(match[1]), issue: Number(match[2]) } : undefined
}
