const patience = 5_000

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** What a target answers to a token: the status; undefined: it was unreachable. Never throws. */
export async function askTarget(fetch: Fetch, url: string, token: string): Promise<number | undefined> {
  try {
    // A redirect is not followed: another place's refusal proves nothing, and it must not see the token.
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return undefined
  }
}

export const isRefusal = (status: number | undefined): boolean => status === 401 || status === 403
export const isLetIn = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300
