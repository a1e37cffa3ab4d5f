import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DaypassError } from '../../core/error.ts'
import { fileNames } from './deployment-texts.ts'

/** The folder of a set-up. Every file in it is its owner's alone, and none is ever written over but the state. */
export type Folder = {
  path: string
  at(name: string): string
  /** Undefined: it is not there. Throws CONFIG_UNREADABLE. */
  read(name: string): Promise<string | undefined>
  /** Makes a file that is not there. Throws SETUP_EXISTS where it is. */
  make(name: string, text: string): Promise<void>
  /** Makes an empty file, now, and fills it later. Throws SETUP_EXISTS. */
  reserve(name: string): Promise<(text: string) => Promise<void>>
  /** Puts a text in the place of what is there, whole or not at all. */
  replace(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
}

const mode = 0o600

/** Makes the folder where it is not there. Throws USAGE, CONFIG_UNREADABLE. */
export async function openFolder(where: string): Promise<Folder> {
  const path = resolve(where)
  // Its paths stand in a file that shells, systemd and Docker read, each with quotes of its own.
  if (/['"`$\\\n\r]/.test(path))
    throw new DaypassError('USAGE', 'Give a folder whose path has no quotes, "$" or backslash in it.', {
      where: '--out',
    })
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw unwritable(path, cause)
  })
  const at = (name: string): string => join(path, name)
  const folder = {
    path,
    at,
    read: (name: string) => readIfThere(at(name)),
    reserve: (name: string) => reserve(path, name),
    make: async (name: string, text: string) => (await reserve(path, name))(text),
    replace: (name: string, text: string) => replace(path, name, text),
    remove: async (name: string) => {
      await rm(at(name), { force: true })
      await settle(path)
    },
  }
  if ((await folder.read(fileNames.ignore)) === undefined)
    await folder.make(fileNames.ignore, '# Keys lie here: none of it belongs into a repository.\n*\n')
  return folder
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new DaypassError('CONFIG_UNREADABLE', 'The file cannot be read. Check that you may read it.', {
      cause,
      where: path,
    })
  }
}

async function reserve(folder: string, name: string): Promise<(text: string) => Promise<void>> {
  const path = join(folder, name)
  const file = await open(path, 'wx', mode).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw unwritable(path, cause)
    const message =
      'The file is there already, and keys are never written over. Go on with --resume, or give another folder with --out.'
    throw new DaypassError('SETUP_EXISTS', message, { cause, where: path })
  })
  return async (text) => {
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await settle(folder)
  }
}

async function replace(folder: string, name: string, text: string): Promise<void> {
  const beside = `${name}.${randomBytes(6).toString('hex')}`
  await (await reserve(folder, beside))(text)
  await rename(join(folder, beside), join(folder, name))
  await settle(folder)
}

/** Lets names of files survive a loss of power, too, where the system can. */
async function settle(folder: string): Promise<void> {
  const directory = await open(folder, 'r').catch(() => undefined)
  await directory?.sync().catch(() => undefined)
  await directory?.close()
}

function unwritable(where: string, cause: unknown): DaypassError {
  return new DaypassError('CONFIG_UNREADABLE', 'It cannot be written. Check that you may write there.', {
    cause,
    where,
  })
}
