import type { Octokit } from '@octokit/rest'
import { DaypassError } from '../../core/error.ts'
import { told } from './told.ts'

export type Place = { owner: string; repo: string }
export type CommitFacts = { sha: string; message: string }
export type PullFacts = { number: number; url: string; open: boolean; merged: boolean; title: string; body: string }

/** What a proposal for a catalog reads and writes, as the user. Throws as all of `UserGitHub` does. */
export type CatalogGitHub = {
  /** The commit that a branch stands at; undefined: there is no such branch. */
  head(place: Place, branch: string): Promise<CommitFacts | undefined>
  /** The files of a commit whose paths are wanted. */
  texts(place: Place, commit: string, wanted: (path: string) => boolean): Promise<Map<string, string>>
  /** Makes a commit that no branch stands at yet. */
  commit(place: Place, onto: string, files: ReadonlyMap<string, string>, message: string): Promise<string>
  /** Lets a branch stand there, whatever was on it. `isNew`: there is none yet. */
  setBranch(place: Place, branch: string, commit: string, isNew: boolean): Promise<void>
  /** Pull requests from this branch of the repository itself, newest first. */
  pullsFrom(place: Place, branch: string, base: string): Promise<PullFacts[]>
  openPull(place: Place, text: { title: string; body: string; head: string; base: string }): Promise<PullFacts>
  editPull(place: Place, number: number, change: { title?: string; body?: string; state?: 'closed' }): Promise<void>
}

const writing = { write: 'contents and pull requests' }
/** More is no access repository. */
const mostFiles = 200

export function catalogOf(octokit: Octokit): CatalogGitHub {
  const { git } = octokit.rest
  const nameOf = ({ owner, repo }: Place): string => `${owner}/${repo}`
  return {
    head: (place, branch) =>
      told(`${nameOf(place)}@${branch}`, async () => {
        const sha = await tipOf(octokit, place, branch)
        if (sha === undefined) return undefined
        const { data } = await git.getCommit({ ...place, commit_sha: sha })
        return { sha, message: data.message }
      }),
    texts: async (place, commit, wanted) => {
      const where = nameOf(place)
      const { data } = await told(where, () => git.getTree({ ...place, tree_sha: commit, recursive: '1' }))
      const files = data.tree.filter(({ path, type, mode }) => type === 'blob' && mode !== '120000' && wanted(path))
      // A part of a catalog would make the rest of it look new.
      if (data.truncated || files.length > mostFiles)
        throw new DaypassError('GITHUB_REFUSED', 'The repository has too many files to be read as a whole.', { where })
      const texts = new Map<string, string>()
      for (const { path, sha } of files) {
        const blob = await told(`${where}/${path}`, () => git.getBlob({ ...place, file_sha: sha }))
        texts.set(path, Buffer.from(blob.data.content, 'base64').toString('utf8'))
      }
      return texts
    },
    commit: (place, onto, files, message) =>
      told(
        nameOf(place),
        async () => {
          const base = await git.getCommit({ ...place, commit_sha: onto })
          const entries = [...files].map(([path, content]) => {
            return { path, mode: '100644' as const, type: 'blob' as const, content }
          })
          const tree = await git.createTree({ ...place, base_tree: base.data.tree.sha, tree: entries })
          const made = await git.createCommit({ ...place, message, tree: tree.data.sha, parents: [onto] })
          return made.data.sha
        },
        writing,
      ),
    setBranch: (place, branch, sha, isNew) =>
      told(
        `${nameOf(place)}@${branch}`,
        async () => {
          if (isNew) await git.createRef({ ...place, ref: `refs/heads/${branch}`, sha })
          else await git.updateRef({ ...place, ref: `heads/${branch}`, sha, force: true })
        },
        writing,
      ),
    ...pullsOf(octokit),
  }
}

async function tipOf(octokit: Octokit, place: Place, branch: string): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.git.getRef({ ...place, ref: `heads/${branch}` })
    return data.ref === `refs/heads/${branch}` ? data.object.sha : undefined
  } catch (thrown) {
    if ((thrown as { status?: number }).status === 404) return undefined
    throw thrown
  }
}

type RawPull = {
  number: number
  html_url: string
  state: string
  merged_at: string | null
  title: string
  body: string | null
}

const factsOf = (pull: RawPull): PullFacts => ({
  ...{ number: pull.number, url: pull.html_url, open: pull.state === 'open', merged: pull.merged_at !== null },
  ...{ title: pull.title, body: pull.body ?? '' },
})

function pullsOf(octokit: Octokit): Pick<CatalogGitHub, 'pullsFrom' | 'openPull' | 'editPull'> {
  const { pulls } = octokit.rest
  return {
    pullsFrom: (place, branch, base) =>
      told(`${place.owner}/${place.repo}@${branch}`, async () => {
        const chosen = { head: `${place.owner}:${branch}`, base, state: 'all' as const }
        const { data } = await pulls.list({ ...place, ...chosen, sort: 'created', direction: 'desc', per_page: 30 })
        // GitHub ignores a `head` that it does not understand, and a fork may have a branch of that name.
        const ours = data.filter(({ head, base: into }) => head.ref === branch && head.repo?.id === into.repo.id)
        return ours.map(factsOf)
      }),
    openPull: (place, text) =>
      told(
        `${place.owner}/${place.repo}`,
        async () => factsOf((await pulls.create({ ...place, ...text })).data),
        writing,
      ),
    editPull: (place, number, change) =>
      told(
        `${place.owner}/${place.repo}#${number}`,
        async () => void (await pulls.update({ ...place, pull_number: number, ...change })),
        writing,
      ),
  }
}
