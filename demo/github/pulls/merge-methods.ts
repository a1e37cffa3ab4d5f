import { asSender } from '../gateway/app-token.ts'
import type { Exchange } from '../gateway/route.ts'
import { mergedTree } from '../git/comparison.ts'
import { asObject, asObjects, type JsonObject } from '../json.ts'
import type { MergeMethod } from '../switch-types.ts'
import type { Pull } from './pull-store.ts'
import { changesOf } from './pull-view.ts'

/** The settings of a repository that allow each way to merge. */
export const MERGE_SETTINGS: Readonly<Record<MergeMethod, string>> = {
  merge: 'allow_merge_commit',
  squash: 'allow_squash_merge',
  rebase: 'allow_rebase_merge',
}

const WORDS: Readonly<Record<MergeMethod, string>> = {
  merge: 'Merge commits',
  squash: 'Squash merges',
  rebase: 'Rebase merges',
}

export function isMergeMethod(name: unknown): name is MergeMethod {
  return typeof name === 'string' && name in MERGE_SETTINGS
}

/**
 * Why a pull request may not be merged this way, as GitHub says it; undefined when it may. Nobody is beyond the repository's settings;
 * rules can be bypassed. In which words GitHub refuses what only a rule forbids is not known: these are those of the settings.
 */
export function methodRefused({ world, actor }: Exchange, pull: Pull, method: MergeMethod): string | undefined {
  const off = pull.repository.profile[MERGE_SETTINGS[method]] === false
  if (off || !world.rules.methods(actor, pull.repository, pull.base).includes(method))
    return `${WORDS[method]} are not allowed on this repository.`
  return undefined
}

/** Puts the commits of a pull request anew on its base, one after the other; undefined where one does not fit. Returns the last. */
export async function rebase(x: Exchange, pull: Pull, base: string, sender: JsonObject): Promise<string | undefined> {
  let tip = base
  for (const { sha, commit } of asObjects((await changesOf(x.world, pull))?.commits)) {
    const tree = await mergedTree(x.world, pull.repository, tip, String(sha))
    if (tree === undefined) return undefined
    const { message, author } = asObject(commit)
    const made = await x.world.backend.request(
      await asSender(x.world, sender),
      'POST',
      `/repos/${pull.repository.fullName}/git/commits`,
      { message, author, tree, parents: [tip] },
    )
    if (made.status !== 201) return undefined
    tip = String(asObject(made.data).sha)
  }
  return tip
}
