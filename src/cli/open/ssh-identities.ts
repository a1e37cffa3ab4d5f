import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DaypassError } from '../../core/error.ts'
import { howToOpen } from '../../core/ssh/public-key.ts'
import type { KeyFile } from '../../ports/opener.ts'
import type { Machine } from '../deps.ts'

/** Tried first; whatever else lies beside them, in the order of names. */
const usual = ['id_ed25519', 'id_rsa']

/** More files than anybody has keys, and longer ones than a key, are not looked at. */
const mostFiles = 500
const longestFile = 65_536

const isPrivateKey = (text: string): boolean => /^\s*-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(text)

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unreadable(file, cause)
  }
}

function unreadable(file: string, cause: unknown): DaypassError {
  const message = 'The SSH key cannot be read. Check that it is a file and that you may read it.'
  return new DaypassError('KEY_MALFORMED', message, { cause, where: file })
}

/** The public line that lies beside a private key; it tells which key it is before a passphrase is asked for. */
async function publicLine(file: string): Promise<{ publicLine?: string }> {
  const line = await readFile(`${file}.pub`, 'utf8').catch(() => undefined)
  return line === undefined ? {} : { publicLine: line.trim() }
}

/** Every private key in ~/.ssh, whatever its file is called; what cannot be read there is no key of ours. */
async function keyFilesIn(folder: string): Promise<{ file: string; text: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => [])
  const names = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name)
  const rank = (name: string) => (usual.includes(name) ? usual.indexOf(name) : usual.length)
  const sorted = names.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, mostFiles)
  const found = await Promise.all(
    sorted.map(async (name) => {
      const file = join(folder, name)
      try {
        const { size } = await stat(file)
        const text = size > longestFile ? '' : await readFile(file, 'utf8')
        return isPrivateKey(text) ? [{ file, text }] : []
      } catch (cause) {
        // One of the usual names that cannot be read is worth a word.
        if (usual.includes(name)) throw unreadable(file, cause)
        return []
      }
    }),
  )
  return found.flat()
}

/** Asks once for each file, however often the answer is needed. */
function passphraseFor(file: string, machine: Machine): () => Promise<string> {
  let asked: Promise<string> | undefined
  return () => {
    if (machine.askHidden === undefined) {
      throw new DaypassError(
        'KEY_PASSPHRASE',
        'The SSH key has a passphrase, and there is no terminal to ask for it. Run this in a terminal.',
        { where: file },
      )
    }
    asked ??= machine.askHidden(`Passphrase for ${file}: `)
    return asked
  }
}

/**
 * The SSH private keys to open with: the files that were named, else every private key in ~/.ssh, id_ed25519 and id_rsa first.
 * Throws USAGE for a named file that is not there, KEY_NONE when there is no key at all, KEY_MALFORMED for an unreadable one.
 */
export async function readIdentities(named: readonly string[], machine: Machine): Promise<KeyFile[]> {
  const folder = join(machine.home, '.ssh')
  const files = named.length > 0 ? await Promise.all(named.map(readNamed)) : await keyFilesIn(folder)
  if (files.length === 0) {
    const message = `There is no SSH private key in ${folder}. Name the file of the one that is on your GitHub account with -i. ${howToOpen}`
    throw new DaypassError('KEY_NONE', message, { where: folder })
  }
  return Promise.all(
    files.map(async ({ file, text }) => ({
      file,
      text,
      // A file that was named is tried, whatever lies beside it.
      ...(named.length > 0 ? {} : await publicLine(file)),
      passphrase: passphraseFor(file, machine),
    })),
  )
}

async function readNamed(file: string): Promise<{ file: string; text: string }> {
  const text = await read(file)
  if (text !== undefined) return { file, text }
  throw new DaypassError('USAGE', 'There is no such file. Name an SSH private key with -i.', { where: file })
}
