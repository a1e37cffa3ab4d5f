import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../demo/child-environment.ts'
import { type DaypassServer, pause } from '../../demo/daypass-server.ts'
import type { Death } from './points.ts'

const program = fileURLToPath(new URL('./doomed-server.ts', import.meta.url))
const withinMs = 90_000

export type KeeperOptions = {
  journal: string
  death?: Death | undefined
  /** What is done while nobody runs, after a death. */
  meanwhile?: () => Promise<void>
}

/** Whoever starts a server again when it has died, as a supervisor of services does. */
export type Keeper = {
  start(env: Record<string, string>): Promise<DaypassServer>
  /** How often one was killed. */
  deaths(): number
  /** Servers that gave up by themselves: nothing may do that to them. */
  failures(): readonly string[]
}

/** The first death is the only one: whoever is started after it lives. */
export function createKeeper({ journal, death, meanwhile = async () => undefined }: KeeperOptions): Keeper {
  let deaths = 0
  const failures: string[] = []
  const start = async (env: Record<string, string>): Promise<DaypassServer> => {
    const url = env.PUBLIC_URL ?? ''
    let log = ''
    let stopping = false
    const run = (): Run => {
      const plan = death && deaths === 0 ? [JSON.stringify(death)] : []
      const child = spawn(process.execPath, ['--liftoff-only', program, journal, ...plan], {
        env: childEnvironment(env),
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const keep = (chunk: Buffer) => {
        log += chunk.toString()
      }
      child.stdout.on('data', keep)
      child.stderr.on('data', keep)
      const gone = new Promise<number | null>((resolve) => {
        child.once('exit', (code, signal) => resolve(exited(code, signal).then(() => code)))
      })
      return { child, gone }
    }
    const exited = async (code: number | null, signal: string | null): Promise<void> => {
      if (signal === 'SIGKILL') deaths += 1
      else if (code !== 0) failures.push(`it ended with ${code ?? signal}:\n${lastLines(log)}`)
      if (stopping || code === 0 || failures.length > 3) return
      await meanwhile()
      if (!stopping) running = run()
    }
    let running = run()
    const stop = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
      stopping = true
      running.child.kill(signal)
      return running.gone
    }
    const deadline = Date.now() + withinMs
    while (!(await isReady(url))) {
      if (failures.length > 3 || Date.now() > deadline) {
        await stop('SIGKILL')
        throw new Error(`the server does not start:\n${failures.join('\n') || lastLines(log)}`)
      }
      await pause(50)
    }
    return {
      url,
      pid: running.child.pid ?? 0,
      log: () => log,
      kill: () => stop('SIGKILL').then(() => undefined),
      stop: () => stop('SIGTERM'),
    }
  }
  return { start, deaths: () => deaths, failures: () => failures }
}

type Run = { child: ChildProcess; gone: Promise<number | null> }

const lastLines = (log: string): string => log.split('\n').slice(-12).join('\n')

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => undefined)
  return response?.ok ?? false
}
