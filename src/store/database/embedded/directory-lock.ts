import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DaypassError } from '../../../core/error.ts'

/**
 * Takes the data directory for this process alone and returns how to give it back. The lock is the operating system's, on a
 * SQLite file, so the death of its holder frees it. Throws STORE_LOCKED.
 */
export function lockDirectory(directory: string): () => void {
  const note = join(directory, 'store.pid')
  const lock = openLock(join(directory, 'store.lock'), note)
  writeFileSync(note, `${process.pid}\n`, { mode: 0o600 })
  return () => {
    if (lock.isOpen) lock.close()
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
    throw new DaypassError(
      'STORE_LOCKED',
      `another Daypass${holder(note)} uses this data directory; stop it, give this one a DAYPASS_DATA_DIR of its own, or let both share a PostgreSQL through DATABASE_URL`,
      { cause, where: file },
    )
  }
}

function holder(note: string): string {
  try {
    const pid = readFileSync(note, 'utf8').trim()
    return /^\d{1,10}$/.test(pid) ? ` (process ${pid})` : ''
  } catch {
    return ''
  }
}
