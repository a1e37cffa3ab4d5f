import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOpa, OFFICIAL_SHA256 } from '../../../src/policy/opa-binary.ts'
import { runOpa } from '../../../src/policy/run-opa.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

function script(name: string, body: string): string {
  const path = join(dir, name)
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

describe('findOpa', () => {
  it('takes the package when it is the official build, byte for byte', async () => {
    await expect(findOpa({})).resolves.toMatchObject({ source: 'package', version: '1.19.0', sha256: OFFICIAL_SHA256 })
  })

  it('refuses any other file in its place, and does not run it', async () => {
    const ran = join(dir, 'ran')
    const packaged = script('opa', `touch ${ran}; echo 'Version: 1.19.0'`)
    await expect(findOpa({ packaged })).rejects.toMatchObject({ code: 'OPA_CHECKSUM', where: packaged })
    await expect(findOpa({ packaged: '/nowhere', cacheDir: dir })).rejects.toMatchObject({ code: 'OPA_CHECKSUM' })
    expect(() => rmSync(ran)).toThrow()
  })

  it('takes the official build from the cache', async () => {
    const cacheDir = mkdtempSync(join(dir, 'cache-'))
    symlinkSync((await findOpa({})).path, join(cacheDir, 'opa'))
    await expect(findOpa({ packaged: '/nowhere', cacheDir })).resolves.toMatchObject({
      source: 'cache',
      sha256: OFFICIAL_SHA256,
    })
  })

  it("prefers the operator's own, and records its version", async () => {
    const own = script('own', "echo 'Version: 1.20.1'")
    const found = await findOpa({ own })
    expect(found).toEqual({
      path: own,
      version: '1.20.1',
      source: 'own',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it.each([
    ['there is none', () => ({ packaged: '/nowhere', cacheDir: '/nowhere' })],
    ['its own is missing, although there is a package', () => ({ own: '/nowhere/opa' })],
    ['its own is a folder', () => ({ own: dir })],
    ['its own is something else', () => ({ own: script('other', 'echo hello') })],
    ['its own fails', () => ({ own: script('failing', "echo 'Version: 1.19.0'; exit 3") })],
    ['its own is too old', () => ({ own: script('old', "echo 'Version: 1.18.9'") })],
    ['its own is far too old', () => ({ own: script('ancient', "echo 'Version: 0.70.0'") })],
  ])('says what to do where %s', async (_name, places) => {
    await expect(findOpa(places())).rejects.toMatchObject({
      code: 'OPA_MISSING',
      message: expect.stringContaining('DAYPASS_OPA'),
    })
  })
})

describe('runOpa', () => {
  it('passes on no environment', async () => {
    process.env.DAYPASS_TEST_SECRET = 'hush'
    const { output } = await runOpa(script('env', '/usr/bin/env'), [], dir)
    delete process.env.DAYPASS_TEST_SECRET
    const names = output.split('\n').map((line) => line.split('=')[0])
    expect(names.filter((name) => name && !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name))).toEqual([])
  })

  it('takes arguments as they are', async () => {
    const { output } = await runOpa(
      script('args', 'for a in "$@"; do echo "$a"; done'),
      ['$(id)', '; ls', '--x=y z'],
      dir,
    )
    expect(output).toBe('$(id)\n; ls\n--x=y z\n')
  })

  it('stops what writes without end', async () => {
    await expect(
      runOpa(script('yes', 'while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done'), [], dir),
    ).rejects.toMatchObject({
      code: 'POLICY_INVALID',
    })
  })

  it('limits address space and file size', async () => {
    const { output } = await runOpa(script('limits', 'ulimit -v; ulimit -f'), [], dir)
    expect(output).toBe('4194304\n65536\n')
  })
})
