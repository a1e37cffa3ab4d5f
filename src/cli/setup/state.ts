import { DaypassError } from '../../core/error.ts'
import type { Asked } from './asked.ts'
import { fileNames } from './deployment-texts.ts'
import type { Folder } from './setup-folder.ts'

/**
 * How far a set-up is: what was intended, written before it is done, and what was found done. Nothing secret is in it: of what GitHub
 * brings back only a digest, by which a pasted address is known.
 */
export type State = {
  version: 1
  asked: Asked
  /** When each was begun. */
  intended: { repository?: string; app?: string; conversion?: string }
  /** SHA-256 of the state that GitHub brings back. */
  returning?: string
  repository?: { id: number; owner: string; name: string }
  app?: { id: number; slug: string; page: string; clientId: string }
}

/** The state of a folder; undefined: nothing was begun there. Throws CONFIG_INVALID, CONFIG_UNREADABLE. */
export async function readState(folder: Folder): Promise<State | undefined> {
  const text = await folder.read(fileNames.state)
  if (text === undefined) return undefined
  try {
    const state = JSON.parse(text) as State
    if (state.version === 1 && typeof state.asked?.organisation === 'string' && typeof state.intended === 'object')
      return state
  } catch {
    // Said below.
  }
  const message =
    'The state of this set-up is not in a form that this version of Daypass knows. Give another folder with --out.'
  throw new DaypassError('CONFIG_INVALID', message, { where: folder.at(fileNames.state) })
}

/** The state, and how it changes: written before anybody goes on. */
export type Keeper = { readonly state: State; keep(change: Partial<Omit<State, 'version' | 'asked'>>): Promise<void> }

export async function keepState(folder: Folder, begun: State): Promise<Keeper> {
  let state = begun
  const write = () => folder.replace(fileNames.state, `${JSON.stringify(state, null, 2)}\n`)
  await write()
  return {
    get state() {
      return state
    },
    keep: async (change) => {
      state = { ...state, ...change }
      await write()
    },
  }
}

/** What was begun in this folder. Throws SETUP_EXISTS where something was, and nobody said that it should go on. */
export async function begunBefore(folder: Folder, resume: boolean): Promise<State | undefined> {
  const before = await readState(folder)
  if (before !== undefined && !resume) {
    const message = 'A set-up was begun in this folder. Go on with it by --resume, or give another folder with --out.'
    throw new DaypassError('SETUP_EXISTS', message, { where: folder.path })
  }
  return before
}
