import { createHash, randomBytes } from 'node:crypto'
import { DaypassError } from '../../core/error.ts'
import type { AppFile } from './app-file.ts'
import { slugOf } from './asked.ts'
import { fileNames } from './deployment-texts.ts'
import { checkNewApp, makeRoom, type PublicApp, readHanded, refuseWithoutRoom, unpack } from './handed-out.ts'
import { type LocalPage, openLocalPage } from './local-page.ts'
import { appManifest, installAddress, judgePasted, registrationAddress, settingsAddress } from './manifest.ts'
import { beginPage } from './page-text.ts'
import type { Parts } from './parts.ts'

/** How long the page waits. */
const patience = 10 * 60_000

export type AppOptions = {
  file: AppFile
  /** Takes the code from the terminal, too. */
  paste: boolean
  /** Where the browser goes on when the app is there. */
  organisation: number
  repository: number
}

/** The GitHub App: the one that is there, or a new one, for which a person clicks twice. Throws SETUP_*. */
export async function setUpApp(parts: Parts, options: AppOptions): Promise<PublicApp> {
  const { keeper, folder } = parts
  if (keeper.state.app !== undefined) return keeper.state.app
  const handed = await readHanded(folder)
  // What lies there without our having asked for it is of somebody else.
  if (keeper.state.intended.conversion !== undefined) {
    if (typeof handed === 'object') return takeOver(parts, await unpack(folder, handed))
    const known = await folder.read(fileNames.app)
    if (known !== undefined) return takeOver(parts, publicOf(known))
  }
  await refuseSecond(parts, handed === 'lost', options.paste)
  if (handed === 'lost') await folder.remove(fileNames.handed)
  // Before anything is made on GitHub, of which the keys would then have no place.
  await refuseWithoutRoom(folder)
  return register(parts, options)
}

/** What `app.json` says, where a stop came before it was noted. */
function publicOf(text: string): PublicApp {
  const { id, slug, page, clientId } = JSON.parse(text) as PublicApp
  return { id, slug, page, clientId }
}

async function takeOver({ keeper, say }: Parts, app: PublicApp): Promise<PublicApp> {
  await keeper.keep({ app })
  say(`took over the app ${app.slug}; its keys lie in files that are yours alone`)
  return app
}

/** An app that was made and not taken over is named, and no second one is made beside it. */
async function refuseSecond({ asked, github, keeper }: Parts, lost: boolean, paste: boolean): Promise<void> {
  const { intended } = keeper.state
  if (intended.app === undefined) return
  const slug = slugOf(asked.appName)
  const app = await github.app(slug)
  if (app === undefined || app.owner.toLowerCase() !== asked.organisation.toLowerCase()) return
  // Whoever still has the address has the code; whether it is good, GitHub knows.
  if (paste) return
  const where = settingsAddress(asked, slug)
  const remove = 'remove the app there (Advanced, Delete GitHub App), then run this with --resume.'
  const message =
    lost || intended.conversion !== undefined
      ? `The app was made, and its keys were lost on the way here. GitHub hands them out once: ${remove}`
      : `The app was made, and its code did not come here. Within an hour, --resume --paste takes the address to which GitHub sent your browser. Later, ${remove}`
  throw new DaypassError('SETUP_APP_LOST', message, { where })
}

async function register(parts: Parts, options: AppOptions): Promise<PublicApp> {
  const { deps, asked, keeper, folder, say } = parts
  const [key, state] = [randomBytes(18).toString('base64url'), randomBytes(18).toString('base64url')]
  const earlier = keeper.state.returning
  const { conversion: _, ...intended } = keeper.state.intended
  await keeper.keep({
    intended: { ...intended, app: deps.now().toISOString() },
    // A code that is on its way from an earlier page is still known by that.
    returning: options.paste && earlier !== undefined ? earlier : digestOf(state),
  })
  const waiting = Promise.withResolvers<PublicApp>()
  // Whoever waits for it hears of it; until then nobody does.
  waiting.promise.catch(() => undefined)
  const take = (code: string) => convert(parts, code).then(...settling(waiting))
  const begin = (redirect: string) =>
    beginPage(appManifest(options.file, asked, redirect), registrationAddress(asked, state))
  const page = await openLocalPage(asked.site, {
    key,
    state,
    begin,
    take: async (code) => {
      const app = await take(code)
      return installAddress(app.page, options.organisation, options.repository)
    },
  })
  const calledOff = deps.machine.after(patience, () => waiting.reject(tooLate()))
  const over = new AbortController()
  const pasting = { state, take, waiting, over: over.signal }
  try {
    say(`open this page to register the app: ${page.address}`)
    if (!options.paste && (await deps.machine.browse(page.address, deps.env))) say('it is open in your browser')
    if (options.paste) {
      await offerPasting(parts, begin(page.redirect))
      hearPasted(parts, page, pasting).catch(waiting.reject)
    }
    return await waiting.promise
  } finally {
    calledOff()
    over.abort()
    await page.close()
    if (options.paste) await folder.remove(fileNames.begin)
  }
}

type Waiting = PromiseWithResolvers<PublicApp>

/** Passes on to whoever waits, and to the caller. */
function settling(waiting: Waiting): [(app: PublicApp) => PublicApp, (error: unknown) => never] {
  return [
    (app) => {
      waiting.resolve(app)
      return app
    },
    (error) => {
      waiting.reject(error)
      throw error
    },
  ]
}

const tooLate = (): DaypassError =>
  new DaypassError('SETUP_UNFINISHED', 'Nobody came to the page for ten minutes. Run this again with --resume.')

/** In a session without a browser: the page as a file to take along, and a line for what GitHub answers. */
async function offerPasting({ folder, say }: Parts, text: string): Promise<void> {
  await folder.replace(fileNames.begin, text)
  say(`or open ${folder.at(fileNames.begin)} in a browser elsewhere: it holds no key`)
  say('GitHub then sends that browser to an address that it cannot open. Paste the whole address, or its code, here:')
}

async function hearPasted({ deps, keeper }: Parts, page: LocalPage, paste: Pasting): Promise<void> {
  const { state, take, waiting, over } = paste
  const line = await deps.machine.line(over)
  // Whoever went through the page types nothing.
  if (over.aborted) return
  const pasted = judgePasted(line, [digestOf(state), keeper.state.returning ?? ''], digestOf)
  if ('refused' in pasted) return waiting.reject(new DaypassError('SETUP_UNFINISHED', pasted.refused))
  if (page.use()) await take(pasted.code).catch(() => undefined)
}

type Pasting = {
  state: string
  take(code: string): Promise<PublicApp>
  waiting: Waiting
  /** Nobody waits for a line any more. */
  over: AbortSignal
}

/** Asks GitHub for what it hands out once. Room is made before, and what comes is on the disk before anybody looks at it. */
async function convert(parts: Parts, code: string): Promise<PublicApp> {
  const { asked, deps, folder, github, keeper } = parts
  const keepHanded = await makeRoom(folder)
  await keeper.keep({ intended: { ...keeper.state.intended, conversion: deps.now().toISOString() } })
  try {
    const app = await github.convert(code)
    checkNewApp(asked, app)
    await keepHanded(app)
  } catch (error) {
    // GitHub said no, so nothing is lost; where no answer came, nobody knows.
    if (error instanceof DaypassError && error.code === 'SETUP_UNFINISHED') {
      await folder.remove(fileNames.handed)
      const { conversion: _, ...intended } = keeper.state.intended
      await keeper.keep({ intended })
    }
    throw error
  }
  const handed = await readHanded(folder)
  if (typeof handed !== 'object') throw new Error('what was just written cannot be read')
  return takeOver(parts, await unpack(folder, handed))
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')
