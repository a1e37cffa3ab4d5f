import { commentDigest } from '../../../core/digest.ts'
import { addSeconds } from '../../../core/instant.ts'
import { hasWaited } from '../../../core/lifecycle/timing/doubt.ts'
import { commandWriterPatience } from '../../../core/lifecycle/timing/writer-patience.ts'
import { isVotedInRequestPull, type RequestRecord } from '../../../core/record.ts'
import { type Command, readCommand } from '../../../core/request/command.ts'
import type { RequestKey } from '../../../core/request-key.ts'
import type { Comment } from '../../../ports/issues.ts'
import type { CommentWriter } from '../../../ports/request-store.ts'
import type { Ports } from '../ports.ts'
import type { SeenCommand } from './eligibility.ts'

/** `last`, `waiting`: which comments were looked at now. `missed`: webhooks told of some that are not listed yet. */
type Heard = { commands: SeenCommand[]; last: number; waiting?: number[]; missed: boolean }

/** The commands in comments of the issue that were not looked at before; `told`: of which comments webhooks told. */
export function newCommands(
  ports: Ports,
  record: RequestRecord,
  listed: readonly Comment[] | undefined,
  { now, told }: { now: Date; told: readonly number[] },
): Promise<Heard> {
  return hear(ports, record, { at: record.key, comments: listed ?? [], before: record.comments, told, now })
}

const mostWaiting = 50

/** The same of the pull requests in which people say yes to it; listed only when something was said there. */
export async function commandsOnPull(
  ports: Ports,
  record: RequestRecord,
  notices: number,
  now: Date,
): Promise<{ commands: SeenCommand[]; missed: boolean; onPull?: NonNullable<RequestRecord['onPull']> }> {
  const before = record.onPull ?? { notices: 0, last: 0 }
  if (notices === before.notices && !before.waiting?.length) return { commands: [], missed: false }
  const { pull, extension } = record
  const pulls = [isVotedInRequestPull(record) ? undefined : pull?.number, extension?.pull?.number]
  const all = { commands: [] as SeenCommand[], last: before.last, waiting: [] as number[], missed: false }
  for (const onPull of new Set(pulls)) {
    if (!onPull) continue
    const at = { ...record.key, issue: onPull }
    const { comments: told } = await ports.requests.told(at, { comment: before.last })
    const comments = await ports.issues.comments(at)
    const heard = await hear(ports, record, { at, comments, before, told, now })
    all.commands.push(...heard.commands.map((command) => ({ ...command, onPull })))
    all.last = Math.max(all.last, heard.last)
    all.waiting.push(...(heard.waiting ?? []))
    all.missed ||= heard.missed
  }
  const { commands, last, waiting, missed } = all
  return { commands, missed, onPull: { notices, last, ...(waiting.length > 0 ? { waiting } : {}) } }
}

type Hearing = {
  /** The issue or the pull request where it was said. */
  at: RequestKey
  comments: readonly Comment[]
  before: { last: number; waiting?: number[] }
  told: readonly number[]
  now: Date
}

async function hear(ports: Ports, record: RequestRecord, hearing: Hearing): Promise<Heard> {
  const { at, comments, before, told, now } = hearing
  const fresh = comments.filter(
    ({ id, ours, author }) => (id > before.last || before.waiting?.includes(id)) && !ours && author.type === 'User',
  )
  const spoken = fresh.flatMap((comment) => {
    const command = readCommand(comment.body)
    return command ? [{ comment, command }] : []
  })
  const ids = spoken.map(({ comment }) => comment.id)
  const writers: Map<number, CommentWriter> = ids.length > 0 ? await ports.requests.commentWriters(at, ids) : new Map()
  const waiting: number[] = []
  const commands = spoken.flatMap(({ comment, command }): SeenCommand[] => {
    const writer = writerIn(comment, writers.get(comment.id))
    if (writer === 'changed' || (command.name === 'retry' && comment.id <= (record.refusedUpTo ?? 0))) return []
    const { id: by, login } = comment.author
    if (writer === 'theirs' || mayEnd(command) || isMere(command)) return [{ by, login, ...spelled(command) }]
    if (now < addSeconds(comment.createdAt, commandWriterPatience)) waiting.push(comment.id)
    else return [{ by, login, name: 'unheard', rest: command.name }]
    return []
  })
  // A comment that a webhook told of and that is not listed yet must not be passed over by a later one.
  const shown = new Set(comments.map(({ id }) => id))
  const missing = [...told, ...(before.waiting ?? [])].filter((id) => !shown.has(id))
  const isLetBe = hasWaited(record)
  const last = Math.max(before.last, ...fresh.map(({ id }) => id), ...(isLetBe ? told : []))
  const awaited = [...new Set([...waiting, ...(isLetBe ? [] : missing)])].slice(-mostWaiting)
  return { commands, last, missed: missing.length > 0, ...(awaited.length > 0 ? { waiting: awaited } : {}) }
}

/**
 * A comment that was edited never acts: whoever may write to the repository may edit other people's comments. Within the second of its
 * creation GitHub's times do not tell; its webhooks do, of which the one of the edit may come late, so the text itself is compared.
 */
function writerIn(comment: Comment, writer: CommentWriter | undefined): 'theirs' | 'changed' | 'unknown' {
  if (comment.createdAt.getTime() !== comment.updatedAt.getTime() || writer === 'changed') return 'changed'
  if (writer === undefined) return 'unknown'
  return writer.person === comment.author.id && writer.body === commentDigest(comment.body) ? 'theirs' : 'changed'
}

/** Ending is the safe reading: it does not wait for the word who wrote it. */
function mayEnd({ name }: Command): boolean {
  return name === 'done' || name === 'cancel' || name === 'revoke'
}

/** What is answered at most. */
function isMere({ name }: Command): boolean {
  return name === 'unknown' || name === 'yes'
}

function spelled(command: Command): { name: string; rest: string } {
  if (command.name === 'yes') return { name: 'yes', rest: '' }
  return { name: command.name, rest: command.name === 'unknown' ? command.text : command.rest }
}
