import { randomUUID } from 'node:crypto'
import { link, lstat, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { asError, DaypassError } from '../core/error.ts'
import { type Purpose, purposes } from '../ports/signer.ts'
import { generateKey, type KeyFindings, problem, readKeys } from './key-set.ts'

/**
 * Reads `<directory>/<purpose>.jwk.json` for every purpose; what is missing is made, readable by its owner alone. A file may hold
 * one key or a JWK set, whose first key signs. Throws SIGNING_KEY_INVALID when the directory cannot be used at all.
 */
export async function readKeyDirectory(directory: string): Promise<KeyFindings> {
  const findings: KeyFindings = { keys: [], problems: [] }
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const tooWide = widerThan(0o022, (await lstat(directory)).mode)
    if (tooWide) findings.problems.push(problem(directory, `others may write here; chmod 700 ${directory}`))
    for (const purpose of purposes) {
      const found = await readPurpose(join(directory, `${purpose}.jwk.json`), purpose)
      findings.keys.push(...found.keys)
      findings.problems.push(...found.problems)
    }
  } catch (error) {
    const message = `the signing keys in ${directory} cannot be read or made: ${asError(error).message}; check the path and its owner`
    throw new DaypassError('SIGNING_KEY_INVALID', message, { cause: error, where: directory })
  }
  return findings
}

async function readPurpose(file: string, purpose: Purpose): Promise<KeyFindings> {
  const stats = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!stats) await make(file, JSON.stringify(await generateKey(purpose), null, 2))
  else if (!stats.isFile()) return { keys: [], problems: [problem(file, 'is not a regular file')] }
  else if (widerThan(0o077, stats.mode)) {
    const mode = (stats.mode & 0o777).toString(8)
    return { keys: [], problems: [problem(file, `others may read this private key (mode ${mode}); chmod 600 ${file}`)] }
  }
  const found = await readKeys(await readFile(file, 'utf8'), file)
  for (const key of found.keys) {
    if (key.purpose !== undefined && key.purpose !== purpose)
      found.problems.push(problem(file, `holds a key for ${key.purpose}; it belongs into ${key.purpose}.jwk.json`))
    key.purpose = purpose
  }
  return found
}

/** Appears under its name only when it is whole, and never replaces a key that another process made meanwhile. */
async function make(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${text}\n`)
    await handle.sync()
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await handle.close()
    await unlink(draft)
  }
}

/** Windows keeps no such modes; what is read there says nothing. */
function widerThan(mask: number, mode: number): boolean {
  return process.platform !== 'win32' && (mode & mask) !== 0
}
