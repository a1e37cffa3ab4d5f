import { asObject, asObjects } from '../json.ts'
import type { PersonOnBranches, PersonOnPulls, PullRequest, PullReview } from './pull-types.ts'

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

/** A person at work with branches and pull requests. `must` calls the repository and throws where it is refused. */
export function personOnPulls(must: Call): PersonOnPulls {
  return { ...pulls(must), ...reviewing(must), ...personOnBranches(must) }
}

type Pulls = 'openPull' | 'editPull' | 'closePull' | 'mergePull' | 'pull' | 'pullFiles'
type Reviewing = 'review' | 'editReview' | 'dismiss' | 'reviews' | 'requestReview'

function pulls(must: Call): Pick<PersonOnPulls, Pulls> {
  return {
    openPull: async (given) => {
      const made = asObject(await must('POST', 'pulls', given))
      return { number: Number(made.number), url: String(made.html_url), headSha: String(asObject(made.head).sha) }
    },
    editPull: async (number, patch) => void (await must('PATCH', `pulls/${number}`, patch)),
    closePull: async (number) => void (await must('PATCH', `pulls/${number}`, { state: 'closed' })),
    mergePull: async (number, { sha, method } = {}) => {
      const body = { ...(sha === undefined ? {} : { sha }), ...(method === undefined ? {} : { merge_method: method }) }
      return { sha: String(asObject(await must('PUT', `pulls/${number}/merge`, body)).sha) }
    },
    pull: async (number) => (await must('GET', `pulls/${number}`)) as PullRequest,
    pullFiles: async (number) => {
      const files = asObjects(await must('GET', `pulls/${number}/files?per_page=100`))
      return files.map(({ filename, status, sha }) => {
        return { filename: String(filename), status: String(status), sha: String(sha) }
      })
    },
  }
}

function reviewing(must: Call): Pick<PersonOnPulls, Reviewing> {
  return {
    review: async (number, event, body, commitId) => {
      const text = body ?? (event === 'APPROVE' ? undefined : 'A word about this.')
      const commit = commitId === undefined ? {} : { commit_id: commitId }
      const given = { event, ...(text === undefined ? {} : { body: text }), ...commit }
      return { id: Number(asObject(await must('POST', `pulls/${number}/reviews`, given)).id) }
    },
    editReview: async (number, id, body) => void (await must('PUT', `pulls/${number}/reviews/${id}`, { body })),
    dismiss: async (number, id, message) => {
      await must('PUT', `pulls/${number}/reviews/${id}/dismissals`, { message, event: 'DISMISS' })
    },
    reviews: async (number) => {
      const all: PullReview[] = []
      for (let page = 1; ; page++) {
        const some = (await must('GET', `pulls/${number}/reviews?per_page=100&page=${page}`)) as PullReview[]
        all.push(...some)
        if (some.length < 100) return all
      }
    },
    requestReview: async (number, { people = [], teams = [] }) => {
      await must('POST', `pulls/${number}/requested_reviewers`, { reviewers: people, team_reviewers: teams })
    },
  }
}

/** A person at work with the branches of a repository, or of their fork of it. */
export function personOnBranches(must: Call): PersonOnBranches {
  const tip = async (name: string) => {
    if (/^[0-9a-f]{40}$/.test(name)) return name
    const refs = asObjects(await must('GET', `git/matching-refs/heads/${name}`))
    const found = refs.find(({ ref }) => ref === `refs/heads/${name}`)
    return found === undefined ? undefined : String(asObject(found.object).sha)
  }
  const moveBranch = async (branch: string, sha: string, force = false) =>
    void (await must('PATCH', `git/refs/heads/${branch}`, { sha, force }))
  const createBranch = async (branch: string, from = 'main') => {
    const sha = await tip(from)
    await must('POST', 'git/refs', { ref: `refs/heads/${branch}`, sha })
    return { sha: sha ?? '' }
  }
  return {
    branch: tip,
    moveBranch,
    createBranch,
    deleteBranch: async (branch) => void (await must('DELETE', `git/refs/heads/${branch}`)),
    push: async (branch, files, { message = 'Change files', force = false, createFrom } = {}) => {
      const [there, parent] = [await tip(branch), await tip(createFrom ?? branch)]
      if (parent === undefined) throw new Error(`There is no branch ${createFrom ?? branch}; name one in createFrom.`)
      const sha = await commit(must, parent, files, message)
      if (there === undefined) await must('POST', 'git/refs', { ref: `refs/heads/${branch}`, sha })
      else await moveBranch(branch, sha, force)
      return { sha }
    },
  }
}

async function commit(
  must: Call,
  parent: string,
  files: Readonly<Record<string, string | null>>,
  message: string,
): Promise<string> {
  const base = asObject(asObject(await must('GET', `git/commits/${parent}`)).tree).sha
  const entries = Object.entries(files).map(([path, content]) => {
    return { path, mode: '100644', type: 'blob', ...(content === null ? { sha: null } : { content }) }
  })
  const tree = asObject(await must('POST', 'git/trees', { base_tree: base, tree: entries })).sha
  return String(asObject(await must('POST', 'git/commits', { message, tree, parents: [parent] })).sha)
}
