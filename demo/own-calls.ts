import type { Call } from './github/local-github.ts'

/** Calls that a request does not share with others: not the app itself, its tokens, governed files, and who is in which owners' team. */
export function ownCalls(calls: readonly Call[], owners: readonly string[]): Call[] {
  const shared = [
    /^\/app(?:\/|$)/,
    /^\/repositories\/\d+$/,
    /^\/repos\/[^/]+\/[^/]+$/,
    /\/git\/ref\/heads%2F(?:main|requests)$/,
    /\/git\/(?:trees|blobs)\//,
    ...owners.map((team) => new RegExp(`^/orgs/acme/teams/${team}(?:$|/(?:members|repos/))`)),
  ]
  return calls.filter(({ by, path }) => by === 'app' && !shared.some((pattern) => pattern.test(path)))
}

/** Each read once between two writes: how often one is made again is up to how far GitHub is behind. */
export function withoutRepeats(calls: readonly Call[]): Call[] {
  const read = new Set<string>()
  return calls.filter(({ method, path }) => {
    if (method !== 'GET') read.clear()
    else if (read.has(path)) return false
    read.add(path)
    return true
  })
}
