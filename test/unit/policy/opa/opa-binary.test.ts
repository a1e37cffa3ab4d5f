import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOpa } from '../../../../src/policy/opa/opa-binary.ts'
import { buildFor, thisPlatform } from '../../../../src/policy/opa/opa-builds.ts'
import { runOpa } from '../../../../src/policy/opa/run-opa.ts'

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
  const nowhere = { packaged: '/nowhere', fetchedTo: '/nowhere' }

  /** The official build of this machine, wherever it lies. */
  const official = async (): Promise<string> => (await findOpa()).path

  /** A folder with this binary as what was fetched. */
  function fetchedFolder(binary: string): string {
    const folder = mkdtempSync(join(dir, 'fetched-'))
    symlinkSync(binary, join(folder, 'opa'))
    return folder
  }

  it('takes the package or what was fetched, when it is the official build, byte for byte', async () => {
    const { sha256 } = buildFor(thisPlatform)
    const found = await findOpa()
    expect(found).toMatchObject({ version: '1.19.0', sha256 })
    expect(['package', 'fetched']).toContain(found.source)
    const fetchedTo = fetchedFolder(found.path)
    await expect(findOpa({ packaged: found.path, fetchedTo })).resolves.toMatchObject({ source: 'package', sha256 })
    await expect(findOpa({ packaged: '/nowhere', fetchedTo })).resolves.toMatchObject({ source: 'fetched', sha256 })
  })

  it('refuses any other file in its place, and does not run it', async () => {
    const ran = join(dir, 'ran')
    const packaged = script('opa', `touch ${ran}; echo 'Version: 1.19.0'`)
    await expect(findOpa({ packaged })).rejects.toMatchObject({ code: 'OPA_CHECKSUM', where: packaged })
    await expect(findOpa({ ...nowhere, fetchedTo: dir })).rejects.toMatchObject({
      code: 'OPA_CHECKSUM',
      where: packaged,
    })
    expect(() => rmSync(ran)).toThrow()
  })

  it('does not go on to what was fetched when somebody changed the package', async () => {
    const places = { packaged: script('changed', 'exit 0'), fetchedTo: fetchedFolder(await official()) }
    await expect(findOpa(places)).rejects.toMatchObject({ code: 'OPA_CHECKSUM', where: places.packaged })
  })

  it('refuses the build of another platform', async () => {
    const platform = thisPlatform === 'linux-arm64' ? 'linux-x64' : 'linux-arm64'
    const packaged = await official()
    await expect(findOpa({ packaged, platform })).rejects.toMatchObject({ code: 'OPA_CHECKSUM', where: packaged })
  })

  it('looks at a file again when it was replaced', async () => {
    const fetchedTo = fetchedFolder(await official())
    await findOpa({ ...nowhere, fetchedTo })
    rmSync(join(fetchedTo, 'opa'))
    symlinkSync(script('replaced', "echo 'Version: 1.19.0'"), join(fetchedTo, 'opa'))
    await expect(findOpa({ ...nowhere, fetchedTo })).rejects.toMatchObject({ code: 'OPA_CHECKSUM' })
  })

  it("prefers the operator's own, and records its version", async () => {
    const own = script('own', "echo 'Version: 1.20.1'")
    // Also where there is no official build.
    const found = await findOpa({ own, platform: 'linux-ppc64' })
    expect(found).toEqual({
      path: own,
      version: '1.20.1',
      source: 'own',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('names both ways out where there is none', async () => {
    await expect(findOpa({ ...nowhere, platform: 'linux-arm64' })).rejects.toMatchObject({
      code: 'OPA_MISSING',
      message: expect.stringMatching(/`daypass opa --fetch`.* for linux-arm64 .*DAYPASS_OPA/),
    })
  })

  it.each([
    ['there is none', () => nowhere],
    ['there is no official build', () => ({ platform: 'win32-x64' })],
    ['its own is missing, although there is a package', () => ({ own: '/nowhere/opa' })],
    ['its own is a folder', () => ({ own: dir })],
    ['its own is something else', () => ({ own: script('other', 'echo hello') })],
    ['its own fails', () => ({ own: script('failing', "echo 'Version: 1.19.0'; exit 3") })],
    ['its own is too old', () => ({ own: script('old', "echo 'Version: 1.18.9'") })],
    ['its own is far too old', () => ({ own: script('ancient', "echo 'Version: 0.70.0'") })],
    ['the package is a folder', () => ({ ...nowhere, packaged: dir })],
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
