import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { checkpointLine, readCheckpoint, type SignedCheckpoint } from '../../core/trail/checkpoint.ts'

export type CheckpointFile = {
  /** What stands in it; lines that are no checkpoints, as a torn last one, are passed over. */
  read(): Promise<SignedCheckpoint[]>
  /** Durable when it resolves. */
  append(checkpoints: readonly SignedCheckpoint[]): Promise<void>
}

/** Checkpoints beside the database, one a line, so that who rewrites the database has not rewritten everything. */
export function checkpointFile(path: string): CheckpointFile {
  const text = () =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
  return {
    read: async () => (await text()).split('\n').flatMap((line) => parse(line) ?? []),
    append: async (checkpoints) => {
      if (checkpoints.length === 0) return
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const lines = checkpoints.map((one) => `${checkpointLine(one)}\n`).join('')
      // A line that a power cut tore must not swallow the next one.
      const torn = !/(?:^|\n)$/.test(await text())
      const file = await open(path, 'a', 0o600)
      try {
        await file.writeFile(torn ? `\n${lines}` : lines)
        await file.datasync()
      } finally {
        await file.close()
      }
    },
  }
}

function parse(line: string): SignedCheckpoint | undefined {
  try {
    return readCheckpoint(JSON.parse(line))
  } catch {
    return undefined
  }
}
