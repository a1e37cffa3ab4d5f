import { DaypassError } from '../../core/error.ts'
import type { VerifySignature } from '../../core/trail/check-entry.ts'
import { type Checkpoint, isGenuine, type SignedCheckpoint } from '../../core/trail/checkpoint.ts'
import {
  checkpointBranch,
  checkpointFolder,
  checkpointPath,
  placedText,
  readPlaced,
  seqOfFile,
} from '../../core/trail/placed.ts'
import type { CheckpointPlace, PlaceLook } from '../../ports/checkpoint-place.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import { Blobs } from './blobs.ts'
import { headOf, makeBranch } from './branches.ts'
import { makeCommit } from './commits.ts'
import { writeFile } from './contents.ts'

/** A placed checkpoint has some 500 bytes. */
const mostBytes = 4_096

/** How many files that are none of ours may stand above the newest of ours: whoever may write can put them there. */
const mostStrange = 20

type There = Extract<PlaceLook, { kind: 'there' }>
type Entry = { name: string; isFile: boolean; sha: string; size: number }

/**
 * The branch `checkpoints` of the access repository itself. It begins with a commit of its own, so that nothing of the default branch
 * comes along. Rules that bind the app too keep it from being moved back or deleted; without them it is a place like any other.
 */
export function createCheckpointBranch(repositories: Repositories, verify: VerifySignature): CheckpointPlace {
  const known = new Map<number, { head: string; look: There }>()
  const blobs = new Blobs(repositories)

  async function last(repository: number): Promise<PlaceLook> {
    if ((await repositories.fresh(repository)).archived) return { kind: 'shut' }
    const head = await headOf(repositories, repository, checkpointBranch)
    if (head === undefined) return { kind: 'absent' }
    const before = known.get(repository)
    if (before?.head === head) return before.look
    const look = await lookAt(repository, head)
    known.set(repository, { head, look })
    return look
  }

  async function lookAt(repository: number, head: string): Promise<There> {
    const entries = await filesOf(repositories, repository, head)
    const seqOf = ({ isFile, size, name }: Entry) => (isFile && size <= mostBytes ? seqOfFile(name) : undefined)
    const pathOf = ({ name }: Entry) => `${checkpointFolder(repository)}/${name}`
    const strange = entries.filter((entry) => seqOf(entry) === undefined).map(pathOf)
    const files = entries
      .filter((entry) => seqOf(entry) !== undefined)
      .toSorted((a, b) => (seqOf(b) ?? 0) - (seqOf(a) ?? 0))
    for (const file of files.slice(0, mostStrange)) {
      const [content] = await blobs.read(repository, [file.sha])
      const read = readPlaced(pathOf(file), content?.toString('utf8') ?? '')
      if (read && isGenuine(read, verify)) return { kind: 'there', newest: read, strange }
      strange.push(pathOf(file))
    }
    if (files.length <= mostStrange) return { kind: 'there', newest: undefined, strange }
    const message = `The ${mostStrange} newest files there are not signed by Daypass, so it cannot be told what lies below. Remove them from the branch by a commit.`
    throw new DaypassError('REPOSITORY_UNREADABLE', message, { where: `${checkpointBranch}: ${strange.at(-1)}` })
  }

  async function put(signed: SignedCheckpoint): Promise<void> {
    const { checkpoint } = signed
    const { repository, seq, hash } = checkpoint
    const look = await last(repository)
    if (look.kind === 'shut') return
    const newest = look.kind === 'there' ? look.newest : undefined
    if (newest?.checkpoint.seq === seq && newest.checkpoint.hash === hash) return
    if (!(await repositories.isCalm(repository))) {
      const message = 'What GitHub lets Daypass write is kept for requests. The checkpoint is placed later.'
      throw new DaypassError('GITHUB_LIMITED', message, { where: checkpointBranch })
    }
    const placed = { ...signed, ...(newest ? { before: newest.checkpoint.seq } : {}) }
    const file = { path: checkpointPath(checkpoint), text: placedText(placed), message: messageOf(checkpoint) }
    const head =
      look.kind === 'absent'
        ? await begin(repository, file)
        : (await writeFile(repositories, repository, { ...file, branch: checkpointBranch })).commit
    const strange = look.kind === 'there' ? look.strange : []
    known.set(repository, { head, look: { kind: 'there', newest: placed, strange } })
  }

  async function begin(repository: number, file: { path: string; text: string; message: string }): Promise<string> {
    const commit = await makeCommit(repositories, repository, { onto: undefined, ...file })
    const said = await makeBranch(repositories, repository, checkpointBranch, commit)
    if (said === undefined) return commit
    const message = `GitHub does not let Daypass make the branch ${checkpointBranch} (${said}). Its rules must let the app create and update it.`
    throw new DaypassError('GITHUB_REFUSED', message, { where: checkpointBranch })
  }

  return { name: 'github', last, put }
}

const messageOf = ({ seq, hash }: Checkpoint): string => `Checkpoint of trail entry ${seq} (${hash.slice(0, 12)})`

/** What lies in the folder of a repository's checkpoints at this commit. */
async function filesOf(repositories: Repositories, repository: number, head: string): Promise<Entry[]> {
  let entries = await treeOf(repositories, repository, head)
  for (const part of checkpointFolder(repository).split('/')) {
    const folder = entries.find(({ name, isFile }) => name === part && !isFile)
    if (folder === undefined) return []
    entries = await treeOf(repositories, repository, folder.sha)
  }
  return entries
}

async function treeOf(repositories: Repositories, repository: number, sha: string): Promise<Entry[]> {
  const { data } = await repositories.call(repository, 'tree', { tree_sha: sha })
  const tree = new ResponseFields(data, 'the checkpoints')
  if (tree.flag('truncated'))
    throw new DaypassError('REPOSITORY_UNREADABLE', 'GitHub does not list the whole folder. It is read again later.', {
      where: checkpointBranch,
    })
  return tree.list('tree').map((item) => {
    const entry = new ResponseFields(item, 'the checkpoints')
    const isFile = /^100(?:644|755)$/.test(entry.text('mode'))
    return {
      name: entry.text('path'),
      isFile,
      sha: entry.text('sha'),
      size: entry.has('size') ? entry.count('size') : 0,
    }
  })
}
