/**
 * Whether the body of an issue begins as the issue form does, so that it is meant as a request. Says nothing about the rest,
 * which may still be refused. Blank lines may stand before the heading, and nothing else.
 */
export function startsLikeRequest(body: string): boolean {
  return /^[ \t\r\n]*### Resource[ \t]*(?:\r?\n|$)/.test(body)
}
