import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from './child-environment.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

const withinMs = 120_000

export type DaypassServer = {
  url: string
  pid: number
  /** Everything that it has logged so far. */
  log(): string
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>
}

/** Starts the real server, as `npm start` does, in a process of its own, and waits until it says that it is ready. */
export async function startDaypass(env: Record<string, string>, flags: readonly string[] = []): Promise<DaypassServer> {
  const url = env.PUBLIC_URL ?? ''
  const child = spawn(process.execPath, [...flags, main, 'serve'], {
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  const keep = (chunk: Buffer) => {
    log += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const deadline = Date.now() + withinMs
  while (!(await ready(url))) {
    if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}:\n${log}`)
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`the server was not ready within ${withinMs} ms:\n${log}`)
    }
    await pause(50)
  }
  return {
    url,
    pid: child.pid ?? 0,
    log: () => log,
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
  }
}

async function ready(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => undefined)
  return response?.ok ?? false
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  child.kill(signal)
  await once(child, 'exit')
  return child.exitCode
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
