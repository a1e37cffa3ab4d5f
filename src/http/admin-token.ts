import { link, lstat, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { asError, DaypassError } from '../core/error.ts'
import { Secret } from '../core/secret.ts'

/** 256 bits in base64url. */
const shape = /^[\w-]{43}$/

/**
 * The token of the admin port, in `<directory>/admin-token`, readable by its owner alone. Where the file, or the directory, is missing,
 * it is made; `randomBytes` gives the chance. Throws CONFIG_UNREADABLE when that cannot be done, CONFIG_INVALID when the file is not
 * one that can be relied on: what is there is never replaced, for an operator may use it.
 */
export async function openAdminToken(directory: string, randomBytes: (count: number) => Buffer): Promise<Secret> {
  const file = join(directory, 'admin-token')
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const found = await lstat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!found) await make(file, randomBytes)
    const stats = found ?? (await lstat(file))
    if (!stats.isFile()) throw unfit(file, 'This is no regular file.')
    // Windows keeps no such modes; what is read there says nothing.
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0)
      throw unfit(file, `Others may read this token (mode ${(stats.mode & 0o777).toString(8)}).`)
    const text = (await readFile(file, 'utf8')).trim()
    if (!shape.test(text)) throw unfit(file, 'This is not a token of the admin port.')
    return new Secret(text)
  } catch (cause) {
    if (cause instanceof DaypassError) throw cause
    const message = `The token of the admin port cannot be read or made (${asError(cause).message}). Give DAYPASS_DATA_DIR a directory that this user may write.`
    throw new DaypassError('CONFIG_UNREADABLE', message, { cause, where: file })
  }
}

function unfit(file: string, what: string): DaypassError {
  return new DaypassError('CONFIG_INVALID', `${what} Remove it: the next start makes a new one.`, { where: file })
}

/** Appears under its name only when it is whole, and never replaces one that another process made meanwhile. */
async function make(file: string, randomBytes: (count: number) => Buffer): Promise<void> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`)
    await handle.sync()
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await handle.close()
    await unlink(draft)
  }
}
