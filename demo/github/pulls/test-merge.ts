import { mergedTree } from '../git/comparison.ts'
import { asObject } from '../json.ts'
import type { World } from '../world.ts'
import { setPullRef } from './pull-refs.ts'
import type { Pull, TestMerge } from './pull-store.ts'

/**
 * The commit that merging an open pull request into this tip of its base would make: GitHub begins with it when somebody first looks
 * after a push to either side, and until it is there says that it does not know (`unknown`). Null where the two conflict, in which case
 * `refs/pull/N/merge` stays where it was.
 */
export async function lookAtMerge(world: World, pull: Pull, base: string): Promise<string | null | 'unknown'> {
  const known = pull.testMerge
  const same = known?.base === base && known.head === pull.headSha
  const test = same ? known : { base, head: pull.headSha, former: known?.sha ?? known?.former ?? null, looks: 0 }
  pull.testMerge = test
  test.looks += 1
  // An archived repository takes no commit, a test merge's neither.
  if (test.looks <= world.settings.mergeUnknown.reads || pull.repository.profile.archived === true) return 'unknown'
  test.making ??= makeMerge(world, pull, test).catch((error: unknown) => {
    // What failed is begun again by the next look.
    delete test.making
    throw error
  })
  test.sha = await test.making
  return test.sha
}

/** What a pull request says of it, as far as somebody has looked: while it is not known nothing, or what was known before. */
export function mergeShown(world: World, { testMerge: test, headSha }: Pull): string | null {
  if (test === undefined) return null
  if (test.head === headSha && test.sha !== undefined) return test.sha
  return world.settings.mergeUnknown.former ? (test.sha ?? test.former) : null
}

async function makeMerge(world: World, pull: Pull, { base, head }: TestMerge): Promise<string | null> {
  const tree = await mergedTree(world, pull.repository, base, head)
  if (tree === undefined) return null
  const by = { name: 'GitHub', email: 'noreply@github.com' }
  const commit = { message: `Merge ${head} into ${base}`, tree, parents: [base, head], author: by, committer: by }
  const made = await world.backend.must('POST', `/repos/${pull.repository.fullName}/git/commits`, commit)
  const sha = String(asObject(made).sha)
  await setPullRef(world, pull, 'merge', sha)
  return sha
}
