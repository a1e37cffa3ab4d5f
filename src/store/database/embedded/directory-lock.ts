import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DaypassError } from '../../../core/error.ts'

/**
 * Takes the data directory for this process alone and returns how to give it back. Two locks of the operating system, so the death of
 * their holder frees them: one on the SQLite file `store.lock`, which holds wherever the directory is mounted and file locks work; and,
 * on Linux, one on the directory itself, which holds among all processes that share a network namespace, even when somebody removed the
 * file. Where only the file holds (other systems, containers that share a directory), it must not be removed. Throws STORE_LOCKED.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const note = join(directory, 'store.pid')
  const file = join(directory, 'store.lock')
  const lock = openLock(file, note)
  const release = await lockInode(directory).catch((cause: unknown) => {
    lock.close()
    throw locked(directory, note, cause)
  })
  writeFileSync(note, `${process.pid}\n`, { mode: 0o600 })
  return async () => {
    await release()
    if (lock.isOpen) lock.close()
  }
}

/**
 * An abstract socket named by the directory's device and inode: one process can have it, and there is no file of it to remove. Another
 * user of the machine could take the name to keep a server from starting, and nothing more. Throws EADDRINUSE.
 */
async function lockInode(directory: string): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return async () => undefined
  const { dev, ino } = statSync(directory, { bigint: true })
  const holder = createServer((socket) => socket.destroy())
  holder.listen(`\0daypass-store-${dev}-${ino}`)
  try {
    await once(holder, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') throw cause
    // A sandbox without such sockets: the file alone holds.
    return async () => undefined
  }
  holder.unref()
  return async () => {
    const closed = once(holder, 'close')
    holder.close()
    await closed
  }
}

function openLock(file: string, note: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(file, { timeout: 0 })
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
    return lock
  } catch (cause) {
    lock?.close()
    throw locked(file, note, cause)
  }
}

function locked(where: string, note: string, cause: unknown): DaypassError {
  const message = `another Daypass${holder(note)} uses this data directory; stop it, give this one a DAYPASS_DATA_DIR of its own, or let both share a PostgreSQL through DATABASE_URL`
  return new DaypassError('STORE_LOCKED', message, { cause, where })
}

function holder(note: string): string {
  try {
    const pid = readFileSync(note, 'utf8').trim()
    return /^\d{1,10}$/.test(pid) ? ` (process ${pid})` : ''
  } catch {
    return ''
  }
}
