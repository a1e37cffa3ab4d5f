import { spawn } from 'node:child_process'
import { DaypassError } from '../core/error.ts'

const LIMITS = { milliseconds: 10_000, outputBytes: 1024 * 1024, memoryKiB: 4 * 1024 * 1024, fileBlocks: 64 * 1024 }

export type OpaResult = { code: number; output: string }

/**
 * Runs opa in `cwd` on files that nobody trusts: no environment (so no proxy, no home directory, no credentials), no standard
 * input, at most 10 s, 4 GiB of address space and 32 MiB a file. Takes the two output streams together, as opa mixes them.
 *
 * @throws DaypassError POLICY_INVALID when a limit is hit, OPA_MISSING when the binary cannot be started
 */
export function runOpa(opa: string, args: readonly string[], cwd: string): Promise<OpaResult> {
  // The shell only sets limits that Node cannot set; every word reaches it as an argument, none as code.
  const limits = `ulimit -v ${LIMITS.memoryKiB} -f ${LIMITS.fileBlocks} 2>/dev/null; exec "$0" "$@"`
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', limits, opa, ...args], {
      cwd,
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMITS.milliseconds,
      killSignal: 'SIGKILL',
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (output.length > LIMITS.outputBytes) child.kill('SIGKILL')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (cause) =>
      reject(new DaypassError('OPA_MISSING', `${opa} cannot be started: check DAYPASS_OPA.`, { cause })),
    )
    child.on('close', (code, signal) => {
      if (signal !== null)
        reject(new DaypassError('POLICY_INVALID', `opa was stopped (${signal}): the policy is too large or too deep.`))
      else if (code === 126 || code === 127)
        reject(new DaypassError('OPA_MISSING', `${opa} cannot be run: check DAYPASS_OPA.`))
      else resolve({ code: code ?? 1, output })
    })
  })
}
