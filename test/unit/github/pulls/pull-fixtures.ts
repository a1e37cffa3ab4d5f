import { gitHash } from '../../../../src/github/git/blobs.ts'
import { createPullRequests } from '../../../../src/github/pulls/pull-requests.ts'
import type { Proposal } from '../../../../src/ports/pull-requests.ts'
import { type Asked, type Reply, scripted } from '../scripted-github.ts'

export const key = { repository: 7, issue: 3 }
export const ann = { id: 501, login: 'ann', type: 'User' }
export const bot = { id: 900, login: 'daypass[bot]', type: 'Bot' }
export const sha = (letter: string): string => letter.repeat(40)

export const proposal: Proposal = {
  branch: 'daypass/3',
  base: 'requests',
  path: 'requests/orders-db/file.yml',
  file: 'resource: "orders-db"\n',
  title: 'Grant #3: orders-db · read · 2h',
  body: 'Approve this pull request to say yes.\n',
  by: 7,
}

/** A pull request as GitHub's REST API shows it. */
export const pull = {
  number: 12,
  html_url: 'https://github.example/acme/access/pull/12',
  state: 'open',
  merged: false,
  merged_by: null,
  merge_commit_sha: sha('9'),
  head: { ref: proposal.branch, sha: sha('c'), repo: { id: 7 } },
  base: { ref: 'requests', sha: sha('a') },
  title: proposal.title,
  body: proposal.body,
  user: bot,
}

export const root = '/repos/acme/access'
export const names = {
  head: `GET ${root}/git/ref/heads/requests`,
  own: `GET ${root}/git/ref/heads/daypass/3`,
  tree: `GET ${root}/git/commits/${sha('a')}`,
  createTree: `POST ${root}/git/trees`,
  createCommit: `POST ${root}/git/commits`,
  createRef: `POST ${root}/git/refs`,
  moveRef: `PATCH ${root}/git/refs/heads/daypass/3`,
  deleteRef: `DELETE ${root}/git/refs/heads/daypass/3`,
  mirror: `GET ${root}/contents/.github/CODEOWNERS`,
  putMirror: `PUT ${root}/contents/.github/CODEOWNERS`,
  file: `GET ${root}/contents/${proposal.path}`,
  putFile: `PUT ${root}/contents/${proposal.path}`,
  deleteFile: `DELETE ${root}/contents/${proposal.path}`,
  openPull: `POST ${root}/pulls`,
  pulls: `GET ${root}/pulls`,
  pull: `GET ${root}/pulls/12`,
  changePull: `PATCH ${root}/pulls/12`,
  reviews: `GET ${root}/pulls/12/reviews`,
  merge: `PUT ${root}/pulls/12/merge`,
  issue: `GET ${root}/issues/12`,
  comment: `POST ${root}/issues/12/comments`,
}

export const branchAt = (commit: string, ref = 'requests'): Reply => ({
  body: { ref: `refs/heads/${ref}`, object: { type: 'commit', sha: commit } },
})
export const said = (status: number, message: string): Reply => ({ status, body: { message } })

/** A file as the contents API shows it. */
export const shownFile = (path: string, text: string, change: object = {}): Reply => {
  const content = Buffer.from(text)
  const shown = { type: 'file', path, sha: gitHash(content), size: content.length, encoding: 'base64' }
  return { body: { ...shown, content: content.toString('base64'), ...change } }
}

/** What writing a file answers: a commit on top of another. */
export const written = (asked: Asked, commit: string, parents: readonly string[], change: object = {}): Reply => {
  const path = asked.path.slice(`${root}/contents/`.length)
  const content = Buffer.from(String(asked.body.content), 'base64')
  return {
    status: 201,
    body: {
      content: { path, sha: gitHash(content), ...change },
      commit: { sha: commit, parents: parents.map((parent) => ({ sha: parent })) },
    },
  }
}

export type Replies = Record<string, Reply | ((asked: Asked) => Reply)>

/** What making a commit answers. */
export const madeCommit =
  (commit: string, change: object = {}) =>
  ({ body }: Asked): Reply => {
    const parents = (body.parents as string[]).map((parent) => ({ sha: parent }))
    return { status: 201, body: { sha: commit, tree: { sha: body.tree }, parents, ...change } }
  }

/** A desk whose GitHub answers by method and path; what is not listed is 404. `done` are its calls but for the repository's name. */
export function pullsWith(replies: Replies, slug = 'daypass') {
  const fake = scripted((asked) => {
    const reply = replies[`${asked.method} ${asked.path}`]
    return typeof reply === 'function' ? reply(asked) : reply
  })
  const pulls = createPullRequests(fake.repositories, { id: 1, slug }, () => fake.clock.now)
  const done = () => fake.paths()
  const body = (name: string) => fake.asked.find(({ method, path }) => `${method} ${path}` === name)?.body
  return { ...fake, pulls, done, body }
}
