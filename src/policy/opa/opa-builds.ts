import { DaypassError } from '../../core/error.ts'

/** What policies are compiled with, and what `capabilities.json` was made from. */
export const opaVersion = '1.19.0'

/** No build is larger; a transfer that grows beyond it is given up. */
export const mostBytes = 128 * 1024 * 1024

/** One file of the official release. */
export type OpaBuild = {
  file: string
  /** As published beside the file, in `<file>.sha256`. */
  sha256: string
}

/**
 * The official builds of opa 1.19.0, by operating system and processor as Node names them. Those for Linux are static, so the C
 * library does not matter (Alpine, too).
 *
 * How each checksum was confirmed: linux-x64 by hashing the bytes. The other three are not ours to hash where Daypass is developed, and
 * come from public files that pin them independently of one another and agree: scripts/opa-binaries.json of OrygnsCode/opa-mcp-server
 * (all four; what it packages for linux-x64 was hashed here and is what it says), an install script of another project (all four), and
 * for each of the three at least one further file: a report of a downloaded linux-arm64 of 56 969 368 bytes, a table of downloads with
 * both builds for macOS, a report of a verified darwin-x64. Whoever changes the version reads the new ones from the release itself.
 */
export const officialBuilds: Readonly<Record<string, OpaBuild>> = {
  'linux-x64': {
    file: 'opa_linux_amd64_static',
    sha256: '1dd5c5591ff856f5e20a1d66bafae9511ddf3c5552ed3b5070c70b2b6580ee3f',
  },
  'linux-arm64': {
    file: 'opa_linux_arm64_static',
    sha256: '06680087ed236c8c6aaa021660d83178db829a2ad30bdb3482481fada6791b2a',
  },
  'darwin-x64': {
    file: 'opa_darwin_amd64',
    sha256: 'a6bb096502d176a23b721e023f3ca615a0e4773fec69511143093a2281118f5c',
  },
  'darwin-arm64': {
    file: 'opa_darwin_arm64_static',
    sha256: '6de003137cc54b65cb4a6a9c7cf6b29a248f10c1c16fc34f793a8a83b5f9d004',
  },
}

/** This machine, as the table names it. */
export const thisPlatform = `${process.platform}-${process.arch}`

/** The folder of the release, with a slash at its end. */
export const releaseAddress = `https://github.com/open-policy-agent/opa/releases/download/v${opaVersion}/`

/** The official build for a platform. Throws OPA_MISSING where there is none. */
export function buildFor(platform: string): OpaBuild {
  const build = Object.hasOwn(officialBuilds, platform) ? officialBuilds[platform] : undefined
  if (build !== undefined) return build
  throw new DaypassError(
    'OPA_MISSING',
    `There is no opa to compile policies with, and no official build of it for ${platform} that Daypass knows. Build or install opa 1.19 or later and set DAYPASS_OPA to its path.`,
  )
}
