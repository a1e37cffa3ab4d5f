import { spawn } from 'node:child_process'
import { DaypassError } from '../../core/error.ts'

// The clock is for a run that gets no CPU time: two of them fit into the minute for which a request is claimed.
const LIMITS = {
  cpuSeconds: 10,
  milliseconds: 30_000,
  outputLength: 1024 * 1024,
  memoryKiB: 4 * 1024 * 1024,
  fileBlocks: 64 * 1024,
}

/** `threads`: so many of opa's run at once; absent: one on each core. */
export type OpaLimits = Partial<typeof LIMITS> & { threads?: number }

export type OpaResult = { code: number; output: string }

/**
 * Runs opa in `cwd` on files that nobody trusts: an empty environment (so no proxy, no home directory, no credentials), no standard
 * input, at most 10 s of CPU time and 30 s on the clock, 4 GiB of address space and 32 MiB a file. Takes the two output streams
 * together, as opa mixes them. Other limits are for reports, which are longer, and for tests.
 *
 * @throws DaypassError POLICY_INVALID when a limit is hit, POLICY_TIMEOUT when that is the clock's, OPA_MISSING when the binary
 *   cannot be started
 */
export function runOpa(opa: string, args: readonly string[], cwd: string, other: OpaLimits = {}): Promise<OpaResult> {
  const { cpuSeconds, milliseconds, outputLength, memoryKiB, fileBlocks } = { ...LIMITS, ...other }
  const env = other.threads === undefined ? {} : { GOMAXPROCS: String(other.threads) }
  // The shell only sets limits that Node cannot set; every word reaches it as an argument, none as code.
  const limits = `ulimit -t ${cpuSeconds}; ulimit -v ${memoryKiB}; ulimit -f ${fileBlocks}`
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', `{ ${limits}; } 2>/dev/null; exec "$0" "$@"`, opa, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let stopped: DaypassError | undefined
    const stop = (why: DaypassError) => {
      stopped ??= why
      child.kill('SIGKILL')
    }
    const late = setTimeout(() => stop(tooSlow(milliseconds)), milliseconds)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (output.length > outputLength) stop(tooLarge(`wrote more than ${outputLength} characters`))
      })
    }
    child.on('error', (cause) => {
      clearTimeout(late)
      reject(missing(opa, 'started', cause))
    })
    child.on('close', (code, signal) => {
      clearTimeout(late)
      if (stopped !== undefined) reject(stopped)
      else if (code === 126 || code === 127) reject(missing(opa, 'run'))
      else if (signal !== null) reject(tooLarge(`was stopped by ${signal}, as after ${cpuSeconds} s of CPU time`))
      else if (/^(?:runtime|fatal error): .*out of memory/m.test(output)) reject(tooLarge('ran out of memory'))
      else resolve({ code: code ?? 1, output })
    })
  })
}

function missing(opa: string, verb: string, cause?: unknown): DaypassError {
  return new DaypassError('OPA_MISSING', `${opa} cannot be ${verb}: check DAYPASS_OPA.`, { cause })
}

function tooLarge(what: string): DaypassError {
  return new DaypassError('POLICY_INVALID', `opa ${what}: the policy is too large or too deep.`)
}

/** Not the policy's fault: what needs much time is stopped for its CPU time first. */
function tooSlow(milliseconds: number): DaypassError {
  const message = `opa did not end within ${milliseconds / 1000} s: the machine is too busy. Give it more room, or wait: it is tried again.`
  return new DaypassError('POLICY_TIMEOUT', message)
}
