import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { lockDirectory } from '../../../../../src/store/database/embedded/directory-lock.ts'

const made: string[] = []
const fresh = () => {
  const directory = mkdtempSync(join(tmpdir(), 'daypass-lock-'))
  made.push(directory)
  return directory
}
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true })
})

const source = join(import.meta.dirname, '../../../../../src/store/database/embedded/directory-lock.ts')

/** What a test that fails leaves behind. */
const holders: ChildProcess[] = []
afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL')
})

/** Another process that has the lock, until it is killed. */
async function holdElsewhere(directory: string) {
  const script = `import(${JSON.stringify(source)}).then((m) => m.lockDirectory(${JSON.stringify(directory)})).then((release) => { globalThis.release = release; console.log('held'); setInterval(() => undefined, 1e6) })`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  holders.push(child)
  await once(child.stdout, 'data')
  return async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

/** Only on Linux is the directory itself locked. */
const removals: [string, (directory: string) => void][] = [
  ['nothing was removed', () => undefined],
  ['its lock file was removed', (directory) => rmSync(join(directory, 'store.lock'))],
  ['its lock file was renamed', (directory) => renameSync(join(directory, 'store.lock'), join(directory, 'old'))],
  [
    'all of its files were removed',
    (directory) => {
      for (const file of ['store.lock', 'store.pid']) rmSync(join(directory, file))
    },
  ],
]

describe('a directory that another process holds (security.W9)', () => {
  test.each(process.platform === 'linux' ? removals : removals.slice(0, 1))(
    'cannot be taken, although %s; and can once it is dead',
    async (_name, remove) => {
      const directory = fresh()
      const kill = await holdElsewhere(directory)
      remove(directory)
      const link = join(fresh(), 'link')
      symlinkSync(directory, link)
      for (const path of [directory, link])
        await expect(lockDirectory(path)).rejects.toMatchObject({ code: 'STORE_LOCKED' })
      await kill()
      const release = await lockDirectory(directory)
      await release()
    },
  )
})

test('a directory is held once, given back, and is no other', async () => {
  const directory = fresh()
  const release = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'STORE_LOCKED' })
  const other = await lockDirectory(fresh())
  await release()
  const again = await lockDirectory(directory)
  await Promise.all([again(), other()])
})
