import { timingSafeEqual } from 'node:crypto'

/** A call that reached the page on this machine. */
export type PageCall = { method: string; host: string | undefined; target: string }

/** What the page knows: its own `host:port`, the key of its address, the state that GitHub brings back, and whether a code was taken. */
export type PageState = { host: string; key: string; state: string; used: boolean }

export type PageVerdict =
  | { does: 'begin' }
  | { does: 'take'; code: string }
  | { does: 'refuse'; status: 400 | 403 | 404 | 405 | 410 | 421; sentence: string }

/** The path at which GitHub sends the browser back. */
export const returnPath = '/created'

const refuse = (status: (PageVerdict & { does: 'refuse' })['status'], sentence: string): PageVerdict => ({
  does: 'refuse',
  status,
  sentence,
})

/**
 * What becomes of a call. A page of another site can make a browser call this machine under a name of its own, so the name is looked at
 * first; the first page opens with the key of its address, and what comes back from GitHub counts with the state alone, once.
 */
export function judgeCall({ method, host, target }: PageCall, page: PageState): PageVerdict {
  if (host !== page.host) return refuse(421, 'This page answers at the address alone that the terminal shows.')
  if (!URL.canParse(target, `http://${page.host}`)) return refuse(400, 'That is no address of this page.')
  const { pathname, searchParams } = new URL(target, `http://${page.host}`)
  if (pathname !== '/' && pathname !== returnPath) return refuse(404, 'There is nothing here.')
  if (method !== 'GET') return refuse(405, 'This page is only read.')
  if (pathname === '/') {
    if (!same(searchParams.get('key'), page.key))
      return refuse(403, 'Open the whole address that the terminal shows: its key is missing or wrong.')
    return page.used ? refuse(410, 'This was used already. The terminal says how it goes on.') : { does: 'begin' }
  }
  if (!same(searchParams.get('state'), page.state))
    return refuse(403, 'This does not come from the page that the terminal opened, so nothing was done.')
  if (page.used) return refuse(410, 'This was used already. The terminal says how it goes on.')
  const code = searchParams.get('code') ?? ''
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(code)) return refuse(400, 'GitHub sent no code. Begin again with the terminal.')
  return { does: 'take', code }
}

/** Compares in constant time. */
export function same(given: string | null | undefined, wanted: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
