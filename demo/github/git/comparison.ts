import { correct } from '../gateway/correct.ts'
import { asObject, asObjects, type JsonObject } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Comparison, World } from '../world.ts'

/** Commits do not change, so what was compared once is kept; addresses in it may be of a former name. */
const MOST_KEPT = 5_000

/** What `head` has that `base` has not, both commits; undefined where they have no history in common. */
export async function compare(
  world: World,
  repository: Repository,
  base: string,
  head: string,
): Promise<Comparison | undefined> {
  const key = `${repository.id} ${base} ${head}`
  const known = world.comparisons.get(key)
  if (known) return known
  const path = `/repos/${repository.fullName}/compare/${base}...${head}`
  const { status, data } = await world.backend.admin('GET', path)
  if (status === 404) return undefined
  const found = asObject(correct(world, data))
  const compared = {
    ahead: Number(found.ahead_by),
    behind: Number(found.behind_by),
    mergeBase: String(asObject(found.merge_base_commit).sha),
    commits: asObjects(found.commits),
    files: asObjects(found.files),
  }
  if (world.comparisons.size >= MOST_KEPT) world.comparisons.clear()
  world.comparisons.set(key, compared)
  return compared
}

type Entry = { mode: string; type: string; sha: string }

/** The tree that merging `head` into `base` makes, file by file; undefined where both have changed the same file differently. */
export async function mergedTree(
  world: World,
  repository: Repository,
  base: string,
  head: string,
): Promise<string | undefined> {
  const compared = await compare(world, repository, base, head)
  if (compared === undefined) return undefined
  if (compared.behind === 0) return treeOf(world, repository, head)
  const [ours, theirs, old] = await Promise.all(
    [base, head, compared.mergeBase].map((sha) => filesOf(world, repository, sha)),
  )
  const changes: JsonObject[] = []
  for (const path of new Set([...(theirs?.files.keys() ?? []), ...(old?.files.keys() ?? [])])) {
    const [our, their, was] = [ours, theirs, old].map((tree) => tree?.files.get(path))
    if (same(their, was) || same(their, our)) continue
    if (!same(our, was)) return undefined
    changes.push({ path, ...(their ?? { mode: '100644', type: 'blob', sha: null }) })
  }
  const tree = await world.backend.must('POST', `/repos/${repository.fullName}/git/trees`, {
    base_tree: ours?.tree,
    tree: changes,
  })
  return String(asObject(tree).sha)
}

async function treeOf(world: World, repository: Repository, commit: string): Promise<string> {
  const data = await world.backend.must('GET', `/repos/${repository.fullName}/git/commits/${commit}`)
  return String(asObject(asObject(data).tree).sha)
}

function same(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode
}

async function filesOf(world: World, repository: Repository, commit: string) {
  const data = asObject(
    await world.backend.must('GET', `/repos/${repository.fullName}/git/trees/${commit}?recursive=1`),
  )
  const blobs = asObjects(data.tree).filter(({ type }) => type !== 'tree')
  const files = blobs.map(({ path, mode, type, sha }) => {
    return [String(path), { mode: String(mode), type: String(type), sha: String(sha) }] as const
  })
  return { tree: String(data.sha), files: new Map<string, Entry>(files) }
}
