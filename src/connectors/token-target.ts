import type { Fetch } from './guarded-fetch/guarded-fetch.ts'

/** Where a target is asked, and the private ranges that its name may lead to. */
export type ProbeSettings = { probe?: string; allow_private?: readonly string[] }

/** The private ranges of these settings, as a question has them. */
export function allowed({ allow_private }: Pick<ProbeSettings, 'allow_private'>): { allowPrivate?: readonly string[] } {
  return allow_private === undefined ? {} : { allowPrivate: allow_private }
}

/** What a target answers to a token: the status; undefined: it was unreachable. Never throws. */
export async function askTarget(
  fetch: Fetch,
  { probe, ...settings }: ProbeSettings & { probe: string },
  token: string,
): Promise<number | undefined> {
  try {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(probe, { headers, ...allowed(settings) })).status
  } catch {
    return undefined
  }
}

export const isRefusal = (status: number | undefined): boolean => status === 401 || status === 403
export const isLetIn = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300
