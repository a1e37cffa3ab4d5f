import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DaypassError } from '../../core/error.ts'
import type { KeyFile } from '../../ports/opener.ts'
import type { Machine } from '../deps.ts'

const usual = ['.ssh/id_ed25519', '.ssh/id_rsa']

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new DaypassError(
      'KEY_MALFORMED',
      'The SSH key cannot be read. Check that it is a file and that you may read it.',
      { cause, where: file },
    )
  }
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
 * The SSH private keys to open with: the files that were named, else ~/.ssh/id_ed25519 and ~/.ssh/id_rsa.
 * Throws USAGE for a named file that is not there, KEY_NONE when there is no usual one either, KEY_MALFORMED for an unreadable one.
 */
export async function readIdentities(named: readonly string[], machine: Machine): Promise<KeyFile[]> {
  const files = named.length > 0 ? named : usual.map((file) => join(machine.home, file))
  const identities: KeyFile[] = []
  for (const file of files) {
    const text = await read(file)
    if (text !== undefined) identities.push({ file, text, passphrase: passphraseFor(file, machine) })
    else if (named.length > 0)
      throw new DaypassError('USAGE', 'There is no such file. Name an SSH private key with -i.', { where: file })
  }
  if (identities.length > 0) return identities
  throw new DaypassError(
    'KEY_NONE',
    `You have no SSH key in the usual places (${files.join(', ')}). Name the one that is on your GitHub account with -i.`,
    {
      where: join(machine.home, '.ssh'),
    },
  )
}
