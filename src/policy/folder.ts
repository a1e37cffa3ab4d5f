import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asError, DaypassError } from '../core/error.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'

/** Where the default library lies, as text files to copy, read and test. */
export const defaultPolicies: string = fileURLToPath(new URL('../../policies/', import.meta.url))

/**
 * Every file below a folder, by its path inside it. Links are refused, not followed: they could show opa any file of the machine.
 *
 * @throws DaypassError POLICY_MISSING when the folder cannot be read, POLICY_FORBIDDEN for anything but files and folders
 */
export async function readPolicyFolder(folder: string): Promise<PolicyFiles> {
  const files = new Map<string, string>()
  await collect(folder, '', files)
  return files
}

async function collect(root: string, below: string, files: Map<string, string>): Promise<void> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((cause: unknown) => {
    throw new DaypassError('POLICY_MISSING', `${root} cannot be read: ${asError(cause).message}.`, {
      cause,
      where: root,
    })
  })
  for (const entry of entries) {
    const path = below + entry.name
    if (entry.isDirectory()) await collect(root, `${path}/`, files)
    else if (entry.isFile()) files.set(path, await readFile(join(root, path), 'utf8'))
    else throw new DaypassError('POLICY_FORBIDDEN', `${path} is not a plain file: replace it by one.`, { where: path })
  }
}
