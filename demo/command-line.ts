import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from './child-environment.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export type Answer = { code: number | null; stdout: string; stderr: string }

/** Runs the command line in a process of its own, with nothing of this process's environment but the path. */
export function run(args: string[], env: Record<string, string>): Promise<Answer> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [main, ...args], {
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.on('error', failed)
    child.on('close', (code) => done({ code, stdout, stderr }))
  })
}
