import { isDaypassError } from '../../core/error.ts'
import type { Caller } from '../api/client.ts'
import { asList } from '../api/response.ts'

export type Listing<T> = {
  /** Back to this instant, and to the end of the page that it is on. */
  since: Date
  read: (data: unknown) => T
  /** Hears why a delivery cannot be read, which is then left out. */
  unreadable: (error: Error) => void
  status?: 'failure' | 'success' | undefined
}

const mostPages = 100

/** What GitHub lists of its deliveries, newest first. `cut`: there were more pages than anybody reads. Throws GITHUB_*. */
export async function listedDeliveries<T extends { at: Date }>(
  caller: Caller,
  { since, status, ...listing }: Listing<T>,
): Promise<{ found: T[]; cut: boolean }> {
  const all: T[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const from = { ...(status ? { status } : {}), ...(cursor === undefined ? {} : { cursor }) }
    const answer = await caller.asApp('deliveries', { per_page: 100, ...from })
    const found = readable(answer.data, listing)
    all.push(...found)
    const onward = (answer.link ?? '').split(',').find((link) => link.includes('rel="next"'))
    const next = /[?&]cursor=([^&>]+)/.exec(onward ?? '')?.[1]
    if (next === undefined || found.some(({ at }) => at < since)) return { found: all, cut: false }
    cursor = decodeURIComponent(next)
  }
  return { found: all, cut: true }
}

/** Those of a page that can be read: one that cannot keeps nobody from the others. */
export function readable<T>(data: unknown, { read, unreadable }: Pick<Listing<T>, 'read' | 'unreadable'>): T[] {
  return asList(data, 'the deliveries').flatMap((one) => {
    try {
      return [read(one)]
    } catch (error) {
      if (!isDaypassError(error, 'GITHUB_UNAVAILABLE')) throw error
      unreadable(error)
      return []
    }
  })
}
