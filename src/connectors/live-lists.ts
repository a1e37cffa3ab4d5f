import type { Operation } from '../generated/request.ts'
import type { GrantStore, StoredGrant } from '../ports/grants.ts'
import type { LiveGrant, LiveList, LiveLists } from '../ports/live-lists.ts'

export const opaType = 'opa'

/** The ledger is read again after this time (milliseconds), and so soon after a change only if the one before is as old. */
const readEvery = 1000

export type LiveListsOptions = {
  grants: Pick<GrantStore, 'liveOf'>
  /** The connectors of kind `opa` that a repository may use, each with how long (seconds) a list of it may be judged by. */
  connectorsOf: (repository: number) => ReadonlyMap<string, number>
  now: () => Date
}

/** The lists of this deployment, read from the ledger as they are asked for. */
export function createLiveLists({ grants, connectorsOf, now }: LiveListsOptions): LiveLists {
  const kept = new Map<number, Kept>()
  const listeners: (() => void)[] = []
  let changes = 0

  async function read(repository: number, connectors: ReadonlyMap<string, number>, known: Kept): Promise<void> {
    const seen = changes
    // Before the ledger is read: what ends meanwhile may be missing in it, and is never called published after its end.
    const published = now()
    const live = (await grants.liveOf(repository, opaType, published)).filter(({ connector }) =>
      connectors.has(connector),
    )
    const entries = live.map(
      ({ id, requester, resource, scope, operation, ends }): LiveGrant => ({
        ...{ id, subject: `github|${requester}`, resource, scopes: scope.split(' '), ends },
        ...(operation ? { operation: byNumbers(operation) } : {}),
      }),
    )
    const isSame = known.list && JSON.stringify(known.list.grants) === JSON.stringify(entries)
    if (!isSame) known.changedAt = published.getTime()
    known.list = { published, freshFor: Math.min(...connectors.values()), grants: entries }
    known.seen = seen
  }

  async function newest(repository: number, notBefore?: Date): Promise<LiveList | undefined> {
    const connectors = connectorsOf(repository)
    if (connectors.size === 0) return undefined
    const known = kept.get(repository) ?? { changedAt: Number.NEGATIVE_INFINITY, seen: -1 }
    kept.set(repository, known)
    if (isGood(known, notBefore)) return known.list
    // A reading that is under way may have begun too early; the next has not.
    if (known.reading) await known.reading
    if (isGood(known, notBefore)) return known.list
    known.reading ??= read(repository, connectors, known).finally(() => {
      known.reading = undefined
    })
    await known.reading
    return known.list
  }

  function isGood({ list, seen, changedAt }: Kept, notBefore: Date | undefined): boolean {
    if (!list || (notBefore && list.published < notBefore)) return false
    const at = now().getTime()
    const age = at - list.published.getTime()
    const isDue = seen !== changes && Math.abs(at - changedAt) >= readEvery
    return age >= 0 && age < readEvery && !isDue
  }

  return {
    newest,
    changed: () => {
      changes++
      for (const listener of listeners) listener()
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

/** `changedAt`: when something else was read last; `seen`: of how many changes the ledger knew. */
type Kept = { list?: LiveList; changedAt: number; seen: number; reading?: Promise<void> | undefined }

/** As a gateway names it, which knows no address of it. */
function byNumbers({ url: _url, ...operation }: NonNullable<StoredGrant['operation']>): Operation {
  return operation
}
