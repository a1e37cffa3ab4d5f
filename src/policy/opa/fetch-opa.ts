import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, type FileHandle, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isLoopback } from '../../core/address.ts'
import { asError, DaypassError } from '../../core/error.ts'
import type { FetchOptions } from '../../ports/opa.ts'
import { mostBytes, type OpaBuild, opaVersion, releaseAddress } from './opa-builds.ts'

/** GitHub's releases need one. */
const mostRedirects = 5
/** A transfer that brings nothing for so long is given up, in milliseconds. */
const longestSilence = 30_000

export type FetchPlaces = {
  /** Where the file named `opa` shall lie; made where it is missing. */
  folder: string
  fetch: typeof fetch
  /** In milliseconds; 30 s when absent. */
  silence?: number
}

type Source = {
  bytes: AsyncIterable<Uint8Array>
  length: number | undefined
  where: string
  /** What to say when the bytes end with an error. */
  broken: string
}

/**
 * Gets an official build from its release, a mirror or a file, and puts it into the folder as `opa`: atomically, and executable only after
 * its bytes were compared with the published checksum. Returns its path; where anything fails, nothing of it stays.
 *
 * @throws DaypassError OPA_CHECKSUM (other bytes), OPA_NOT_FETCHED (network, disk, interrupted), USAGE (an address that is not https)
 */
export async function fetchOpa(build: OpaBuild, options: FetchOptions, places: FetchPlaces): Promise<string> {
  const patience = new Patience(options.signal, places.silence ?? longestSilence)
  try {
    const source = await openSource(build, options.from ?? releaseAddress, places.fetch, patience)
    return await keep(build, source, places.folder, patience, options)
  } finally {
    patience.end()
  }
}

/** Aborts when nothing has come for too long, or when the user says so. */
class Patience {
  readonly signal: AbortSignal
  readonly #silence = new AbortController()
  readonly #timer: NodeJS.Timeout

  constructor(user: AbortSignal, milliseconds: number) {
    this.signal = AbortSignal.any([user, this.#silence.signal])
    const complaint = new Error(`nothing came for ${milliseconds / 1000} s`)
    this.#timer = setTimeout(() => this.#silence.abort(complaint), milliseconds)
  }

  renew(): void {
    this.#timer.refresh()
  }

  /** Also lets go of what is still coming. */
  end(): void {
    clearTimeout(this.#timer)
    this.#silence.abort(new Error('given up'))
  }
}

async function openSource(build: OpaBuild, from: string, fetcher: typeof fetch, { signal }: Patience): Promise<Source> {
  const named = from.endsWith('/') ? `${from}${build.file}` : from
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(from)) {
    const where = resolve(named)
    const bytes = createReadStream(where, { highWaterMark: 1 << 18, signal })
    return { bytes, length: undefined, where, broken: 'The file cannot be read: check its path and your rights' }
  }
  const { response, where } = await follow(readWay(named), fetcher, signal)
  if (response.body === null) throw notFetched(where, 'The answer is empty.')
  const told = response.headers.get('content-encoding') === null ? response.headers.get('content-length') : null
  const length = told === null ? undefined : Number(told)
  return { bytes: response.body, length, where, broken: 'It broke off: try again' }
}

/** Follows redirects by itself: each address must be one that may be asked, and https never leads to http. */
async function follow(
  start: URL,
  fetcher: typeof fetch,
  signal: AbortSignal,
): Promise<{ response: Response; where: string }> {
  let address = start
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    // Without the query: that of a redirect may be a signature that is good for the file.
    const where = `${address.origin}${address.pathname}`
    const response = await fetcher(address, { redirect: 'manual', signal }).catch((cause: unknown) => {
      throw interruptedOr(signal, where, 'It cannot be reached: check the address, the network and its proxies', cause)
    })
    if (response.ok) return { response, where }
    await response.body?.cancel()
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) {
      throw notFetched(where, `The answer was ${response.status}. Check the address, or try again later.`)
    }
    const next = URL.parse(location, address.href)
    const downgraded = address.protocol === 'https:' && next?.protocol !== 'https:'
    if (next === null || downgraded || mayNotBeAsked(next) !== undefined) {
      throw notFetched(where, 'It leads on to an address that is not https. Give another with --from.')
    }
    address = next
  }
  throw notFetched(`${start.origin}${start.pathname}`, `It leads on more than ${mostRedirects} times.`)
}

function readWay(text: string): URL {
  const url = URL.parse(text)
  const refused = url === null ? 'is not an address' : mayNotBeAsked(url)
  if (url !== null && refused === undefined) return url
  throw new DaypassError('USAGE', `--from ${refused}. Give an https address, or the path of a file.`, {
    where: '--from',
  })
}

function mayNotBeAsked(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'holds a user name or password'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return undefined
  return 'is not https'
}

async function keep(
  build: OpaBuild,
  source: Source,
  folder: string,
  patience: Patience,
  options: FetchOptions,
): Promise<string> {
  const target = join(folder, 'opa')
  await onDisk(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }))
  const workshop = await onDisk(folder, () => mkdtemp(join(folder, 'fetching-')))
  try {
    const fresh = join(workshop, 'opa')
    const file = await onDisk(folder, () => open(fresh, 'wx', 0o600))
    try {
      const found = await receive(source, file, folder, patience, options)
      if (found.sha256 !== build.sha256) throw otherBytes(build, source.where, found)
      await onDisk(folder, () => file.sync())
    } finally {
      await file.close()
    }
    await onDisk(folder, () => chmod(fresh, 0o755))
    await onDisk(folder, () => rename(fresh, target))
    return target
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

async function receive(
  source: Source,
  file: FileHandle,
  folder: string,
  patience: Patience,
  { progress }: FetchOptions,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  const chunks = source.bytes[Symbol.asyncIterator]()
  while (true) {
    const { done, value } = await chunks.next().catch((cause: unknown) => {
      throw interruptedOr(patience.signal, source.where, source.broken, cause)
    })
    if (done) return { sha256: hash.digest('hex'), bytes }
    patience.renew()
    bytes += value.byteLength
    if (bytes > mostBytes) {
      const message = `What comes from there is larger than ${mostBytes} bytes, which no opa is. Nothing of it was kept: give another source with --from.`
      throw new DaypassError('OPA_CHECKSUM', message, { where: source.where })
    }
    hash.update(value)
    await onDisk(folder, () => file.writeFile(value))
    progress(bytes, source.length)
  }
}

function otherBytes(build: OpaBuild, where: string, found: { sha256: string; bytes: number }): DaypassError {
  const message = `What came from there is not ${build.file} of opa ${opaVersion}: ${found.bytes} bytes with SHA-256 ${found.sha256} instead of ${build.sha256}. Nothing of it was kept: try again, or give another source with --from.`
  return new DaypassError('OPA_CHECKSUM', message, { where })
}

function notFetched(where: string, why: string, cause?: unknown): DaypassError {
  return new DaypassError('OPA_NOT_FETCHED', why, { cause, where })
}

function interruptedOr(signal: AbortSignal, where: string, why: string, cause: unknown): DaypassError {
  const reason = signal.aborted ? asError(signal.reason).message : reasonOf(cause)
  return notFetched(where, `${why} (${reason}).`, cause)
}

/** The words of fetch, `fetch failed`, say nothing; what it was caused by does. */
function reasonOf(cause: unknown): string {
  const error = asError(cause)
  const deeper = error.cause === undefined ? error : asError(error.cause)
  return (deeper as NodeJS.ErrnoException).code ?? deeper.message
}

async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw notFetched(
      folder,
      `It cannot be written there (${reasonOf(cause)}): make room, or let this user write.`,
      cause,
    )
  })
}
