import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runOpa } from '../../src/policy/opa/run-opa.ts'

// Scripts that stand in for opa, so that what it does is chosen here.
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const hour = 3_600_000

function opa(text: string): string {
  const path = join(mkdtempSync(join(dir, 'opa-')), 'opa')
  writeFileSync(path, `#!/bin/sh\n${text}\n`)
  chmodSync(path, 0o755)
  return path
}

it.each([
  ['what it says and its code', 'echo out; echo err >&2; exit 3', { code: 3, output: 'out\nerr\n' }],
  [
    'its arguments as they are, and no environment',
    'echo "$*"; echo "$HOME$HTTPS_PROXY"',
    { code: 0, output: 'a $b\n\n' },
  ],
])('gives back %s', async (_what, text, result) => {
  expect(await runOpa(opa(text), ['a', '$b'], dir)).toEqual(result)
})

it('takes every core, or so many threads as it may', async () => {
  const told = opa('echo "$GOMAXPROCS"')
  expect(await runOpa(told, [], dir)).toMatchObject({ output: '\n' })
  expect(await runOpa(told, [], dir, { threads: 1 })).toMatchObject({ output: '1\n' })
})

// Each is stopped by the limit that is named, long before the others.
it.each([
  [
    'CPU time',
    'while :; do :; done',
    { cpuSeconds: 1 },
    'POLICY_INVALID',
    /^opa was stopped by SIGKILL, as after 1 s of CPU time:/,
  ],
  [
    'the clock',
    'mkfifo never; read -r line < never',
    { milliseconds: 500 },
    'POLICY_TIMEOUT',
    /^opa did not end within 0\.5 s:/,
  ],
  [
    'length',
    'while :; do echo xxxxxxxx; done',
    { outputLength: 100 },
    'POLICY_INVALID',
    /^opa wrote more than 100 characters:/,
  ],
  ['memory', "echo 'fatal error: runtime: out of memory'; exit 2", {}, 'POLICY_INVALID', /^opa ran out of memory:/],
])('is stopped by its limit of %s', async (_what, text, limit, code, message) => {
  const run = runOpa(opa(text), [], dir, { milliseconds: hour, ...limit })
  await expect(run).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
})

it.each([
  ['is not there', '/nowhere/opa'],
  ['cannot be run', tmpdir()],
])('says so where opa %s', async (_what, path) => {
  await expect(runOpa(path, [], dir)).rejects.toMatchObject({ code: 'OPA_MISSING' })
})
