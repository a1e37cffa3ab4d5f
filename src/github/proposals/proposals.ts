import { ownersPlaces, settingsPath } from '../../core/policy/governed-paths.ts'
import { formPath } from '../../core/request/canonical-request.ts'
import type { ReadYaml } from '../../ports/access-repository.ts'
import type { Proposals, ProposedPull } from '../../ports/proposals.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import type { Blobs } from '../git/blobs.ts'
import { readProposed } from '../governance/proposed.ts'
import { readTree } from '../governance/tree.ts'

/**
 * Pull requests against the default branch through GitHub's REST API. Their files are read by hash through the base repository, whoever's
 * fork they come from, and are data alone.
 */
export function createProposals(repositories: Repositories, blobs: Blobs, readYaml: ReadYaml): Proposals {
  const entriesAt = async (repository: number, commit: string) =>
    (await readTree(repositories, repository, commit)).filter(({ path, mode }) => mode !== '040000' && isJudged(path))
  return {
    async read({ repository, issue }) {
      const { data } = await repositories.call(repository, 'pull', { pull_number: issue })
      return readProposal(repositories, repository, data)
    },
    async listing(repository, commit) {
      return JSON.stringify((await entriesAt(repository, commit)).map(({ path, mode, sha }) => [path, mode, sha]))
    },
    async files(repository, commit) {
      const entries = await entriesAt(repository, commit)
      const regular = entries.filter(({ mode }) => mode !== '120000' && mode !== '160000')
      const contents = await blobs.read(
        repository,
        regular.map(({ sha }) => sha),
      )
      const byPath = new Map(regular.map(({ path }, at) => [path, contents[at] ?? Buffer.alloc(0)]))
      return readProposed(
        entries.map((entry) => ({ ...entry, read: async () => byPath.get(entry.path) ?? Buffer.alloc(0) })),
        readYaml,
      )
    },
    async open(repository, base) {
      const found = await allPages((page) => repositories.call(repository, 'pulls', { state: 'open', base, ...page }))
      return found.map((data) => {
        const pull = new ResponseFields(data, 'the pull request')
        return { number: pull.id('number'), head: pull.part('head').text('sha') }
      })
    },
  }
}

/** What is judged: all that governs, tests and tables with it, and the issue form. A link in the place of a folder is shown by its own name. */
function isJudged(path: string): boolean {
  const single = [...ownersPlaces, settingsPath, formPath, '.github', 'docs', 'catalog', 'policies']
  return single.includes(path) || /^(?:catalog|policies)\//.test(path)
}

async function readProposal(repositories: Repositories, repository: number, data: unknown): Promise<ProposedPull> {
  const pull = new ResponseFields(data, 'the pull request')
  const [open, base, head, author] = [
    pull.text('state') === 'open',
    pull.part('base').text('ref'),
    pull.part('head').text('sha'),
    pull.part('user').id('id'),
  ]
  const commit = pull.optionalText('merge_commit_sha')
  const tried = pull.has('mergeable') ? pull.flag('mergeable') : undefined
  if (!open || tried === undefined || (tried && commit === undefined)) return { open, base, head, author, merge: null }
  if (!tried || commit === undefined) return { open, base, head, author, merge: 'conflict' }
  const made = await repositories.call(repository, 'commit', { commit_sha: commit })
  const [onto, from] = new ResponseFields(made.data, 'the commit').list('parents')
  const parent = (one: unknown) => new ResponseFields(one, 'the commit').text('sha')
  // GitHub tries the merge some time after a push: an older try says nothing of this head.
  if (onto === undefined || from === undefined || parent(from) !== head)
    return { open, base, head, author, merge: null }
  return { open, base, head, author, merge: { commit, onto: parent(onto) } }
}
