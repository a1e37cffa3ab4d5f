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
