import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from './child-environment.ts'
import type { Answer } from './command-line.ts'
import { type DaypassServer, startDaypass } from './daypass-server.ts'
import { freePort } from './github/free-port.ts'
import { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from './github/local-github.ts'
import { generateSshKey } from './ssh-key.ts'
import type { Visitor } from './visitor.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** An organisation that has no Daypass yet, and an owner of it at a terminal. */
export type SetupStage = {
  github: LocalGitHub
  /** Where the server is going to be. */
  url: string
  /** What `--out` names. */
  out: string
  /** What else stands on the command line, always. */
  args: readonly string[]
  /** The owner's environment. */
  env: Readonly<Record<string, string>>
  /** Starts `daypass setup` in a process of its own. */
  start(...args: string[]): SettingUp
  /** Starts a server with nothing but the files that were made. */
  serve(environment: Record<string, string>): Promise<DaypassServer>
  stop(): Promise<void>
}

export type SettingUp = {
  /** The address of the page, once it is printed. Rejects where the command ends before. */
  page(): Promise<string>
  /** Resolves when the output has this. */
  says(words: string | RegExp): Promise<string>
  type(line: string): void
  ended: Promise<Answer>
  /** SIGKILL. */
  kill(): Promise<void>
}

export async function setSetupStage(options: LocalGitHubOptions = {}): Promise<SetupStage> {
  const folder = await mkdtemp(join(tmpdir(), 'daypass-setup-'))
  const url = `http://127.0.0.1:${await freePort()}`
  const github = await startLocalGitHub({
    repository: 'website',
    bare: { slug: 'daypass-acme' },
    teams: ['orders'],
    people: [
      { login: 'olivia', owner: true },
      { login: 'rita', keys: [generateSshKey('rita@example').publicLine], teams: ['orders'] },
      { login: 'mark' },
    ],
    ...options,
  })
  const out = join(folder, 'daypass')
  // From afar: no browser of this machine is to open.
  const session = { SSH_CONNECTION: 'a test' }
  const env = { HOME: folder, GITHUB_TOKEN: github.as('olivia').token, GITHUB_API_URL: github.url, ...session }
  const args = ['--organisation', 'acme', '--team', 'orders', '--url', url, '--out', out]
  return {
    ...{ github, url, out, env, args },
    start: (...more) => startSetup(['setup', ...(more.includes('--resume') ? ['--out', out] : args), ...more], env),
    serve: (environment) => startDaypass({ ...environment, DAYPASS_ADMIN_PORT: '0' }),
    stop: async () => {
      await github.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The three clicks. */
export async function clickThrough(visitor: Visitor, page: string): Promise<void> {
  await visitor.open(page)
  await visitor.click('Continue')
  await visitor.click('Create GitHub App')
  await visitor.click('Install')
}

export function startSetup(args: string[], env: Record<string, string>): SettingUp {
  const child = spawn(process.execPath, [main, ...args], { env: childEnvironment(env), stdio: 'pipe' })
  const answer = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      answer[name] += chunk.toString()
      for (const listener of listeners) listener()
    })
  const ended = new Promise<Answer>((done, failed) => {
    child.on('error', failed)
    child.on('close', (code) => {
      for (const listener of listeners) listener()
      done({ code, ...answer })
    })
  })
  const says = (words: string | RegExp): Promise<string> =>
    new Promise((found, failed) => {
      const look = () => {
        const text = answer.stdout + answer.stderr
        const at = typeof words === 'string' ? (text.includes(words) ? words : undefined) : words.exec(text)?.[1]
        if (at === undefined && child.exitCode === null && child.signalCode === null) return
        listeners.delete(look)
        if (at === undefined) failed(new Error(`the command ended and did not say ${words}:\n${text}`))
        else found(at)
      }
      listeners.add(look)
      look()
    })
  return {
    says,
    page: () => says(/(http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]+)\s/),
    type: (line) => void child.stdin.write(`${line}\n`),
    ended,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
