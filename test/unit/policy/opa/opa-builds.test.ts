import { expect, test } from 'vitest'
import { buildFor, officialBuilds, opaVersion, releaseAddress } from '../../../../src/policy/opa/opa-builds.ts'

test.each([
  ['linux-x64', 'opa_linux_amd64_static'],
  ['linux-arm64', 'opa_linux_arm64_static'],
  ['darwin-x64', 'opa_darwin_amd64'],
  ['darwin-arm64', 'opa_darwin_arm64_static'],
])('%s gets %s', (platform, file) => {
  expect(buildFor(platform)).toEqual({ file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

test.each(['linux-ppc64', 'linux-arm', 'win32-x64', 'freebsd-x64', '', 'constructor', '__proto__'])(
  '%j has no build: refused with a code and what to do instead',
  (platform) => {
    expect(() => buildFor(platform)).toThrow(
      expect.objectContaining({ code: 'OPA_MISSING', message: expect.stringMatching(/set DAYPASS_OPA to its path/) }),
    )
  },
)

test('no two builds share a file or a checksum', () => {
  const builds = Object.values(officialBuilds)
  expect(new Set(builds.map(({ file }) => file)).size).toBe(builds.length)
  expect(new Set(builds.map(({ sha256 }) => sha256)).size).toBe(builds.length)
})

test('the release is that of the version', () => {
  expect(releaseAddress).toBe(`https://github.com/open-policy-agent/opa/releases/download/v${opaVersion}/`)
})
