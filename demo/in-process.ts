// The product in this process, on the same parts as the real server and the real command line. Tests that are not about processes
// use it: starting one takes longer than what most of them look at. Imported only where it is wanted.
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import type { Machine } from '../src/cli/deps.ts'
import { thisMachine } from '../src/cli/machine.ts'
import { runCommand } from '../src/compose/command-line.ts'
import { startServer } from '../src/compose/server.ts'
import { readConfiguration } from '../src/config/configuration.ts'
import { childEnvironment } from './child-environment.ts'
import type { Answer } from './command-line.ts'
import type { DaypassServer } from './daypass-server.ts'

const now = (): Date => new Date()
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** The server, ready, without a process of its own. It can be stopped and started again, not killed. `clock`: what it takes for now. */
export async function hostDaypass(env: Record<string, string>, clock = now): Promise<DaypassServer> {
  let log = ''
  const kept = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString()
      done()
    },
  })
  const configuration = readConfiguration(childEnvironment(env), (path) => readFileSync(path, 'utf8'))
  const { config } = configuration
  const stop = await startServer(
    { configuration, now: clock, version, fetch },
    pino({ name: 'daypass', level: config.logLevel }, kept),
  )
  return {
    url: config.publicUrl,
    pid: process.pid,
    log: () => log,
    kill: () =>
      Promise.reject(new Error('A server in the process of the test cannot be killed: give it one of its own.')),
    stop: () => stop().then(() => 0),
  }
}

/** Runs a command of the command line as somebody on a machine of theirs would. It must not start a program, whose output would be lost. */
export async function runInProcess(
  args: string[],
  { HOME = tmpdir(), ...env }: Record<string, string>,
): Promise<Answer> {
  const answer = { stdout: '', stderr: '' }
  const into = (name: keyof typeof answer) => ({
    write: (text: string) => {
      answer[name] += text
    },
  })
  const machine: Machine = {
    ...thisMachine(),
    home: HOME,
    stdout: into('stdout'),
    stderr: into('stderr'),
    askHidden: undefined,
    browse: async () => false,
    start: () => {
      throw new Error('A program that is started needs a process around it: run this command in one.')
    },
  }
  const code = await runCommand(args, { env: childEnvironment({ HOME, ...env }), machine, now })
  return { code, ...answer }
}
