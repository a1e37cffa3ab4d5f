import { DaypassError } from '../../core/error.ts'
import { type GovernanceRecord, hasRunOut } from '../../core/governance/governance-record.ts'
import type { Resource } from '../../generated/catalog.ts'
import type {
  AccessRepository,
  DefaultBranches,
  Governance,
  GovernedContents,
  InForce,
} from '../../ports/access-repository.ts'
import type { GovernanceStore, GovernedTexts } from '../../ports/governance-store.ts'
import { lastGoodFor, type PolicyFloors } from './governance-settings.ts'

/** What the texts of governed files say. */
export type ReadTexts = (texts: GovernedTexts) => GovernedContents

/** Reads what is in force from the store; texts are read once for each digest. */
export function createInForce(store: Pick<GovernanceStore, 'find' | 'texts'>, readTexts: ReadTexts): InForce {
  const known = new Map<number, GovernedContents>()
  return {
    digest: async (repository) => (await store.find(repository))?.inForce?.digest,
    async contents(repository) {
      const { inForce } = (await store.find(repository)) ?? {}
      if (!inForce) return undefined
      const before = known.get(repository)
      const pull = inForce.brought ? { pull: inForce.brought.pull } : {}
      if (before?.digest === inForce.digest) return { contents: before, ...pull }
      const texts = await store.texts(repository, inForce.digest)
      // Something else came into force in between: whoever asks is asked to look again.
      if (!texts) return undefined
      const contents = readTexts(texts)
      known.set(repository, contents)
      return { contents, ...pull }
    },
  }
}

export type GovernedParts = {
  visibility: AccessRepository['visibility']
  branches: DefaultBranches
  inForce: InForce
  store: Pick<GovernanceStore, 'find'>
  /** "Look at what is in force there again." */
  wake(repository: number): Promise<void>
  floors: PolicyFloors
  now(): Date
}

/**
 * What decides about access: what is in force, as a whole. Where the default branch says something else by now, that counts only where it takes
 * away: an owner has to be one by both, and what the newest catalog does not have is not given. Once it is unusable for too long, nothing is
 * decided any more. Throws GOVERNANCE_UNREAD while nobody has found out yet what became of what was pushed: whoever asks asks again, so that
 * what follows a push is decided by it.
 */
export function createGoverned(parts: GovernedParts): AccessRepository {
  const { visibility, branches, inForce, store, now } = parts
  /** What was first seen when, and not looked at yet. */
  const unread = new Map<number, { digest: string; since: number }>()
  /** What was last found that nobody had looked at, and asked for a look at. */
  const asked = new Map<number, string>()
  const isFresh = (id: number, digest: string): boolean => {
    const before = unread.get(id)
    const seen = before?.digest === digest ? before : { digest, since: now().getTime() }
    unread.set(id, seen)
    return now().getTime() < seen.since + freshFor
  }
  return {
    visibility,
    async read(id) {
      const [newest, record] = await Promise.all([branches.read(id), store.find(id)])
      if (record?.inForce?.digest === newest.digest) return newest
      const isKnown = record?.newest?.digest === newest.digest
      // What cannot be used is not kept before anything was in force: the look that this leads to finds nothing new in it each time.
      const isAsked = record !== undefined && !record.inForce && asked.get(id) === newest.digest
      if (!isKnown && !isAsked) await parts.wake(id)
      // Whom the store does not know yet nobody could wake.
      if (record) asked.set(id, newest.digest)
      const isUnread = record?.inForce && (!isKnown || record.newest?.state === 'unread')
      if (isUnread && isFresh(id, newest.digest)) throw notReadYet(id)
      const standing = record?.inForce && (await inForce.contents(id))
      // Nothing was put in force yet: what is there first is taken as it is.
      return standing ? restrained(parts, record, newest, standing.contents) : newest
    },
  }
}

/** Milliseconds for which whoever asks waits for a look at what was pushed. */
const freshFor = 10_000

function notReadYet(repository: number): DaypassError {
  const message = `What was pushed to repository ${repository} is being looked at. What is asked now is decided in a moment.`
  return new DaypassError('GOVERNANCE_UNREAD', message)
}

function restrained(
  { floors, now }: GovernedParts,
  record: GovernanceRecord,
  newest: Governance,
  good: GovernedContents,
): Governance {
  const { texts: _, ...contents } = good
  const { commit, since } = record.inForce ?? {}
  const seen = record.newest?.digest === newest.digest ? record.newest : undefined
  const stopped = hasRunOut(record, now(), lastGoodFor(contents.settings, floors))
  return {
    repository: newest.repository,
    ...contents,
    ...(commit === undefined ? {} : { commit }),
    resources: contents.resources && inBoth(contents.resources, newest.resources),
    ...(newest.codeowners === undefined ? {} : { newerOwners: newest.codeowners }),
    ...(since === undefined ? {} : { lastGood: { since, newest: seen?.state ?? 'unread' } }),
    problems: stopped ? whyStopped(record, newest) : [],
  }
}

/** What the catalog in force has and the newest has not lost; where that cannot be read, nothing is known to be lost. */
function inBoth(resources: readonly Resource[], newest: readonly Resource[] | undefined): Resource[] {
  if (!newest) return [...resources]
  const there = new Map(newest.map((one) => [one.id, one]))
  return resources.flatMap((resource) => {
    const kept = there.get(resource.id)
    const actions = Object.entries(resource.actions).filter(([name]) => kept?.actions[name] !== undefined)
    return kept && actions.length > 0
      ? [{ ...resource, actions: Object.fromEntries(actions) as Resource['actions'] }]
      : []
  })
}

function whyStopped({ newest: seen }: GovernanceRecord, { problems }: Governance): Governance['problems'] {
  const message = `The rules on the default branch cannot be used since ${seen?.since ?? 'some time'}, and those before them are too old to decide by. Whoever looks after the repository mends them, or takes the change back.`
  const why =
    problems.length > 0
      ? problems
      : (seen?.why ?? []).map((words) => ({ code: 'POLICY_INVALID' as const, where: 'policies', message: words }))
  return [{ code: 'GOVERNANCE_BROKEN', where: 'the default branch', message }, ...why]
}
