import { DaypassError } from '../../core/error.ts'
import type { NewApp } from '../github/setup-github.ts'
import type { Asked } from './asked.ts'
import { fileNames } from './deployment-texts.ts'
import type { Folder } from './setup-folder.ts'

/** What of a new app is no secret. */
export type PublicApp = { id: number; slug: string; page: string; clientId: string }

type HandedOut = PublicApp & { name: string; secrets: Readonly<Record<string, string>> }

/** Throws SETUP_EXISTS where a file is in the way of what GitHub hands out. */
export async function refuseWithoutRoom(folder: Folder): Promise<void> {
  const { privateKey, webhookSecret, clientSecret, app, handed } = fileNames
  for (const name of [handed, privateKey, webhookSecret, clientSecret, app]) {
    if ((await folder.read(name)) === undefined) continue
    const message =
      'The file is there already, and keys are never written over. Move it away, or give another folder with --out.'
    throw new DaypassError('SETUP_EXISTS', message, { where: folder.at(name) })
  }
}

/**
 * Makes room for what GitHub hands out once, before it is asked for it, so that nothing can be in the way then. Returns how it is kept:
 * in one file, whole, from which `unpack` makes the rest.
 */
export async function makeRoom(folder: Folder): Promise<(app: NewApp) => Promise<void>> {
  await refuseWithoutRoom(folder)
  const write = await folder.reserve(fileNames.handed)
  return (app) => {
    const { id, slug, page, clientId, name } = app
    const secrets = {
      [fileNames.privateKey]: app.privateKey.reveal(),
      [fileNames.webhookSecret]: app.webhookSecret.reveal(),
      [fileNames.clientSecret]: app.clientSecret.reveal(),
    }
    return write(JSON.stringify({ id, slug, page, clientId, name, secrets }))
  }
}

/** What lies in the file of what was handed out: nothing, an empty place or half of it, or all. */
export type Handed = 'nothing' | 'lost' | HandedOut

export async function readHanded(folder: Folder): Promise<Handed> {
  const text = await folder.read(fileNames.handed)
  if (text === undefined) return 'nothing'
  try {
    return JSON.parse(text) as HandedOut
  } catch {
    return 'lost'
  }
}

/** Gives each secret a file of its own, and takes away the one that held all. May be done again after any stop. */
export async function unpack(folder: Folder, handed: HandedOut): Promise<PublicApp> {
  const { secrets, name, ...app } = handed
  for (const [file, text] of Object.entries(secrets)) await makeOnce(folder, file, text)
  await makeOnce(folder, fileNames.app, `${JSON.stringify({ name, ...app }, null, 2)}\n`)
  await folder.remove(fileNames.handed)
  return app
}

/** A file with half of the text was left by a stop in between. */
async function makeOnce(folder: Folder, name: string, text: string): Promise<void> {
  const there = await folder.read(name)
  if (there === text) return
  if (there !== undefined && text.startsWith(there)) await folder.remove(name)
  await folder.make(name, text)
}

/** Whether GitHub handed out what was asked for, of this organisation. Throws SETUP_UNFINISHED. */
export function checkNewApp({ organisation }: Asked, app: NewApp): void {
  const wrong = (what: string): DaypassError =>
    new DaypassError(
      'SETUP_UNFINISHED',
      `${what} It was not taken over: remove it there, and run this with --resume.`,
      {
        where: app.page,
      },
    )
  if (app.owner.toLowerCase() !== organisation.toLowerCase())
    throw wrong(
      `GitHub handed out an app of ${app.owner === '' ? 'somebody else' : app.owner}, and not of ${organisation}.`,
    )
  if (app.webhookSecret.reveal().length < 16) throw wrong('GitHub handed out an app without a webhook secret.')
}
