import { sha256 } from '../../core/digest.ts'
import { ledgerBranch } from '../../core/request/branch-names.ts'
import { asksItself } from '../../core/request/request-pull.ts'
import type { Comparison, OpenPulls } from '../../ports/lost-events.ts'
import type { Wake } from '../../ports/wake.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { type Answer, asList, ResponseFields } from '../api/response.ts'
import { readPull, readReview } from './read-pull.ts'

/**
 * Found quiet by so many sweeps in a row, or up to twice as many by its number, a pull request counts as changed all the same: who may
 * say yes by now does not show on it.
 */
const longQuiet = 36

type Pull = ReturnType<typeof readPull> & { createdAt: Date; updatedAt: Date }
/** One page of reviews: of each what counts, as text. */
type ReviewPage = { etag: string | undefined; link: string | undefined; reviews: string[] }
type Seen = { shown: string; pages: ReviewPage[]; quiet: number }

/**
 * Lists open pull requests to the branch of requests and compares them with what was seen before, which is kept in memory as long
 * as they are open: a new process finds all of them changed.
 */
export function createOpenPulls(repositories: Repositories): (repository: number) => Promise<OpenPulls> {
  const remembered = new Map<number, Map<number, Seen>>()
  return async (repository) => {
    const pulls = await listPulls(repositories, repository)
    const listed = new Map(pulls.map((pull) => [pull.number, pull]))
    const known = new Map([...(remembered.get(repository) ?? [])].filter(([number]) => listed.has(number)))
    remembered.set(repository, known)
    return {
      requests: await requestsAmong(repositories, repository, pulls),
      async compare(number) {
        const pull = listed.get(number)
        // Closed, merged or pointed elsewhere: that is for a look to judge.
        if (!pull) return { changed: true, remember: () => undefined }
        const before = known.get(number)
        const pages = await readReviews(repositories, { repository, pull: number }, before?.pages ?? [])
        return compared(known, before, { number, shown: shownOf(pull), pages })
      },
    }
  }
}

function compared(
  known: Map<number, Seen>,
  before: Seen | undefined,
  { number, ...now }: Omit<Seen, 'quiet'> & { number: number },
): Comparison {
  const isSame = before !== undefined && before.quiet > 0 && before.shown === now.shown && same(before.pages, now.pages)
  // New tags of old contents are kept, too.
  if (isSame) known.set(number, { ...now, quiet: before.quiet - 1 })
  // By number, so that those of one start are not all looked at once more in the same sweep.
  const quiet = longQuiet + (number % longQuiet)
  const remember = () => void known.set(number, { ...now, quiet })
  return isSame ? { changed: false, remember: () => undefined } : { changed: true, remember }
}

/** The oldest first: what is opened or closed meanwhile moves nothing to a page that was read, and what is missed counts as changed. */
async function listPulls(repositories: Repositories, repository: number): Promise<Pull[]> {
  const wanted = { state: 'open', base: ledgerBranch, sort: 'created', direction: 'asc' }
  const found = await allPages((page) => repositories.call(repository, 'pulls', { ...wanted, ...page }))
  const pulls = found.map((data) => {
    const times = new ResponseFields(data, 'the pull request')
    // Which app we are matters for merged ones alone.
    const pull = readPull(data, repository, { slug: '' })
    return { ...pull, createdAt: times.instant('created_at'), updatedAt: times.instant('updated_at') }
  })
  return pulls.filter(({ open, baseRef }) => open && baseRef === ledgerBranch)
}

async function requestsAmong(
  repositories: Repositories,
  id: number,
  pulls: readonly Pull[],
): Promise<(Wake & { changedAt: string })[]> {
  const { owner, name, installation } = await repositories.recent(id)
  return pulls
    .filter((pull) => !pull.draft && asksItself(pull))
    .map((pull) => {
      // As for issues: whose commit it is shows for certain only where nobody touched it since.
      const untouched = pull.createdAt.getTime() === pull.updatedAt.getTime()
      return {
        key: { repository: id, issue: pull.number },
        repository: { id, owner: owner.login, name, installation },
        looksLikeRequest: true,
        changedAt: pull.updatedAt.toISOString(),
        ...(untouched ? { writtenBy: { person: pull.author.id, body: sha256(pull.head) } } : {}),
      }
    })
}

/** A fork may call its branches what it likes; in the repository itself, `daypass/` is where Daypass writes. */
/** All that a look at it would compare. Its text too: instants of whole seconds hide what changes twice within one. */
function shownOf({ updatedAt, head, baseRef, draft, title, body }: Pull): string {
  return sha256(JSON.stringify([updatedAt, head, baseRef, draft, title, body]))
}

/** Every page, since a review on the first may be dismissed when there are more; each costs nothing while it stands as it was. */
async function readReviews(
  repositories: Repositories,
  { repository, pull }: { repository: number; pull: number },
  before: readonly ReviewPage[],
): Promise<ReviewPage[]> {
  const pages: ReviewPage[] = []
  await allPages(async (page) => {
    const known = before[page.page - 1]
    const answer = await repositories.call(repository, 'reviews', { pull_number: pull, ...page }, known?.etag)
    const now = answer.notModified && known ? known : readPage(answer)
    pages.push(now)
    return { ...answer, link: now.link, data: now.reviews }
  })
  return pages
}

function readPage({ data, etag, link }: Answer): ReviewPage {
  return { etag, link, reviews: asList(data, 'the reviews').map((review) => JSON.stringify(readReview(review))) }
}

function same(before: readonly ReviewPage[], now: readonly ReviewPage[]): boolean {
  const votes = (pages: readonly ReviewPage[]) => JSON.stringify(pages.map(({ reviews }) => reviews))
  return votes(before) === votes(now)
}
