import { nobodysResource } from '../../core/lifecycle/fire-drill.ts'
import type { BundleReader, Bundles, ServedBundle } from '../../ports/bundles.ts'
import type { LiveList, LiveLists } from '../../ports/live-lists.ts'
import type { Signer } from '../../ports/signer.ts'
import { Bell } from './bell.ts'
import { bundleFiles, contentsTag } from './bundle-files.ts'
import { type GovernedPart, GovernedPartOf, type GovernedPartOptions } from './governed-part.ts'
import { signBundle } from './sign-bundle.ts'

/** How often (milliseconds) whoever waits looks by itself: another process may have changed something, and lists grow old. */
const lookEvery = 1000

export type BundlesOptions = GovernedPartOptions & {
  /** The readers, each with the resources that it may know the grants of. */
  readers: readonly (BundleReader & { resources: readonly string[] })[]
  gate: string
  lists: LiveLists
  signer: Pick<Signer, 'signJwt'>
}

/** The bundle that a reader has now, and what it was made from. `seen`: the list that was looked at last, which may say the same. */
type Made = { governed: GovernedPart; seen: LiveList | undefined; live: LiveList | undefined; served: ServedBundle }

/** The bundles of this deployment, made as they are asked for. */
export function createBundles(options: BundlesOptions): Bundles {
  const { readers, gate, lists, signer, now } = options
  const governed = new Map(readers.map(({ repository }) => [repository, new GovernedPartOf(repository, options)]))
  const bell = new Bell()
  const closing = new AbortController()
  lists.onChange(() => bell.ring())
  const made = new Map<string, Made>()
  const making = new Map<string, Promise<ServedBundle>>()
  const nameOf = ({ repository, name }: BundleReader) => `${repository} ${name}`

  async function make(reader: BundleReader): Promise<ServedBundle> {
    const { repository } = reader
    const part = await governed.get(repository)?.newest()
    const resources = readers.find((one) => nameOf(one) === nameOf(reader))?.resources
    if (!part || !resources) throw new TypeError('a reader that the deployment does not have')
    const newest = resources.length > 0 ? await lists.newest(repository) : undefined
    const known = made.get(nameOf(reader))
    if (known && known.governed === part && known.seen === newest) return known.served
    const live = newest && standing(known?.live, cut(newest, resources))
    if (known && known.governed === part && known.live === live) {
      known.seen = newest
      return known.served
    }
    const { owner, name, revision, policy, data } = part
    const files = bundleFiles({ revision, policy, data, gate, ...(live ? { live } : {}) })
    const scope = `${owner}/${name}`
    const bytes = await signBundle(files, { scope, at: now() }, signer)
    const served = { owner, repository: name, bytes, etag: contentsTag(files, scope) }
    made.set(nameOf(reader), { governed: part, seen: newest, live, served })
    return served
  }

  async function newest(reader: BundleReader): Promise<ServedBundle> {
    const name = nameOf(reader)
    const running =
      making.get(name) ??
      make(reader).finally(() => {
        making.delete(name)
      })
    making.set(name, running)
    return running
  }

  return {
    newest,
    async next(reader, etag, seconds, gone) {
      const over = AbortSignal.any([gone, closing.signal, AbortSignal.timeout(seconds * 1000)])
      for (;;) {
        const before = bell.rung
        const bundle = await newest(reader)
        if (bundle.etag !== etag || over.aborted) return bundle
        if (bell.rung === before) await bell.wait(lookEvery, over)
      }
    },
    changed(repository) {
      governed.get(repository)?.changed()
      bell.ring()
    },
    close: () => closing.abort(),
  }
}

/** Nobody learns of more than the own resources. What is nobody's is there for fire drills. */
function cut(list: LiveList, resources: readonly string[]): LiveList {
  const own = new Set([...resources, nobodysResource])
  return { ...list, grants: list.grants.filter(({ resource }) => own.has(resource)) }
}

/** The list that the reader has, as long as a newer one says the same, and its time has not run down by a third. */
function standing(known: LiveList | undefined, newest: LiveList): LiveList {
  if (!known || known.freshFor !== newest.freshFor) return newest
  const age = newest.published.getTime() - known.published.getTime()
  const isYoung = age >= 0 && age < (known.freshFor * 1000) / 3
  return isYoung && JSON.stringify(known.grants) === JSON.stringify(newest.grants) ? known : newest
}
