import { spawn } from 'node:child_process'
import { DaypassError } from '../core/error.ts'

const LIMITS = { milliseconds: 10_000, outputLength: 1024 * 1024, memoryKiB: 4 * 1024 * 1024, fileBlocks: 64 * 1024 }

export type OpaResult = { code: number; output: string }

/**
 * Runs opa in `cwd` on files that nobody trusts: no environment (so no proxy, no home directory, no credentials), no standard
 * input, at most 10 s, 4 GiB of address space and 32 MiB a file. Takes the two output streams together, as opa mixes them.
 *
 * @throws DaypassError POLICY_INVALID when a limit is hit, OPA_MISSING when the binary cannot be started
 */
export function runOpa(opa: string, args: readonly string[], cwd: string): Promise<OpaResult> {
  // The shell only sets limits that Node cannot set; every word reaches it as an argument, none as code.
  const limits = `ulimit -v ${LIMITS.memoryKiB}; ulimit -f ${LIMITS.fileBlocks}`
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', `{ ${limits}; } 2>/dev/null; exec "$0" "$@"`, opa, ...args], {
      cwd,
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMITS.milliseconds,
      killSignal: 'SIGKILL',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (output.length > LIMITS.outputLength) child.kill('SIGKILL')
      })
    }
    child.on('error', (cause) => reject(missing(opa, 'started', cause)))
    child.on('close', (code, signal) => {
      if (code === 126 || code === 127) reject(missing(opa, 'run'))
      else if (signal !== null || /^(?:runtime|fatal error): .*out of memory/m.test(output)) reject(tooLarge(signal))
      else resolve({ code: code ?? 1, output })
    })
  })
}

function missing(opa: string, verb: string, cause?: unknown): DaypassError {
  return new DaypassError('OPA_MISSING', `${opa} cannot be ${verb}: check DAYPASS_OPA.`, { cause })
}

function tooLarge(signal: string | null): DaypassError {
  const why = signal === null ? 'ran out of memory' : `was stopped by ${signal}`
  return new DaypassError('POLICY_INVALID', `opa ${why}: the policy is too large or too deep.`)
}
