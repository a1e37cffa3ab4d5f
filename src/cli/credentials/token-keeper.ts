import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asError, isDaypassError } from '../../core/error.ts'
import type { Machine } from '../deps.ts'
import type { AccessToken } from './access-token.ts'

/** A file that holds a living access token for as long as a program runs. */
export type TokenFile = { path: string; write(token: string): Promise<void>; remove(): Promise<void> }

/** Makes the file in a directory of its own, for this user alone; a reader never sees half a token. */
export async function createTokenFile(temporary: string): Promise<TokenFile> {
  // mkdtemp makes the directory with mode 0700.
  const directory = await mkdtemp(join(temporary, 'daypass-'))
  const path = join(directory, 'token')
  return {
    path,
    async write(token) {
      await writeFile(`${path}.next`, token, { mode: 0o600 })
      await rename(`${path}.next`, path)
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

export type Keeping = {
  file: TokenFile
  first: AccessToken
  fetchToken(): Promise<AccessToken>
  now: () => Date
  machine: Machine
  /** Says something to the user, once for each state of affairs. */
  say(sentence: string): void
}

/** Asking again after a failure, in milliseconds: soon enough that most outages are over before a token runs out. */
const pause = 5_000

/**
 * Rewrites the file with a fresh token when half of the old one's life is over, until the grant ends or the returned function is
 * called; that function resolves when nothing is written any more.
 */
export function keepFresh({ file, first, fetchToken, now, machine, say }: Keeping): () => Promise<void> {
  let stopped = false
  // An extension moves it; the issuer says so with each token.
  let ends = new Date(first.ends)
  // A program that was given the first token alone holds a dead one then.
  const firstRunsOut = now().getTime() + first.expiresIn * 1000
  let hinted = false
  let failing = false
  let cancel = (): void => {}
  let working: Promise<void> = Promise.resolve()

  const plan = (milliseconds: number): void => {
    if (stopped) return
    const left = Math.max(0, ends.getTime() - now().getTime())
    cancel = machine.after(Math.min(milliseconds, left), () => {
      working = renew().catch((thrown) => say(`The token file could not be taken away: ${asError(thrown).message}`))
    })
  }
  const finish = async (): Promise<void> => {
    stopped = true
    say('Access has ended. The program goes on without it.')
    await file.remove()
  }
  const renew = async (): Promise<void> => {
    try {
      const token = await fetchToken()
      ends = new Date(token.ends)
      if (now().getTime() >= ends.getTime()) return finish()
      if (!stopped) await file.write(token.token)
      failing = false
      if (!hinted && now().getTime() >= firstRunsOut) {
        hinted = true
        say('The token in DAYPASS_TOKEN has run out. The file that DAYPASS_TOKEN_FILE names holds a fresh one.')
      }
      plan(token.expiresIn * 500)
    } catch (thrown) {
      if (isDaypassError(thrown, 'GRANT_ENDED') || now().getTime() >= ends.getTime()) return finish()
      if (!failing) say(`No fresh token at the moment, trying again: ${asError(thrown).message}`)
      failing = true
      plan(pause)
    }
  }
  const stop = async (): Promise<void> => {
    stopped = true
    cancel()
    await working
  }

  plan(first.expiresIn * 500)
  return stop
}
