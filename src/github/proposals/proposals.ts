import { ownersPlaces, settingsPath } from '../../core/policy/governed-paths.ts'
import { queuedIn } from '../../core/proposal/proposals-in-event.ts'
import { formPath } from '../../core/request/canonical-request.ts'
import type { ReadYaml } from '../../ports/access-repository.ts'
import type { Proposals, ProposedPull } from '../../ports/proposals.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { asList, ResponseFields } from '../api/response.ts'
import type { Blobs } from '../git/blobs.ts'
import { readProposed } from '../governance/proposed.ts'
import { readTree } from '../governance/tree.ts'

/**
 * Pull requests against the default branch through GitHub's REST API. Their files are read by hash through the base repository, whoever's
 * fork they come from, and are data alone.
 */
export function createProposals(repositories: Repositories, blobs: Blobs, readYaml: ReadYaml): Proposals {
  // What a commit's name stands for never changes: it is read once.
  const trees = keptByCommit((repository, commit) => readTree(repositories, repository, commit))
  const parents = keptByCommit((repository, commit) => parentsOf(repositories, repository, commit))
  const entriesAt = async (repository: number, commit: string) =>
    (await trees(repository, commit)).filter(({ path, mode }) => mode !== '040000' && isJudged(path))
  return {
    async read({ repository, issue }) {
      const { data } = await repositories.call(repository, 'pull', { pull_number: issue })
      return readProposal((commit) => parents(repository, commit), data)
    },
    async tip(repository, branch) {
      const { data } = await repositories.call(repository, 'branch', { ref: `heads/${branch}` })
      return new ResponseFields(data, 'the branch').part('object').text('sha')
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
    async queued(repository, base) {
      const { data } = await repositories.call(repository, 'matchingRefs', { ref: `heads/gh-readonly-queue/${base}/` })
      return asList(data, 'the refs').flatMap((one) => {
        const ref = new ResponseFields(one, 'the ref')
        return queuedIn(ref.text('ref'), base, ref.part('object').text('sha')) ?? []
      })
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

const mostKept = 64

/** Keeps what was read of the newest commits; what failed is read again. */
function keptByCommit<Read>(read: (repository: number, commit: string) => Promise<Read>) {
  const kept = new Map<string, Promise<Read>>()
  return (repository: number, commit: string): Promise<Read> => {
    const key = `${repository} ${commit}`
    const found = kept.get(key) ?? read(repository, commit)
    kept.delete(key)
    kept.set(key, found)
    found.catch(() => kept.get(key) === found && kept.delete(key))
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest)
    return found
  }
}

async function parentsOf(repositories: Repositories, repository: number, commit: string): Promise<string[]> {
  const { data } = await repositories.call(repository, 'commit', { commit_sha: commit })
  const parents = new ResponseFields(data, 'the commit').list('parents')
  return parents.map((one) => new ResponseFields(one, 'the commit').text('sha'))
}

async function readProposal(parents: (commit: string) => Promise<string[]>, data: unknown): Promise<ProposedPull> {
  const pull = new ResponseFields(data, 'the pull request')
  const [open, base, head, author, defaultBranch] = [
    pull.text('state') === 'open',
    pull.part('base').text('ref'),
    pull.part('head').text('sha'),
    pull.part('user').id('id'),
    pull.part('base').part('repo').text('default_branch'),
  ]
  const commit = pull.optionalText('merge_commit_sha')
  const tried = pull.has('mergeable') ? pull.flag('mergeable') : undefined
  if (!open || tried === undefined || (tried && commit === undefined))
    return { open, base, head, author, defaultBranch, merge: null }
  if (!tried || commit === undefined) return { open, base, head, author, defaultBranch, merge: 'conflict' }
  const [onto, from] = await parents(commit)
  // GitHub tries the merge some time after a push: an older try says nothing of this head.
  if (onto === undefined || from === undefined || from !== head)
    return { open, base, head, author, defaultBranch, merge: null }
  return { open, base, head, author, defaultBranch, merge: { commit, onto } }
}
