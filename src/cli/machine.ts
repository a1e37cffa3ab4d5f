import { execFile, spawn } from 'node:child_process'
import { constants, homedir, tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { DaypassError } from '../core/error.ts'
import type { Machine, Running } from './deps.ts'

/** Signals that ask a program to end and that are passed on to what it runs. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** Those that a terminal sends to every program in the foreground by itself: passing them on would say them twice. */
const saidByTerminal: readonly string[] = ['SIGINT', 'SIGQUIT']

function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return new Promise((resolve, reject) => {
    lines.once('line', (answer) => {
      resolve(answer)
      lines.close()
    })
    lines.once('close', () => {
      process.stderr.write('\n')
      reject(new DaypassError('KEY_PASSPHRASE', 'No passphrase was given. Run the command again.'))
    })
  })
}

/** Empty where the terminal is closed instead. */
function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true })
  return new Promise((resolve) => {
    lines.question(question, (answer) => {
      resolve(answer)
      lines.close()
    })
    lines.once('close', () => resolve(''))
  })
}

function line(until: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, signal: until })
  return new Promise((resolve) => {
    lines.once('line', (text) => {
      resolve(text)
      lines.close()
    })
    lines.once('close', () => {
      resolve(undefined)
      // Nobody reads it any more, and it would keep this process alive.
      process.stdin.unref?.()
    })
  })
}

/** How each system opens an address with whatever its user reads pages with. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
  linux: ['xdg-open'],
}

/** Systems whose screen no variable tells of. */
const screenless = { darwin: true, win32: true }

function browse(address: string, env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const screen = process.platform in screenless || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  // From afar, the page would open on a screen that nobody looks at, or as text in this terminal.
  if (program === undefined || !screen || env.SSH_CONNECTION) return Promise.resolve(false)
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
  child.unref()
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    // One that is still there, or did what it should, shows the page.
    child.once('exit', (code) => resolve(code === 0))
    setTimeout(() => resolve(child.exitCode === null || child.exitCode === 0), 1_500).unref()
  })
}

function capture(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 10_000 }, (error, stdout) => resolve(error === null ? stdout : undefined))
  })
}

function start(program: string, args: readonly string[], env: Record<string, string | undefined>): Running {
  const child = spawn(program, [...args], { stdio: 'inherit', env })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => {
      const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT'
      const message = absent
        ? 'There is no such program. Check its name and your PATH.'
        : 'The program cannot be started. Check that you may run it.'
      reject(new DaypassError('USAGE', message, { cause, where: program }))
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
  const signal = (name: NodeJS.Signals): void => {
    if (!(process.stdin.isTTY && saidByTerminal.includes(name))) child.kill(name)
  }
  return { ended, signal }
}

function onSignal(hear: (name: NodeJS.Signals) => void): () => void {
  for (const name of passedOn) process.on(name, hear)
  return () => {
    for (const name of passedOn) process.off(name, hear)
  }
}

function after(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds)
  return () => clearTimeout(timer)
}

/** The computer that this process runs on. */
export function thisMachine(): Machine {
  return {
    home: homedir(),
    temporary: tmpdir(),
    stdout: process.stdout,
    stderr: process.stderr,
    askHidden: process.stdin.isTTY ? askHidden : undefined,
    ask: process.stdin.isTTY ? ask : undefined,
    line,
    browse,
    capture,
    start,
    onSignal,
    after,
  }
}
