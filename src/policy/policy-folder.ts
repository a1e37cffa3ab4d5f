import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PolicyFiles } from '../ports/policy-engine.ts'

/** Writes the files out as regular ones below `policies/` of a fresh private folder, which is gone afterwards. */
export async function withPolicyFolder<T>(files: PolicyFiles, use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'daypass-policy-'))
  try {
    await mkdir(join(dir, 'policies'), { mode: 0o700 })
    for (const [path, text] of files) {
      const target = join(dir, 'policies', path)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await writeFile(target, text, { flag: 'wx', mode: 0o600 })
    }
    return await use(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
