import { DaypassError } from '../../core/error.ts'
import { type Answer, asList } from './response.ts'

const perPage = 100
const mostPages = 200

/**
 * Every item of a list, page after page. Half a list is never returned: a missing page is an error, since the approval or the
 * member that counts may be on it. Throws GITHUB_UNAVAILABLE above 20 000 items.
 */
export async function allPages<T extends Answer | undefined>(
  read: (page: { per_page: number; page: number }) => Promise<T>,
  items: (answer: T) => unknown[] = (answer) => asList(answer?.data, 'a list'),
): Promise<unknown[]> {
  const all: unknown[] = []
  for (let page = 1; page <= mostPages; page++) {
    const answer = await read({ per_page: perPage, page })
    const found = items(answer)
    all.push(...found)
    // A full page without a link may still not be the last one: stand-ins and proxies drop the header.
    if (found.length < perPage && !/rel="next"/.test(answer?.link ?? '')) return all
  }
  throw new DaypassError(
    'GITHUB_UNAVAILABLE',
    `GitHub's list is longer than ${perPage * mostPages} items, which nobody expects. It is asked again later.`,
  )
}
