import type { CliDeps } from '../deps.ts'
import type { UserGitHub } from '../github/reader.ts'
import type { SetupGitHub } from '../github/setup-github.ts'
import type { Asked } from './asked.ts'
import type { Folder } from './setup-folder.ts'
import type { Keeper } from './state.ts'

/** What every step of a set-up works with. */
export type Parts = {
  deps: CliDeps
  asked: Asked
  github: SetupGitHub & Pick<UserGitHub, 'file' | 'head' | 'commit'>
  folder: Folder
  keeper: Keeper
  /** Says something to whoever waits at the terminal. */
  say(line: string): void
}

export const fullNameOf = ({ organisation, repository }: Asked): string => `${organisation}/${repository}`

/** Lets time pass. */
export function pause({ deps }: Pick<Parts, 'deps'>, milliseconds: number): Promise<void> {
  return new Promise((done) => void deps.machine.after(milliseconds, done))
}
