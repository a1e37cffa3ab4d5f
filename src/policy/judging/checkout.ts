import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asError, DaypassError } from '../../core/error.ts'
import { ownersPlaces } from '../../core/policy/governed-paths.ts'
import { formPath } from '../../core/request/canonical-request.ts'

/** A file of a checkout, with the mode that git would give it; a link is shown and never followed. */
export type CheckedOut = { path: string; mode: string; size: number; read(): Promise<Buffer> }

const whole = ['catalog', 'policies']
const single = [...ownersPlaces, '.github/daypass.yml', formPath]
/** Nobody checks out more of them on purpose. */
const mostFiles = 5_000

/**
 * What governs, in a checkout of an access repository: all below catalog/ and policies/, owners, settings and the issue form.
 *
 * @throws DaypassError USAGE where there is no such folder, CONFIG_UNREADABLE
 */
export async function readCheckout(folder: string): Promise<CheckedOut[]> {
  const top = await lstat(folder).catch(() => undefined)
  if (!top?.isDirectory())
    throw new DaypassError('USAGE', 'There is no such folder. Name the checkout of an access repository.', {
      where: folder,
    })
  const found: CheckedOut[] = []
  for (const path of ['.github', 'docs', ...whole, ...single]) await add(folder, path, whole.includes(path), found)
  return found
}

/** A folder on the way is told only where it is a link: then what it leads to is not read. */
async function add(root: string, path: string, inside: boolean, found: CheckedOut[]): Promise<void> {
  const at = join(root, path)
  if (found.some(({ path: link, mode }) => mode === modes.link && path.startsWith(`${link}/`))) return
  const entry = await lstat(at).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined
    throw unreadable(at, cause)
  })
  if (entry === undefined) return
  if (entry.isDirectory()) {
    if (!inside) return
    const names = await readdir(at).catch((cause: unknown) => Promise.reject(unreadable(at, cause)))
    for (const name of names.sort()) await add(root, `${path}/${name}`, true, found)
    return
  }
  if (found.length >= mostFiles)
    throw new DaypassError('CONFIG_UNREADABLE', `There are more than ${mostFiles} files. Is this the right folder?`, {
      where: root,
    })
  const read = () => readFile(at).catch((cause: unknown) => Promise.reject(unreadable(at, cause)))
  found.push({ path, mode: entry.isFile() ? modes.file : modes.link, size: entry.size, read })
}

const modes = { file: '100644', link: '120000' }

function unreadable(where: string, cause: unknown): DaypassError {
  const message = `This cannot be read: ${asError(cause).message}.`
  return new DaypassError('CONFIG_UNREADABLE', message, { cause, where })
}
