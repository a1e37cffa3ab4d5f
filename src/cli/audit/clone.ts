import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DaypassError } from '../../core/error.ts'
import type { VerifySignature } from '../../core/trail/check-entry.ts'
import { isGenuine } from '../../core/trail/checkpoint.ts'
import type { TrailPosition } from '../../core/trail/entry.ts'
import { fault, type TrailFault } from '../../core/trail/fault.ts'
import { readPlaced, seqOfFile } from '../../core/trail/placed.ts'
import type { Machine } from '../deps.ts'

/**
 * A clone of the branch of checkpoints. `texts`: by path, undefined for what is no file of a checkpoint's size. `history`: whether its
 * commits can be looked at, all of them or the last ones alone; `touched`: a file that one of them changed or took away.
 */
export type Clone = {
  folder: string
  texts: ReadonlyMap<string, string | undefined>
  history: 'whole' | 'shallow' | 'none'
  touched?: { file: string; commit: string }
}

/** What its files say, by repository; or the first file that cannot be believed. */
export type CloneReading =
  | { ok: true; seen: Map<number, (TrailPosition & { file: string })[]> }
  | { ok: false; fault: TrailFault; where: string }

/** Larger than any checkpoint. */
const mostBytes = 4_096

/** Reads what is checked out in a folder, and asks git whether anything was ever taken back. Throws USAGE. */
export async function readClone(folder: string, capture: Machine['capture']): Promise<Clone> {
  const texts = new Map<string, string | undefined>()
  try {
    for (const entry of await readdir(join(folder, 'trail'), { withFileTypes: true })) {
      const names = entry.isDirectory() ? await readdir(join(folder, 'trail', entry.name)) : []
      const paths = entry.isDirectory() ? names.map((name) => `trail/${entry.name}/${name}`) : [`trail/${entry.name}`]
      for (const path of paths) texts.set(path, await textOf(join(folder, path)))
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause
    const message =
      'No checkpoints can be read there. Give the folder of a clone: `git clone --branch checkpoints <address of the access repository>`.'
    throw new DaypassError('USAGE', message, { cause, where: folder })
  }
  return { folder, texts, ...(await historyOf(folder, capture)) }
}

/** Nothing is followed: a link could lead to what was not cloned. */
async function textOf(path: string): Promise<string | undefined> {
  const found = await lstat(path)
  return found.isFile() && found.size <= mostBytes ? readFile(path, 'utf8') : undefined
}

/** A commit can take back what an earlier one brought; no rule forbids that, and the history keeps both. */
async function historyOf(folder: string, capture: Machine['capture']): Promise<Pick<Clone, 'history' | 'touched'>> {
  // Git would look in the folders above.
  const isClone = await lstat(join(folder, '.git')).then(
    () => true,
    () => false,
  )
  if (!isClone) return { history: 'none' }
  // Neither replaced commits nor the clone's own wishes about what is shown.
  const git = ['-C', folder, '--no-replace-objects', '-c', 'log.showSignature=false', '-c', 'core.quotePath=false']
  const changes = ['-m', '--full-history', '--no-renames', '--diff-filter=DMT']
  const [shallow, log] = await Promise.all([
    capture('git', [...git, 'rev-parse', '--is-shallow-repository']),
    capture('git', [...git, 'log', '-1', ...changes, '--format=%H', '--name-only', 'HEAD', '--', 'trail']),
  ])
  if (shallow === undefined || log === undefined) return { history: 'none' }
  const [commit = '', ...files] = log.split('\n').filter((line) => line !== '')
  const history = shallow.trim() === 'true' ? 'shallow' : 'whole'
  return { history, ...(files[0] === undefined ? {} : { touched: { file: files[0], commit } }) }
}

/** Whether each file is what was placed: its text, its name, its signature, the one before it, and that none was ever taken back. */
export function judgeClone({ texts, touched }: Clone, verify: VerifySignature): CloneReading {
  const seen = new Map<number, (TrailPosition & { file: string })[]>()
  for (const [file, text] of [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const at = seqOfFile(file.split('/').at(-1) ?? '') ?? 0
    const refuse = (code: TrailFault['code'], message: string): CloneReading => ({
      ok: false,
      fault: fault(code, at, message),
      where: file,
    })
    const read = text === undefined ? undefined : readPlaced(file, text)
    if (!read) return refuse('TRAIL_SHAPE', 'This is not the checkpoint that its name says.')
    if (!isGenuine(read, verify)) return refuse('TRAIL_SIGNATURE', 'It is not signed by a trail key that counts.')
    const { repository, seq, hash } = read.checkpoint
    const before = read.before === undefined ? undefined : `trail/${repository}/${read.before}.json`
    if (before !== undefined && !texts.has(before))
      return refuse('TRAIL_GAP', `The one before it, ${before}, is not there.`)
    seen.set(repository, [...(seen.get(repository) ?? []), { seq, hash, file }])
  }
  if (!touched) return { ok: true, seen }
  const message = `The commit ${touched.commit.slice(0, 12)} changed it, or took it away: checkpoints are only ever added. Look there for what it was.`
  const at = seqOfFile(touched.file.split('/').at(-1) ?? '') ?? 0
  return { ok: false, fault: fault('TRAIL_ALTERED', at, message), where: touched.file }
}

/** The file that a trail contradicts: the one of that entry, or the furthest where the trail ends too early. */
export function fileAt(
  { code, at }: TrailFault,
  positions: readonly (TrailPosition & { file: string })[],
): string | undefined {
  if (code === 'TRAIL_FORK') return positions.find(({ seq }) => seq === at)?.file
  if (code !== 'TRAIL_TRUNCATED') return undefined
  const last = positions.toSorted((a, b) => b.seq - a.seq)[0]
  return last && last.seq >= at ? last.file : undefined
}
